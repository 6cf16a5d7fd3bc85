"""What founders ask for in everyday words, alone and in the middle of a conversation."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.following import understand
from knowledge.answering.needs import needs
from knowledge.answering.question import Line, Question
from knowledge.clauses import Topic
from knowledge.language import detect

TODAY = date(2026, 11, 23)
MAY_BE: Mapping[str, frozenset[Topic | None]] = {
    "rate": frozenset(["rate", "cap"]),
    "cap": frozenset(["cap", "rate"]),
    "review": frozenset(["review", "payment"]),
    "payment": frozenset(["payment", "redemption", "review"]),
    "validity": frozenset(["validity", "redemption"]),
    "what": frozenset(["what", "in_force", None]),
    "penalties": frozenset(["penalties", "obligations"]),
    "covered": frozenset(["covered", "excluded"]),
    "in_force": frozenset(["in_force", "window"]),
    "redemption": frozenset(["redemption", "validity"]),
    "window": frozenset(["window", "in_force"]),
}
"""Topics whose statements answer one another's questions."""
PHRASES = [
    line.split("|") for line in (Path(__file__).parent / "everyday_words.txt").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("topic", "question"), PHRASES)
def test_everyday_words_name_what_is_asked_for(topic: str, question: str) -> None:
    named = {need.main for need in needs(question, detect(question))} or {None}
    assert named & MAY_BE.get(topic, frozenset([topic]))


CONVERSATIONS: Mapping[str, list[tuple[str, Topic | None, list[str]]]] = {
    "the place stays, the topic changes": [
        ("北京的最多能拿多少", "cap", ["110000"]),
        ("什么时候可以申请", "window", ["110000"]),
        ("要准备哪些材料", "documents", ["110000"]),
        ("那上海呢", "documents", ["310000"]),
        ("上海和北京哪个补得多", "rate", ["310000", "110000"]),
        ("杭州余杭区有吗", "what", ["330110"]),
        ("多久能到账", "payment", ["330110"]),
    ],
    "where the founder is does not change what is spoken of": [
        ("深圳训力券怎么样", None, ["440300"]),
        ("我们公司在龙岗，注册两年了，能拿吗", "applicant", ["440300"]),
        ("初创企业的比例是多少", "rate", ["440300"]),
        ("买华为云可以吗", "provider", ["440300"]),
        ("钱打给我们还是打给云厂商", "payment", ["440300"]),
        ("那苏州的呢", "payment", ["320500"]),
    ],
    "both places": [
        ("Tell me about the Beijing voucher", "what", ["110000"]),
        ("how much is it", "rate", ["110000"]),
        ("what if we're in Haidian", "rate", ["110108"]),
        ("is the deadline passed?", "window", ["110108"]),
        ("does Shenzhen have something similar", "what", ["440300"]),
        ("can I apply in both cities", "applicant", ["110108", "440300"]),
    ],
    "a greeting and a new topic": [
        ("hi, what is a computing voucher?", "what", []),
        ("we're in Shanghai, how much could we get?", "rate", ["310000"]),
        ("what about Hangzhou?", "rate", ["330100"]),
        ("who do I call?", "contact", ["330100"]),
        ("which city pays the highest rate?", "rate", []),
    ],
}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_is_followed(name: str, answerer: Answerer) -> None:
    history: list[Line] = []
    for text, topic, places in CONVERSATIONS[name]:
        question = Question(text, TODAY, history=tuple(history))
        understood = understand(question, answerer.catalogue)
        assert (text, understood.wanted[:1]) == (text, (topic,) if topic else ())
        assert (text, [mention.code for mention in understood.mentions]) == (text, places)
        history += [Line("founder", text), Line("bot", answerer.answer(question).text)]


def test_a_greeting_is_no_part_of_the_question(answerer: Answerer) -> None:
    plain, greeted = (
        answerer.answer(Question(text, TODAY))
        for text in ("what is a computing voucher?", "Hi there, what is a computing voucher?")
    )
    assert plain.text == greeted.text
    assert "lower price" in plain.text


def test_how_long_is_not_answered_by_who(answerer: Answerer) -> None:
    answer = answerer.answer(Question("龙岗算力补贴的审核要多久", TODAY))
    assert answer.outcome == "not_covered"

"""Questions that name no place: what holds for the vouchers as such, what words mean, who is answering."""

from collections.abc import Mapping
from datetime import date

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.question import Question

TODAY = date(2026, 11, 23)

FIRST: Mapping[str, str] = {
    "why do cities give these vouchers away": "chip",
    "why did China start handing out compute vouchers": "chip",
    "which city started first": "Chengdu",
    "哪个城市最先发的算力券": "成都",
    "what are the downsides of vouchers": "scarcity",
    "will vouchers solve our shortage of Nvidia chips": "scarcity",
    "算力券有没有缺点，解决不了什么问题": "短缺",
    "is there a cheap loan for voucher holders": "Bank of China",
    "what does 免申即享 mean": "no application",
    "什么叫即领即用": "即领即用",
    "事后奖补是什么意思": "事后",
    "国家层面有没有统一的算力券": "不能直接",
    "Every article says you need a minimum revenue. Do the programme texts have a revenue threshold?": "revenue",
}


@pytest.mark.parametrize("question", FIRST)
def test_what_holds_everywhere_is_answered_without_a_place(question: str, answerer: Answerer) -> None:
    answer = answerer.answer(Question(question, TODAY))
    assert answer.outcome == "answered"
    assert FIRST[question] in answer.text.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    ["How much can I get?", "can foreign owned startups get them", "算力券是直接打钱吗", "谁来审批算力券"],
)
def test_one_place_does_not_answer_for_all(question: str, answerer: Answerer) -> None:
    assert answerer.answer(Question(question, TODAY)).outcome == "clarify"


@pytest.mark.parametrize(
    "text",
    ["are you an official government bot?", "Where do you get this information from?", "what are your sources", "你是真人吗", "你们的数据来源是哪里", "你们的资料更新到什么时候"],
)  # fmt: skip
def test_who_asks_about_the_bot_is_told_what_it_is(text: str, answerer: Answerer) -> None:
    answer = answerer.answer(Question(text, TODAY))
    assert answer.outcome == "out_of_scope"
    assert "voucherbot" in answer.text


@pytest.mark.parametrize(
    "text",
    ["How do you get this voucher in Beijing?", "What are you supposed to hand in?", "深圳是人工审核吗", "这个链接是官方的吗", "What are the sources of the money?", "你们深圳的数据券多少"],
)  # fmt: skip
def test_a_question_on_the_rules_is_not_about_the_bot(text: str, answerer: Answerer) -> None:
    assert "voucherbot" not in answerer.answer(Question(text, TODAY)).text

"""Where a text can be read, what an answer rests on, and whether a figure is the right one."""

import re

import pytest

from knowledge.answering.answer import Answerer
from knowledge.figures import find_figures
from knowledge.language import LANGUAGES, Language
from tests.answering.questions import TODAY, ask

_ADDRESS = re.compile(r"https?://\S+")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_says_where_it_can_be_read(language: Language, answerer: Answerer) -> None:
    wrong = []
    for entry in answerer.catalogue.entries.values():
        document = entry.text(language)
        if document.kind == "background":
            continue
        form = "“{}”的原文在哪里看？" if language == "zh" else 'Where can I read the original text of "{}"?'
        answer = ask(answerer, form.format(document.title))
        own = {source.url for source in document.sources if source.url and not source.wrong}
        shown = {address.rstrip("。；;.,)") for address in _ADDRESS.findall(answer.text)}
        no_address = "没有公开" in answer.text or "no public address" in answer.text
        named = document.short_title in answer.text
        if not (answer.outcome == "answered" and named and (shown & own or (no_address and not own))):
            wrong.append((document.id, answer.outcome, answer.text))
    for each in wrong:
        print(each)  # noqa: T201
    assert len(wrong) <= 3


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("庆阳算力券上限是200万吗", "是的。"),
        ("庆阳算力券上限是300万吗", "不是。"),
        ("Is the Qingyang pot 100 million a year?", "Yes."),
        ("Is the Qingyang pot 50 million a year?", "No."),
        ("Is the Qingyang cap 2 million per year?", "The sum is right, but"),
        ("Is Chongqing's rate 20%?", "Yes."),
        ("重庆算力券比例50%对吗", "不是。"),
    ],
)
def test_a_figure_is_confirmed_or_not_first(question: str, first: str, answerer: Answerer) -> None:
    answer = ask(answerer, question)
    assert answer.text.startswith(first)
    assert answer.citations


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_cap_is_confirmed_and_its_double_is_not(language: Language, answerer: Answerer) -> None:
    wrong, tried = [], 0
    for entry in answerer.catalogue.entries.values():
        document = entry.text(language)
        if document.kind != "programme" or answerer.catalogue.successor(entry, TODAY):
            continue
        caps = [
            figure
            for clause in document.clauses for s in clause.statements if s.topics[0] == "cap" and s.standing == "rule"
            for figure in find_figures(s.text) if figure.kind == "money"
        ]  # fmt: skip
        if len(caps) != 1:
            continue
        sum_cny = int(caps[0].value)  # type: ignore[arg-type]
        for factor, first in ((1, ("是的。", "Yes.")), (2, ("不是。", "No."))):
            name = document.short_title
            question = f"{name}的上限是{sum_cny * factor}元吗？" if language == "zh" else f"Is the cap of {name} {sum_cny * factor:,} yuan?"  # fmt: skip
            tried += 1
            answer = ask(answerer, question)
            if not answer.text.startswith(first):
                wrong.append((question, answer.text))
    for each in wrong:
        print(each)  # noqa: T201
    assert tried > 10
    assert len(wrong) <= tried * 0.15


def test_what_an_answer_rests_on_is_said_with_the_day_of_the_last_check(answerer: Answerer) -> None:
    answer = ask(answerer, "庆阳算力券补多少", "这个是哪里查到的，什么时候查的？")
    assert answer.outcome == "answered"
    assert "最近一次核对" in answer.text
    assert answer.programmes == ("gansu-qingyang-compute-voucher-2024",)


def test_the_text_spoken_of_is_meant(answerer: Answerer) -> None:
    answer = ask(answerer, "深圳训力券比例多少", "这个政策原文在哪看")
    assert answer.outcome == "answered"
    assert answer.programmes == ("guangdong-shenzhen-training-voucher",)

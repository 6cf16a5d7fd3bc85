"""Questions over all programmes: what is open, the highest, conditions that only some have, areas of several provinces."""

from datetime import date

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.question import Answer, Line, Question
from knowledge.glossary.places import gazetteer

TODAY = date(2026, 11, 24)


def _items(answer: Answer) -> list[str]:
    return [line for line in answer.text.splitlines() if line.startswith("· ")]


def _ask(answerer: Answerer, question: str) -> Answer:
    answer = answerer.answer(Question(question, TODAY))
    assert answer.outcome == "answered"
    assert _items(answer)
    return answer


@pytest.mark.parametrize(
    "question", ["which cities still take applications this month", "哪些城市现在还能申请"]
)
def test_only_what_is_open_is_listed(question: str, answerer: Answerer) -> None:
    for item in _items(_ask(answerer, question)):
        assert "closed" not in item
        assert "已截止" not in item


@pytest.mark.parametrize(
    ("question", "expressions"),
    [
        ("有没有哪个城市支持超算", ("超算", "超级")),
        ("哪些地方高校能申请", ("高校",)),
        ("where can a university apply", ("universit",)),
        ("list all cities that have a one person company voucher", ("one-person", "OPC")),
        ("全国有哪个地方的算力券肯给没注册的人？", ("未注册", "没有注册", "尚未注册", "注册")),
    ],
)
def test_a_condition_chooses_what_is_listed(
    question: str, expressions: tuple[str, ...], answerer: Answerer
) -> None:
    items = _items(_ask(answerer, question))
    assert all(any(expression in item for expression in expressions) for item in items)


def test_the_highest_comes_first_and_what_nobody_confirmed_last(answerer: Answerer) -> None:
    items = _items(_ask(answerer, "哪里补贴比例最高"))
    assert "100%" in items[0]
    assert "未经核实" not in items[0]


@pytest.mark.parametrize(
    ("question", "area"),
    [("长三角有哪些算力券", "长三角"), ("Which Greater Bay Area cities have vouchers?", "Greater Bay Area"), ("华东哪里最划算", "华东")],
)  # fmt: skip
def test_an_area_of_several_provinces_is_no_place_but_narrows_the_list(
    question: str, area: str, answerer: Answerer
) -> None:
    within = gazetteer().areas(area)
    assert within
    catalogue = answerer.catalogue.entries
    for name in _ask(answerer, question).programmes:
        regions = catalogue[name].regions
        assert any(region.startswith(code.rstrip("0")) for region in regions for code in within)


def test_its_means_the_first_of_a_list(answerer: Answerer) -> None:
    question = "which city pays the highest rate in China"
    listed = answerer.answer(Question(question, TODAY))
    history = (Line("founder", question), Line("bot", listed.text))
    answer = answerer.answer(Question("and what's its cap", TODAY, history=history))
    assert answer.regions == ("310000",)

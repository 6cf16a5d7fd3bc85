"""Who tells of themselves, names a place only in passing, or asks about the province of where they are."""

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.following import understand
from knowledge.answering.question import Line, Question
from knowledge.answering.understanding import Understanding

TODAY = date(2026, 11, 24)


def _understood(answerer: Answerer, text: str, before: Sequence[str] = ()) -> Understanding:
    history = tuple(Line("founder", line) for line in before)
    return understand(Question(text, TODAY, history=history), answerer.catalogue)


@pytest.mark.parametrize(
    ("story", "figure"),
    [("I run a 6 person AI company in Chengdu", "60%"), ("公司在庆阳，做医疗大模型的，今年租了120万的卡", "30%"), ("We're opening an office in Wuhu", "25%")],
)  # fmt: skip
def test_who_only_tells_of_themselves_is_told_what_there_is(
    story: str, figure: str, answerer: Answerer
) -> None:
    answer = answerer.answer(Question(story, TODAY))
    assert figure in answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("用郑州超算中心的算力，省里给补几成？", ["410000"]),
        ("We get Longgang district money already. Can we add the city training voucher on top?", ["440300"]),
        ("we're a Hangzhou co. with GPUs in Shandong. what % would Shandong give us back", ["370000"]),
        ("我们在龙岗，区里给补多少", ["440307"]),
    ],
)
def test_the_place_is_that_which_is_asked_about(text: str, codes: list[str], answerer: Answerer) -> None:
    assert [mention.code for mention in _understood(answerer, text).mentions] == codes


def test_where_the_computing_stands_is_no_new_place(answerer: Answerer) -> None:
    u = _understood(answerer, "what if our GPUs are in Ningxia", ["Hangzhou compute voucher: how much?"])
    assert [mention.code for mention in u.mentions] == ["330100"]
    assert u.wanted == ("covered",)


def test_a_reason_that_was_asked_for_is_not_asked_again_of_the_next_place(answerer: Answerer) -> None:
    u = _understood(answerer, "看看深圳的", ["苏州上限多少", "为什么要发这个券"])
    assert [mention.code for mention in u.mentions] == ["440300"]
    assert u.wanted == ("cap",)

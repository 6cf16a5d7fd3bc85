"""Whoever asks for programmes by a figure, a place, a kind or a day gets all that fit and none that does not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import Library
from knowledge.answering.answer import Answerer
from knowledge.answering.dated import subject
from knowledge.answering.question import Answer, Question
from knowledge.answering.tariff import Term
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.states import in_force, round_state
from knowledge.glossary.places import gazetteer, lies_within
from knowledge.reading.reading import read_statement
from knowledge.reading.relations import Bound, read_relations

TODAY = date(2026, 11, 30)
QUESTIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "selections.yaml").read_text(encoding="utf-8")
)
_ENOUGH = 36

Holds = Callable[[Decimal, Decimal], bool]
RELATIONS: dict[str, tuple[Holds, str, str]] = {
    "above": (lambda value, x: value > x, "高于{}", "more than {}"),
    "at least": (lambda value, x: value >= x, "不低于{}", "at least {}"),
    "below": (lambda value, x: value < x, "低于{}", "less than {}"),
    "at most": (lambda value, x: value <= x, "不超过{}", "at most {}"),
    "exactly": (lambda value, x: value == x, "正好{}", "exactly {}"),
}


@pytest.fixture(scope="module")
def answerer(library: Library) -> Answerer:
    return library.answerer()


def _listed(answer: Answer) -> set[str]:
    return {each.programme for each in answer.computed if each.what == "selection"}


def _counts(answerer: Answerer, term: Term) -> bool:
    entry = answerer.catalogue.entries[term.programme]
    until = entry.any.in_force.until
    return (
        term.modality != "unconfirmed"
        and term.holds(TODAY)
        and answerer.catalogue.successor(entry, TODAY) is None
        and answerer.catalogue.known(entry, TODAY)
        and (until is None or until >= TODAY)
    )


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("measure", ["rate", "cap"])
def test_each_figure_divides_the_programmes_as_a_loop_over_them_does(
    answerer: Answerer, measure: str, relation: str
) -> None:
    terms = [t for t in answerer.catalogue.tariff.terms if t.measure == measure and _counts(answerer, t)]
    holds, zh, en = RELATIONS[relation]
    for value in sorted({t.high for t in terms}):
        expected = {t.programme for t in terms if any(holds(v, value) for v in t.values)}
        figure = f"{value:f}%" if measure == "rate" else f"{value / 10000:f}万元"
        spelt = f"{value:f}%" if measure == "rate" else f"{value:f} yuan"
        questions = (
            f"哪些地方的{'补贴比例' if measure == 'rate' else '上限'}{zh.format(figure)}？",
            f"Which programmes have a {measure} of {en.format(spelt)}?",
        )
        for question in questions:
            assert _listed(answerer.answer(Question(question, TODAY))) == expected, question


@pytest.mark.parametrize(
    ("question", "low", "high"),
    [
        ("补贴比例在20%到30%之间的有哪些？", 20, 30),
        ("Which programmes have a rate between 50% and 60%?", 50, 60),
    ],
)
def test_a_span_holds_what_lies_between(answerer: Answerer, question: str, low: int, high: int) -> None:
    terms = [t for t in answerer.catalogue.tariff.terms if t.measure == "rate" and _counts(answerer, t)]
    expected = {t.programme for t in terms if any(low <= v <= high for v in t.values)}
    assert _listed(answerer.answer(Question(question, TODAY))) == expected


def test_over_and_at_least_are_told_apart() -> None:
    over = read_relations(read_statement("哪些城市的上限超过1000万元？", TODAY)).bound("cny")
    least = read_relations(read_statement("Which caps are at least 10 million yuan?", TODAY)).bound("cny")
    assert over == Bound(Decimal(10_000_000), None, "cny", frozenset(["low"]))
    assert least == Bound(Decimal(10_000_000), None, "cny")


def test_every_figure_of_the_rules_stands_in_the_tariff(answerer: Answerer) -> None:
    tariff = answerer.catalogue.tariff
    for programme in rulebook():
        if programme.id not in answerer.catalogue.entries:
            continue
        for line in (line for edition in programme.editions for line in edition.lines):
            for formula in (tier.formula for tier in line.award.tiers):
                if formula.rate is not None:
                    assert any(formula.rate * 100 in t.values for t in tariff.of(programme.id, "rate")), (
                        programme.id
                    )
                if formula.cap is not None:
                    assert any(formula.cap in t.values for t in tariff.of(programme.id, "cap")), programme.id


def _provinces(answerer: Answerer) -> list[str]:
    return sorted({region[:2] + "0000" for region in answerer.catalogue.programme_regions})


@pytest.mark.parametrize("words", ["{}有哪些算力券", "{}有没有算力券？", "Which vouchers exist in {}?"])
def test_every_province_is_listed_with_its_cities(answerer: Answerer, words: str) -> None:
    for province in _provinces(answerer):
        entries = [
            e
            for e in answerer.catalogue.entries.values()
            if e.any.kind == "programme" and any(lies_within(r, province) for r in e.regions)
        ]
        current = {
            e.id for e in entries
            if answerer.catalogue.successor(e, TODAY) is None and (e.any.in_force.until is None or e.any.in_force.until >= TODAY)
        }  # fmt: skip
        if len(current) < 2:
            continue
        name = gazetteer().name(province, "en" if words.isascii() else "zh")
        assert _listed(answerer.answer(Question(words.format(name), TODAY))) == current, name


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("model", "模型券", "model vouchers"),
        ("corpus", "语料券", "corpus vouchers"),
        ("training", "训力券", "training vouchers"),
        ("data", "数据券", "data vouchers"),
    ],
)
def test_every_kind_of_voucher_is_listed(answerer: Answerer, kind: str, zh: str, en: str) -> None:
    entries = [
        e for e in answerer.catalogue.entries.values() if e.any.kind == "programme" and kind in e.instruments
    ]
    expected = {
        e.id for e in entries
        if answerer.catalogue.successor(e, TODAY) is None and (e.any.in_force.until is None or e.any.in_force.until >= TODAY)
    }  # fmt: skip
    for question in (f"全国有哪些{zh}？", f"List all {en} in China"):
        assert expected <= _listed(answerer.answer(Question(question, TODAY))), question


def test_who_is_listed_is_cited_and_the_first_sentence_counts(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Which cities have a cap over 10 million yuan?", TODAY))
    assert answer.outcome == "answered"
    assert answer.text.splitlines()[0].startswith(f"{len(_listed(answer))} found")
    assert _listed(answer) <= set(answer.programmes)


def test_questions_of_founders_are_answered_by_kind(answerer: Answerer) -> None:
    wrong = []
    for each in QUESTIONS:
        answer = answerer.answer(Question(each["q"], TODAY))
        found = _listed(answer)
        if not set(each["has"]) <= found or set(each["not"]) & found:
            wrong.append((each["id"], sorted(set(each["has"]) - found), sorted(set(each["not"]) & found)))
    assert len(QUESTIONS) - len(wrong) >= _ENOUGH, wrong


DAYS = [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 10), date(2026, 3, 4), date(2026, 4, 16), date(2026, 8, 31), date(2026, 11, 30), date(2026, 12, 18), date(2027, 6, 1), date(2029, 12, 1)]  # fmt: skip


def test_the_state_said_is_the_one_computed_on_every_day(answerer: Answerer) -> None:
    asked = 0
    for entry in answerer.catalogue.entries.values():
        if entry.any.kind != "programme":
            continue
        for day in DAYS:
            answer = answerer.answer(Question(f"{entry.text('zh').short_title}现在还能申请吗？", day))
            for each in (c for c in answer.computed if c.what == "round" and c.programme == entry.id):
                asked += 1
                newer = answerer.catalogue.successor(entry, day)
                assert each.value["round"] == round_state(subject(entry), day).status
                assert each.value["force"] == in_force(entry.any, day, newer.any if newer else None).status
    assert asked > 200


@pytest.mark.parametrize(
    ("question", "day", "state"),
    [
        ("Is Nanning's voucher still open?", date(2026, 1, 10), "open"),
        ("南宁算力券现在还能申请吗", date(2026, 11, 30), "closed"),
        ("深圳训力券所依据的措施现在还有效吗？", date(2027, 1, 10), "closed"),
        ("Is the Longgang subsidy still in force on 1 December 2029?", date(2026, 11, 30), "closed"),
        ("深圳训力券2026年5月10日还能申请吗？", date(2026, 11, 30), "open"),
    ],
)
def test_the_state_is_that_of_the_day_asked_for(
    answerer: Answerer, question: str, day: date, state: str
) -> None:
    answer = answerer.answer(Question(question, day))
    assert [each.value["round"] for each in answer.computed if each.what == "round"] == [state]
    assert answer.citations


def test_a_comparison_says_first_which_is_higher_and_by_how_much(answerer: Answerer) -> None:
    answer = answerer.answer(Question("深圳和成都的上限哪个高？", TODAY))
    assert answer.text.splitlines()[0] == "上限：深圳更高，1000万元，成都为500万元，相差500万元。"
    assert {"guangdong-shenzhen-training-voucher", "sichuan-chengdu-compute-voucher-2025"} <= set(
        answer.programmes
    )


def test_a_comparison_works_the_founders_sum_out(answerer: Answerer) -> None:
    answer = answerer.answer(Question("庆阳和芜湖，合同100万，哪边拿得多？", TODAY))
    sums = {each.programme: each.value for each in answer.computed if each.what == "amount"}
    assert Decimal(sums["gansu-qingyang-compute-voucher-2024"]) == 300_000
    assert Decimal(sums["anhui-wuhu-compute-subsidy"]) == 250_000
    assert answer.text.splitlines()[0].startswith("按您的金额估算：庆阳更高")

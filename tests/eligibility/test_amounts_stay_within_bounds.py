"""Amounts: never above the cap, never negative; more money never breaks a floor."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.clauses import Period
from knowledge.eligibility.award import GRANTED, Award, Formula, Proration, Tier, cut
from knowledge.eligibility.conditions.answers import Between, OneOf
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.voucher import VoucherFloor
from knowledge.eligibility.judging import judge
from knowledge.eligibility.kinds import Number, Value
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.upkeep.rule_reach import leaves
from tests.eligibility.samples import criteria_of, facts_of, known_facts

DAY = date(2026, 1, 10)
money = st.decimals(0, 10**9, places=2)
contract_days = (
    st.tuples(st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.dates(date(2025, 3, 1), date(2027, 12, 31)))
    .filter(lambda days: days[0] < days[1])
    .map(lambda days: dict(zip(("contract_start", "contract_end"), days, strict=True)))
)


@pytest.mark.parametrize("programme", rulebook().offered, ids=lambda each: each.id)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_an_amount_is_never_negative_and_never_above_the_cap(
    programme: Programme, data: st.DataObject
) -> None:
    edition = programme.editions[-1]
    facts = data.draw(known_facts(edition))
    for fact in facts_of(edition):
        if isinstance(vocabulary()[fact].kind, Number) and data.draw(st.booleans()):
            facts[fact] = data.draw(money)
    judgement = judge(programme, facts, DAY)
    if judgement.amount.yuan is None:
        assert judgement.amount.is_ == "unknown"
        return
    assert judgement.line is not None
    caps = [tier.formula.cap for tier in judgement.line.award.tiers]
    assert judgement.amount.yuan >= 0
    assert None in caps or judgement.amount.yuan <= max(cap for cap in caps if cap is not None)
    assert judgement.amount.yuan == cut(judgement.amount.yuan, Decimal("0.01"))
    assert judgement.verdict != "ineligible"


def formulas() -> list[Formula]:
    return [
        tier.formula
        for programme in rulebook().offered
        for edition in programme.editions
        for line in edition.lines
        for tier in line.award.tiers
        if tier.formula.rate is not None and tier.formula.base is not None
    ]


@pytest.mark.parametrize("formula", formulas(), ids=str)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_formula_never_pays_more_than_is_left_of_the_cap_nor_more_than_its_rate(
    formula: Formula, data: st.DataObject
) -> None:
    facts: dict[str, Value] = {fact: data.draw(money) for fact in formula.facts if fact.endswith("_cny")}
    facts |= data.draw(contract_days) if formula.proration else {}
    amount = formula.amount(facts)
    assert amount.yuan is not None
    assert formula.rate is not None
    assert formula.base is not None
    base, granted = facts[formula.base], facts.get(GRANTED, Decimal(0))
    assert isinstance(base, Decimal)
    assert isinstance(granted, Decimal)
    assert 0 <= amount.yuan <= base * formula.rate
    if formula.cap is not None:
        left = formula.cap - granted if formula.less_granted else formula.cap
        assert amount.yuan <= max(left, Decimal(0))
    assert amount.is_ == formula.is_


@pytest.mark.parametrize("formula", formulas(), ids=str)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_larger_bill_is_never_paid_less_and_a_larger_grant_never_more(
    formula: Formula, data: st.DataObject
) -> None:
    facts: dict[str, Value] = {fact: data.draw(money) for fact in formula.facts if fact.endswith("_cny")}
    facts |= data.draw(contract_days) if formula.proration else {}
    paid = formula.amount(facts).yuan
    assert paid is not None
    for fact, sign in ((formula.base, 1), (GRANTED, -1), *((less, -1) for less in formula.less)):
        have = facts.get(fact or "")
        if fact is not None and isinstance(have, Decimal):
            after = formula.amount({**facts, fact: have + data.draw(money)}).yuan
            assert after is not None
            assert (after - paid) * sign >= 0


def floors() -> list[Condition]:
    conditions = [
        leaf
        for programme in rulebook().offered
        for criterion in criteria_of(programme.editions[-1])
        for leaf in leaves(criterion.condition)
    ]
    return [
        each
        for each in conditions
        if isinstance(each, VoucherFloor) or (isinstance(each, Between) and each.high is None)
    ]


@pytest.mark.parametrize("floor", floors(), ids=lambda each: " ".join(each.facts))
@settings(max_examples=60, deadline=None)
@given(less=money, more=money)
def test_more_money_never_breaks_a_floor(floor: Condition, less: Decimal, more: Decimal) -> None:
    fact = floor.facts[0]
    low, high = sorted((less, more))
    if floor.truth({fact: low}, DAY):
        assert floor.truth({fact: high}, DAY)


@pytest.mark.parametrize("floor", [each for each in floors() if isinstance(each, VoucherFloor)], ids=str)
def test_a_floor_that_what_is_left_of_the_cap_cannot_reach_is_not_met(floor: VoucherFloor) -> None:
    (formula,) = floor.award.formulas({}, DAY)
    assert formula.cap is not None
    assert formula.less_granted
    enough = formula.cap - floor.floor
    assert floor.truth({GRANTED: enough + Decimal("0.01")}, DAY) is False
    assert floor.truth({GRANTED: enough}, DAY) is None
    assert floor.truth({}, DAY) is None


def test_a_tier_that_an_unknown_fact_picks_counts_when_all_pay_the_same() -> None:
    picked = OneOf("government_project", ("national",), (), ("none",))
    half = Formula(Decimal("0.5"), "contract_amount_cny", "exact", Decimal(100))
    most = Formula(Decimal("0.6"), "contract_amount_cny", "ceiling", Decimal(100))
    award = Award((Tier(picked, most), Tier(None, half)))
    assert award.amount({"contract_amount_cny": Decimal(1000)}, DAY) == (Decimal("100.00"), "ceiling")
    assert award.amount({"contract_amount_cny": Decimal(100)}, DAY) == (None, "unknown")


def test_an_amount_is_cut_to_the_fen_and_never_rounded_up() -> None:
    award = Award((Tier(None, Formula(Decimal("0.3"), "contract_amount_cny", "exact")),))
    assert award.amount({"contract_amount_cny": Decimal("0.99")}, DAY).yuan == Decimal("0.29")


def test_a_contract_of_one_day_outside_the_cost_period_counts_nothing() -> None:
    period = Period(date(2025, 3, 1), date(2025, 12, 31))
    one_day = {"contract_start": date(2025, 1, 1), "contract_end": date(2025, 1, 1)}
    assert Proration(period).apply(Decimal(100), one_day) == 0
    inside = {"contract_start": date(2025, 3, 1), "contract_end": date(2025, 3, 1)}
    assert Proration(period).apply(Decimal(100), inside) == 100

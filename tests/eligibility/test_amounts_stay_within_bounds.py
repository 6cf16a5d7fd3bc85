"""Amounts: never above the cap, never negative; more money never breaks a floor."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.eligibility.award import Award, Formula, Tier, cut
from knowledge.eligibility.conditions.answers import Between, OneOf
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.voucher import VoucherFloor
from knowledge.eligibility.judging import judge
from knowledge.eligibility.kinds import Number
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.vocabulary import vocabulary
from tests.eligibility.samples import criteria_of, facts_of, known_facts, leaves

DAY = date(2026, 1, 10)
money = st.decimals(0, 10**9, places=2)


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

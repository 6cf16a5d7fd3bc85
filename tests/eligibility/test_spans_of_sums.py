"""A sum of which only a span is known counts where every sum of the span gives the same verdict and amount."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.eligibility.judging import judge
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.spans import Sums, with_certain

DAY = date(2026, 11, 23)
SUMS = ("contract_amount_cny", "annual_revenue_cny", "year_compute_spend_cny", "provider_pflops")
KNOWN: Facts = {
    "registered_region": "440305",
    "applicant_type": "enterprise",
    "independent_legal_person": True,
    "service_type": "intelligent_computing",
    "purpose": "training",
    "clean_record": True,
    "provider_related": False,
    "provider_listed": True,
    "bought_on_platform": True,
    "founded_on": date(2024, 1, 1),
    "enterprise_size": "small",
    "contract_start": date(2026, 1, 1),
    "contract_end": date(2026, 10, 31),
    "contract_signed_on": date(2025, 12, 1),
    "settled_amount_cny": Decimal(1_000_000),
    "other_public_support_cny": Decimal(0),
    "already_granted_cny": Decimal(0),
}
edges = st.integers(1, 9).flatmap(
    lambda digit: st.integers(0, 9).map(lambda power: Decimal(digit * 10**power))
)


def _outcome(programme: str, facts: Facts) -> object:
    judged = judge(rulebook().get(programme), facts, DAY)
    return judged.verdict, judged.amount


@pytest.mark.parametrize("fact", SUMS)
@settings(max_examples=12)
@given(edges, edges, st.lists(st.integers(0, 1000), min_size=6, max_size=6))
def test_what_counts_for_a_span_holds_for_every_sum_in_it(
    fact: str, one: Decimal, other: Decimal, shares: list[int]
) -> None:
    low, high = sorted((one, other))
    facts = {name: value for name, value in KNOWN.items() if name != fact}
    for programme in rulebook().choose(None):
        found = with_certain([programme], facts, {fact: Sums(low, high)}, DAY)
        if fact not in found:
            continue
        outcomes = {
            _outcome(
                programme.id, {**facts, fact: (low + (high - low) * share / 1000).quantize(Decimal("0.01"))}
            )
            for share in (0, *shares, 1000)
        }
        assert len(outcomes) == 1, (programme.id, low, high)


def test_a_span_that_holds_a_threshold_does_not_count_and_one_beside_it_does() -> None:
    programme, fact, edge = next(
        (programme, name, number)
        for programme in rulebook().choose(None)
        if programme.not_offered is None
        for criterion in programme.on(DAY).common
        for name in criterion.condition.facts
        if name.endswith("_cny") and len(criterion.condition.facts) == 1
        for number in criterion.condition.constants
        if number > 1
    )
    facts: Facts = {name: value for name, value in KNOWN.items() if name != fact}
    across, beside = Sums(edge - 1, edge + 1), Sums(edge + 1, edge + 2)
    assert fact not in with_certain([programme], facts, {fact: across}, DAY)
    conditions = [
        criterion.condition for criterion in programme.on(DAY).common if fact in criterion.condition.facts
    ]
    assert all(len({c.truth({**facts, fact: edge + step}, DAY) for step in (1, 2)}) == 1 for c in conditions)
    assert with_certain([], facts, {fact: beside}, DAY)[fact] == edge + 1


def test_an_open_span_counts_where_no_threshold_lies_above_it() -> None:
    assert (
        with_certain([], {}, {"contract_amount_cny": Sums(Decimal(5), None)}, DAY)["contract_amount_cny"] == 5
    )
    assert Sums(Decimal(1_000_000), Decimal(2_000_000)).show("zh") == "1,000,000至2,000,000"
    assert Sums(None, Decimal(2_000_000)).show("en") == "at most 2,000,000"

"""A verdict is settled exactly when every way of filling in the unknown facts gives the same verdict."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.eligibility.conditions.answers import Between, OneOf
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.joined import AllOf, AnyOf, AtLeastOf, NotMet
from knowledge.eligibility.judging import judge
from knowledge.eligibility.kinds import Facts, Value
from knowledge.eligibility.programme import Edition, Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.upkeep.rule_reach import leaves
from tests.eligibility.samples import criteria_of, known_facts, values

DAY = date(2026, 1, 10)
NUMBERS: tuple[Value, ...] = tuple(Decimal(number) for number in range(4))
LETTERS: tuple[Value, ...] = ("a", "b", "c")
NAMES = [f"f{number}" for number in range(5)]
# A zone that is not named is ruled out by a place outside its region, and a grant that is not named counts as 0:
# both are rules of their own beside the three values, so these facts are always given.
ALWAYS_GIVEN: dict[str, Value] = {"registered_zone": "beijing_etown", "already_granted_cny": Decimal(0)}


def leaf(name: str) -> st.SearchStrategy[Condition]:
    """Draw a condition on one fact that has answers on both sides."""
    if name in NAMES[:2]:
        above = st.integers(0, 2).map(lambda bound: Between(name, Decimal(bound), None, strict=True))
        at_least = st.integers(1, 3).map(lambda bound: Between(name, Decimal(bound), None))
        return st.one_of(above, at_least)
    some = st.sets(st.sampled_from(LETTERS), min_size=1, max_size=2)
    return some.map(lambda met: one_of(name, frozenset(met)))


def one_of(name: str, met: frozenset[Value]) -> OneOf:
    return OneOf(name, tuple(sorted(met, key=str)), (), tuple(value for value in LETTERS if value not in met))


def joined(parts: list[Condition], how: int) -> Condition:
    if how == 0:
        return AllOf(tuple(parts))
    if how == 1:
        return AnyOf(tuple(parts))
    if how == 2:
        return NotMet(AnyOf(tuple(parts)))
    return AtLeastOf(min(2, len(parts)), tuple(parts))


@st.composite
def trees(draw: st.DrawFn, *, once: bool) -> Condition:
    """Draw conditions joined in two levels; with `once` no fact stands in two places."""
    names = (
        draw(st.permutations(NAMES))
        if once
        else draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6))
    )
    leaves = [draw(leaf(name)) for name in names]
    cut = draw(st.integers(1, len(leaves) - 1))
    how = st.integers(0, 3 if not once else 2)
    halves = [joined(leaves[:cut], draw(how)), joined(leaves[cut:], draw(how))]
    return joined(halves, draw(st.integers(0, 2)))


def completions(facts: Facts, condition: Condition) -> list[Facts]:
    absent = [name for name in condition.facts if name not in facts]
    options = [NUMBERS if name in NAMES[:2] else LETTERS for name in absent]
    return [{**facts, **dict(zip(absent, chosen, strict=True))} for chosen in product(*options)]


known = st.fixed_dictionaries(
    {},
    optional={name: st.sampled_from(NUMBERS if name in NAMES[:2] else LETTERS) for name in NAMES},
)


@settings(max_examples=300, deadline=None)
@given(trees(once=True), known)
def test_a_condition_is_settled_exactly_when_all_completions_agree(
    condition: Condition, facts: Facts
) -> None:
    found = {condition.truth(each, DAY) for each in completions(facts, condition)}
    assert condition.truth(facts, DAY) is (found.pop() if len(found) == 1 else None)


@settings(max_examples=300, deadline=None)
@given(trees(once=False), known)
def test_a_settled_condition_never_contradicts_a_completion(condition: Condition, facts: Facts) -> None:
    truth = condition.truth(facts, DAY)
    if truth is not None:
        assert {condition.truth(each, DAY) for each in completions(facts, condition)} == {truth}


@pytest.mark.parametrize("programme", rulebook().offered, ids=lambda each: each.id)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_programme_is_settled_exactly_when_all_completions_agree(
    programme: Programme, data: st.DataObject
) -> None:
    edition = data.draw(st.sampled_from(programme.editions))
    day = max(edition.since, date(2024, 6, 1))
    options = values(edition)
    judged = {fact for criterion in criteria_of(edition) for fact in criterion.condition.facts}
    facts = {**data.draw(known_facts(edition)), **{k: v for k, v in ALWAYS_GIVEN.items() if k in options}}
    for fact in accepted_whatever(edition):
        facts.setdefault(fact, data.draw(st.sampled_from(options[fact])))
    absent = [fact for fact in options if fact not in facts and fact in judged]
    for fact in absent[3:]:
        facts[fact] = data.draw(st.sampled_from(options[fact]))
    found = {
        judge(programme, {**facts, **dict(zip(absent[:3], chosen, strict=True))}, day).verdict
        for chosen in product(*(finest(options[fact]) for fact in absent[:3]))
    }
    assert judge(programme, facts, day).verdict == (found.pop() if len(found) == 1 else "undetermined")


def accepted_whatever(edition: Edition) -> list[str]:
    """List the facts of which some criterion accepts every answer: absent, they are unknown all the same."""
    found = [leaf for criterion in criteria_of(edition) for leaf in leaves(criterion.condition)]
    return [leaf.fact for leaf in found if isinstance(leaf, OneOf) and not leaf.unclear and not leaf.refused]


def test_a_fact_of_which_every_answer_is_accepted_is_still_unknown_while_absent() -> None:
    condition = OneOf("service_type", LETTERS, (), ())
    assert condition.truth({}, DAY) is None
    assert {condition.truth({"service_type": letter}, DAY) for letter in LETTERS} == {True}


def finest(options: list[Value]) -> list[Value]:
    """Leave out places that are too coarse to be a full answer."""
    return [
        option
        for option in options
        if not (isinstance(option, str) and option.endswith("0000")) or len(options) < 3
    ]


@pytest.mark.parametrize("programme", rulebook().offered, ids=lambda each: each.id)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_order_of_answers_does_not_matter(programme: Programme, data: st.DataObject) -> None:
    facts = data.draw(known_facts(programme.editions[-1]))
    turned = dict(data.draw(st.permutations(list(facts.items()))))
    assert judge(programme, facts, DAY) == judge(programme, turned, DAY)

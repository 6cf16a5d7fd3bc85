"""Which programmes exclude one another, which lessen one another, and the best that may be had together.

Nothing is known here but the rules: one programme's award is counted as other public money for the next, and what
its own criteria and formula make of that is the answer. Where neither looks at it, the texts leave it open.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Literal, NamedTuple

from knowledge.eligibility.award import Amount
from knowledge.eligibility.conditions.regions import ZONE
from knowledge.eligibility.judging import Judgement, judge
from knowledge.eligibility.kinds import Facts, Value

Relation = Literal["excludes", "doubtful", "lessens", "allowed", "unsaid"]

_OTHER = "other_public_support_cny"
_SAME_CITY = "other_support_same_city"
_SOMETHING = Decimal(1)
_STRICTEST: tuple[Relation, ...] = ("excludes", "doubtful", "lessens", "allowed", "unsaid")
_TOGETHER: frozenset[Relation] = frozenset(["lessens", "allowed"])
_MOST = 8
"""How many programmes are tried in all combinations."""


class Pair(NamedTuple):
    """Two programmes and what the rules say of having both for the same contract."""

    one: Judgement
    other: Judgement
    relation: Relation


class Combination(NamedTuple):
    """Programmes that may be had together by the rules, and their sum; a ceiling where one of them is."""

    programmes: tuple[Judgement, ...]
    yuan: Decimal
    is_ceiling: bool


def pairs(judgements: Sequence[Judgement], facts: Facts) -> list[Pair]:
    """Compare every programme with every other."""
    return [Pair(one, other, relation(one, other, facts)) for one, other in combinations(judgements, 2)]


def relation(one: Judgement, other: Judgement, facts: Facts) -> Relation:
    """Return the stricter of what the two programmes' rules say of each other."""
    return min(_seen_by(one, other, facts), _seen_by(other, one, facts), key=_STRICTEST.index)


def _seen_by(one: Judgement, other: Judgement, facts: Facts) -> Relation:
    if _OTHER not in _facts_of(one, facts):
        return "unsaid"
    without = judge(one.programme, {**facts, _OTHER: facts.get(_OTHER, Decimal(0))}, one.as_of)
    with_it = judge(one.programme, _with((other,), one, facts), one.as_of)
    if with_it.verdict != without.verdict:
        return "excludes" if with_it.verdict == "ineligible" else "doubtful"
    is_less = with_it.amount.yuan is not None and without.amount.yuan is not None
    return "lessens" if is_less and with_it.amount.yuan != without.amount.yuan else "allowed"


def _facts_of(judged: Judgement, facts: Facts) -> set[str]:
    """Name the facts that the criteria look at, and the formulas that may be the one."""
    criteria = (fact for finding in judged.findings for fact in finding.criterion.condition.facts)
    awards = (line.line.award for line in judged.leading)
    formulas = (formula for award in awards for formula in award.formulas(facts, judged.as_of))
    return {*criteria, *(fact for formula in formulas for fact in formula.facts)}


def _with(others: Sequence[Judgement], one: Judgement, facts: Facts) -> Facts:
    """Return the facts as they are once the others' awards are given."""
    had = facts.get(_OTHER)
    sums = [max(_yuan(other.amount), _SOMETHING) for other in others]
    known: dict[str, Value] = {**facts, _OTHER: (had if isinstance(had, Decimal) else Decimal(0)) + sum(sums)}
    cities = {_same_city(one, other) for other in others}
    if True in cities:
        return {**known, _SAME_CITY: True}
    if None in cities or had:
        return {name: value for name, value in known.items() if name != _SAME_CITY or value is True}
    return {**known, _SAME_CITY: False}


def _same_city(one: Judgement, other: Judgement) -> bool | None:
    """Tell whether both are paid by one city's budget; of a zone's own money that cannot be told."""
    if one.programme.region != other.programme.region:
        return False
    return None if _is_of_zone(one) != _is_of_zone(other) else True


def _is_of_zone(judged: Judgement) -> bool:
    return any(ZONE in finding.criterion.condition.facts for finding in judged.findings)


def best(judgements: Sequence[Judgement], facts: Facts) -> Combination | None:
    """Return the largest sum that the rules allow together; one programme alone where they allow no two."""
    valued = [judged for judged in judgements if _yuan(judged.amount) > 0]
    valued = sorted(valued, key=lambda judged: -_yuan(judged.amount))[:_MOST]
    known = {(pair.one.programme.id, pair.other.programme.id): pair.relation for pair in pairs(valued, facts)}
    options = [
        _combined(chosen, facts)
        for number in range(1, len(valued) + 1)
        for chosen in combinations(valued, number)
        if _may_be_together(chosen, known)
    ]
    return max(options, key=lambda option: (option.yuan, -len(option.programmes)), default=None)


def _may_be_together(chosen: Sequence[Judgement], known: Mapping[tuple[str, str], Relation]) -> bool:
    return all(
        known[one.programme.id, other.programme.id] in _TOGETHER for one, other in combinations(chosen, 2)
    )


def _combined(chosen: tuple[Judgement, ...], facts: Facts) -> Combination:
    """Add the awards, each reckoned with all the others as other public money."""
    amounts = [
        judge(
            one.programme,
            _with([other for other in chosen if other is not one], one, facts) if len(chosen) > 1 else facts,
            one.as_of,
        ).amount
        for one in chosen
    ]
    total = sum((_yuan(amount) for amount in amounts), Decimal(0))
    return Combination(chosen, total, any(amount.is_ != "exact" for amount in amounts))


def _yuan(amount: Amount) -> Decimal:
    return Decimal(0) if amount.yuan is None else amount.yuan

"""What would change a verdict: the smallest changes that turn a "no", and the floors that a "yes" stands on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, islice, product

from knowledge.eligibility.conditions.answers import FEN, Between, OneOf
from knowledge.eligibility.conditions.condition import Change, Condition, Needs
from knowledge.eligibility.conditions.joined import AllOf, AnyOf, AtLeastOf, NotMet
from knowledge.eligibility.conditions.regions import Within
from knowledge.eligibility.conditions.voucher import VoucherFloor
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.vocabulary import vocabulary

Plan = tuple[Change, ...]
"""Changes of different facts that are made together."""

_MOST_PLANS = 32
_IMPOSSIBLE = 1000
_ONE_WAY = (OneOf, Within)
_WITH_FLOORS = (AllOf, AnyOf, AtLeastOf, Between, VoucherFloor)


def remedy(conditions: Sequence[Condition], facts: Facts, day: date) -> Plan | None:
    """Return the least changes after which none of these conditions, now not met, is refused; None where none do.

    Changes that meet a condition go before those that only leave it open.
    """
    found: Plan = ()
    for condition in conditions:
        plan = condition.remedy if isinstance(condition, _ONE_WAY) else _smallest(condition, facts, day)
        if plan is None:
            return None
        found += plan
    if len(found) == 1:
        return found
    merged = tuple(dict.fromkeys(found))
    if len(merged) > 1 and len({change.fact for change in merged}) < len(merged):
        return None
    return merged


def effort(plan: Plan | None) -> int:
    """Weigh a plan: what is given is harder to change than the rest, and some things no change of a fact can turn."""
    if plan is None:
        return _IMPOSSIBLE
    return sum([2 if vocabulary()[change.fact].is_given else 1 for change in plan])


def _smallest(condition: Condition, facts: Facts, day: date) -> Plan | None:
    tried = [
        (truth is not True, effort(plan), plan)
        for plan in islice(_plans(condition, facts, day), _MOST_PLANS)
        if (truth := condition.truth(applied(plan, facts), day)) is not False
    ]
    return min(tried, key=lambda each: each[:2])[2] if tried else None


def applied(plan: Plan, facts: Facts) -> Facts:
    """Return the facts as they are after a plan."""
    return {**facts, **{change.fact: change.example for change in plan}}


def _plans(condition: Condition, facts: Facts, day: date) -> Iterator[Plan]:
    match condition:
        case AllOf():
            yield from _together(_refused(condition.parts, facts, day), facts, day)
        case AnyOf():
            for part in condition.parts:
                yield from _plans(part, facts, day)
        case AtLeastOf():
            refused = _refused(condition.parts, facts, day)
            wanting = len(refused) - (len(condition.parts) - condition.number)
            for chosen in combinations(refused, wanting):
                yield from _together(chosen, facts, day)
        case NotMet(OneOf(fact, _, unclear, refused)) if refused or unclear:
            values = refused or unclear
            needs: Needs = "equals" if len(values) == 1 else "one_of"
            value = values[0] if len(values) == 1 else tuple(map(str, values))
            yield (Change(fact, needs, value, values[0]),)
        case VoucherFloor():
            singles = list(condition.changes(facts, day))
            yield from ((change,) for change in singles)
            yield from ((one, other) for one, other in combinations(singles, 2) if one.fact != other.fact)
        case _:
            yield from _single(condition, facts, day)


def _single(condition: Condition, facts: Facts, day: date) -> Iterator[Plan]:
    return ((change,) for change in condition.changes(facts, day))


def _refused(parts: Iterable[Condition], facts: Facts, day: date) -> list[Condition]:
    return [part for part in parts if part.truth(facts, day) is False]


def _together(parts: Iterable[Condition], facts: Facts, day: date) -> Iterator[Plan]:
    options = [list(islice(_plans(part, facts, day), 4)) for part in parts]
    for chosen in product(*options):
        yield tuple(dict.fromkeys(change for plan in chosen for change in plan))


def floors(conditions: Iterable[Condition], facts: Facts, day: date) -> Plan:
    """Name the least that each sum or number must be for conditions that are met to stay so."""
    return tuple(
        dict.fromkeys(
            [
                change
                for condition in conditions
                if isinstance(condition, _WITH_FLOORS)
                for change in _floors(condition, facts, day)
            ]
        )
    )


def _floors(condition: Condition, facts: Facts, day: date) -> Iterator[Change]:
    for floor in _bounds(condition, facts, day):
        value = facts.get(floor.fact)
        if not isinstance(floor.example, Decimal) or not isinstance(value, Decimal) or value < floor.example:
            continue
        at, below = ({**facts, floor.fact: each} for each in (floor.example, floor.example - FEN))
        if condition.truth(at, day) is True and condition.truth(below, day) is not True:
            yield floor


def _bounds(condition: Condition, facts: Facts, day: date) -> Iterator[Change]:
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            for part in parts:
                yield from _bounds(part, facts, day)
        case Between(fact, low, high, strict) if low is not None and low != high:
            least = low + FEN if strict else low
            yield Change(fact, "at_least", least, least)
        case VoucherFloor():
            yield from (change for change in condition.changes(facts, day) if change.needs == "at_least")
        case _:
            return

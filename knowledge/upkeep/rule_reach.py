"""Whether the rules make sense: what nobody can meet, what nobody can fail, tiers that never count, order of days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from knowledge.eligibility import kleene
from knowledge.eligibility.award import Award
from knowledge.eligibility.conditions.answers import FEN, Between, OneOf
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.days import BeforeAnniversary, During, YoungerThan
from knowledge.eligibility.conditions.joined import InPrinciple, NotMet, Unseen, joined_parts
from knowledge.eligibility.conditions.regions import ZONE, Home, HomeZone, InZone, Within
from knowledge.eligibility.conditions.voucher import VoucherFloor
from knowledge.eligibility.kinds import Value
from knowledge.eligibility.programme import Criterion, Edition, Programme
from knowledge.eligibility.vocabulary import vocabulary

_DAY = timedelta(days=1)
_ELSEWHERE = "659001"
_SUMS = tuple(Decimal(10) ** power for power in (0, 4, 7, 12))


def contradictions(programme: Programme) -> Iterator[tuple[Criterion | None, str]]:
    """List what makes no sense in a programme, with the criterion that it stands at."""
    for edition in programme.editions:
        day = max(edition.since, date(2020, 1, 1))
        for line in edition.lines:
            criteria = [*edition.common, *line.criteria]
            yield from _unmeetable(criteria, day)
            yield from _idle_tiers(line.award, day)
        yield from _unfailable(edition, day)


def _unmeetable(criteria: Sequence[Criterion], day: date) -> Iterator[tuple[Criterion, str]]:
    """Add one criterion after the other; the first that cannot be met with those before it is named."""
    met: list[Criterion] = []
    for criterion in criteria:
        if can_be_met([*(each.condition for each in met), criterion.condition], day):
            met.append(criterion)
        elif not can_be_met([criterion.condition], day):
            if not _hangs_on_the_unseen(criterion.condition):
                yield (
                    criterion,
                    f"nobody can meet the criterion {criterion.id!r}: its parts contradict each other.",
                )
        else:
            pairs = (each.id for each in met if not can_be_met([each.condition, criterion.condition], day))
            other = next(pairs, "those before it")
            yield (
                criterion,
                f"nobody can meet {criterion.id!r} and {other!r} together: they contradict each other.",
            )
            return


def _unfailable(edition: Edition, day: date) -> Iterator[tuple[Criterion, str]]:
    for criterion in (*edition.common, *(each for line in edition.lines for each in line.criteria)):
        condition = criterion.condition
        if isinstance(condition, Unseen | OneOf | Home | HomeZone | InPrinciple):
            continue  # an answer may leave these open instead, and a choice may accept all that are known
        if not can_be_failed(condition, day) and not _hangs_on_the_unseen(condition):
            yield criterion, f"the criterion {criterion.id!r} decides nothing: nobody can fail it."


def _idle_tiers(award: Award, day: date) -> Iterator[tuple[None, str]]:
    before: list[Condition] = []
    for number, tier in enumerate(award.tiers, 1):
        own = [tier.when] if tier.when is not None else []
        if before + own and not can_be_met([*map(NotMet, before), *own], day):
            yield (
                None,
                f"tier {number} of the award never counts: the tiers before it take all that it would.",
            )
        before += own


def _hangs_on_the_unseen(condition: Condition) -> bool:
    return any(isinstance(leaf, Unseen) for leaf in leaves(condition))


def can_be_met(conditions: Sequence[Condition], day: date) -> bool:
    """Tell whether some facts meet all conditions; tries both sides of every bound."""
    return _search(conditions, list(_candidates(conditions).items()), {}, day)


def can_be_failed(condition: Condition, day: date) -> bool:
    """Tell whether some facts do not meet a condition."""
    return can_be_met([NotMet(condition)], day)


def _search(
    conditions: Sequence[Condition], open_: list[tuple[str, list[Value]]], facts: dict[str, Value], day: date
) -> bool:
    truth = kleene.every([condition.truth(facts, day) for condition in conditions])
    if truth is not None or not open_:
        return truth is True
    (fact, values), *rest = open_
    return any(_search(conditions, rest, {**facts, fact: value}, day) for value in values)


def _candidates(conditions: Iterable[Condition]) -> dict[str, list[Value]]:
    """List for each fact values on both sides of every bound."""
    found: dict[str, list[Value]] = {}
    for condition in conditions:
        for leaf in leaves(condition):
            for fact in leaf.facts:
                found.setdefault(fact, []).extend(_values(leaf, fact))
    return {fact: list(dict.fromkeys(values)) for fact, values in found.items()}


def leaves(condition: Condition) -> Iterator[Condition]:
    """List the conditions that a condition is made of."""
    for part in joined_parts(condition):
        match part:
            case NotMet() | InPrinciple():
                yield from leaves(part.part)
            case Home() | InZone():
                yield part
                yield part.registered
            case _:
                yield part


def _values(leaf: Condition, fact: str) -> Iterable[Value]:
    match leaf:
        case Between(_, low, high):
            bounds = [bound for bound in (low, high) if bound is not None]
            return [max(bound + step, Decimal(0)) for bound in bounds for step in (-FEN, Decimal(0), FEN)]
        case During(_, period, unclear):
            days = [day for each in (period, *unclear) for day in (each.since, each.until) if day]
            return [day + step for day in days for step in (-_DAY, 0 * _DAY, _DAY)]
        case Within(_, code):
            return [code, _ELSEWHERE]
        case BeforeAnniversary() | YoungerThan():
            return [date(2019, 6, 1), date(2019, 6, 2), date(2025, 6, 1)]
        case VoucherFloor():
            return [Decimal(0), *_SUMS]
        case _:
            return vocabulary()[fact].values or ([_ELSEWHERE] if fact != ZONE else [])

"""Which facts the amount of an award still waits for."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product

from knowledge.eligibility.award import Award, Formula
from knowledge.eligibility.kinds import Day, Facts, Number, Value
from knowledge.eligibility.vocabulary import vocabulary

_MOST_TRIED = 256
"""How many ways of picking the tier are tried."""
_SUMS: tuple[Value, ...] = tuple(Decimal(10) ** power for power in (0, 3, 5, 6, 7, 9, 12))


def awaited(award: Award, facts: Facts, day: date, declined: Collection[str] = ()) -> list[str]:
    """List the absent facts that change the amount, what it is reckoned from first.

    Nothing is awaited where a fact that it is reckoned from is declined: the amount stays unknown then.
    """
    formulas = [
        each for each in award.formulas(facts, day) if each.rate is not None and each.is_ != "unknown"
    ]
    needed = list(dict.fromkeys(fact for each in formulas for fact in _needed(each) if fact not in facts))
    if needed:
        return [] if any(fact in declined for fact in needed) else needed
    picks = list(dict.fromkeys(_picks(award, facts, day)))
    if any(fact in declined for fact in picks) and award.amount(facts, day).yuan is None:
        return []
    others = dict.fromkeys([*picks, *(fact for each in formulas for fact in each.facts)])
    absent = [fact for fact in others if fact not in facts and fact not in declined]
    return [
        fact for fact in absent if _matters(award, fact, [each for each in picks if each != fact], facts, day)
    ]


def _needed(formula: Formula) -> tuple[str, ...]:
    dates = formula.proration.facts if formula.proration else ()
    limits = tuple(limit.base for limit in formula.limits if limit.base)
    return (*((formula.base,) if formula.base else ()), *dates, *limits)


def _picks(award: Award, facts: Facts, day: date) -> Iterator[str]:
    for tier in award.tiers:
        if tier.when is not None and tier.when.truth(facts, day) is None:
            yield from tier.when.open_point(facts, day).asks


def _matters(award: Award, fact: str, picks: Sequence[str], facts: Facts, day: date) -> bool:
    """Tell whether two answers give two amounts, whatever the other facts that pick the tier turn out to be."""
    others = [samples(each, day) for each in picks]
    for chosen in islice(product(*others), _MOST_TRIED):
        known = {**facts, **dict(zip(picks, chosen, strict=True))}
        if len({award.amount({**known, fact: value}, day).yuan for value in samples(fact, day)}) > 1:
            return True
    return False


def samples(fact: str, day: date) -> tuple[Value, ...]:
    """Return answers to a fact that lie far enough apart to tell whether it matters."""
    kind = vocabulary()[fact].kind
    if isinstance(kind, Number):
        return (Decimal(0), *_SUMS)
    if isinstance(kind, Day):
        return tuple(day - timedelta(days=days) for days in (-30, 1, 400, 5000))
    return vocabulary()[fact].values

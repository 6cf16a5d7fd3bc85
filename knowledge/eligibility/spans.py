"""A day or a number of which only a span is known: it counts where every value of it gives the same."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from knowledge.eligibility.award import Award
from knowledge.eligibility.conditions.answers import FEN
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.joined import constants_of
from knowledge.eligibility.kinds import Facts, Number
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.language import Language

_LONGEST = 8000
"""Days; a longer span is never tried out."""


class Span(NamedTuple):
    """The first and the last day that it may be."""

    first: date
    last: date

    def days(self) -> Iterator[date]:
        """List the days."""
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))

    def show(self, language: Language) -> str:
        """Write it as people say it: a year, a month, else from when to when."""
        first, last = self
        if (first.day, last) == (1, end_of_month(first)):
            return f"{first.year}年{first.month}月" if language == "zh" else f"{first:%B} {first.year}"
        if first.year == last.year and (first.month, first.day) == (1, 1):
            return f"{first.year}年" if language == "zh" else str(first.year)
        return f"{first}至{last}" if language == "zh" else f"{first} to {last}"


def end_of_month(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def span_of(year: int, month: int | None) -> Span:
    """Return the days of a year or of a month.

    Raises:
        ValueError: there is no such month.
    """
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    return Span(date(year, month, 1), end_of_month(date(year, month, 1)))


class Sums(NamedTuple):
    """The least and the most that a number may be; None where it is open. Both bounds may be the number itself."""

    low: Decimal | None
    high: Decimal | None

    def show(self, language: Language) -> str:
        """Write it as people say it: from … to …, at least …, at most …."""
        low, high = (None if edge is None else f"{edge:,f}" for edge in self)
        if low is None or high is None:
            least = f"{low}以上" if language == "zh" else f"at least {low}"
            most = f"不超过{high}" if language == "zh" else f"at most {high}"
            return least if high is None else most
        return f"{low}至{high}" if language == "zh" else f"{low} to {high}"


Extent = Span | Sums


def with_certain(
    programmes: Iterable[Programme], facts: Facts, spans: Mapping[str, Extent], day: date
) -> Facts:
    """Return the facts with one value for each span whose values all judge alike in all of these programmes."""
    chosen, known = list(programmes), dict(facts)
    for fact, span in spans.items():
        if fact not in facts and _is_certain(chosen, fact, span, facts, day):
            known[fact] = span.first if isinstance(span, Span) else _within(span)
    return known


def _is_certain(programmes: Iterable[Programme], fact: str, span: Extent, facts: Facts, day: date) -> bool:
    if isinstance(span, Span) and (span.last - span.first).days > _LONGEST:
        return False
    for programme in programmes:
        if programme.not_offered is not None:
            continue
        edition = programme.on(day)
        own = (criterion for line in edition.lines for criterion in line.criteria)
        conditions = [each.condition for each in (*edition.common, *own)]
        awards = [line.award for line in edition.lines]
        reckoned = [award for award in awards if _is_reckoned_with(fact, award)]
        if any(
            isinstance(span, Span) or _pays_differently(award, fact, span, facts, day) for award in reckoned
        ):
            return False
        conditions += [tier.when for award in awards for tier in award.tiers if tier.when is not None]
        looking = [each for each in conditions if fact in each.facts]
        if any(_differs(each, fact, span, facts, day) for each in looking):
            return False
    return True


def _is_reckoned_with(fact: str, award: Award) -> bool:
    return any(fact in tier.formula.facts for tier in award.tiers)


def _pays_differently(award: Award, fact: str, span: Sums, facts: Facts, day: date) -> bool:
    """Tell whether the amount differs over a span, or cannot be told yet.

    Within one tier an amount only rises, or only falls, with what it is reckoned from: where it is the same at
    the ends and on both sides of every threshold, it is the same everywhere.
    """
    picks = constants_of(tier.when for tier in award.tiers if tier.when is not None)
    amounts = {award.amount({**facts, fact: each}, day) for each in _tried(picks, fact, span)}
    return len(amounts) > 1 or any(amount.yuan is None for amount in amounts)


def _differs(condition: Condition, fact: str, span: Extent, facts: Facts, day: date) -> bool:
    """Tell whether the values differ; while other facts are absent too, nothing is certain yet."""
    values: Iterable[date | Decimal] = (
        span.days() if isinstance(span, Span) else _tried(condition.constants, fact, span)
    )
    truths = {condition.truth({**facts, fact: each}, day) for each in values}
    return len(truths) > 1 or any(other not in facts for other in condition.facts if other != fact)


def _tried(constants: Iterable[Decimal], fact: str, span: Sums) -> Iterator[Decimal]:
    """List numbers that stand for all of a span: its ends, and those at and just around every threshold in it.

    Between two neighbouring thresholds no condition changes, so a number on each side of them tells all.
    """
    low, high = span.low or _NOTHING, span.high if span.high is not None else _most(fact)
    yield low
    yield high
    for edge in constants:
        yield from (each for each in (edge - FEN, edge, edge + FEN) if low <= each <= high)


def _within(span: Sums) -> Decimal:
    return span.low if span.low is not None else span.high if span.high is not None else _NOTHING


_NOTHING = Decimal(0)


def _most(fact: str) -> Decimal:
    """Return the largest number that a fact can be."""
    kind = vocabulary()[fact].kind
    return kind.most if isinstance(kind, Number) else _NOTHING

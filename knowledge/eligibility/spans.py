"""A day of which only the month or the year is known: it counts where every day of it gives the same."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.eligibility.award import Award
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.programme import Programme
from knowledge.language import Language

_LONGEST = 800
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


def with_certain(
    programmes: Iterable[Programme], facts: Facts, spans: Mapping[str, Span], day: date
) -> Facts:
    """Return the facts with those days that may stand for their whole span in all of these programmes."""
    chosen, known = list(programmes), dict(facts)
    for fact, span in spans.items():
        if fact not in facts and _is_certain(chosen, fact, span, facts, day):
            known[fact] = span.first
    return known


def _is_certain(programmes: Iterable[Programme], fact: str, span: Span, facts: Facts, day: date) -> bool:
    if (span.last - span.first).days > _LONGEST:
        return False
    for programme in programmes:
        if programme.not_offered is not None:
            continue
        edition = programme.on(day)
        own = (criterion for line in edition.lines for criterion in line.criteria)
        conditions = [each.condition for each in (*edition.common, *own)]
        awards = [line.award for line in edition.lines]
        if any(_is_reckoned_with(fact, award) for award in awards):
            return False
        conditions += [tier.when for award in awards for tier in award.tiers if tier.when is not None]
        looking = (each for each in conditions if fact in each.facts)
        if any(_differs(each, fact, span, facts, day) for each in looking):
            return False
    return True


def _is_reckoned_with(fact: str, award: Award) -> bool:
    return any(fact in tier.formula.facts for tier in award.tiers)


def _differs(condition: Condition, fact: str, span: Span, facts: Facts, day: date) -> bool:
    """Tell whether the days differ; while other facts are absent too, nothing is certain yet."""
    truths = {condition.truth({**facts, fact: each}, day) for each in span.days()}
    return len(truths) > 1 or any(other not in facts for other in condition.facts if other != fact)

"""Conditions on dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.clauses import Period
from knowledge.eligibility.calendar import years_after
from knowledge.eligibility.conditions.condition import NOTHING_TO_ASK, Change, Condition, OpenPoint
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.kleene import Truth

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class During(Condition):
    """A day in a period, its bounds included; on the days of `unclear` the text does not settle it."""

    fact: str
    period: Period
    unclear: tuple[Period, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)

    def truth(self, facts: Facts, day: date) -> Truth:  # noqa: ARG002
        """Met, unclear or neither, by the day."""
        value = facts.get(self.fact)
        if not isinstance(value, date):
            return None
        if value in self.period:
            return True
        return None if any(value in period for period in self.unclear) else False

    def open_point(self, facts: Facts, day: date) -> OpenPoint:  # noqa: ARG002
        """Ask for the day, unless it is there and the text unclear."""
        return NOTHING_TO_ASK if self.fact in facts else OpenPoint((self.fact,), 0.5, 0.4)

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:  # noqa: ARG002
        """Name the nearest day that counts."""
        value, since, until = facts.get(self.fact), self.period.since, self.period.until
        if since is not None and isinstance(value, date) and value < since:
            yield Change(self.fact, "at_least", since, since)
        elif until is not None:
            yield Change(self.fact, "at_most", until, until)


@dataclass(frozen=True, slots=True)
class BeforeAnniversary(Condition):
    """A day before the anniversary of another: a service of at most `years` whole years."""

    fact: str
    of: str
    years: int

    @property
    def facts(self) -> tuple[str, ...]:
        """Both days."""
        return (self.fact, self.of)

    def truth(self, facts: Facts, day: date) -> Truth:  # noqa: ARG002
        """Compare calendar dates."""
        value, start = facts.get(self.fact), facts.get(self.of)
        if not isinstance(value, date) or not isinstance(start, date):
            return None
        return value < years_after(start, self.years)

    def open_point(self, facts: Facts, day: date) -> OpenPoint:  # noqa: ARG002
        """Ask for the days that are absent."""
        return OpenPoint(tuple(fact for fact in self.facts if fact not in facts), 0.5, 0.5)

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:  # noqa: ARG002
        """Name the last day that counts."""
        start = facts.get(self.of)
        if isinstance(start, date):
            last = years_after(start, self.years) - _DAY
            yield Change(self.fact, "at_most", last, last)


@dataclass(frozen=True, slots=True)
class YoungerThan(Condition):
    """Less than so many years old on the day of judging, by calendar dates."""

    fact: str
    years: int

    @property
    def facts(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)

    def truth(self, facts: Facts, day: date) -> Truth:
        """On the anniversary it is no longer younger."""
        value = facts.get(self.fact)
        return years_after(value, self.years) > day if isinstance(value, date) else None

    def open_point(self, facts: Facts, day: date) -> OpenPoint:  # noqa: ARG002
        """Ask for the day."""
        return OpenPoint((self.fact,), 0.5, 0.5)

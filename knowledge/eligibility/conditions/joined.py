"""Conditions made of conditions, and what no fact can settle."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import prod

from knowledge.eligibility import kleene
from knowledge.eligibility.conditions.condition import NOTHING_TO_ASK, Change, Condition, OpenPoint
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.kleene import Truth
from knowledge.eligibility.rulefile import Words


def facts_of(parts: Iterable[Condition]) -> tuple[str, ...]:
    """Name the facts of all parts, each once."""
    return tuple(dict.fromkeys(fact for part in parts for fact in part.facts))


def constants_of(parts: Iterable[Condition]) -> tuple[Decimal, ...]:
    """List the numbers at which one of the parts may turn, each once."""
    return tuple(dict.fromkeys(number for part in parts for number in part.constants))


def joined_parts(condition: Condition) -> Iterator[Condition]:
    """List the conditions that a condition is joined from, itself where it is not joined."""
    if isinstance(condition, AllOf | AnyOf | AtLeastOf):
        for part in condition.parts:
            yield from joined_parts(part)
    else:
        yield condition


def _waiting(parts: Iterable[Condition], facts: Facts, day: date) -> list[OpenPoint]:
    return [part.open_point(facts, day) for part in parts if part.truth(facts, day) is None]


def _asks(points: Iterable[OpenPoint]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for point in points for fact in point.asks))


@dataclass(frozen=True, slots=True)
class AllOf(Condition):
    """Every part is met."""

    parts: tuple[Condition, ...]
    facts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", facts_of(self.parts))

    @property
    def constants(self) -> tuple[Decimal, ...]:
        """Those of the parts."""
        return constants_of(self.parts)

    def truth(self, facts: Facts, day: date) -> Truth:
        """Join by `all`."""
        return kleene.every(part.truth(facts, day) for part in self.parts)

    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Ask what the unknown parts ask."""
        points = _waiting(self.parts, facts, day)
        fails = 1 - prod(1 - point.fails for point in points)
        return OpenPoint(_asks(points), prod(point.meets for point in points), fails)

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:
        """Offer what turns the parts that are not met."""
        for part in self.parts:
            if part.truth(facts, day) is False:
                yield from part.changes(facts, day)


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """One part at least is met."""

    parts: tuple[Condition, ...]
    facts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", facts_of(self.parts))

    @property
    def constants(self) -> tuple[Decimal, ...]:
        """Those of the parts."""
        return constants_of(self.parts)

    def truth(self, facts: Facts, day: date) -> Truth:
        """Join by `any`."""
        return kleene.some(part.truth(facts, day) for part in self.parts)

    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Ask what the unknown parts ask."""
        points = _waiting(self.parts, facts, day)
        meets = 1 - prod(1 - point.meets for point in points)
        return OpenPoint(_asks(points), meets, prod(point.fails for point in points))

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:
        """Offer what turns any part."""
        for part in self.parts:
            yield from part.changes(facts, day)


@dataclass(frozen=True, slots=True)
class NotMet(Condition):
    """The part is not met."""

    part: Condition

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of the part."""
        return self.part.facts

    @property
    def constants(self) -> tuple[Decimal, ...]:
        """Those of the part."""
        return self.part.constants

    def truth(self, facts: Facts, day: date) -> Truth:
        """Negate; unknown stays unknown."""
        return kleene.opposite(self.part.truth(facts, day))

    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Ask what the part asks."""
        asks, meets, fails = self.part.open_point(facts, day)
        return OpenPoint(asks, fails, meets)


@dataclass(frozen=True, slots=True)
class AtLeastOf(Condition):
    """At least so many of the parts are met."""

    number: int
    parts: tuple[Condition, ...]
    facts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", facts_of(self.parts))

    @property
    def constants(self) -> tuple[Decimal, ...]:
        """Those of the parts."""
        return constants_of(self.parts)

    def truth(self, facts: Facts, day: date) -> Truth:
        """Count in three values."""
        return kleene.at_least(self.number, (part.truth(facts, day) for part in self.parts))

    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Ask what the unknown parts ask."""
        points = _waiting(self.parts, facts, day)
        return OpenPoint(_asks(points), max(p.meets for p in points), max(p.fails for p in points))

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:
        """Offer what turns the parts that are not met."""
        for part in self.parts:
            if part.truth(facts, day) is False:
                yield from part.changes(facts, day)


@dataclass(frozen=True, slots=True)
class InPrinciple(Condition):
    """The text says "in principle": what is not met counts as unknown."""

    part: Condition

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of the part."""
        return self.part.facts

    @property
    def constants(self) -> tuple[Decimal, ...]:
        """Those of the part."""
        return self.part.constants

    def truth(self, facts: Facts, day: date) -> Truth:
        """Met or unknown."""
        return self.part.truth(facts, day) or None

    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Ask what the part asks while it is unknown itself."""
        if self.part.truth(facts, day) is False:
            return NOTHING_TO_ASK
        asks, meets, _ = self.part.open_point(facts, day)
        return OpenPoint(asks, meets, 0.0)


@dataclass(frozen=True, slots=True)
class Unseen(Condition):
    """The text says that a test exists, and the sources do not show it: always unknown."""

    what: Words

    @property
    def facts(self) -> tuple[str, ...]:
        """None: there is nothing to ask."""
        return ()

    def truth(self, facts: Facts, day: date) -> Truth:  # noqa: ARG002
        """Unknown."""
        return None

    def open_point(self, facts: Facts, day: date) -> OpenPoint:  # noqa: ARG002
        """Nothing can be asked."""
        return NOTHING_TO_ASK

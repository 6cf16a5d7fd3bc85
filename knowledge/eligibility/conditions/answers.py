"""Conditions on a choice, on yes or no, on a number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge.eligibility.conditions.condition import NOTHING_TO_ASK, Change, Condition, Needs, OpenPoint
from knowledge.eligibility.kinds import Facts, Value
from knowledge.eligibility.kleene import Truth

FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class OneOf(Condition):
    """The answer is one of `met`; of `unclear` the text does not say whether it counts."""

    fact: str
    met: tuple[Value, ...]
    unclear: tuple[Value, ...]
    refused: tuple[Value, ...]
    remedy: tuple[Change, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        needs: Needs = "equals" if len(self.met) == 1 else "one_of"
        value = self.met[0] if needs == "equals" else tuple(map(str, self.met))
        object.__setattr__(self, "remedy", (Change(self.fact, needs, value, self.met[0]),))

    @property
    def facts(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)

    def truth(self, facts: Facts, day: date) -> Truth:  # noqa: ARG002
        """Met, unclear or refused, by the answer."""
        value = facts.get(self.fact)
        if value is None:
            return None
        if value in self.met:
            return True
        return None if value in self.unclear else False

    def open_point(self, facts: Facts, day: date) -> OpenPoint:  # noqa: ARG002
        """Ask for the fact, unless the answer is there and the text unclear."""
        if self.fact in facts:
            return NOTHING_TO_ASK
        number = len(self.met) + len(self.unclear) + len(self.refused)
        return OpenPoint((self.fact,), len(self.met) / number, len(self.refused) / number)

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:  # noqa: ARG002
        """Name the answers that count."""
        yield from self.remedy


@dataclass(frozen=True, slots=True)
class Between(Condition):
    """A number between two bounds; they count as inside unless `strict`."""

    fact: str
    low: Decimal | None
    high: Decimal | None
    strict: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)

    @property
    def constants(self) -> tuple[Decimal, ...]:
        """Its bounds."""
        return tuple(bound for bound in (self.low, self.high) if bound is not None)

    def truth(self, facts: Facts, day: date) -> Truth:  # noqa: ARG002
        """Compare exactly, never after rounding."""
        value = facts.get(self.fact)
        if not isinstance(value, Decimal):
            return None
        if self.strict:
            return (self.low is None or value > self.low) and (self.high is None or value < self.high)
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def open_point(self, facts: Facts, day: date) -> OpenPoint:  # noqa: ARG002
        """Ask for the number."""
        return OpenPoint((self.fact,), 0.5, 0.5)

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:  # noqa: ARG002
        """Name the nearest number that counts."""
        value = facts.get(self.fact)
        step = FEN if self.strict else Decimal(0)
        if self.low is not None and self.low == self.high:
            yield Change(self.fact, "equals", self.low, self.low)
        elif self.low is not None and isinstance(value, Decimal) and value <= self.low:
            yield Change(self.fact, "at_least", self.low + step, self.low + step)
        elif self.high is not None:
            yield Change(self.fact, "at_most", self.high - step, self.high - step)

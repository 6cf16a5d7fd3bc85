"""What every condition can tell."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from knowledge.eligibility.kinds import Facts, Value
from knowledge.eligibility.kleene import Truth

Needs = Literal["at_least", "at_most", "equals", "one_of", "within"]


class OpenPoint(NamedTuple):
    """What an unknown condition waits for.

    `asks` are the absent or too coarse facts; `meets` and `fails` estimate how likely their answers settle it.
    """

    asks: tuple[str, ...]
    meets: float
    fails: float


NOTHING_TO_ASK = OpenPoint((), 0.0, 0.0)


class Change(NamedTuple):
    """A change of one fact; `example` is the smallest value that makes it."""

    fact: str
    needs: Needs
    value: Value | tuple[str, ...]
    example: Value


class Condition(ABC):
    """A test over facts on a day."""

    __slots__ = ()

    @property
    @abstractmethod
    def facts(self) -> tuple[str, ...]:
        """The facts that it looks at."""

    @property
    def constants(self) -> tuple[Decimal, ...]:
        """The numbers at which it may turn."""
        return ()

    @abstractmethod
    def truth(self, facts: Facts, day: date) -> Truth:
        """Judge."""

    @abstractmethod
    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Tell what it waits for; asked only of an unknown condition."""

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:  # noqa: ARG002 (most have none)
        """List changes of one fact that may turn a condition that is not met; the caller tries them."""
        yield from ()

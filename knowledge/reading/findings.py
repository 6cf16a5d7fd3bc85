"""What a message states of the facts of the vocabulary: values, spans, denials, what is unknown, what must be asked."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from knowledge.eligibility.kinds import Value

Reason = Literal[
    "per_month", "per_hour", "per_period", "unit", "approximate", "several_places", "currency", "two_values", "rest", "date", "future", "negative"
]  # fmt: skip
Edge = Decimal | date | None


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that was spoken of and cannot be taken with certainty, why, and what may be meant."""

    fact: str
    why: Reason
    candidates: tuple[Value, ...] = ()
    spelling: str = ""


@dataclass(slots=True)
class Findings:
    """Collects what is found, and settles what contradicts itself."""

    values: dict[str, list[Value]] = field(default_factory=lambda: defaultdict(list))
    ranges: dict[str, tuple[Edge, Edge]] = field(default_factory=dict)
    denied: dict[str, list[Value]] = field(default_factory=lambda: defaultdict(list))
    unknown: list[str] = field(default_factory=list)
    ask: list[Question] = field(default_factory=list)
    supposed: dict[str, list[Value]] = field(default_factory=lambda: defaultdict(list))
    taken: list[tuple[int, int]] = field(default_factory=list)

    def say(self, fact: str, value: Value, span: tuple[int, int]) -> None:
        """Note a value that is said outright."""
        if value not in self.values[fact]:
            self.values[fact].append(value)
        self.taken.append(span)

    def deny(self, fact: str, value: Value, span: tuple[int, int]) -> None:
        """Note that a value is denied."""
        if value not in self.denied[fact]:
            self.denied[fact].append(value)
        self.taken.append(span)

    def doubt(self, fact: str, span: tuple[int, int]) -> None:
        """Note that the founder does not know a fact."""
        if fact not in self.unknown:
            self.unknown.append(fact)
        self.taken.append(span)

    def ask_about(
        self, fact: str, why: Reason, candidates: tuple[Value, ...], span: tuple[int, int], spelling: str = ""
    ) -> None:
        """Note that a fact must be asked about."""
        if all(question.fact != fact for question in self.ask):
            self.ask.append(Question(fact, why, candidates, spelling))
        self.taken.append(span)

    def spread(self, fact: str, low: Edge, high: Edge, span: tuple[int, int]) -> None:
        """Note a span of values."""
        self.ranges.setdefault(fact, (low, high))
        self.taken.append(span)

    def suppose(self, fact: str, value: Value, span: tuple[int, int]) -> None:
        """Note what is only supposed or planned."""
        if value not in self.supposed[fact]:
            self.supposed[fact].append(value)
        self.taken.append(span)

    def has(self, fact: str) -> bool:
        """Tell whether a fact is said, spread, unknown or to be asked about."""
        is_asked = any(question.fact == fact for question in self.ask)
        return fact in self.values or fact in self.ranges or fact in self.unknown or is_asked

    def settled(self) -> Mapping[str, Value]:
        """Return the facts of which one value is said; those of which several are become questions."""
        found: dict[str, Value] = {}
        for fact, values in self.values.items():
            kept = [value for value in values if value not in self.denied.get(fact, ())]
            if len(kept) == 1:
                found[fact] = kept[0]
            elif len(kept) > 1:
                self.ask_about(fact, "two_values", tuple(kept), (0, 0))
        for question in list(self.ask):
            if question.fact in found:
                self.ask.remove(question)
        for fact in found:
            self.ranges.pop(fact, None)
        self.unknown = [fact for fact in self.unknown if fact not in found and fact not in self.ranges]
        return found

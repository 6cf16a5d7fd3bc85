"""A message as the pre-check takes it: an answer to the question put, and what is said of oneself in free words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from knowledge.eligibility.conditions.regions import REGISTERED, ZONE
from knowledge.eligibility.kinds import Choice, Day, Facts, Number, Place, Value, YesNo
from knowledge.eligibility.placing import hear_place
from knowledge.eligibility.spans import Extent, Span, Sums
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.language import fold
from knowledge.reading.findings import Edge, Question
from knowledge.reading.reading import Statement as Read
from knowledge.reading.reading import read_statement
from knowledge.reading.scope import Scopes

_OWN = re.compile(r"我们|我司|我公司|本公司|我是|我在|咱们?|俺们?|\b(?:we|we're|our|us|i|i'm|my)\b")
_ABSURD = Decimal(10) ** 11
"""Yuan; more than that is a slip of the unit."""
MOVES, BUYS = REGISTERED, "compute_region"
_OTHERWISE = {Place: "place", Choice: "choice", YesNo: "yes-no", Number: "number", Day: "date"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer states: facts, or a day or sum of which only a part is known."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    spans: Mapping[str, Extent] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Misheard:
    """Why an answer cannot be taken. `near` are values that may be meant."""

    reason: str
    near: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said. `moves` are places that the founder would move to, `buys` those where they would buy.

    `left` are words that carry meaning and were not taken.
    """

    facts: Mapping[str, Value] = field(default_factory=dict)
    spans: Mapping[str, Extent] = field(default_factory=dict)
    moves: tuple[str, ...] = ()
    buys: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.facts) + len(self.spans) + len(self.moves) + len(self.buys)


def hear(fact: str, text: str, facts: Facts, day: date) -> Heard | Misheard:
    """Read an answer to the question for a fact; `facts` are those known, `day` is today."""
    return _heard(fact, text, read_statement(text, day, fact, facts), facts, day)


def hear_all(fact: str, text: str, facts: Facts, day: date) -> tuple[Heard | Misheard, Statement]:
    """Read an answer to the question for a fact, and all that the message states beside it."""
    read = read_statement(text, day, fact, facts)
    return _heard(fact, text, read, facts, day), _stated(read, day)


def _heard(fact: str, text: str, read: Read, facts: Facts, day: date) -> Heard | Misheard:
    if fact in read.facts:
        zone = {ZONE: read.facts[ZONE]} if fact == REGISTERED and ZONE in read.facts else {}
        return _in_order(fact, {fact: read.facts[fact], **zone}, facts)
    spans = spans_of(read, day)
    if fact in spans:
        return Heard(spans={fact: spans[fact]})
    if fact in read.unknown:
        return Misheard("unknown")
    question = next((each for each in read.ask if each.fact == fact), None)
    if question is not None:
        return Misheard(*_reason(question))
    if fact in read.denied:
        return Misheard("denied", _others(fact, read.denied[fact]))
    return _otherwise(fact, text, read, facts)


def _in_order(fact: str, heard: Mapping[str, Value], known: Facts) -> Heard | Misheard:
    start, end = (heard.get(name, known.get(name)) for name in ("contract_start", "contract_end"))
    if (
        isinstance(start, date)
        and isinstance(end, date)
        and end < start
        and fact in {"contract_start", "contract_end"}
    ):
        return Misheard("date-order")
    return Heard(heard)


_REASONS = {
    "several_places": "places-same-name", "two_values": "several", "per_month": "per-month", "per_hour": "per-hour", "per_period": "per-period",
    "unit": "small", "approximate": "approximate", "currency": "currency", "rest": "rest", "date": "date-impossible", "future": "date-future", "negative": "negative",
}  # fmt: skip


def _reason(question: Question) -> tuple[str, tuple[Value, ...]]:
    """Return the sentence for what is open about a fact, and what may be meant."""
    kind = vocabulary()[question.fact].kind
    reason = _REASONS.get(question.why, "rest")
    if question.why == "two_values":
        reason = {Day: "date-year", YesNo: "either-way", Number: "several-sums", Place: "places-several"}.get(
            type(kind), "several"
        )
    if (
        question.why == "two_values"
        and len({value.year for value in question.candidates if isinstance(value, date)}) == 1
    ):
        reason = "date-either"
    if any(isinstance(value, Decimal) and value > _ABSURD for value in question.candidates):
        return "too-much", ()
    if question.why == "rest" and not isinstance(kind, Number):
        reason = "unsure"
    return reason, question.candidates


def _others(fact: str, denied: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(value for value in vocabulary()[fact].values if value not in denied)


def _otherwise(fact: str, text: str, read: Read, facts: Facts) -> Heard | Misheard:
    kind = vocabulary()[fact].kind
    if isinstance(kind, Place) and read.outside:
        return Misheard("place-abroad")
    if isinstance(kind, Place) and any(name.kind == "vendor" for name in read.names):
        return Misheard("place-vendor")
    if isinstance(kind, Place) and not read.places:
        placed = hear_place(text, facts.get(fact))
        return Heard({fact: placed.code}) if placed.code is not None else Misheard(placed.reason, placed.near)
    if fact.endswith("_cny"):
        return Misheard("money")
    return Misheard(_OTHERWISE[type(kind)])


def state(text: str, day: date, known: Facts | None = None) -> Statement:
    """Return what is certain of what a text says; what it says in two ways counts as unsaid."""
    return _stated(read_statement(text, day, None, known), day)


def _stated(read: Read, day: date) -> Statement:
    moves = tuple(str(code) for code in read.supposed.get(MOVES, ()))
    buys = tuple(str(code) for code in read.supposed.get(BUYS, ()))
    return Statement(
        read.facts,
        {fact: span for fact, span in spans_of(read, day).items() if fact not in read.facts},
        moves,
        buys,
        (*read.unread, *(each.spelling for each in read.ask if each.spelling)),
    )


_OPEN = timedelta(days=7900)
"""How far an open end of a span of days reaches."""


def spans_of(read: Read, today: date) -> Mapping[str, Extent]:
    """Return the spans of days and sums that a message states, as the judge takes them."""
    return {fact: _extent(fact, low, high, today) for fact, (low, high) in read.ranges.items()}


def _extent(fact: str, low: Edge, high: Edge, today: date) -> Extent:
    if isinstance(vocabulary()[fact].kind, Number):
        return Sums(low if isinstance(low, Decimal) else None, high if isinstance(high, Decimal) else None)
    last = high if isinstance(high, date) else today if fact == "founded_on" else None
    first = low if isinstance(low, date) else (last or today) - _OPEN
    return Span(first, last or first + _OPEN)


def speaks_of_oneself(text: str) -> bool:
    """Tell whether a text speaks of the founder, whatever else it asks."""
    return _OWN.search(fold(text)) is not None


def introduces(text: str) -> bool:
    """Tell whether a text speaks of the founder and asks nothing."""
    folded = fold(text)
    scopes = Scopes(folded)
    return _OWN.search(folded) is not None and not any(scopes.is_asked(clause) for clause in scopes.clauses)

"""What a question relates: figures that it names and bounds, an order, the event of a round; each as it is meant."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal, cast

import yaml

from knowledge.eligibility.kinds import Value
from knowledge.language import fold, has_han
from knowledge.reading.reading import Statement
from knowledge.reading.scope import Scopes
from knowledge.reading.words import facts_with_cues, find_cues
from knowledge.text.days import Days
from knowledge.text.quantities import Quantity

Measure = Literal["rate", "cap", "floor", "budget"]
Order = Literal["high", "low", "early"]
Event = Literal["open", "opens", "closes"]
_WHOLE = Decimal(100)
_LONGEST_SPAN = 100
"""Days from which on a span names an edition (2026) and not when something happens."""
_ABOUT_APPLICANTS = frozenset(["applicant_type", "one_person_company", "service_type", "purpose", "tech_sme", "enterprise_size"])  # fmt: skip
"""The facts of applicants and of what they buy that programmes can be chosen by."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on a figure: percent or yuan; a `strict` side is itself left out."""

    low: Decimal | None
    high: Decimal | None
    unit: Literal["percent", "cny"]
    strict: frozenset[str] = frozenset()

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value lies within."""
        above = self.low is None or (value > self.low if "low" in self.strict else value >= self.low)
        below = self.high is None or (value < self.high if "high" in self.strict else value <= self.high)
        return above and below

    @property
    def is_exact(self) -> bool:
        """True where it is one value."""
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Relations:
    """What is related. `none` are measures that are denied (no floor); `facts` what programmes are chosen by."""

    measures: tuple[Measure, ...] = ()
    none: frozenset[Measure] = frozenset()
    bounds: tuple[Bound, ...] = ()
    order: Order | None = None
    events: tuple[Event, ...] = ()
    facts: tuple[tuple[str, Value], ...] = ()
    days: Days | None = None
    is_now: bool = False
    """Whether the message speaks of the present."""

    def bound(self, unit: str) -> Bound | None:
        """Return the first bound of a unit."""
        return next((bound for bound in self.bounds if bound.unit == unit), None)


def read_relations(stated: Statement) -> Relations:
    """Read the relations of a message that has been read."""
    text, scopes = stated.folded, Scopes(stated.folded)
    measures, none = _measures(text, scopes)
    orders = [order for order, *_ in _named(text, "orders")]
    events = tuple(dict.fromkeys(cast("Event", event) for event, *_ in _named(text, "events")))
    return Relations(
        measures,
        none,
        tuple(_bounds(text, stated.quantities)),
        cast("Order | None", "early" if "early" in orders else orders[0] if orders else None),
        events,
        tuple(dict.fromkeys(_facts(text, scopes))),
        day_asked(stated.days),
        any(True for _ in _named(text, "moments")),
    )


def day_asked(days: tuple[Days, ...]) -> Days | None:
    """Return the day or the few weeks that a message asks about; a year tells an edition."""
    return next(
        (each for each in days if (each.last - each.first).days < _LONGEST_SPAN and each.is_real), None
    )


def span_of(days: Days | None, today: date) -> tuple[date, date]:
    """Return the first and the last day of what is asked about, today where no day is named."""
    return (days.first, days.last) if days is not None else (today, today)


def _measures(text: str, scopes: Scopes) -> tuple[tuple[Measure, ...], frozenset[Measure]]:
    found: list[Measure] = []
    denied: set[Measure] = set()
    for name, start, end in _named(text, "measures"):
        measure = cast("Measure", name)
        found.append(measure)
        if scopes.negations(start, end) == 1:
            denied.add(measure)
    return tuple(dict.fromkeys(found)), frozenset(denied)


def _bounds(text: str, quantities: tuple[Quantity, ...]) -> Iterator[Bound]:
    for each in quantities:
        if each.unit == "percent":
            yield Bound(each.low, each.high, "percent", each.strict)
        elif each.unit == "cny" or (each.unit == "" and each.scaled):
            yield Bound(each.low, each.high, "cny", each.strict)
    yield from _halves(text, quantities)


_SHARES = re.compile(
    r"(?P<least>at least|no less than|not less than|至少|不低于|不少于)?(?P<over>more than|over|above|超过|高于|多于)?(?P<under>less than|under|below|不到|低于)?\s?(?:(?P<half>half|一半|半数|半价)|(?P<third>a third|三分之一)|(?P<full>全额|the full (?:cost|amount|bill)|in full|all of it))(?!-)(?P<up>以上|or more)?"
)


def _halves(text: str, quantities: tuple[Quantity, ...]) -> Iterator[Bound]:
    """Read a half, a third or the whole that stand in words and were not read as quantities."""
    for match in _SHARES.finditer(text):
        if any(each.start < match.end() and match.start() < each.end for each in quantities):
            continue
        value = Decimal(50) if match["half"] else Decimal(100) / 3 if match["third"] else _WHOLE
        if match["over"]:
            yield Bound(value, None, "percent", frozenset(["low"]))
        elif match["under"]:
            yield Bound(None, value, "percent", frozenset(["high"]))
        elif match["least"] or match["up"]:
            yield Bound(value, None, "percent")
        else:
            yield Bound(value, value, "percent")


def _facts(text: str, scopes: Scopes) -> Iterator[tuple[str, Value]]:
    for fact in facts_with_cues():
        if fact not in _ABOUT_APPLICANTS:
            continue
        for cue in find_cues(text, fact):
            if (
                cue.sense == "value"
                and cue.value is not None
                and not _is_denied(cue.value, scopes, cue.start, cue.end)
            ):
                yield fact, cue.value
    for name, start, end in _named(text, "conditions"):
        if name == "compute_domestic":
            yield name, True
        elif name == "any_supplier":
            yield "provider_listed", False
        else:
            outside = any(
                word in text[start:end]
                for word in ("外", "异地", "outside", "other", "another", "out-of", "non-")
            )
            if outside or scopes.negations(start, end) == 1:
                yield name, False


def _is_denied(value: Value, scopes: Scopes, start: int, end: int) -> bool:
    return value != "unregistered_team" and scopes.negations(start, end) == 1


def _named(text: str, group: str) -> Iterator[tuple[str, int, int]]:
    """Find the words of a group in a folded text, in the order of the text."""
    found = []
    rest = text
    for _, pattern, name in _words()[group]:
        found += [(match.start(), name, match.end()) for match in pattern.finditer(rest)]
        rest = pattern.sub(lambda match: "\x00" * len(match[0]), rest)
    for start, name, end in sorted(found):
        yield name, start, end


@cache
def _words() -> Mapping[str, tuple[tuple[str, re.Pattern[str], str], ...]]:
    loaded = yaml.safe_load((files("knowledge.reading") / "relations.yaml").read_text(encoding="utf-8"))
    return {group: tuple(_ordered(names)) for group, names in loaded.items()}


def _ordered(names: Mapping[str, list[str]]) -> Iterator[tuple[str, re.Pattern[str], str]]:
    words = [(fold(str(word)), name) for name, listed in names.items() for word in listed]
    for word, name in sorted(words, key=lambda each: -len(each[0])):
        spelt = re.escape(word) if has_han(word) else rf"(?<![a-z0-9-]){re.escape(word)}(?![a-z0-9])"
        yield word, re.compile(spelt), name

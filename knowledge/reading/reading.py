"""`read`: one message, read once and whole, into what every topic works with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge.eligibility.kinds import Value
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.names import Name
from knowledge.language import Language, clean, detect, fold
from knowledge.reading.answers import read_answer
from knowledge.reading.findings import Edge, Findings, Question
from knowledge.reading.heard import Heard
from knowledge.reading.moments import read_moments
from knowledge.reading.places import NamedPlace, read_places
from knowledge.reading.scope import Scopes
from knowledge.reading.situation import read_seat, read_situation
from knowledge.reading.sums import read_sums
from knowledge.reading.unknowns import read_unknowns
from knowledge.text.days import Days, find_days
from knowledge.text.quantities import Quantity, find_quantities

_LONGEST = 8000
"""Characters that are read; what follows is left unread."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a message states of the founder, before anything is known of what it asks."""

    text: str
    folded: str
    language: Language
    facts: Mapping[str, Value] = field(default_factory=dict)
    ranges: Mapping[str, tuple[Edge, Edge]] = field(default_factory=dict)
    denied: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    ask: tuple[Question, ...] = ()
    supposed: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    places: tuple[NamedPlace, ...] = ()
    names: tuple[Name, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    days: tuple[Days, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def outside(self) -> tuple[str, ...]:
        """The other countries that are named."""
        return tuple(dict.fromkeys(name.id for name in self.names if name.kind == "country"))

    @property
    def is_empty(self) -> bool:
        """True where nothing of the vocabulary is stated, denied, doubted or left to ask."""
        return not (self.facts or self.ranges or self.denied or self.unknown or self.ask)


def read_statement(
    message: str, today: date, asked: str | None = None, known: Mapping[str, Value] | None = None
) -> Statement:
    """Read what a message states. `asked` is the fact whose question is pending, `known` the facts that are known."""
    text = clean(message)[:_LONGEST]
    folded, known = fold(text), known or {}
    asked = asked if asked in vocabulary() else None
    scopes, out = Scopes(folded), Findings()
    days = find_days(folded, today)
    coarse = [str(value) for fact, value in known.items() if fact.endswith("_region")]
    placed = read_places(folded, scopes, asked, coarse)
    taken = frozenset(
        place
        for span in [
            *((each.start, each.end) for each in days),
            *((each.start, each.end) for each in placed.names),
        ]
        for place in range(*span)
    )
    quantities = find_quantities(folded, taken)
    heard = Heard(folded, scopes, asked, known, today)
    read_situation(heard, placed, out)
    read_unknowns(folded, scopes, placed, out)
    left_days = read_moments(heard, days, quantities, out)
    read_seat(folded, placed, asked, out)
    left_sums = read_sums(folded, scopes, quantities, asked, out)
    if asked is not None:
        read_answer(heard, asked, quantities, placed, out)
    facts = {fact: value for fact, value in out.settled().items() if _is_possible(fact, value, out)}
    return Statement(
        text, folded, detect(text), _ordered(facts), dict(out.ranges), {fact: tuple(values) for fact, values in out.denied.items()},
        tuple(fact for fact in out.unknown if fact not in facts), tuple(question for question in out.ask if question.fact not in facts), {fact: tuple(values) for fact, values in out.supposed.items()},
        placed.places, placed.names, tuple(quantities), tuple(days), _unread(folded, text, out, left_days, left_sums),
    )  # fmt: skip


def _ordered(facts: Mapping[str, Value]) -> Mapping[str, Value]:
    return {fact: facts[fact] for fact in vocabulary() if fact in facts}


def _is_possible(fact: str, value: Value, out: Findings) -> bool:
    """Tell whether the vocabulary accepts a value; what it doesn't is asked about."""
    try:
        vocabulary()[fact].read(vocabulary()[fact].kind.write(value))
    except ValueError:
        out.ask_about(fact, "rest", (), (0, 0))
        return False
    return True


_LONG_SPAN = 300
"""Days; a year named in passing is not listed as unread."""
_CARRIES_MEANING = re.compile(
    r"每(?:个)?(?:月|年|天|季度?|周|小时)|per (?:month|hour|day|week|quarter)|不含?税|含税|before tax|incl\w* vat|乘以?\s?\d+|x\s?\d+"
)


def _unread(
    folded: str, text: str, out: Findings, days: Sequence[Days], sums: Sequence[Quantity]
) -> tuple[str, ...]:
    """List what carries meaning in a message and was not taken: sums, days, periods beside no fact."""
    taken = {place for start, end in out.taken for place in range(start, end)}
    shown = text if len(text) == len(folded) else folded
    spans = [(each.start, each.end) for each in days if (each.last - each.first).days < _LONG_SPAN]
    spans += [(each.start, each.end) for each in sums]
    left = [span for span in spans if span[1] - span[0] > 1 and taken.isdisjoint(range(*span))]
    covered = taken | {place for start, end in left for place in range(start, end)}
    left += [
        match.span()
        for match in _CARRIES_MEANING.finditer(folded)
        if covered.isdisjoint(range(*match.span()))
    ]
    return tuple(shown[start:end].strip() for start, end in sorted(left))


def as_json(statement: Statement) -> dict[str, object]:
    """Write what is stated as docs and outsiders know it: values as JSON, open edges as null."""

    def value(fact: str, each: Value) -> object:
        return vocabulary()[fact].kind.write(each)

    def edge(each: Edge) -> object:
        return None if each is None else f"{each:f}" if isinstance(each, Decimal) else each.isoformat()

    return {
        "language": statement.language,
        "facts": {fact: value(fact, each) for fact, each in statement.facts.items()},
        "ranges": {fact: [edge(low), edge(high)] for fact, (low, high) in statement.ranges.items()},
        "not": {fact: [value(fact, each) for each in values] for fact, values in statement.denied.items()},
        "unknown": list(statement.unknown),
        "ask": [{"fact": each.fact, "why": each.why, "candidates": [value(each.fact, candidate) for candidate in each.candidates]} for each in statement.ask],
        "places": list(dict.fromkeys(place.code for place in statement.places)),
        "outside": list(statement.outside),
        "unread": list(statement.unread),
    }  # fmt: skip

"""The figures of all programmes as typed values: what each pays, up to how much, from which spending on, out of which pot.

They are those of the marked statements; where the rules of a programme have the figure too, its line, the services that
it is for and whether it is exact come from there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from knowledge.clauses import Clause, Document, Statement, Topic
from knowledge.eligibility.award import AmountIs, Formula
from knowledge.eligibility.conditions.answers import OneOf
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.joined import joined_parts
from knowledge.eligibility.programme import Edition, Line, Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.glossary.terms import instruments
from knowledge.language import fold
from knowledge.reading.relations import Measure
from knowledge.reading.words import find_cues
from knowledge.text.days import find_days
from knowledge.text.quantities import Period, Quantity, find_quantities

Modality = Literal["exact", "ceiling", "unconfirmed"]
MEASURES: tuple[Measure, ...] = ("rate", "cap", "floor", "budget")
_ASIDE: frozenset[Topic] = frozenset(
    ["conflict", "background", "provider", "not_stated", "stacking", "formula", "history"]
)
"""Marks of statements whose figures are no figure of the programme for those who apply."""
_UP_TO = (
    "最高",
    "不超过",
    "至多",
    "最多",
    "上限",
    "up to",
    "at most",
    "no more than",
    "not more than",
    "not exceed",
    "maximum",
    "capped",
)
_A_DAY = date(2026, 1, 1)
"""A day for reading dates out of statements; which one does not matter, they are only set aside."""


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of a programme. `place` is where its statement stands: the heading of the clause and the number in it.

    `low` and `high` differ for a span (10 % to 50 %); a figure "up to 50 %" has 50 for both and is a ceiling.
    """

    programme: str
    measure: Measure
    low: Decimal
    high: Decimal
    unit: Literal["percent", "cny"]
    per: Period | None
    modality: Modality
    place: tuple[str, int]
    line: str | None = None
    condition: Condition | None = None
    services: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    is_award: bool = False
    """Whether the rules of the programme reckon with it."""

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The values that are stated."""
        return (self.low,) if self.low == self.high else (self.low, self.high)

    def holds(self, day: date) -> bool:
        """Tell whether the figure is one of the edition that is good on a day."""
        book = rulebook()
        if self.programme not in book or self.measure not in {"rate", "cap"}:
            return True
        programme = book.get(self.programme)
        if not programme.editions:
            return True
        today = _figures(programme.on(day), self.measure)
        others = {value for edition in programme.editions for value in _figures(edition, self.measure)}
        return self.high in today or self.high not in others


@dataclass(frozen=True)
class Tariff:
    """All terms of a release."""

    terms: tuple[Term, ...]

    @cached_property
    def _by_programme(self) -> Mapping[str, tuple[Term, ...]]:
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.programme, []).append(term)
        return {name: tuple(terms) for name, terms in found.items()}

    def of(self, programme: str, measure: Measure | None = None) -> tuple[Term, ...]:
        """List the terms of a programme."""
        return tuple(t for t in self._by_programme.get(programme, ()) if measure in {None, t.measure})


def tariff_of(documents: Iterable[Document]) -> Tariff:
    """Read the figures of programmes, a document in either language."""
    return Tariff(tuple(term for document in documents for term in _terms(document)))


def _terms(document: Document) -> Iterator[Term]:
    book = rulebook()
    programme = book.get(document.id) if document.id in book else None
    for clause, number, statement in _statements(document):
        if not _counts(statement):
            continue
        yield from _dressed(document, programme, clause, number, statement)


def _statements(document: Document) -> Iterator[tuple[Clause, int, Statement]]:
    for clause in document.clauses:
        for number, statement in enumerate(clause.statements):
            yield clause, number, statement


def _counts(statement: Statement) -> bool:
    return (
        bool(set(MEASURES) & set(statement.topics))
        and not _ASIDE & set(statement.topics)
        and statement.standing != "evidence"
    )


def _dressed(
    document: Document, programme: Programme | None, clause: Clause, number: int, statement: Statement
) -> Iterator[Term]:
    for measure, quantity in _quantities(statement):
        low, high = _ends(quantity)
        lines = [
            (line, formula, when)
            for line, formula, when in _formulas(programme)
            if _value(formula, measure) == high and _names_line(statement, line, programme)
        ]
        yield Term(
            document.id, measure, low, high, "percent" if quantity.unit == "percent" else "cny", quantity.per,
            _modality(statement, quantity, [formula.is_ for _, formula, _ in lines] if measure == "rate" else []), (clause.heading, number),
            lines[0][0].id if len({line.id for line, *_ in lines}) == 1 else None, lines[0][2] if len(lines) == 1 else None,
            _services(statement, [line for line, *_ in lines]), instruments(statement.text), bool(lines),
        )  # fmt: skip
    yield from _in_full(document, programme, clause, number, statement)


def _in_full(
    document: Document, programme: Programme | None, clause: Clause, number: int, statement: Statement
) -> Iterator[Term]:
    """Read a rate that follows from words of a statement, which does not state it as a figure."""
    for line, formula, when in _formulas(programme):
        words = line.award.follows_from
        if words is None or formula.rate is None or "rate" not in statement.topics:
            continue
        if any(word in statement.text for word in (words.zh, words.en)):
            rate = formula.rate * 100
            yield Term(document.id, "rate", rate, rate, "percent", None, _known(formula.is_), (clause.heading, number), line.id, when, _services(statement, [line]), instruments(statement.text), is_award=True)  # fmt: skip


def _quantities(statement: Statement) -> Iterator[tuple[Measure, Quantity]]:
    text = fold(statement.text)
    taken = frozenset(place for days in find_days(text, _A_DAY) for place in range(days.start, days.end))
    sums: list[Measure] = [m for m in MEASURES if m != "rate" and m in statement.topics]
    seen: set[tuple[Measure, Decimal, Decimal]] = set()
    for each in find_quantities(text, taken):
        measure: Measure | None = None
        if each.unit == "percent" and "rate" in statement.topics:
            measure = "rate"
        elif each.unit == "cny" and len(sums) == 1 and each.per not in {"month", "hour", "day"}:
            measure = sums[0]
        if measure is not None and (measure, *_ends(each)) not in seen:
            seen.add((measure, *_ends(each)))
            yield measure, each


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return the ends of a quantity; an open one ("up to", "at least") is its only end."""
    low, high = quantity.low, quantity.high
    known = low if low is not None else high or Decimal(0)
    return (low if low is not None else known, high if high is not None else known)


def _formulas(programme: Programme | None) -> Iterator[tuple[Line, Formula, Condition | None]]:
    for edition in programme.editions if programme is not None else ():
        for line in edition.lines:
            for tier in line.award.tiers:
                yield line, tier.formula, tier.when


def _value(formula: Formula, measure: Measure) -> Decimal | None:
    if measure == "rate":
        return formula.rate * 100 if formula.rate is not None else None
    return formula.cap if measure == "cap" else None


def _figures(edition: Edition, measure: Measure) -> frozenset[Decimal]:
    found = (_value(tier.formula, measure) for line in edition.lines for tier in line.award.tiers)
    return frozenset(value for value in found if value is not None)


def _names_line(statement: Statement, line: Line, programme: Programme | None) -> bool:
    """Tell whether a statement can be on a line: of what it says is bought, the line pays for some."""
    bought = _bought(statement)
    pays = services_of(line, programme)
    return not bought or not pays or bool(bought & pays)


def _bought(statement: Statement) -> frozenset[str]:
    return frozenset(
        str(cue.value) for cue in find_cues(fold(statement.text), "service_type") if cue.sense == "value"
    )


def _services(statement: Statement, lines: list[Line]) -> frozenset[str]:
    paid = frozenset(service for line in lines for service in services_of(line, None))
    return (paid & _bought(statement)) or paid or _bought(statement)


def services_of(line: Line, programme: Programme | None, day: date | None = None) -> frozenset[str]:
    """Name the services that a line pays for outright; empty where its rules name none."""
    common = programme.on(day or _A_DAY).common if programme is not None else ()
    parts = (part for each in (*line.criteria, *common) for part in joined_parts(each.condition))
    return frozenset(
        str(v) for part in parts if isinstance(part, OneOf) and part.fact == "service_type" for v in part.met
    )


def _modality(statement: Statement, quantity: Quantity, known: list[AmountIs]) -> Modality:
    if statement.standing == "unconfirmed":
        return "unconfirmed"
    folded = fold(statement.text)
    if quantity.low is None or any(word in folded for word in _UP_TO):
        return "ceiling"
    return "ceiling" if "ceiling" in known else "exact"


def _known(is_: AmountIs) -> Modality:
    return "exact" if is_ == "exact" else "ceiling"

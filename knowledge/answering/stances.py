"""What a programme says of a condition by which somebody chooses: named, refused, left unclear, or not said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.answering.catalogue import Entry
from knowledge.clauses import Statement, Topic
from knowledge.eligibility.conditions.answers import OneOf
from knowledge.eligibility.conditions.joined import joined_parts
from knowledge.eligibility.kinds import Value
from knowledge.eligibility.kleene import Truth
from knowledge.eligibility.programme import Criterion, Edition, Line, Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.glossary.concepts import concepts
from knowledge.language import fold
from knowledge.reading.scope import Scopes
from knowledge.reading.words import find_cues

Says = Literal["named", "unclear", "unsaid", "refused"]
Place = tuple[str, int]
"""Where a statement stands in its document: the heading of its clause, and its number there."""
_BEST: tuple[Says, ...] = ("named", "unclear", "unsaid", "refused")
_WORST: tuple[Says, ...] = ("refused", "unclear", "named", "unsaid")
_SPEAKS: frozenset[Topic] = frozenset(["applicant", "covered", "what", "rate"])
_ASIDE: frozenset[Topic] = frozenset(["conflict", "not_stated", "provider", "background", "excluded"])
_ELSEWHERE = ("650000", "540000")
"""Two places far apart: who is registered in one of them is from outside wherever a programme is."""
_EXCEPTED = re.compile(r"并非|不是|not all|not every|是指|means ")
"""What stands before somebody who is not meant, or by whom something is only defined."""
_CONCEPT = {"registered_region": "outside", "compute_domestic": "domestic"}


@dataclass(frozen=True, slots=True)
class Stance:
    """What is said, where it stands, and the lines that it holds for (empty: all)."""

    says: Says
    place: Place | None = None
    lines: frozenset[str] = frozenset()


def stance(entry: Entry, fact: str, value: Value, day: date) -> Stance:
    """Tell what a programme says of a value of a fact."""
    book = rulebook()
    programme = book.get(entry.id) if entry.id in book else None
    told = _spoken(entry, fact, value)
    if programme is None or programme.not_offered is not None:
        return Stance("named", told) if told else Stance("unsaid")
    found = _ruled(programme, fact, value, day)
    if told is None and found.says == "named":
        told = _spoken(entry, fact, value, aside=_ASIDE - {"conflict"})
    if found.says == "unsaid" and told is not None:
        return Stance("named", told)
    return Stance(found.says, told or found.place, found.lines)


def _ruled(programme: Programme, fact: str, value: Value, day: date) -> Stance:
    edition = programme.on(day)
    said = {line: _of_line(programme, edition, line, fact, value, day) for line in edition.lines}
    best: Says = min((says for says, _ in said.values()), key=_BEST.index, default="unsaid")
    place = next((place for says, place in said.values() if says == best and place), None)
    lines = frozenset(line.id for line, (says, _) in said.items() if says == best and line.id)
    return Stance(best, place, lines)


def _of_line(
    programme: Programme, edition: Edition, line: Line, fact: str, value: Value, day: date
) -> tuple[Says, Place | None]:
    """Tell what the criteria and the award of a line say; the strictest criterion counts."""
    found = [
        (says, (each.clause, 0))
        for each in (*edition.common, *line.criteria)
        if (says := _of_criterion(each, fact, value, day, programme.region)) is not None
    ]
    tiers = [part for tier in line.award.tiers if tier.when for part in joined_parts(tier.when)]
    if any(isinstance(part, OneOf) and part.fact == fact and value in part.met for part in tiers):
        found.append(("named", (line.award.clause, 0)))
    return min(found, key=lambda each: _WORST.index(each[0]), default=("unsaid", None))


def _of_criterion(criterion: Criterion, fact: str, value: Value, day: date, region: str) -> Says | None:
    condition = criterion.condition
    if fact == "registered_region":
        if fact not in condition.facts:
            return None
        elsewhere = next(code for code in _ELSEWHERE if code[:2] != region[:2])
        truth: Truth = condition.truth({fact: elsewhere}, day)
        return "refused" if truth is False else None
    if fact == "provider_listed" and "bought_on_platform" in condition.facts:
        return "refused"
    parts = [part for part in joined_parts(condition) if isinstance(part, OneOf) and part.fact == fact]
    if any(value in part.met for part in parts):
        return "named"
    if any(value in part.unclear for part in parts):
        return "unclear"
    return "refused" if parts else None


def _spoken(entry: Entry, fact: str, value: Value, aside: frozenset[Topic] = _ASIDE) -> Place | None:
    """Find the statement that speaks of a value outright."""
    document = entry.text("zh")
    found = [
        (clause.heading, number)
        for clause in document.clauses
        for number, statement in enumerate(clause.statements)
        if _may_say(statement, fact, aside) and _says(statement, fact, value)
    ]
    return min(found, key=lambda place: _rank(entry, place), default=None)


def _rank(entry: Entry, place: Place) -> int:
    clause = entry.text("zh").clause(place[0])
    topics = clause.statements[place[1]].topics if clause else ()
    return {"applicant": 0, "covered": 0, "rate": 1}.get(topics[0], 2) if topics else 3


def _may_say(statement: Statement, fact: str, aside: frozenset[Topic]) -> bool:
    speaks: frozenset[Topic] = frozenset(["applicant"]) if fact == "registered_region" else _SPEAKS
    return (
        bool(speaks & set(statement.topics))
        and not aside & set(statement.topics)
        and statement.standing == "rule"
    )


def _says(statement: Statement, fact: str, value: Value) -> bool:
    if fact in _CONCEPT:
        return _CONCEPT[fact] in concepts(statement.text)
    text = fold(statement.text)
    return any(start is not None for start in _denied_or_said(text, fact, value))


def _denied_or_said(text: str, fact: str, value: Value) -> Iterator[int]:
    scopes = Scopes(text)
    for cue in find_cues(text, fact):
        if (
            cue.value == value
            and cue.sense == "value"
            and scopes.negations(cue.start, cue.end) != 1
            and not _EXCEPTED.search(text[: cue.start])
        ):
            yield cue.start

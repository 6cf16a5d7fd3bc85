"""What an editor should know before a document is taken in: the same text, the same number, rules that overlap or disagree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.clauses import Document, Period, Statement, Topic
from knowledge.figures import Figure, find_figures, supported
from knowledge.glossary.places import lies_within
from knowledge.language import fold
from knowledge.upkeep.proposing import kinds_of

Concern = Literal["duplicate", "nearly_duplicate", "same_number", "overlap", "contradiction", "same_id"]
_NEARLY = 0.85
_COMPARED: tuple[Topic, ...] = ("rate", "cap", "floor", "budget")
_KINDS = {
    "rate": frozenset(["percent"]),
    "cap": frozenset(["money"]),
    "floor": frozenset(["money"]),
    "budget": frozenset(["money"]),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to point out: what, about which document of the library, and the two sides where there are two."""

    concern: Concern
    document: str
    title: str
    new: str = ""
    old: str = ""


def compare(document: Document, library: Iterable[Document], today: date) -> list[Finding]:
    """Compare a document with those in the library, in its own language where they exist in it."""
    found: list[Finding] = []
    for other in library:
        if other.id == document.id and other.language == document.language:
            if other.clauses == document.clauses:
                found.append(Finding("duplicate", other.id, other.short_title))
            continue
        if other.id == document.id or other.language != document.language:
            continue
        found.extend(_pair(document, other, today))
    return sorted(
        found,
        key=lambda finding: (
            "duplicate",
            "nearly_duplicate",
            "same_number",
            "contradiction",
            "overlap",
            "same_id",
        ).index(finding.concern),
    )


def _pair(document: Document, other: Document, today: date) -> Iterator[Finding]:
    alike = likeness(document, other)
    if alike == 1.0:
        yield Finding("duplicate", other.id, other.short_title)
        return
    if alike >= _NEARLY:
        yield Finding("nearly_duplicate", other.id, other.short_title, f"{alike:.0%}")
    number = document.document_number
    if number and other.document_number and fold(number) == fold(other.document_number):
        yield Finding("same_number", other.id, other.short_title, number, other.title)
    if (
        other.id in document.supersedes
        or document.id in other.supersedes
        or not _about_the_same(document, other)
    ):
        return
    if (
        other.status != "in_force"
        or other.kind != "programme"
        or not _overlap(document.in_force, other.in_force, today)
    ):
        return
    yield Finding("overlap", other.id, other.short_title, _days(document.in_force), _days(other.in_force))
    yield from _contradictions(document, other)


def shingles(document: Document) -> frozenset[str]:
    """Return the pieces of eight characters of a document's text, by which copies are found."""
    text = "".join(
        character for clause in document.clauses for character in fold(clause.text) if character.isalnum()
    )
    return frozenset(text[i : i + 8] for i in range(max(len(text) - 7, 1)))


def likeness(document: Document, other: Document) -> float:
    """Return how much of two texts is the same, 1.0 for a copy."""
    if not _same_length(document, other):
        return 0.0
    own, theirs = shingles(document), shingles(other)
    return len(own & theirs) / max(len(own | theirs), 1)


def _same_length(document: Document, other: Document) -> bool:
    lengths = [sum(len(clause.text) for clause in each.clauses) for each in (document, other)]
    return min(lengths) > 0.7 * max(lengths)


def _about_the_same(document: Document, other: Document) -> bool:
    near = any(lies_within(a, b) and lies_within(b, a) for a in document.regions for b in other.regions)
    return near and bool(kinds_of(document) & kinds_of(other) or not kinds_of(document))


def _overlap(one: Period, two: Period, today: date) -> bool:
    if two.until is not None and two.until < today:
        return False
    starts = [period.since or date.min for period in (one, two)]
    ends = [period.until or date.max for period in (one, two)]
    return max(starts) <= min(ends)


def _days(period: Period) -> str:
    return f"{period.since or '…'} – {period.until or '…'}"


def _contradictions(document: Document, other: Document) -> Iterator[Finding]:
    for topic in _COMPARED:
        own, theirs = _stated(document, topic), _stated(other, topic)
        have = [figure for _, figures in theirs for figure in figures]
        new = [
            (statement, figure)
            for statement, figures in own
            for figure in figures
            if not supported(figure, have)
        ]
        if have and new and all(not supported(figure, have) for _, figures in own for figure in figures):
            yield Finding("contradiction", other.id, other.short_title, new[0][0].text, theirs[0][0].text)


def _stated(document: Document, topic: Topic) -> Sequence[tuple[Statement, list[Figure]]]:
    """List the statements of a topic with its figures, those that a clause leads with first."""
    found = []
    for clause in document.clauses:
        for statement in clause.statements:
            if statement.topics[:2].count(topic) and not statement.is_gap:
                figures = [figure for figure in find_figures(statement.text) if figure.kind in _KINDS[topic]]
                if figures:
                    found.append((statement, figures))
    return found

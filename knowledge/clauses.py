"""The values that the whole project shares: documents, their clauses and statements, citations."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.language import Language
from knowledge.provenance import Origin, Source, SourceKind, Standing, trace

Topic = Literal[
    "what", "applicant", "rate", "cap", "floor", "budget", "formula", "covered", "excluded", "window",
    "in_force", "steps", "documents", "review", "payment", "redemption", "validity", "stacking",
    "obligations", "penalties", "provider", "contact", "conflict", "background", "reason", "history", "limits",
    "not_stated",
]  # fmt: skip
Kind = Literal["programme", "framework", "draft", "background"]
Status = Literal["in_force", "closed", "superseded", "draft", "background"]
Confidence = Literal["official", "repost", "index", "news", "unverified"]


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included; an open end is None. `note` says in words what the days don't."""

    since: date | None
    until: date | None
    note: str | None = None

    def __contains__(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a clause that can be read alone, what it is about, its sources' numbers, and what it is."""

    text: str
    topics: tuple[Topic, ...]
    sources: tuple[int, ...] = ()
    standing: Standing = "rule"

    @property
    def is_gap(self) -> bool:
        """True when the statement says that the sources do not state something."""
        return "not_stated" in self.topics


@dataclass(frozen=True, slots=True)
class Clause:
    """A heading of a document with its statements. `heading` is the stable English one, in every language."""

    heading: str
    title: str
    statements: tuple[Statement, ...]
    page: int | None = None

    @property
    def text(self) -> str:
        """The clause as people read it, a statement a line."""
        return "\n".join(statement.text for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with the place where it stands, word for word.

    `source_url` is the page where it was read, `official_url` an official page that was not; see `Origin`.
    """

    label: int
    document: str
    language: Language
    heading: str
    title: str
    document_title: str
    quote: str
    since: date | None
    until: date | None
    source_url: str | None
    page: int | None = None
    source_kind: SourceKind | None = None
    official_url: str | None = None
    read_in: SourceKind | None = None

    @property
    def origin(self) -> Origin:
        """Where the quote was read."""
        return Origin(self.source_url, self.source_kind, self.official_url, self.read_in)


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document in one language. The other language has the same id."""

    id: str
    language: Language
    title: str
    short_title: str
    kind: Kind
    status: Status
    status_note: str | None
    issuer: str | None
    document_number: str | None
    regions: tuple[str, ...]
    issued: str | None
    in_force: Period
    windows: tuple[Period, ...]
    cost_periods: tuple[Period, ...]
    supersedes: tuple[str, ...]
    superseded_by: str | None
    confidence: Confidence
    confidence_note: str
    aliases: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: date
    clauses: tuple[Clause, ...]

    def clause(self, heading: str) -> Clause | None:
        """Return the clause under a stable heading, or None."""
        return next((clause for clause in self.clauses if clause.heading == heading), None)

    def origin(self, statement: Statement) -> Origin:
        """Tell where a statement was read: one of its own sources, or none."""
        return trace(
            self.sources,
            statement.sources,
            standing=statement.standing,
            disputes="conflict" in statement.topics,
        )

    @property
    def main_origin(self) -> Origin:
        """Where most of its rules were read, for what is said of the document as a whole."""
        told = Counter(
            number
            for clause in self.clauses
            for statement in clause.statements
            if statement.standing == "rule" and "conflict" not in statement.topics
            for number in statement.sources
        )
        return trace(self.sources, [number for number, _ in told.most_common(1)])

    def cite(self, label: int, heading: str, title: str, statement: Statement) -> Citation:
        """Cite a statement of the clause under a heading; it is in force since an open window began, at the latest."""
        clause, origin = self.clause(heading), self.origin(statement)
        return Citation(
            label=label,
            document=self.id,
            language=self.language,
            heading=heading,
            title=title,
            document_title=self.short_title,
            quote=statement.text,
            since=self.in_force.since
            or next((window.since for window in self.windows if window.until is None), None),
            until=self.in_force.until,
            source_url=origin.url,
            page=clause.page if clause else None,
            source_kind=origin.kind,
            official_url=origin.official_url,
            read_in=origin.read_in,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as it is indexed and retrieved. `id` is `document/language/heading`."""

    id: str
    document: str
    language: Language
    heading: str
    title: str
    text: str
    statements: tuple[Statement, ...]

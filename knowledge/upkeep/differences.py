"""What changes from one state of the knowledge base to the next, clause by clause and figure by figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from knowledge.clauses import Clause, Document
from knowledge.figures import Figure, find_figures, supported
from knowledge.library.segments import document_key

How = Literal["added", "removed", "reworded"]
_SAME_STATEMENT = 0.5


@dataclass(frozen=True, slots=True)
class Rewording:
    """A statement before and after; one of them is empty where it is new or gone."""

    before: str
    after: str
    figures: tuple[tuple[str, str], ...] = ()
    """Figures that differ, from → to."""


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that is new, gone or says something else."""

    how: How
    heading: str
    title: str
    statements: tuple[Rewording, ...]


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that is new, gone or changed; `particulars` are the keys of its front matter that differ."""

    how: How
    document: str
    language: str
    title: str
    clauses: tuple[ClauseChange, ...] = ()
    particulars: tuple[tuple[str, str, str], ...] = ()


def compare_all(
    before: Mapping[str, Document], changed: Iterable[Document], removed: Iterable[str]
) -> list[DocumentChange]:
    """Compare changed documents with what stands for them in a release (by `id/language`)."""
    found = [_document_change(before.get(document_key(document)), document) for document in changed]
    gone = [before[name] for name in removed if name in before]
    found += [DocumentChange("removed", d.id, d.language, d.short_title) for d in gone]
    return [change for change in found if change is not None]


def _document_change(old: Document | None, new: Document) -> DocumentChange | None:
    if old is None:
        clauses = tuple(ClauseChange("added", clause.heading, clause.title, ()) for clause in new.clauses)
        return DocumentChange("added", new.id, new.language, new.short_title, clauses)
    clauses = tuple(_clause_changes(old.clauses, new.clauses))
    particulars = tuple(_particulars(old, new))
    if not clauses and not particulars:
        return None
    return DocumentChange("reworded", new.id, new.language, new.short_title, clauses, particulars)


def _particulars(old: Document, new: Document) -> Iterator[tuple[str, str, str]]:
    for name in (
        "title", "short_title", "kind", "status", "issuer", "document_number", "regions", "issued", "in_force",
        "windows", "cost_periods", "supersedes", "superseded_by", "confidence", "aliases",
    ):  # fmt: skip
        one, two = getattr(old, name), getattr(new, name)
        if one != two:
            yield name, _shown(one), _shown(two)


def _shown(value: object) -> str:
    if value is None or value == ():
        return "–"
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    since, until = getattr(value, "since", None), getattr(value, "until", None)
    return f"{since or '…'} – {until or '…'}" if hasattr(value, "since") else str(value)


def _clause_changes(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[ClauseChange]:
    before = {clause.heading: clause for clause in old}
    after = {clause.heading: clause for clause in new}
    for clause in new:
        was = before.get(clause.heading)
        if was is None:
            yield ClauseChange(
                "added", clause.heading, clause.title, tuple(Rewording("", s.text) for s in clause.statements)
            )
        elif was.statements != clause.statements:
            yield ClauseChange("reworded", clause.heading, clause.title, tuple(_rewordings(was, clause)))
    for clause in old:
        if clause.heading not in after:
            gone = tuple(Rewording(s.text, "") for s in clause.statements)
            yield ClauseChange("removed", clause.heading, clause.title, gone)


def _rewordings(old: Clause, new: Clause) -> Iterator[Rewording]:
    gone = [s.text for s in old.statements if s not in new.statements]
    fresh = [s.text for s in new.statements if s not in old.statements]
    for text in fresh:
        best = max(gone, key=lambda other: _alike(text, other), default=None)
        if best is not None and _alike(text, best) >= _SAME_STATEMENT:
            gone.remove(best)
            yield Rewording(best, text, tuple(_moved_figures(best, text)))
        else:
            yield Rewording("", text)
    yield from (Rewording(text, "") for text in gone)


def _alike(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _moved_figures(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Pair the figures that only one side states, kind by kind and in their order."""
    was, now = find_figures(old), find_figures(new)
    gone = [figure for figure in was if not supported(figure, now)]
    fresh = [figure for figure in now if not supported(figure, was)]
    for kind in dict.fromkeys(figure.kind for figure in [*gone, *fresh]):
        left, right = [f for f in gone if f.kind == kind], [f for f in fresh if f.kind == kind]
        for number in range(max(len(left), len(right))):
            yield _spelled(left, number), _spelled(right, number)


def _spelled(figures: Sequence[Figure], number: int) -> str:
    return figures[number].spelling or str(figures[number]) if number < len(figures) else "–"

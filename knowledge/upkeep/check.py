"""The check that guards every publish: documents complete, both languages alike, every figure borne by its facts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlparse

import yaml

from knowledge.clauses import Clause, Document, Period
from knowledge.figures import Figure, find_figures, read_canonical, supported
from knowledge.glossary.places import NATION, gazetteer
from knowledge.library.faults import Fault
from knowledge.library.reading import HEADINGS
from knowledge.upkeep.truth_check import check_truth

_SHARED = (
    "kind",
    "status",
    "document_number",
    "regions",
    "issued",
    "supersedes",
    "superseded_by",
    "confidence",
    "reviewed",
)
_SMALL = 12
"""Counts up to this may be written in words in one language and in digits in the other."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A document in both languages."""

    zh: Document
    en: Document


@cache
def hazards() -> frozenset[str]:
    """Return the domains that must never be shown to people."""
    loaded = yaml.safe_load((files("knowledge.glossary") / "hazards.yaml").read_text(encoding="utf-8"))
    return frozenset(loaded["domains"])


def figures_of(folder: Path, document: str) -> list[Figure] | None:
    """Read the figures that a document's facts bear, or None when the file is missing."""
    try:
        lines = (folder / f"{document}.txt").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    return [read_canonical(line) for line in lines if line.strip()]


def _fault(document: Document, sentence: str) -> Fault:
    return Fault(f"{document.id}.{document.language}.md", 1, sentence)


def _addresses(document: Document) -> Iterator[Fault]:
    for source in document.sources:
        host = urlparse(source.url or "").hostname or ""
        if source.url and not source.url.startswith(("http://", "https://")):
            yield _fault(
                document, f"source {source.number} has no web address: {source.url!r}; write null instead."
            )
        if any(host == domain or host.endswith("." + domain) for domain in hazards()):
            yield _fault(
                document,
                f"source {source.number} shows {host}, which is on the hazard list; write null instead.",
            )
    text = "\n".join(clause.text for clause in document.clauses)
    for domain in hazards():
        if domain in text:
            yield _fault(document, f"a clause names {domain}, which is on the hazard list.")


def _dates(document: Document) -> Iterator[str]:
    periods: tuple[Period, ...] = (document.in_force, *document.windows, *document.cost_periods)
    yield from (f"{day.isoformat()}" for period in periods for day in (period.since, period.until) if day)
    yield from (note for period in periods if (note := period.note))
    yield from (
        text
        for text in (
            document.issued,
            document.status_note,
            document.confidence_note,
            document.document_number,
        )
        if text
    )


def _figures(document: Document, have: Sequence[Figure]) -> Iterator[Fault]:
    said = [(clause.title, s.text) for clause in document.clauses for s in clause.statements]
    for where, text in [*said, *(("the front matter", text) for text in _dates(document))]:
        for figure in find_figures(text):
            if not supported(figure, have):
                yield _fault(
                    document,
                    f"{figure.spelling or figure} ({where}) stands in no fact of this document: {text[:60]!r}.",
                )


def _references(document: Document, known: Mapping[str, object]) -> Iterator[Fault]:
    for other in (*document.supersedes, *((document.superseded_by,) if document.superseded_by else ())):
        if other not in known:
            yield _fault(document, f"refers to {other!r}, which does not exist.")
    if document.status == "superseded" and not document.superseded_by:
        yield _fault(document, "is superseded but does not say by what; fill in superseded_by.")
    places = gazetteer().places
    for region in document.regions:
        if region != NATION and region not in places:
            yield _fault(document, f"the region {region} is no code of GB/T 2260.")
    if not document.regions:
        yield _fault(document, "names no region.")


def _hard(clause: Clause) -> Counter[str]:
    """Return the figures that both languages must have: all but small counts."""
    found = (figure for statement in clause.statements for figure in find_figures(statement.text))
    return Counter(_bare(figure) for figure in found if not (figure.kind == "number" and _is_small(figure)))


def _bare(figure: Figure) -> str:
    return (
        f"{figure.value.normalize():f}"
        if isinstance(figure.value, Decimal) and figure.kind != "percent"
        else str(figure)
    )


def _is_small(figure: Figure) -> bool:
    return isinstance(figure.value, Decimal) and figure.value <= _SMALL


def _alike(pair: Pair) -> Iterator[Fault]:
    zh, en = pair.zh, pair.en
    for name in _SHARED:
        if getattr(zh, name) != getattr(en, name):
            yield _fault(en, f"'{name}' differs between the languages.")
    for name in ("in_force", "windows", "cost_periods"):
        if _days(getattr(zh, name)) != _days(getattr(en, name)):
            yield _fault(en, f"the days of '{name}' differ between the languages.")
    if [(s.number, s.kind, s.url) for s in zh.sources] != [(s.number, s.kind, s.url) for s in en.sources]:
        yield _fault(en, "the sources differ between the languages.")
    if [c.heading for c in zh.clauses] != [c.heading for c in en.clauses]:
        yield _fault(en, "the headings differ between the languages.")
        return
    for ours, theirs in zip(en.clauses, zh.clauses, strict=True):
        yield from _alike_clause(en, ours, theirs)


def _days(value: Period | tuple[Period, ...]) -> list[tuple[object, object]]:
    return [(period.since, period.until) for period in (value if isinstance(value, tuple) else (value,))]


def _alike_clause(document: Document, ours: Clause, theirs: Clause) -> Iterator[Fault]:
    if [(s.topics, s.sources) for s in ours.statements] != [(s.topics, s.sources) for s in theirs.statements]:
        yield _fault(
            document, f"the statements of {ours.heading!r} do not match the Chinese ones in number and marks."
        )
        return
    own, other = _hard(ours), _hard(theirs)
    for figure in (set(own) | set(other)) - (set(own) & set(other)):
        missing = "the Chinese" if figure in own else "the English"
        yield _fault(document, f"{figure} in {ours.heading!r} is missing in {missing} text.")


def _complete(document: Document) -> Iterator[Fault]:
    for field in fields(document):
        if field.name in {"id", "title", "short_title"} and not getattr(document, field.name):
            yield _fault(document, f"'{field.name}' is empty.")
    have = [clause.heading for clause in document.clauses]
    if document.kind in {"programme", "framework", "draft"}:
        for heading in list(HEADINGS)[:11]:
            if heading not in have:
                yield _fault(document, f"the clause {heading!r} is missing; say what is not stated.")


def check(documents: Sequence[Document], figures: Path, *, own: Iterable[str] | None = None) -> list[Fault]:
    """Check documents against each other and against the figures of their facts; returns every fault found.

    `own` names the documents whose figures are kept in the folder `figures`; None means all.
    """
    grouped: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        grouped[document.id].append(document)
    kept = frozenset(grouped if own is None else own)
    faults: list[Fault] = list(check_truth(documents, kept))
    for name, texts in grouped.items():
        languages = {document.language: document for document in texts}
        if len(texts) != len(languages):
            faults.append(_fault(texts[0], "stands twice in one language."))
        have = figures_of(figures, name)
        if name in kept and have is None:
            faults.append(_fault(texts[0], f"the figures of its facts are missing: figures/{name}.txt."))
        for document in texts:
            faults.extend(_complete(document))
            faults.extend(_addresses(document))
            faults.extend(_references(document, grouped))
            if have is not None and name in kept:
                faults.extend(_figures(document, have))
        if {"zh", "en"} <= set(languages):
            faults.extend(_alike(Pair(languages["zh"], languages["en"])))
        elif name in kept:
            missing = "Chinese" if "zh" not in languages else "English"
            faults.append(_fault(texts[0], f"there is no {missing} text."))
    return faults

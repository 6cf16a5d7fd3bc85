"""Policy documents as files: a front matter in YAML, then clauses under headings, a statement a list item."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

from knowledge.clauses import (
    Clause,
    Confidence,
    Document,
    Kind,
    Statement,
    Status,
    Topic,
)
from knowledge.language import LANGUAGES, Language
from knowledge.library.faults import DocumentError, Fault, decode
from knowledge.library.front_matter import FrontMatter
from knowledge.library.ids import is_id
from knowledge.provenance import Standing

HEADINGS: Mapping[str, str] = {
    "What it is": "政策概况",
    "Who may apply": "申报对象",
    "What is covered": "支持范围",
    "Amount": "支持标准",
    "How to apply": "申报方式",
    "Documents": "申报材料",
    "Review and payment": "审核与拨付",
    "Redemption and validity": "兑付与有效期",
    "Obligations and penalties": "义务与罚则",
    "Contact": "咨询方式",
    "Published questions and answers": "官方问答",
    "Where sources conflict": "来源分歧",
    "Notes for encoding": "适用说明",
}
"""The stable headings in English and their Chinese titles."""

_BY_TITLE = {title: heading for heading, title in HEADINGS.items()} | {"概要": "What it is"}
_FORMER = {"Overview": "What it is"}
"""Headings that older files may bear."""
_HEADING = re.compile(r"^##\s+(?P<title>.+?)(?:\s*\{#(?P<heading>[^}]+)\})?\s*$")
_STATEMENT = re.compile(
    r"^[-*]\s+(?P<text>.+?)(?:\s*\{(?P<topics>[a-z_,\s]+?)(?:\|\s*(?P<sources>[\d,\s]+))?\})?\s*$"
)
_TOPICS = frozenset(get_args(Topic))
_STANDINGS: tuple[Standing, ...] = ("evidence", "unconfirmed")
"""Marks beside the topics that say that a statement is no confirmed rule."""


def _language(front: FrontMatter) -> Language:
    return front.choice("language", LANGUAGES) or "zh"  # type: ignore[return-value]


def _split(front: FrontMatter) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(front.lines[front.end :], front.end + 1):
        if line.strip():
            yield number, line.rstrip()


def _clauses(front: FrontMatter, language: Language, numbers: frozenset[int]) -> tuple[Clause, ...]:
    found: list[tuple[str, str, list[Statement]]] = []
    for number, line in _split(front):
        heading, statement = _HEADING.match(line), _STATEMENT.match(line)
        if heading:
            title = heading["title"]
            stable = heading["heading"] or (_BY_TITLE.get(title, title) if language == "zh" else title)
            stable = _FORMER.get(stable, stable)
            if any(stable == other for other, _, _ in found):
                front.faults.append(
                    Fault(front.path, number, f"the heading {title!r} stands twice; join the two clauses.")
                )
            found.append((stable, title, []))
        elif not found or not statement:
            front.faults.append(
                Fault(front.path, number, f"{line[:40]!r} is neither a heading '## …' nor a list item '- …'.")
            )
        else:
            found[-1][2].append(_statement(front, number, statement, numbers))
    for heading_text, title, statements in found:
        if not statements:
            front.faults.append(
                Fault(
                    front.path,
                    front.end,
                    f"the clause {title!r} ({heading_text}) is empty; say what is not stated, or drop it.",
                )
            )
    return tuple(Clause(heading, title, tuple(statements)) for heading, title, statements in found)


def _statement(front: FrontMatter, number: int, match: re.Match[str], known: frozenset[int]) -> Statement:
    marks = [mark.strip() for mark in (match["topics"] or "").split(",") if mark.strip()]
    standing: Standing = next((mark for mark in _STANDINGS if mark in marks), "rule")
    topics = tuple(mark for mark in marks if mark not in _STANDINGS)
    sources = tuple(int(source) for source in (match["sources"] or "").replace(" ", "").split(",") if source)
    wrong = [topic for topic in topics if topic not in _TOPICS]
    if wrong:
        front.faults.append(
            Fault(front.path, number, f"{wrong[0]!r} is no topic; use one of {', '.join(sorted(_TOPICS))}.")
        )
    elif not topics:
        front.faults.append(
            Fault(
                front.path,
                number,
                "the statement does not say what it is about; end it with a mark such as {rate | 1}.",
            )
        )
    dead = [source for source in sources if source not in known]
    if dead:
        front.faults.append(Fault(front.path, number, f"source {dead[0]} is not in the list of sources."))
    return Statement(match["text"].strip(), topics, sources, standing)  # type: ignore[arg-type]


def parse(text: str, path: str) -> Document:
    """Read one document.

    Raises:
        DocumentError: with every fault found, each with its line.
    """
    front = FrontMatter(path, text)
    language = _language(front)
    sources = front.sources()
    clauses = _clauses(front, language, frozenset(source.number for source in sources))
    reviewed = front.day("reviewed", front.values.get("reviewed"))
    if reviewed is None:
        front.fault("reviewed", "is missing.")
    if not clauses:
        front.faults.append(
            Fault(path, front.end, "there are no clauses; write headings '## …' with list items below.")
        )
    document = Document(
        id=front.text("id") or "",
        language=language,
        title=front.text("title") or "",
        short_title=front.text("short_title") or "",
        kind=front.choice("kind", get_args(Kind)),  # type: ignore[arg-type]
        status=front.choice("status", get_args(Status)),  # type: ignore[arg-type]
        status_note=front.text("status_note", required=False),
        issuer=front.text("issuer", required=False),
        document_number=front.text("document_number", required=False),
        regions=front.texts("regions"),
        issued=front.text("issued", required=False),
        in_force=front.period("in_force", front.values.get("in_force")),
        windows=front.periods("windows"),
        cost_periods=front.periods("cost_periods"),
        supersedes=front.texts("supersedes"),
        superseded_by=front.text("superseded_by", required=False),
        confidence=front.choice("confidence", get_args(Confidence)),  # type: ignore[arg-type]
        confidence_note=front.text("confidence_note") or "",
        aliases=front.texts("aliases"),
        sources=sources,
        reviewed=reviewed or date.min,
        clauses=clauses,
    )
    _check_ids(front, document)
    for region in document.regions:
        if not re.fullmatch(r"\d{6}", region):
            front.fault("regions", f"holds {region!r}; a region is a six-digit code in quotes.")
    if front.faults:
        raise DocumentError(front.faults)
    return document


def _check_ids(front: FrontMatter, document: Document) -> None:
    own = () if front.values.get("id") is None else (document.id,)
    later = () if document.superseded_by is None else (document.superseded_by,)
    for key, ids in (("id", own), ("supersedes", document.supersedes), ("superseded_by", later)):
        for id_ in ids:
            if not is_id(id_):
                front.fault(key, f"holds {id_[:80]!r}; an id is lower-case letters, digits and hyphens.")


def folder() -> Path:
    """Return the folder of the documents that come with the project."""
    return Path(str(files("knowledge") / "documents"))


def read_all(folders: Iterable[Path]) -> tuple[list[Document], list[Fault]]:
    """Read every `*.md` of the folders, in the order of their names, with the faults of those that can't be read."""
    documents: list[Document] = []
    faults: list[Fault] = []
    for path in sorted(path for place in folders for path in place.glob("*.md")):
        try:
            documents.append(parse(decode(path.read_bytes(), path.name), path.name))
        except DocumentError as error:
            faults.extend(error.faults)
    return documents, faults


@cache
def bundled() -> tuple[Document, ...]:
    """Return the documents that come with the project.

    Raises:
        DocumentError: one of them is broken.
    """
    documents, faults = read_all([folder()])
    if faults:
        raise DocumentError(faults)
    return tuple(documents)

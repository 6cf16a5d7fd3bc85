"""A policy document written as a file in the project's own form, and read back with the pages of its clauses."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from knowledge.clauses import Clause, Document, Period, Statement
from knowledge.library.reading import HEADINGS, parse
from knowledge.provenance import Source

_PAGE = re.compile(r"\s*(?:（第(\d+)页）|\(page (\d+)\))$")


def file_name(document: Document) -> str:
    """Name the file of a document, `<id>.<language>.md`."""
    return f"{document.id}.{document.language}.md"


def write(document: Document) -> str:
    """Write a document; `read` returns an equal one."""
    head = yaml.safe_dump(_front(document), allow_unicode=True, sort_keys=False, width=1000)
    body = "\n\n".join(_clause(clause, document.language) for clause in document.clauses)
    return f"---\n{head}---\n\n{body}\n"


def read(text: str, name: str) -> Document:
    """Read a document file; the page that stands behind a clause's title becomes the clause's page.

    Raises:
        DocumentError: with every fault found, each with its line.
    """
    document = parse(text, name)
    return replace(document, clauses=tuple(_with_page(clause) for clause in document.clauses))


def _with_page(clause: Clause) -> Clause:
    match = _PAGE.search(clause.title)
    if match is None:
        return clause
    heading = clause.heading if clause.heading != clause.title else clause.title[: match.start()]
    return replace(
        clause, title=clause.title[: match.start()], heading=heading, page=int(match[1] or match[2])
    )


def _front(document: Document) -> Mapping[str, Any]:
    return {
        "id": document.id,
        "language": document.language,
        "title": document.title,
        "short_title": document.short_title,
        "kind": document.kind,
        "status": document.status,
        "status_note": document.status_note,
        "issuer": document.issuer,
        "document_number": document.document_number,
        "regions": list(document.regions),
        "issued": document.issued,
        "in_force": _period(document.in_force),
        "windows": [_period(period) for period in document.windows],
        "cost_periods": [_period(period) for period in document.cost_periods],
        "supersedes": list(document.supersedes),
        "superseded_by": document.superseded_by,
        "confidence": document.confidence,
        "confidence_note": document.confidence_note,
        "aliases": list(document.aliases),
        "sources": [_source(source) for source in document.sources],
        "reviewed": document.reviewed,
    }


def _source(source: Source) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "n": source.number,
        "kind": source.kind,
        "what": source.what,
        "seen": source.seen,
        "url": source.url,
    }
    if not source.read:
        told["read"] = "no"
    if source.repeated_by:
        told["repeated_by"] = list(source.repeated_by)
    if source.wrong:
        told["wrong"] = "yes"
    return told


def _period(period: Period) -> Mapping[str, Any]:
    return {"from": period.since, "until": period.until, "note": period.note}


def _clause(clause: Clause, language: str) -> str:
    page = (
        ""
        if clause.page is None
        else (f"（第{clause.page}页）" if language == "zh" else f" (page {clause.page})")
    )
    stable = HEADINGS.get(clause.heading) if language == "zh" else clause.heading
    mark = "" if not page and clause.title in {stable, clause.heading} else f" {{#{clause.heading}}}"
    lines = [f"## {_flat(clause.title)}{page}{mark}", ""]
    for statement in clause.statements:
        sources = f" | {','.join(map(str, statement.sources))}" if statement.sources else ""
        lines.append(f"- {_flat(statement.text)} {{{', '.join(_marks(statement))}{sources}}}")
    return "\n".join(lines)


def _marks(statement: Statement) -> list[str]:
    return [*statement.topics, *([] if statement.standing == "rule" else [statement.standing])]


def _flat(text: str) -> str:
    return " ".join(text.split()).replace("{#", "{ #")

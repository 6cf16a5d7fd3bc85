"""Documents as JSON, so that a start does not parse a hundred and fifty files again."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from knowledge.clauses import Clause, Document, Period, Statement
from knowledge.provenance import Source


def dump(documents: Iterable[Document]) -> str:
    """Write documents as one JSON text."""
    return json.dumps([asdict(document) for document in documents], ensure_ascii=False, default=str)


def _period(value: dict[str, Any]) -> Period:
    since, until = value["since"], value["until"]
    return Period(since and date.fromisoformat(since), until and date.fromisoformat(until), value["note"])


def _clause(value: dict[str, Any]) -> Clause:
    statements = tuple(
        Statement(s["text"], tuple(s["topics"]), tuple(s["sources"]), s.get("standing", "rule"))
        for s in value["statements"]
    )
    return Clause(value["heading"], value["title"], statements, value["page"])


def _source(value: dict[str, Any]) -> Source:
    return Source(**{**value, "repeated_by": tuple(value.get("repeated_by", ()))})


def _document(value: dict[str, Any]) -> Document:
    lists = {name: tuple(value[name]) for name in ("regions", "supersedes", "aliases")}
    made = {
        "in_force": _period(value["in_force"]),
        "windows": tuple(_period(item) for item in value["windows"]),
        "cost_periods": tuple(_period(item) for item in value["cost_periods"]),
        "sources": tuple(_source(item) for item in value["sources"]),
        "reviewed": date.fromisoformat(value["reviewed"]),
        "clauses": tuple(_clause(item) for item in value["clauses"]),
    }
    return Document(**{**value, **lists, **made})


def load(text: str) -> tuple[Document, ...]:
    """Read what `dump` wrote."""
    return tuple(_document(value) for value in json.loads(text))

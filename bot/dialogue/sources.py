"""The sources of an answer, as a session keeps them for `/sources`."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from knowledge.clauses import Citation

QUESTION = "sources_of"
"""The note of a session that holds the question whose sources are kept."""


def keep(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """Return citations as JSON values."""
    return [{**asdict(each), "since": _text(each.since), "until": _text(each.until)} for each in citations]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def citations(kept: Iterable[Mapping[str, Any]]) -> tuple[Citation, ...]:
    """Return what `keep` kept."""
    return tuple(
        Citation(**{**each, "since": _day(each["since"]), "until": _day(each["until"])}) for each in kept
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

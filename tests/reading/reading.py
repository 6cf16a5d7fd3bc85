"""How the tests read a message: on one day, as outsiders see it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.reading.reading import as_json, read_statement

TODAY = date(2026, 11, 30)


def read(text: str, asked: str | None = None) -> Mapping[str, Any]:
    return as_json(read_statement(text, TODAY, asked))


def touched(reading: Mapping[str, Any], fact: str) -> bool:
    """Tell whether a reading asks about a fact, spreads it, denies it or says that it is unknown."""
    return (
        fact in reading["ranges"]
        or fact in reading["not"]
        or fact in reading["unknown"]
        or any(question["fact"] == fact for question in reading["ask"])
    )

"""What is asked on the command line or in a line of a batch, read into a question."""

import json
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from bot.commands.ending import WrongUsageError
from knowledge.answering.question import Line, Question
from knowledge.language import LANGUAGES, Language, clean

_KEYS = frozenset(["id", "question", "language", "region", "as_of", "history"])


def read_line(line: str) -> dict[str, Any]:
    """Read one line of a batch.

    Raises:
        WrongUsageError: it is no JSON object, or has a key that a question has not.
    """
    try:
        loaded = json.loads(line)
    except (ValueError, RecursionError):
        raise WrongUsageError("This line is not JSON.") from None
    if not isinstance(loaded, dict):
        raise WrongUsageError('A line must be a JSON object such as {"id": "q1", "question": "…"}.')
    return loaded


def read_question(values: Mapping[str, Any], zone: tzinfo) -> Question:
    """Read a question from its parts; what is None or absent is not given.

    Raises:
        WrongUsageError: a part is wrong; the text says which and how it is written.
    """
    unknown = sorted(str(key) for key in set(values) - _KEYS)
    if unknown:
        raise WrongUsageError(
            f"{unknown[0]!r} is not a key of a question; it has {', '.join(sorted(_KEYS))}."
        )
    text = values.get("question")
    if not isinstance(text, str) or not clean(text):
        raise WrongUsageError('There is no question; write one, such as "How much does Qingyang pay?".')
    return Question(
        text,
        _day(values.get("as_of"), zone),
        _language(values.get("language")),
        _region(values.get("region")),
        _history(values.get("history")),
    )


def _language(value: object) -> Language | None:
    if value is not None and value not in LANGUAGES:
        raise WrongUsageError(f"The language {_short(value)} is none of {', '.join(LANGUAGES)}.")
    return value


def _day(value: object, zone: tzinfo) -> date:
    if value is None:
        return datetime.now(zone).date()
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise WrongUsageError(f"The date {_short(value)} is none; write it as 2026-11-23.") from None


def _region(value: object) -> str | None:
    from knowledge.glossary.places import gazetteer

    if value is None or value == "":
        return None
    if not isinstance(value, str) or value not in gazetteer().places:
        raise WrongUsageError(
            f"The region {_short(value)} is no known GB/T 2260 code, such as 440300 for Shenzhen."
        )
    return value


def _history(value: object) -> tuple[Line, ...]:
    lines = [] if value is None else value
    if not isinstance(lines, list) or not all(_is_line(line) for line in lines):
        raise WrongUsageError('The history must be a list of {"role": "founder" or "bot", "text": "…"}.')
    return tuple(Line(line["role"], clean(line["text"])) for line in lines)


def _is_line(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.get("role") in {"founder", "bot"}
        and isinstance(value.get("text"), str)
    )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"

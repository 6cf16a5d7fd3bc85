"""Sets of the public form: passages.jsonl and questions.jsonl in a folder, an object a line."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge.clauses import Passage, Statement
from knowledge.language import clean, detect

_SENTENCE = re.compile(r"(?<=[。！？；!?])|(?<=[.;])\s+|\n+")


def load(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def passage_of(row: Mapping[str, Any]) -> Passage:
    """Make a passage of a row, its sentences as statements."""
    text = clean(str(row["text"]))
    sentences = [part.strip() for part in _SENTENCE.split(text) if part and part.strip()] or ["."]
    statements = tuple(Statement(sentence, ("what",)) for sentence in sentences)
    return Passage(str(row["id"]), str(row.get("doc_id", "")), detect(text), "", "", text, statements)


def text_of(row: Mapping[str, Any]) -> str:
    """Return a row's question with its scenario."""
    return clean(" ".join(str(part) for part in (row["question"], row.get("scenario") or "") if part))


def said_before(row: Mapping[str, Any]) -> list[str]:
    """Return what was said before a row's question."""
    return [line["text"] if isinstance(line, dict) else str(line) for line in row.get("history") or []]

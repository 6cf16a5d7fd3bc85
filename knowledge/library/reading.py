"""Policy documents as files: a front matter in YAML, then clauses under headings, a statement a list item."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import yaml

from knowledge.clauses import (
    Clause,
    Confidence,
    Document,
    Kind,
    Period,
    Source,
    Statement,
    Status,
    Topic,
)
from knowledge.language import LANGUAGES, Language

HEADINGS: Mapping[str, str] = {
    "Overview": "概要",
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

_BY_TITLE = {title: heading for heading, title in HEADINGS.items()}
_HEADING = re.compile(r"^##\s+(?P<title>.+?)(?:\s*\{#(?P<heading>[^}]+)\})?\s*$")
_STATEMENT = re.compile(
    r"^[-*]\s+(?P<text>.+?)(?:\s*\{(?P<topics>[a-z_,\s]+?)(?:\|\s*(?P<sources>[\d,\s]+))?\})?\s*$"
)
_TOPICS = frozenset(get_args(Topic))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: where and, in one sentence, what and how to mend it."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.sentence}"


class DocumentError(Exception):
    """A file is no policy document; `faults` says why, the first one in the message."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(str(faults[0]))
        self.faults = faults


class _Strings(yaml.SafeLoader):
    """YAML with dates as dates, but no `yes`, `on` or `off` that turn into truth values."""


_Strings.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def decode(data: bytes, path: str) -> str:
    """Read a file's bytes as UTF-8.

    Raises:
        DocumentError: it is in another encoding.
    """
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DocumentError(
            [Fault(path, line, "the file is not UTF-8 text; save it as UTF-8 and try again.")]
        ) from None


class _Front:
    """The front matter of one file, read key by key; every fault is kept with its line."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.lines = text.split("\n")
        self.values: dict[str, Any] = {}
        if not text.startswith("---\n") or "\n---" not in text[3:]:
            raise DocumentError(
                [
                    Fault(
                        path,
                        1,
                        "there is no front matter: start the file with a block between two lines of '---'.",
                    )
                ]
            )
        self.end = next(number for number, line in enumerate(self.lines[1:], 2) if line.rstrip() == "---")
        try:
            loaded = yaml.load("\n".join(self.lines[1 : self.end - 1]), _Strings)  # noqa: S506 (a safe loader)
        except yaml.MarkedYAMLError as error:
            line = (error.problem_mark.line if error.problem_mark else 0) + 2
            raise DocumentError(
                [
                    Fault(
                        path,
                        line,
                        f"the front matter is no valid YAML ({error.problem}); put texts with ':' or '#' into quotes.",
                    )
                ]
            ) from None
        if not isinstance(loaded, dict):
            raise DocumentError(
                [Fault(path, 2, "the front matter holds no keys; write one 'key: value' a line.")]
            )
        self.values = {str(key): value for key, value in loaded.items()}

    def fault(self, key: str, sentence: str) -> None:
        line = next((n for n, text in enumerate(self.lines[: self.end], 1) if text.startswith(f"{key}:")), 1)
        self.faults.append(Fault(self.path, line, f"'{key}' {sentence}"))

    def text(self, key: str, *, required: bool = True) -> str | None:
        value = self.values.get(key)
        if value is None:
            if required:
                self.fault(key, "is missing.")
            return None
        if isinstance(value, dict | list):
            self.fault(key, "must be a text.")
            return None
        return str(value).strip()

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        value = self.text(key) or ""
        if value and value not in allowed:
            self.fault(key, f"is {value!r}; it must be one of {', '.join(allowed)}.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key) or []
        if not isinstance(value, list):
            self.fault(key, "must be a list.")
            return ()
        return tuple(str(item).strip() for item in value)

    def day(self, key: str, value: object) -> date | None:
        if value is None or isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(key, f"holds {value!r}, which is no date of the form 2026-05-06.")
            return None

    def period(self, key: str, value: object) -> Period:
        if not isinstance(value, dict):
            self.fault(key, "must have the keys from, until and note.")
            return Period(None, None)
        since, until = self.day(key, value.get("from")), self.day(key, value.get("until"))
        if since and until and until < since:
            self.fault(key, f"ends ({until}) before it begins ({since}).")
        note = value.get("note")
        return Period(since, until, str(note) if note is not None else None)

    def periods(self, key: str) -> tuple[Period, ...]:
        value = self.values.get(key) or []
        if not isinstance(value, list):
            self.fault(key, "must be a list of periods.")
            return ()
        return tuple(self.period(key, item) for item in value)

    def sources(self) -> tuple[Source, ...]:
        value = self.values.get("sources")
        if not isinstance(value, list) or not value:
            self.fault("sources", "must list at least one source.")
            return ()
        kinds = ("official", "repost", "index", "news")
        found = []
        for entry in value:
            if (
                not isinstance(entry, dict)
                or not isinstance(entry.get("n"), int)
                or entry.get("kind") not in kinds
            ):
                self.fault(
                    "sources", f"needs for each entry a number n and a kind, one of {', '.join(kinds)}."
                )
                continue
            seen, url = entry.get("seen"), entry.get("url")
            found.append(
                Source(
                    entry["n"],
                    entry["kind"],
                    str(entry.get("what") or ""),
                    None if seen is None else str(seen),
                    url,
                )
            )
        return tuple(found)


def _language(front: _Front) -> Language:
    return front.choice("language", LANGUAGES) or "zh"  # type: ignore[return-value]


def _split(front: _Front) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(front.lines[front.end :], front.end + 1):
        if line.strip():
            yield number, line.rstrip()


def _clauses(front: _Front, language: Language, numbers: frozenset[int]) -> tuple[Clause, ...]:
    found: list[tuple[str, str, list[Statement]]] = []
    for number, line in _split(front):
        heading, statement = _HEADING.match(line), _STATEMENT.match(line)
        if heading:
            title = heading["title"]
            stable = heading["heading"] or (_BY_TITLE.get(title, title) if language == "zh" else title)
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


def _statement(front: _Front, number: int, match: re.Match[str], known: frozenset[int]) -> Statement:
    topics = tuple(topic.strip() for topic in (match["topics"] or "").split(",") if topic.strip())
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
    return Statement(match["text"].strip(), topics, sources)  # type: ignore[arg-type]


def parse(text: str, path: str) -> Document:
    """Read one document.

    Raises:
        DocumentError: with every fault found, each with its line.
    """
    front = _Front(path, text)
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
    for region in document.regions:
        if not re.fullmatch(r"\d{6}", region):
            front.fault("regions", f"holds {region!r}; a region is a six-digit code in quotes.")
    if front.faults:
        raise DocumentError(front.faults)
    return document


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

"""The front matter of a policy document: YAML read key by key, with every fault at its line."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml

from knowledge.clauses import Period
from knowledge.library.faults import DocumentError, Fault
from knowledge.provenance import Source


class _Strings(yaml.SafeLoader):
    """YAML with dates as dates, but no `yes`, `on` or `off` that turn into truth values."""


_Strings.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class FrontMatter:
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
        """Note a fault of a key, at the line where it stands."""
        line = next((n for n, text in enumerate(self.lines[: self.end], 1) if text.startswith(f"{key}:")), 1)
        self.faults.append(Fault(self.path, line, f"'{key}' {sentence}"))

    def text(self, key: str, *, required: bool = True) -> str | None:
        """Read words; None and a fault where they are required and missing."""
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
        """Read one of the allowed words; anything else is a fault."""
        value = self.text(key) or ""
        if value and value not in allowed:
            self.fault(key, f"is {value!r}; it must be one of {', '.join(allowed)}.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of words, empty where there is none."""
        value = self.values.get(key) or []
        if not isinstance(value, list):
            self.fault(key, "must be a list.")
            return ()
        return tuple(str(item).strip() for item in value)

    def day(self, key: str, value: object) -> date | None:
        """Read a day; None where there is none."""
        if value is None or isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(key, f"holds {value!r}, which is no date of the form 2026-05-06.")
            return None

    def period(self, key: str, value: object) -> Period:
        """Read a span of days: the keys from, until and note."""
        if not isinstance(value, dict):
            self.fault(key, "must have the keys from, until and note.")
            return Period(None, None)
        since, until = self.day(key, value.get("from")), self.day(key, value.get("until"))
        if since and until and until < since:
            self.fault(key, f"ends ({until}) before it begins ({since}).")
        note = value.get("note")
        return Period(since, until, str(note) if note is not None else None)

    def periods(self, key: str) -> tuple[Period, ...]:
        """Read a list of spans, empty where there is none."""
        value = self.values.get(key) or []
        if not isinstance(value, list):
            self.fault(key, "must be a list of periods.")
            return ()
        return tuple(self.period(key, item) for item in value)

    def sources(self) -> tuple[Source, ...]:
        """Read the numbered sources; a document without any is a fault."""
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
                    read=self._flag(entry, "read", default=True),
                    repeated_by=self._numbers(entry, "repeated_by"),
                    wrong=self._flag(entry, "wrong", default=False),
                )
            )
        return tuple(found)

    def _flag(self, entry: dict[Any, Any], key: str, *, default: bool) -> bool:
        """Read yes or no of a source."""
        value = entry.get(key)
        if value is None:
            return default
        if value not in {"yes", "no"}:
            self.fault("sources", f"holds {key}: {value!r}; write yes or no.")
        return bool(value == "yes")

    def _numbers(self, entry: dict[Any, Any], key: str) -> tuple[int, ...]:
        """Read the numbers of other sources."""
        value = entry.get(key) or []
        if not isinstance(value, list) or not all(isinstance(number, int) for number in value):
            self.fault("sources", f"holds {key}: {value!r}; write a list of numbers such as [1, 2].")
            return ()
        return tuple(value)

"""YAML as case officers write it: every scalar stays text until it is asked for, every entry knows its line.

Text until asked means that `no`, `2026-01-04` or `0.30` is never read as something that nobody meant.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

import yaml

from knowledge.language import Language

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NUMBER = re.compile(r"-?\d[\d,_]*(?:\.\d+)?(%?)")
_DEEPEST = 40
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class RuleError(Exception):
    """One sentence that says in which file and line the rules are wrong, and how."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}")
        self.file, self.line, self.problem = file, line, problem


class Words(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en


class Entry:
    """A scalar, a list or a table of a rule file, with the place where it stands."""

    def __init__(self, value: "str | list[Entry] | dict[str, Entry]", file: str, line: int) -> None:
        self.value, self.file, self.line = value, file, line
        self._taken: set[str] = set()

    def fail(self, problem: str) -> NoReturn:
        """Refuse the file at this entry."""
        raise RuleError(self.file, self.line, problem)

    @property
    def is_list(self) -> bool:
        """True for a list."""
        return isinstance(self.value, list)

    @property
    def is_dated(self) -> bool:
        """True for a table from days to the values that hold from them."""
        return isinstance(self.value, dict) and bool(self.value) and all(map(_DAY.fullmatch, self.value))

    def text(self) -> str:
        """Read a text."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.fail("a text is expected here")
        return self.value.strip()

    def number(self) -> Decimal:
        """Read a number: `500000`, `500,000`, `500_000`, or a share such as `30%`."""
        text = self.text()
        match = _NUMBER.fullmatch(text)
        if match is None:
            self.fail(f"{text!r} is no number; write one such as 500_000 or 30%")
        plain = Decimal(re.sub(r"[,_%]", "", text))
        return plain / 100 if match[1] else plain

    def day(self) -> date:
        """Read a calendar day."""
        text = self.text()
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is no date; write one such as 2026-01-04")

    def flag(self) -> bool:
        """Read yes or no."""
        text = self.text()
        if text not in {"yes", "no"}:
            self.fail(f"{text!r} is neither yes nor no")
        return text == "yes"

    def words(self) -> Words:
        """Read a text in both languages."""
        words = Words(self.take("zh").text(), self.take("en").text())
        self.finish()
        return words

    def items(self) -> "list[Entry]":
        """Read a list; a scalar alone is a list of one."""
        if isinstance(self.value, dict):
            self.fail("a list is expected here")
        return self.value if isinstance(self.value, list) else [self]

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def names(self) -> list[str]:
        """Name the keys of a table."""
        return list(self._table())

    def take(self, key: str) -> "Entry":
        """Return what stands under a key that must be there."""
        found = self.maybe(key)
        if found is None:
            near = get_close_matches(key, set(self._table()) - self._taken, n=1)
            hint = f"; is {near[0]!r} meant to be it?" if near else ""
            self.fail(f"{key!r} is missing here{hint}")
        return found

    def maybe(self, key: str) -> "Entry | None":
        """Return what stands under a key, or None."""
        self._taken.add(key)
        return self._table().get(key)

    def finish(self) -> None:
        """Refuse keys that nobody took: they are misspelt or out of place."""
        for key, entry in self._table().items():
            if key not in self._taken:
                near = get_close_matches(key, self._taken - set(self._table()), n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                entry.fail(f"{key!r} is not known here{hint}")

    def _table(self) -> "dict[str, Entry]":
        if not isinstance(self.value, dict):
            self.fail("a table of keys and values is expected here")
        return self.value


def read(text: str, file: str) -> Entry:
    """Read a rule file.

    Raises:
        RuleError: it is not YAML, or a key stands twice.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "this cannot be read"
        raise RuleError(file, mark.line + 1 if mark else 1, f"this is not YAML: {problem}") from None
    finally:
        loader.dispose()
    if node is None:
        raise RuleError(file, 1, "the file is empty")
    return _entry(node, file, ())


def _entry(node: yaml.Node, file: str, around: tuple[yaml.Node, ...]) -> Entry:
    line = node.start_mark.line + 1
    if any(node is outer for outer in around):
        raise RuleError(
            file, line, "this contains itself: an alias such as *name may not stand inside its anchor"
        )
    if len(around) > _DEEPEST:
        raise RuleError(file, line, f"this is nested more than {_DEEPEST} deep")
    around = (*around, node)
    if isinstance(node, yaml.ScalarNode):
        return Entry(node.value, file, line)
    if isinstance(node, yaml.SequenceNode):
        return Entry([_entry(child, file, around) for child in node.value], file, line)
    table: dict[str, Entry] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name or name in table:
            problem = f"the key {name!r} stands here twice" if name else "a key must be a word"
            raise RuleError(file, key.start_mark.line + 1, problem)
        table[name] = _entry(value, file, around)
    return Entry(table, file, line)


def days_of(entry: Entry) -> Iterator[date]:
    """List the days from which another value holds."""
    if isinstance(entry.value, dict):
        for key, child in entry.value.items():
            if entry.is_dated:
                yield Entry(key, child.file, child.line).day()
            yield from days_of(child)
    elif isinstance(entry.value, list):
        for child in entry.value:
            yield from days_of(child)


def as_of(entry: Entry, day: date) -> Entry:
    """Return the entry with the values that hold on a day; before the first day the first value holds."""
    if isinstance(entry.value, list):
        return Entry([as_of(child, day) for child in entry.value], entry.file, entry.line)
    if not isinstance(entry.value, dict):
        return entry
    if entry.is_dated:
        days = sorted(entry.value)
        current = max((key for key in days if key <= day.isoformat()), default=days[0])
        return as_of(entry.value[current], day)
    return Entry({key: as_of(child, day) for key, child in entry.value.items()}, entry.file, entry.line)

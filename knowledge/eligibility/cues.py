"""Words by which people say the value of a fact, read from cues.yaml."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from knowledge.eligibility.kinds import Value
from knowledge.eligibility.rulefile import read
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.language import LANGUAGES, fold

_FILE = "cues.yaml"
_IGNORE = "ignore"
_BARE_NO = frozenset(["没有", "none"])
"""Labels that say no to anything: they count only as a whole answer."""


class Cue(NamedTuple):
    """A word and the value that it stands for; None for a word that means nothing here."""

    word: re.Pattern[str]
    value: Value | None


def values_in(fact: str, text: str, *, labels: bool = False) -> set[Value]:
    """Return the values of a fact that a text names; with `labels` those of its buttons count too."""
    rest, found = fold(text), set()
    for cue in _cues(fact, labels):
        if cue.word.search(rest):
            rest = cue.word.sub(" | ", rest)
            if cue.value is not None:
                found.add(cue.value)
    return found


@cache
def _cues(fact: str, labels: bool) -> tuple[Cue, ...]:  # noqa: FBT001 (cached by position)
    words = dict(_table().get(fact, {}))
    if labels:
        words = {**dict(_labels(fact)), **words}
    ordered = sorted(words, key=len, reverse=True)
    return tuple(Cue(_pattern(word), words[word]) for word in ordered)


def _pattern(word: str) -> re.Pattern[str]:
    if not word.isascii():
        return re.compile(re.escape(word))
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])")


def _labels(fact: str) -> Iterator[tuple[str, Value]]:
    known = vocabulary()[fact]
    for value in known.values:
        if isinstance(value, str) and value != "none":
            yield value.replace("_", " "), value
        for language in LANGUAGES:
            label = fold(known.kind.show(value, language))
            if label in _BARE_NO:
                continue
            yield label, value
            for part in re.split(r"[（）()、,，]", label):
                if len(part.strip()) > 1:
                    yield part.strip(), value


@cache
def _table() -> Mapping[str, Mapping[str, Value | None]]:
    source = files("knowledge.eligibility") / _FILE
    table = read(source.read_text(encoding="utf-8"), _FILE)
    found: dict[str, dict[str, Value | None]] = {}
    for fact in table.names():
        entry, words = table.take(fact), found.setdefault(fact, {})
        for name in entry.names():
            value = None if name == _IGNORE else vocabulary()[fact].read(name)
            words |= {fold(word.text()): value for word in entry.take(name).items()}
    return found

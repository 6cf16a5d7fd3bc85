"""The words of cues.yaml in a text, each with its place and mood."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from knowledge.eligibility.kinds import Value
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.language import LANGUAGES, fold, has_han

Sense = Literal["value", "any", "hint"]
_IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word found for a fact. `sense` is `any` where only denying it says something, `hint` where only saying it does."""

    fact: str
    value: Value | None
    sense: Sense
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    pattern: re.Pattern[str]
    value: Value | None
    sense: Sense | None
    is_short: bool


_BEFORE_PERSON = re.compile(r"[\d一二三四五六七八九十几两多]\s?$")
_NEED_BORDERS = 2


def find_cues(text: str, fact: str) -> Iterator[Cue]:
    """Find the words for a fact in a folded text, the longest first, none within another."""
    rest = text
    for word in _words()[fact]:
        for match in word.pattern.finditer(rest):
            if word.is_short and not _on_borders(text, match.start(), match.end()):
                continue
            if match[0] == "个人" and _BEFORE_PERSON.search(text[: match.start()]):
                continue
            rest = rest[: match.start()] + "\x00" * (match.end() - match.start()) + rest[match.end() :]
            if word.sense is not None:
                yield Cue(fact, word.value, word.sense, match.start(), match.end())


def facts_with_cues() -> tuple[str, ...]:
    """List the facts that words can say."""
    return tuple(_words())


def label_values(fact: str, text: str) -> list[tuple[Value, int, int]]:
    """Find the labels of a fact's buttons in a folded text."""
    found: list[tuple[Value, int, int]] = []
    rest = text
    for label, value in _labels(fact):
        at = rest.find(label)
        if at >= 0 and (
            has_han(label)
            or (not re.match(r"[a-z0-9]", rest[at + len(label) :])
            and not (at and rest[at - 1].isalnum()))
        ):
            found.append((value, at, at + len(label)))
            rest = rest[:at] + "\x00" * len(label) + rest[at + len(label) :]
    return found


@cache
def _labels(fact: str) -> tuple[tuple[str, Value], ...]:
    known = vocabulary()[fact]
    found: dict[str, Value] = {}
    for value in known.values:
        if not isinstance(value, str):
            continue
        found[value.replace("_", " ")] = value
        for language in LANGUAGES:
            label = fold(known.kind.show(value, language))
            found[label] = value
            found |= {
                part.strip(): value for part in re.split(r"[（）()、,，]", label) if len(part.strip()) > 1
            }
    found.pop("none", None)
    return tuple(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def _words() -> Mapping[str, tuple[_Word, ...]]:
    loaded = yaml.safe_load((files("knowledge.reading") / "cues.yaml").read_text(encoding="utf-8"))
    found: dict[str, tuple[_Word, ...]] = {}
    for fact, entry in loaded.items():
        words: dict[str, tuple[Value | None, Sense | None]] = {}
        for name, listed in entry.items():
            key = {True: "yes", False: "no"}.get(name, str(name))
            sense: Sense | None = (
                None if key == _IGNORE else "any" if key == "any" else "hint" if key == "hint" else "value"
            )
            value = (
                None if sense in {None, "any"} else True if sense == "hint" else vocabulary()[fact].read(key)
            )
            words |= {fold(str(word)): (value, sense) for word in listed}
        ordered = sorted(words.items(), key=lambda item: -len(item[0]))
        found[fact] = tuple(
            _Word(_pattern(word), value, sense, has_han(word) and len(word) <= _NEED_BORDERS)
            for word, (value, sense) in ordered
        )
    return found


def _pattern(word: str) -> re.Pattern[str]:
    if word.isascii():
        return re.compile(rf"(?<![a-z0-9]){re.escape(word)}s?(?![a-z0-9])".replace(r"\ ", r"[\s-]+"))
    left = r"(?<![a-z])" if word[0].isascii() else ""
    return re.compile(left + re.escape(word))


def _on_borders(text: str, start: int, end: int) -> bool:
    borders = _borders(text)
    return start in borders and end in borders


_kept: dict[str, frozenset[int]] = {}


def _borders(text: str) -> frozenset[int]:
    """Return where the words of a text begin and end; the last text is remembered."""
    if text not in _kept:
        import rjieba

        borders = [0]
        for word in rjieba.cut(text, hmm=False):
            borders.append(borders[-1] + len(word))
        _kept.clear()
        _kept[text] = frozenset(borders)
    return _kept[text]

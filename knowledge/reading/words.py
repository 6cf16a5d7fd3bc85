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

Sense = Literal["value", "any", "hint", "asked"]
_IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word found for a fact.

    `sense` is `any` where only denying it says something, `hint` where only saying it does, `asked` where it is a
    word for the fact as an answer to its question alone.
    """

    fact: str
    value: Value | None
    sense: Sense
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    pattern: re.Pattern[str]
    value: Value | None
    sense: Sense | None
    is_short: bool
    probe: str
    """Letters without which the word is certainly not there."""


_BEFORE_PERSON = re.compile(r"[\d一二三四五六七八九十几两多]\s?$")
_NEED_BORDERS = 2


def find_cues(text: str, fact: str) -> Iterator[Cue]:
    """Find the words for a fact in a folded text, the longest first, none within another."""
    rest = text
    for word in _words()[fact]:
        if word.probe not in rest:
            continue
        taken: list[tuple[int, int]] = []
        for match in word.pattern.finditer(rest):
            start, end = match.span()
            if word.is_short and not _on_borders(text, start, end):
                continue
            if match[0] == "个人" and _BEFORE_PERSON.search(text[max(0, start - 3) : start]):
                continue
            taken.append((start, end))
            if word.sense is not None:
                yield Cue(fact, word.value, word.sense, start, end)
        rest = _without(rest, taken)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Blank out what is taken, so that no word is found within another."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], "\x00" * (end - start)]
        at = end
    return "".join([*parts, text[at:]]) if spans else text


def facts_with_cues() -> tuple[str, ...]:
    """List the facts that words can say."""
    return tuple(_words())


def label_values(fact: str, text: str) -> list[tuple[Value, int, int]]:
    """Find the labels of a fact's buttons in a folded text."""
    found: list[tuple[Value, int, int]] = []
    rest = text
    for label, value in _labels(fact):
        at = rest.find(label)
        if label == "个人" and at >= 0 and _BEFORE_PERSON.search(text[max(0, at - 3) : at]):
            continue
        if at >= 0 and (
            has_han(label)
            or (not re.match(r"[a-z0-9]", rest[at + len(label) :]) and not (at and rest[at - 1].isalnum()))
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
                None
                if key == _IGNORE
                else "any"
                if key == "any"
                else "hint"
                if key == "hint"
                else "asked"
                if key.endswith("_if_asked")
                else "hint"
                if key.endswith("_if_said")
                else "value"
            )
            value = (
                None
                if sense in {None, "any"}
                else True
                if key == "hint"
                else vocabulary()[fact].read(key.removesuffix("_if_asked").removesuffix("_if_said"))
            )
            for word in listed:
                if sense is not None or fold(str(word)) not in words:
                    words[fold(str(word))] = (value, sense)
        ordered = sorted(words.items(), key=lambda item: -len(item[0]))
        found[fact] = tuple(
            _Word(
                word,
                _pattern(word),
                value,
                sense,
                has_han(word) and len(word) <= _NEED_BORDERS,
                re.split(r"[ -]", word)[0] if word.isascii() else word,
            )
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


def listed_words() -> Iterator[tuple[str, str, Value]]:
    """List every word that says a value outright, with its fact."""
    for fact, words in _words().items():
        for word in words:
            if word.sense == "value" and word.value is not None:
                yield fact, word.text, word.value

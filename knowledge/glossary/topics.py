"""What a question asks for and what a statement is about, by the cues of topics.yaml."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import yaml

from knowledge.clauses import Topic
from knowledge.language import Language, fold

_STRONG = 2.0
_WEAK = 0.7


@dataclass(frozen=True, slots=True)
class Cues:
    """How a topic is asked for (`strong`, `weak`), how it is said, and its name in each language."""

    topic: Topic
    names: Mapping[Language, str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    said: re.Pattern[str]
    near: tuple[Topic, ...]
    twins: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic that a question asks for: how surely, and where its first cue stands."""

    topic: Topic
    weight: float
    position: int

    @property
    def is_sure(self) -> bool:
        """True when the question names the topic outright."""
        return self.weight >= _STRONG


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


@cache
def cues() -> Mapping[Topic, Cues]:
    """Return the cues of every topic, as topics.yaml has them."""
    loaded = yaml.safe_load((files("knowledge.glossary") / "topics.yaml").read_text(encoding="utf-8"))
    return {
        cast("Topic", topic): Cues(
            cast("Topic", topic),
            {"zh": entry["zh"]["name"], "en": entry["en"]["name"]},
            _either([*entry["zh"]["strong"], *entry["en"]["strong"]]),
            _either([*entry["zh"]["weak"], *entry["en"]["weak"]]),
            _either(entry["said"]),
            tuple(entry["near"]),
            tuple(entry.get("twins", ())),
        )
        for topic, entry in loaded.items()
    }


def asked(question: str) -> list[Asked]:
    """List the topics that a question asks for, the surest first."""
    folded, found = fold(question), []
    for topic, cue in cues().items():
        strong, weak = list(cue.strong.finditer(folded)), list(cue.weak.finditer(folded))
        if strong or weak:
            weight = min(len(strong), 2) * _STRONG + min(len(weak), 2) * _WEAK
            found.append(Asked(topic, weight, min(match.start() for match in strong or weak)))
    return sorted(found, key=lambda item: (-item.weight, item.position))


def said(statement: str) -> tuple[Topic, ...]:
    """Guess what an unmarked statement is about."""
    folded = fold(statement)
    hits = [topic for topic, cue in cues().items() if cue.said.search(folded)]
    if hits:
        return tuple(hits)
    guesses = [item.topic for item in asked(statement) if item.is_sure and item.topic != "conflict"]
    return tuple(guesses[:2]) or ("what",)

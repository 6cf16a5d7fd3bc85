"""What a message can ask for, as slots.yaml says it: what an answer depends on, and the marks of what answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from knowledge.clauses import Topic

Depends = Literal["programme", "mine", "nothing", "all", "outside", "bot"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A thing asked for. `topics` are the marks of statements that answer it, the surest first."""

    name: str
    of: Depends
    topics: tuple[Topic, ...]
    examples: tuple[str, ...]


@cache
def slots() -> Mapping[str, Slot]:
    """Return all slots by name."""
    loaded = yaml.safe_load((files("knowledge.reading") / "slots.yaml").read_text(encoding="utf-8"))
    return {
        name: Slot(name, told["of"], tuple(told.get("topics", ())), tuple(told.get("examples", ())))
        for name, told in loaded.items()
    }

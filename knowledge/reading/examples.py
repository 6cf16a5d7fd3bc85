"""The example messages in knowledge/training: what they do and ask for, the question pending, the turn before."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from knowledge.language import Language, detect

Part = Literal["train", "choose", "sealed"]
FOLDER = Path(str(files("knowledge"))) / "training"


@dataclass(frozen=True, slots=True)
class Example:
    """A message with its acts and slots, the main one first; `before` is what the founder asked in the turn before."""

    text: str
    language: Language
    acts: tuple[str, ...]
    slots: tuple[str, ...]
    asked: str | None = None
    history: tuple[tuple[str, str], ...] = ()
    source: str = ""

    @property
    def before(self) -> str:
        """The founder's line before this one, or nothing."""
        return next((text for role, text in reversed(self.history) if role == "F"), "")


def read_part(part: Part, folder: Path = FOLDER) -> list[Example]:
    """Read all examples of a part, file by file."""
    return [example for path in sorted(folder.glob(f"{part}/*.tsv")) for example in _read(path)]


def _read(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        acts, slots, context, text = line.split("\t")
        said = text.replace("⏎", "\n")
        asked = context.removeprefix("asked:") if context.startswith("asked:") else None
        history = (
            tuple(_turn(turn) for turn in context.split("¶")) if context.startswith(("F:", "B:")) else ()
        )
        yield Example(
            said,
            detect(said),
            tuple(acts.split(",")),
            () if slots == "-" else tuple(slots.split(",")),
            asked,
            history,
            path.stem,
        )


def _turn(turn: str) -> tuple[str, str]:
    role, _, text = turn.strip().partition(":")
    return role.strip(), text.strip()


@cache
def data_hash(folder: Path = FOLDER) -> str:
    """Return the hash of the training part, which the weights carry."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("train/*.tsv")):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]

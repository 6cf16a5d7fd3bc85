"""A message as every topic gets it: what it states, what it does, what it asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from knowledge.eligibility.kinds import Value
from knowledge.language import Language, clean, detect, fold
from knowledge.reading.features import Floats
from knowledge.reading.model import WIDTH, Intent, Labelled, model
from knowledge.reading.reading import Statement, as_json, read_statement

SURE = 0.6
"""From this probability on a slot counts as read."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message states, and its acts and slots with their probabilities."""

    stated: Statement
    intent: Intent

    @property
    def slot(self) -> str | None:
        """The slot that is most likely asked for."""
        return self.intent.slots[0][0] if self.intent.slots else None

    @property
    def act(self) -> str:
        """The act that is most likely meant."""
        return self.intent.acts[0][0] if self.intent.acts else "unclear"

    @property
    def is_sure(self) -> bool:
        """True where the first slot is likely enough to go by."""
        return bool(self.intent.slots) and self.intent.slots[0][1] >= SURE

    def asks_any(self, slots: Sequence[str]) -> float:
        """Return the probability that one of some slots is asked for."""
        return sum(p for slot, p in self.intent.slots if slot in slots)

    def as_json(self) -> dict[str, object]:
        """Write the reading as outsiders know it."""
        stated = as_json(self.stated)
        acts = [{"act": act, "p": p} for act, p in self.intent.acts]
        slots = [{"slot": slot, "p": p} for slot, p in self.intent.slots]
        return {"language": stated.pop("language"), "acts": acts, "slots": slots, **stated}


class Ear:
    """Reads messages with the vectors of an embedder; what was embedded lately is remembered."""

    def __init__(self, embed: Callable[[str], Floats]) -> None:
        self.embed = lru_cache(maxsize=256)(embed)

    def read(
        self,
        text: str,
        today: date,
        asked: str | None = None,
        known: Mapping[str, Value] | None = None,
        earlier: Sequence[str] = (),
    ) -> Message:
        """Read a message. `earlier` are the founder's messages before it, the last one last."""
        before = self._asked_before(earlier) if earlier else ()
        return read_message(text, today, self._vector(text), asked, known, before)

    def intent(self, text: str, language: Language, before: Sequence[Labelled] = ()) -> Intent:
        """Read the acts and slots of a text alone."""
        return model().read(fold(clean(text)), language, self._vector(text), None, before)

    def _asked_before(self, earlier: Sequence[str]) -> Sequence[Labelled]:
        return self.intent(earlier[-1], detect(earlier[-1])).slots[:2]

    def _vector(self, text: str) -> Floats:
        vector = self.embed(text)
        return (
            vector
            if len(vector) == WIDTH
            else np.resize(np.append(vector, np.zeros(WIDTH, np.float32)), WIDTH)
        )


def read_message(
    text: str,
    today: date,
    vector: Floats,
    asked: str | None = None,
    known: Mapping[str, Value] | None = None,
    before: Sequence[Labelled] = (),
) -> Message:
    """Read a message whose sentence vector is at hand. `before` are the slots of the founder's message before it."""
    stated = read_statement(text, today, asked, known)
    return Message(stated, model().read(stated.folded, stated.language, vector, asked, before))

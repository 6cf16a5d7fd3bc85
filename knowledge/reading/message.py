"""A message as every topic gets it: what it states, what it does, what it asks for."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np

from knowledge.eligibility.kinds import Value
from knowledge.language import Language, clean, detect, fold
from knowledge.reading.features import Floats, masked
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
        message = read_message(text, today, self._vector(text), asked, known, before)
        if not before or asked is not None or not is_names_only(message.stated.folded):
            return message
        return replace(message, intent=Intent(message.intent.acts, tuple(before)))

    def intent(self, text: str, language: Language, before: Sequence[Labelled] = ()) -> Intent:
        """Read the acts and slots of a text alone."""
        return model().read(fold(clean(text)), language, self._vector(text), None, before)

    def _asked_before(self, earlier: Sequence[str]) -> Sequence[Labelled]:
        """Read what was asked for last, by the last message that holds more than names."""
        told = next((text for text in reversed(earlier) if not is_names_only(fold(clean(text)))), earlier[-1])
        return self.intent(told, detect(told)).slots[:2]

    def _vector(self, text: str) -> Floats:
        vector = self.embed(text)
        return (
            vector
            if len(vector) == WIDTH
            else np.resize(np.append(vector, np.zeros(WIDTH, np.float32)), WIDTH)
        )


_FILLING = re.compile(
    r"[\W_§¤£#]|\b(?:and|or|but|so|then|what|how|about|in|for|of|the|to|city|district|no|not|sorry|i|meant|mean|we|we're|are|it|it's|is|was|ok|well|please|actually|instead|rather|wait)\b"
    r"|那么?|呢|的|在|吗|嘛|呀|啊|是|不|对|换成|改成|如果|要是|市|区|省|和|跟|我们?|说|错|了|还有|[这那]边|怎么样|又|也|应该|其实|哦|嗯|再|看看|或者?|万|亿|元|块|钱|million|yuan|rmb"
)
"""What stands around a name without asking for anything."""


def is_names_only(folded: str) -> bool:
    """Tell whether a folded message has only names and numbers, and what stands around them: it asks what was asked before."""
    signs = masked(folded)
    return signs != folded and not _FILLING.sub("", signs)


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

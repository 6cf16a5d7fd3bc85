"""The trained reading model: what a message does (acts) and what it asks for (slots), each with a probability."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from knowledge.language import Language
from knowledge.reading.features import Floats, context, grams, masked

Labelled = tuple[str, float]
_WEIGHTS = "weights.npz"
_PARTS = (512, 384)
"""The widths of the two sentence models side by side."""
WIDTH = sum(_PARTS)


@dataclass(frozen=True, slots=True)
class Intent:
    """Acts and slots by probability, the surest first; those below 1 % are left out."""

    acts: tuple[Labelled, ...] = ()
    slots: tuple[Labelled, ...] = ()

    def act(self, name: str) -> float:
        """Return the probability of an act."""
        return next((p for each, p in self.acts if each == name), 0.0)

    def slot(self, name: str) -> float:
        """Return the probability of a slot."""
        return next((p for each, p in self.slots if each == name), 0.0)


@dataclass(frozen=True)
class Model:
    """Linear heads over the centred sentence vector, hashed n-grams and the context of a message.

    `dense` has a row a feature and a column a class; `hashed` is the same for buckets, in steps of `scale`.
    """

    acts: tuple[str, ...]
    slots: tuple[str, ...]
    means: dict[str, Floats]
    idf: Floats
    dense: Floats
    hashed: "np.ndarray[tuple[int, int], np.dtype[np.int8]]"
    scale: Floats
    bias: Floats
    temperature: Floats
    data: str
    """The hash of the training data that the weights belong to."""

    def read(
        self,
        folded: str,
        language: Language,
        vector: Floats,
        asked: str | None = None,
        before: Sequence[Labelled] = (),
    ) -> Intent:
        """Read a folded message of which the raw sentence vector (shape (896,)) is at hand."""
        scores = self._scores(folded, language, vector, asked, before)
        count = len(self.acts)
        acts = _softmax(scores[:count] * self.temperature[0])
        slots = _softmax(scores[count:] * self.temperature[1])
        return Intent(_ordered(self.acts, acts), _ordered(self.slots, slots))

    def _scores(
        self, folded: str, language: Language, vector: Floats, asked: str | None, before: Sequence[Labelled]
    ) -> Floats:
        around = context(asked, before, self.slots, len(folded))
        scores = np.concatenate([centred(vector, self.means[language]), around]) @ self.dense + self.bias
        counted = grams(masked(folded))
        buckets = np.fromiter(counted.keys(), np.int64, len(counted))
        values = np.fromiter(counted.values(), np.float32, len(counted)) * self.idf[buckets]
        values /= max(float(np.linalg.norm(values)), 1e-9)
        return np.asarray(
            scores + (values @ self.hashed[buckets].astype(np.float32)) * self.scale, np.float32
        )


def centred(vector: Floats, mean: Floats) -> Floats:
    """Subtract the mean of a language and give both sentence models the same weight."""
    moved = np.asarray(vector, np.float32) - mean
    start = 0
    for width in _PARTS:
        part = moved[start : start + width]
        part *= np.sqrt(0.5) / max(float(np.linalg.norm(part)), 1e-9)
        start += width
    return moved


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), np.float32)


def _ordered(names: Sequence[str], probabilities: Floats) -> tuple[Labelled, ...]:
    order = np.argsort(-probabilities)
    return tuple(
        (names[index], round(float(probabilities[index]), 4))
        for index in order
        if probabilities[index] >= 0.01
    )


@cache
def model() -> Model:
    """Return the model that comes with the project."""
    with (files("knowledge.reading") / _WEIGHTS).open("rb") as stream:
        kept = np.load(stream, allow_pickle=False)
        means = {language: np.asarray(kept[f"mean_{language}"], np.float32) for language in ("zh", "en")}
        return Model(
            tuple(kept["acts"].tolist()), tuple(kept["slots"].tolist()), means, np.asarray(kept["idf"], np.float32), np.asarray(kept["dense"], np.float32),
            kept["hashed"], np.asarray(kept["scale"], np.float32), np.asarray(kept["bias"], np.float32), np.asarray(kept["temperature"], np.float32), str(kept["data"]),
        )  # fmt: skip

"""The ranking by words (BM25) over several segments as if they were one: what is rare is rare in all of them together.

Scores are those of bm25s's method `lucene`: idf = ln(1 + (N - df + 0.5) / (df + 0.5)),
tf part = tf / (tf + k1 (1 - b + b length / mean length)).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.library.lexical import WordIndex, words

K1, B = 1.2, 0.6
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Postings:
    """Which texts of one segment hold which words, and how often. Texts are numbered from 0."""

    vocabulary: Sequence[str]
    starts: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Postings":
        """Count the words of texts."""
        found: dict[str, list[tuple[int, int]]] = {}
        lengths = np.zeros(len(texts), np.int32)
        for number, text in enumerate(texts):
            counted = Counter(words(text) or ["\x00"])
            lengths[number] = counted.total()
            for word, count in counted.items():
                found.setdefault(word, []).append((number, count))
        pairs = np.array([pair for entries in found.values() for pair in entries], np.int32).reshape(-1, 2)
        starts = np.cumsum([0, *(len(entries) for entries in found.values())], dtype=np.int64)
        return cls(tuple(found), starts, pairs[:, 0].copy(), pairs[:, 1].copy(), lengths)

    def save(self, path: Path) -> None:
        """Write the postings into one file."""
        blob = np.frombuffer("\n".join(self.vocabulary).encode(), np.uint8)
        with path.open("wb") as stream:
            np.savez(
                stream,
                blob=blob,
                starts=self.starts,
                texts=self.texts,
                counts=self.counts,
                lengths=self.lengths,
            )

    @classmethod
    def load(cls, path: Path) -> "Postings":
        """Read what `save` wrote."""
        with np.load(path) as kept:
            vocabulary = kept["blob"].tobytes().decode().split("\n") if len(kept["blob"]) else []
            return cls(vocabulary, kept["starts"], kept["texts"], kept["counts"], kept["lengths"])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.vocabulary)}

    def of_word(self, word: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Return the texts that hold a word, and how often each does."""
        number = self._numbers.get(word)
        if number is None:
            return self.texts[:0], self.counts[:0]
        rows = slice(int(self.starts[number]), int(self.starts[number + 1]))
        return self.texts[rows], self.counts[rows]


class JoinedWords(WordIndex):
    """The words of all segments. A text that is no longer there has the place -1 and does not count."""

    def __init__(self, parts: Sequence[tuple[Postings, Numbers]]) -> None:
        self._parts = parts
        lengths = [postings.lengths[places >= 0] for postings, places in parts]
        self.size = sum(len(part) for part in lengths)
        self._mean = float(np.concatenate(lengths).mean()) if self.size else 1.0

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """Score every text, 0 where no word is shared, the best scaled to 1."""
        scores = np.zeros(self.size, dtype=np.float32)
        for word, times in Counter(words(text)).items():
            self._add(scores, word, times)
        top = float(scores.max(initial=0.0))
        return scores / top if top > 0 else scores

    def _has(self, word: str) -> bool:
        return any((places[postings.of_word(word)[0]] >= 0).any() for postings, places in self._parts)

    def _add(self, scores: npt.NDArray[np.float32], word: str, times: int) -> None:
        found = []
        for postings, places in self._parts:
            texts, counts = postings.of_word(word)
            live = places[texts] >= 0
            found.append((places[texts[live]], counts[live], postings.lengths[texts[live]]))
        holding = sum(len(places) for places, _, _ in found)
        if not holding:
            return
        idf = math.log(1 + (self.size - holding + 0.5) / (holding + 0.5))
        for places, counts, lengths in found:
            scores[places] += times * idf * counts / (counts + K1 * (1 - B + B * lengths / self._mean))

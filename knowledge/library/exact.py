"""An exact search over a segment's own vectors: what answers when the index is missing, slow, wrong or away."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.library.embedding import Vectors

_AT_ONCE = 512


@dataclass(frozen=True)
class ExactSearch:
    """Compares a question with every vector; `take` returns those of some keys, as they stand in the index."""

    keys: Sequence[str]
    take: Callable[[Sequence[str]], Vectors]

    def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return the numbers of the nearest texts with their similarity, best first."""
        asked = np.asarray(vector, np.float32)
        similar = np.concatenate([part @ asked for part in self._parts()] or [np.zeros(0, np.float32)])
        best = np.argsort(-similar, kind="stable")[:count]
        return [(int(number), float(similar[number])) for number in best]

    def _parts(self) -> Iterator[Vectors]:
        """Go through the vectors a few at a time: all of them at once are large."""
        for start in range(0, len(self.keys), _AT_ONCE):
            yield self.take(self.keys[start : start + _AT_ONCE])

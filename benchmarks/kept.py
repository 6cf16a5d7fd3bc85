"""An embedder that remembers: every text and question is embedded once for all that is compared."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.library.embedding import Embedder, Vectors
from knowledge.library.seed import seed
from knowledge.library.vectors import SortedKeys, VectorTable, complete, key

_BATCH = 512


class KeptEmbedder:
    """Another embedder's vectors, in half precision as an index has them, kept in a folder between runs.

    Those that come with the project are taken as they come.
    """

    def __init__(self, inner: Embedder, place: Path) -> None:
        self._inner = inner
        self._place = place / inner.model
        self._place.mkdir(parents=True, exist_ok=True)
        self._table = self._load()
        self._questions: dict[str, Vectors] = {}

    @property
    def model(self) -> str:
        """The other's id."""
        return self._inner.model

    @property
    def parts(self) -> tuple[int, ...]:
        """The other's widths."""
        return self._inner.parts

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what is not kept yet, and keep it."""
        new = [text for text in dict.fromkeys(texts) if key(text) not in self._table]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            self._table = _joined(self._table, complete(batch, self._inner, seed(self.model)))
            self._table.save(self._place)
        return self._table.take([key(text) for text in texts])

    def query(self, text: str) -> Vectors:
        """Embed a question once."""
        if text not in self._questions:
            self._questions[text] = self._inner.query(text)
        return self._questions[text]

    def _load(self) -> VectorTable:
        try:
            kept = VectorTable.load(self._place)
        except OSError:
            return VectorTable(self.model, SortedKeys.of(()), np.zeros((0, sum(self.parts)), np.float16))
        return VectorTable(kept.model, SortedKeys(np.array(list(kept.rows), "S32")), np.array(kept.raw))


def _joined(one: VectorTable, other: VectorTable) -> VectorTable:
    rows = SortedKeys.of([*one.rows, *other.rows])
    raw = np.zeros((len(rows), other.raw.shape[1]), np.float16)
    for table in (one, other):
        raw[rows.find(list(table.rows))] = table.raw
    return VectorTable(one.model, rows, raw)

"""Vectors kept by the hash of their text: a vector is computed once for a text and a model."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.library.embedding import Embedder, Vectors

Progress = Callable[[int, int], None]
"""Called with how many texts are done and how many there are."""

_BATCH = 32


def key(text: str) -> str:
    """Return the hash under which a text's vector is kept."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True)
class VectorTable:
    """Raw vectors of one model, half precision, a row a key; read from a file without loading it whole."""

    model: str
    rows: Mapping[str, int]
    raw: npt.NDArray[np.float16]

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def take(self, keys: Sequence[str]) -> Vectors:
        """Return the vectors of these keys, a row each."""
        return np.asarray(self.raw[[self.rows[k] for k in keys]], dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the table into a folder."""
        np.save(folder / "vectors.npy", self.raw)
        (folder / "vectors.keys").write_text("\n".join([self.model, *self.rows]), encoding="ascii")

    @classmethod
    def load(cls, folder: Path) -> "VectorTable":
        """Open the table of a folder.

        Raises:
            OSError: it is not there.
        """
        model, *keys = (folder / "vectors.keys").read_text(encoding="ascii").split("\n")
        raw = np.load(folder / "vectors.npy", mmap_mode="r")
        return cls(model, {k: row for row, k in enumerate(keys)}, raw)


def complete(
    texts: Sequence[str], embedder: Embedder, known: VectorTable | None, progress: Progress | None = None
) -> VectorTable:
    """Return a table with a vector for every text, embedding only those that `known` has not."""
    wanted = {key(text): text for text in texts}
    have = known if known is not None and known.model == embedder.model else None
    missing = [k for k in wanted if have is None or k not in have]
    raw = np.zeros((len(wanted), sum(embedder.parts)), dtype=np.float16)
    rows = {k: row for row, k in enumerate(wanted)}
    kept = [k for k in wanted if have is not None and k in have]
    if have is not None and kept:
        raw[[rows[k] for k in kept]] = have.take(kept)
    for done, batch in _batches(missing):
        raw[[rows[k] for k in batch]] = embedder.passages([wanted[k] for k in batch])
        if progress is not None:
            progress(done, len(missing))
    return VectorTable(embedder.model, rows, raw)


def _batches(keys: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(0, len(keys), _BATCH):
        yield min(start + _BATCH, len(keys)), keys[start : start + _BATCH]

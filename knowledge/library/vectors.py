"""Vectors kept by the hash of their text: a vector is computed once for a text and a model."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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


class SortedKeys(Mapping[str, int]):
    """Keys in their order, looked up where they lie: nothing is loaded that is not asked for."""

    def __init__(self, keys: npt.NDArray[np.bytes_]) -> None:
        self._keys = keys

    @classmethod
    def of(cls, keys: Collection[str]) -> "SortedKeys":
        """Sort keys."""
        return cls(np.array(sorted(keys), dtype="S32"))

    def find(self, keys: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the place of each key.

        Raises:
            KeyError: one of them is not there.
        """
        places = self.seek(keys)
        if (places < 0).any():
            raise KeyError(keys[int(np.argmin(places))])
        return places

    def seek(self, keys: Sequence[str] | npt.NDArray[np.bytes_]) -> npt.NDArray[np.int64]:
        """Return the place of each key, -1 for one that is not there."""
        if not len(self._keys):
            return np.full(len(keys), -1, np.int64)
        wanted = np.array(keys, dtype="S32")
        places = np.searchsorted(self._keys, wanted).clip(max=len(self._keys) - 1)
        return np.where(self._keys[places] == wanted, places, -1).astype(np.int64)

    def __getitem__(self, key: str) -> int:
        return int(self.find([key])[0])

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return (key.decode("ascii") for key in self._keys.tolist())

    def save(self, path: Path) -> None:
        """Write the keys."""
        np.save(path, self._keys)


@dataclass(frozen=True)
class VectorTable:
    """Raw vectors of one model, half precision, a row a key; read from a file without loading it whole."""

    model: str
    rows: SortedKeys
    raw: npt.NDArray[np.float16]

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def take(self, keys: Sequence[str]) -> Vectors:
        """Return the vectors of these keys, a row each."""
        return np.asarray(self.raw[self.rows.find(keys)], dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the table into a folder."""
        np.save(folder / "vectors.npy", self.raw)
        self.rows.save(folder / "vectors-keys.npy")
        (folder / "vectors.model").write_text(self.model, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "VectorTable":
        """Open the table of a folder.

        Raises:
            OSError: it is not there.
        """
        model = (folder / "vectors.model").read_text(encoding="utf-8")
        keys = np.load(folder / "vectors-keys.npy", mmap_mode="r")
        return cls(model, SortedKeys(keys), np.load(folder / "vectors.npy", mmap_mode="r"))


def complete(
    texts: Sequence[str], embedder: Embedder, known: VectorTable | None, progress: Progress | None = None
) -> VectorTable:
    """Return a table with a vector for every text, embedding only those that `known` has not."""
    wanted = {key(text): text for text in texts}
    rows = SortedKeys.of(wanted)
    have = known if known is not None and known.model == embedder.model else None
    kept = [k for k in rows if have is not None and k in have]
    missing = [k for k in wanted if have is None or k not in have]
    raw = np.zeros((len(wanted), sum(embedder.parts)), dtype=np.float16)
    if have is not None and kept:
        raw[rows.find(kept)] = have.take(kept)
    for done, batch in _batches(missing):
        raw[rows.find(batch)] = embedder.passages([wanted[k] for k in batch])
        if progress is not None:
            progress(done, len(missing))
    return VectorTable(embedder.model, rows, raw)


def _batches(keys: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(0, len(keys), _BATCH):
        yield min(start + _BATCH, len(keys)), keys[start : start + _BATCH]

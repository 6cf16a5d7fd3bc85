"""Vectors that come with the project, so that the first start need not embed the bundled documents.

They are what the bundled model gives, in eight bits; a text that has none, or another model, is embedded as usual.
`python -m knowledge.library.seed` writes them anew after the documents have changed.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from knowledge.language import LANGUAGES
from knowledge.library.embedding import BundledEmbedder, Embedder
from knowledge.library.vectors import SortedKeys, VectorTable, complete

_NAME = "seed.npz"


@cache
def seed(model: str) -> VectorTable | None:
    """Return the vectors that come with the project for a model, or None."""
    source = files("knowledge.library") / _NAME
    if not source.is_file():
        return None
    with source.open("rb") as stream:
        kept = np.load(stream)
        if str(kept["model"]) != model:
            return None
        raw = np.concatenate(
            [
                kept[f"part{number}"].astype(np.float32) * kept[f"scale{number}"].astype(np.float32)[:, None]
                for number in range(int(kept["parts"]))
            ],
            axis=1,
        )
        return VectorTable(model, SortedKeys(kept["keys"]), raw.astype(np.float16))


def write(table: VectorTable, parts: Sequence[int], path: Path) -> None:
    """Write a table in eight bits, each model's part of a row with a scale of its own."""
    columns: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    start = 0
    for number, width in enumerate(parts):
        part = np.asarray(table.raw[:, start : start + width], np.float32)
        scale = np.maximum(np.abs(part).max(axis=1), 1e-9) / 127
        columns[f"part{number}"] = np.rint(part / scale[:, None]).astype(np.int8)
        columns[f"scale{number}"] = scale.astype(np.float32)
        start += width
    keys = np.array(list(table.rows), dtype="S32")
    np.savez_compressed(path, model=np.str_(table.model), parts=np.int64(len(parts)), keys=keys, **columns)  # type: ignore[arg-type]


def bundled_texts() -> list[str]:
    """List every text of the bundled documents that is embedded."""
    from knowledge.library.reading import bundled
    from knowledge.library.stock import Stock

    return [text for language in LANGUAGES for text in Stock.of(bundled(), language).texts]


def refresh(embedder: Embedder, path: Path) -> int:
    """Write the vectors of the bundled documents, embedding only what is new; returns how many there are."""
    table = complete(bundled_texts(), embedder, seed(embedder.model))
    write(table, embedder.parts, path)
    return len(table.rows)


if __name__ == "__main__":
    refresh(BundledEmbedder(), Path(str(files("knowledge.library") / _NAME)))

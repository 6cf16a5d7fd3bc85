"""Segments: documents that were indexed together, never changed afterwards, kept in a folder of their own.

A release is a list of segments and of the documents in them that no longer count, so that a publish costs what
it changes and not what there is.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np

from knowledge.clauses import Document
from knowledge.language import LANGUAGES, Language
from knowledge.library import files
from knowledge.library.embedding import CENTRING, Vectors
from knowledge.library.postings import Postings
from knowledge.library.stock import Stock
from knowledge.library.vectors import VectorTable, key

Means = Mapping[Language, Vectors]


def document_key(document: Document) -> str:
    """Name a document in one language: `id/language`."""
    return f"{document.id}/{document.language}"


def document_hash(document: Document) -> str:
    """Return a hash of everything that a document says."""
    return hashlib.sha256(files.dump([document]).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class SegmentCard:
    """What a segment holds, by which it is checked. `documents` are the hashes by `id/language`."""

    id: str
    model: str
    dimension: int
    centring: str
    documents: dict[str, str]
    passages: dict[str, int]
    texts: dict[str, int]


class Segment:
    """A segment on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.card = SegmentCard(**json.loads((folder / "segment.json").read_text(encoding="utf-8")))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All its documents."""
        lines = (self.folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()
        return files.load("[" + ",".join(line[1:-1] for line in lines) + "]")

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.card.documents)}

    def document(self, name: str) -> Document:
        """Return one document by its `id/language`, read alone unless all were read before.

        Raises:
            KeyError: it is not in this segment.
        """
        place = self._places[name]
        if "documents" in self.__dict__:
            return self.documents[place]
        starts = np.load(self.folder / "documents.npy", mmap_mode="r")
        with (self.folder / "documents.jsonl").open("rb") as stream:
            stream.seek(int(starts[place]))
            return files.load(stream.readline().decode())[0]

    @cached_property
    def table(self) -> VectorTable:
        """Its vectors."""
        return VectorTable.load(self.folder)

    @cached_property
    def stocks(self) -> Mapping[Language, Stock]:
        """Its texts by language."""
        return {
            language: Stock.of(self.documents, language)
            for language in LANGUAGES
            if self.card.texts.get(language)
        }

    def keys(self, language: Language) -> list[str]:
        """Return the keys of a language's vectors, in the order of its texts."""
        return (self.folder / f"keys-{language}").read_text(encoding="ascii").split("\n")

    def postings(self, language: Language) -> Postings:
        """Return the words of a language's passages."""
        return Postings.load(self.folder / f"words-{language}.npz")

    @cached_property
    def means(self) -> Means:
        """The mean vectors by which its vectors are centred: those of the segment that it was added to."""
        with np.load(self.folder / "means.npz") as kept:
            return {language: kept[language] for language in LANGUAGES if language in kept}


def segment_id(hashes: Mapping[str, str], model: str, means: Means | None) -> str:
    """Name a segment by what it is made of."""
    parts = [model, CENTRING, *(f"{name}={value}" for name, value in sorted(hashes.items()))]
    digest = hashlib.sha256("\n".join(parts).encode())
    for language, mean in sorted((means or {}).items()):
        digest.update(language.encode() + np.asarray(mean, np.float32).tobytes())
    return digest.hexdigest()[:20]


def means_of(stocks: Mapping[Language, Stock], table: VectorTable) -> Means:
    """Return the mean vector of each language's texts."""
    return {
        language: table.take([key(text) for text in stock.texts]).mean(axis=0)
        for language, stock in stocks.items()
        if stock.texts
    }


def write_segment(
    place: Path, documents: Sequence[Document], table: VectorTable, means: Means | None
) -> Segment:
    """Write a segment into the folder `place`; `means` None makes it a base with means of its own.

    The folder appears whole, under the segment's name, or not at all.
    """
    hashes = {document_key(document): document_hash(document) for document in documents}
    stocks = {language: Stock.of(documents, language) for language in LANGUAGES}
    centres = {**means_of(stocks, table), **(means or {})}
    name = segment_id(hashes, table.model, centres)
    final = place / name
    if (final / "segment.json").exists():
        return Segment(final)
    place.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=place))
    card = SegmentCard(
        name, table.model, table.raw.shape[1], CENTRING, hashes,
        {language: len(stock.passages) for language, stock in stocks.items()},
        {language: len(stock.texts) for language, stock in stocks.items()},
    )  # fmt: skip
    try:
        _fill(draft, card, documents, stocks, table, centres)
        draft.rename(final)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        if (final / "segment.json").exists():
            return Segment(final)
        raise
    return Segment(final)


def _fill(
    draft: Path,
    card: SegmentCard,
    documents: Sequence[Document],
    stocks: Mapping[Language, Stock],
    table: VectorTable,
    means: Means,
) -> None:
    lines = [files.dump([document]).encode() + b"\n" for document in documents]
    (draft / "documents.jsonl").write_bytes(b"".join(lines))
    np.save(draft / "documents.npy", np.cumsum([0, *map(len, lines)], dtype=np.int64)[:-1])
    table.save(draft)
    with (draft / "means.npz").open("wb") as stream:
        np.savez(stream, **cast("dict[str, Any]", means))
    for language, stock in stocks.items():
        if stock.texts:
            (draft / f"keys-{language}").write_text(
                "\n".join(key(text) for text in stock.texts), encoding="ascii"
            )
            Postings.of(stock.whole).save(draft / f"words-{language}.npz")
    (draft / "segment.json").write_text(json.dumps(asdict(card), ensure_ascii=False), encoding="utf-8")

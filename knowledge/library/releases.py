"""Releases: a whole state of the knowledge base, built beside the one that serves and then switched to.

A release is a folder of its own with the documents, their vectors and a manifest, and one Chroma collection a
language. The file CURRENT names the release that serves; it is replaced in one step.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from knowledge.clauses import Document, Passage
from knowledge.language import LANGUAGES, Language
from knowledge.library import files
from knowledge.library.embedding import CENTRING, Embedder, centre
from knowledge.library.index import Chroma, IndexProblemError, Searchable, Space, collection_name
from knowledge.library.lexical import WordIndex
from knowledge.library.passages import passages
from knowledge.library.retrieval import Retriever, Shelf
from knowledge.library.vectors import Progress, VectorTable, complete, key


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release holds, by which it is checked: counts by language, the model, and who made it why."""

    id: str
    created: str
    author: str
    reason: str
    model: str
    dimension: int
    centring: str
    fingerprint: str
    documents: int
    passages: dict[str, int]
    texts: dict[str, int]


def fingerprint(documents: Sequence[Document]) -> str:
    """Return a hash of everything that the documents say."""
    return hashlib.sha256(
        files.dump(sorted(documents, key=lambda d: (d.id, d.language))).encode()
    ).hexdigest()[:32]


@dataclass(frozen=True)
class Stock:
    """The texts of one language in the order in which they are numbered: statements first, then passages."""

    passages: tuple[Passage, ...]
    owners: tuple[int, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, documents: Sequence[Document], language: Language) -> "Stock":
        """Number the texts of a language's documents."""
        own = [document for document in documents if document.language == language]
        titles = {document.id: document.short_title for document in own}
        cut = [passage for document in own for passage in passages(document)]
        statements = [
            (number, statement) for number, passage in enumerate(cut) for statement in passage.statements
        ]
        texts = [f"{titles[cut[number].document]}: {statement.text}" for number, statement in statements]
        whole = [f"{titles[passage.document]}: {passage.text}" for passage in cut]
        return cls(tuple(cut), tuple(number for number, _ in statements), (*texts, *whole))


class Release:
    """One release, opened for reading."""

    def __init__(self, folder: Path, manifest: Manifest, chroma: Chroma, embedder: Embedder) -> None:
        self.folder = folder
        self.manifest = manifest
        self._chroma = chroma
        self._embedder = embedder

    @property
    def id(self) -> str:
        """The release's id, such as 2026-11-23.1."""
        return self.manifest.id

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents of the release."""
        return files.load((self.folder / "documents.json").read_text(encoding="utf-8"))

    @cached_property
    def retriever(self) -> Retriever:
        """The retriever over this release.

        Raises:
            IndexProblemError: the index is missing, incomplete, or made with another embedding model.
        """
        manifest = self.manifest
        if (manifest.model, manifest.centring) != (self._embedder.model, CENTRING):
            raise IndexProblemError(
                f"Release {manifest.id} was indexed with the embedding model {manifest.model}, "
                f"the setting says {self._embedder.model}: run `voucherbot knowledge rebuild`."
            )
        table = VectorTable.load(self.folder)
        shelves = [self._shelf(language, table) for language in LANGUAGES if manifest.texts.get(language)]
        return Retriever(shelves, table, self._embedder)

    def _shelf(self, language: Language, table: VectorTable) -> Shelf:
        stock = Stock.of(self.documents, language)
        keys = [key(text) for text in stock.texts]
        space = Space(self.manifest.model, self.manifest.dimension)
        mean = np.load(self.folder / f"mean-{language}.npy")

        def index() -> Searchable:
            return self._chroma.open(collection_name(self.id, language), space, len(keys))

        words = WordIndex.load(self.folder / f"words-{language}")
        return Shelf(language, stock.passages, stock.owners, keys, mean, words, index)


class Releases:
    """The releases below a data folder."""

    def __init__(self, data_dir: Path, embedder: Embedder, chroma_url: str = "") -> None:
        self._root = data_dir / "knowledge"
        self.chroma = Chroma(self._root / "chroma", chroma_url)
        self.embedder = embedder

    @property
    def _pointer(self) -> Path:
        return self._root / "CURRENT"

    def current_id(self) -> str | None:
        """Name the release that serves, or None before the first one."""
        try:
            return self._pointer.read_text(encoding="ascii").strip() or None
        except FileNotFoundError:
            return None

    def open(self, release: str) -> Release:
        """Open a release.

        Raises:
            IndexProblemError: there is no such release.
        """
        folder = self._root / "releases" / release
        try:
            manifest = Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise IndexProblemError(
                f"There is no release {release}; `voucherbot knowledge history` lists them."
            ) from None
        return Release(folder, manifest, self.chroma, self.embedder)

    def current(self) -> Release | None:
        """Open the release that serves, or return None before the first one."""
        name = self.current_id()
        return None if name is None else self.open(name)

    def next_id(self, today: date) -> str:
        """Name the next release of a day: 2026-11-23.1, then .2."""
        taken = {path.name for path in (self._root / "releases").glob(f"{today.isoformat()}.*")}
        number = 1
        while f"{today.isoformat()}.{number}" in taken:
            number += 1
        return f"{today.isoformat()}.{number}"

    def build(
        self,
        documents: Sequence[Document],
        now: datetime,
        *,
        author: str,
        reason: str,
        progress: Progress | None = None,
    ) -> Release:
        """Build a release beside the one that serves; it is complete when this returns, and not yet switched to.

        Raises:
            IndexProblemError: the index does not hold what the manifest says.
            EmbeddingError: the embedding model does not answer.
        """
        name = self.next_id(now.date())
        (self._root / "releases").mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".building-", dir=self._root / "releases"))
        try:
            self._fill(draft, name, documents, now, (author, reason), progress)
            final = self._root / "releases" / name
            draft.rename(final)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        return self.open(name)

    def _known(self) -> VectorTable | None:
        serving = self.current_id()
        try:
            return VectorTable.load(self._root / "releases" / serving) if serving else None
        except OSError:
            return None

    def _fill(
        self,
        draft: Path,
        name: str,
        documents: Sequence[Document],
        now: datetime,
        by: tuple[str, str],
        progress: Progress | None,
    ) -> None:
        stocks = {language: Stock.of(documents, language) for language in LANGUAGES}
        texts = [text for stock in stocks.values() for text in stock.texts]
        table = complete(texts, self.embedder, self._known(), progress)
        table.save(draft)
        space = Space(self.embedder.model, sum(self.embedder.parts))
        for language, stock in stocks.items():
            if stock.texts:
                self._fill_language(draft, collection_name(name, language), language, stock, table, space)
        (draft / "documents.json").write_text(files.dump(documents), encoding="utf-8")
        manifest = Manifest(
            name, now.isoformat(), *by, space.model, space.dimension, CENTRING, fingerprint(documents), len(documents),
            {language: len(stock.passages) for language, stock in stocks.items()},
            {language: len(stock.texts) for language, stock in stocks.items()},
        )  # fmt: skip
        (draft / "manifest.json").write_text(
            json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8"
        )

    def _fill_language(
        self, draft: Path, collection: str, language: Language, stock: Stock, table: VectorTable, space: Space
    ) -> None:
        raw = table.take([key(text) for text in stock.texts])
        mean = raw.mean(axis=0)
        np.save(draft / f"mean-{language}.npy", mean)
        WordIndex([f"{text}" for text in stock.texts[len(stock.owners) :]]).save(draft / f"words-{language}")
        numbers = [str(number) for number in range(len(stock.texts))]
        self.chroma.build(collection, space, numbers, centre(raw, mean, self.embedder.parts))
        self.chroma.open(collection, space, len(numbers))

    def switch(self, release: str) -> None:
        """Let a release serve, in one step; the one before stays as it is."""
        self.open(release)
        handle, name = tempfile.mkstemp(dir=self._root)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(release)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(self._pointer)

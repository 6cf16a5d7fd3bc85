"""The working copy of segments on one machine: folders and Chroma collections, fetched and made when they are wanted."""

import shutil
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from knowledge.language import LANGUAGES, Language
from knowledge.library.embedding import Embedder, Vectors, centre
from knowledge.library.index import Chroma, IndexProblemError, SearchableCollection, Space, collection_name
from knowledge.library.ledger import Ledger, only_one
from knowledge.library.segments import Segment, write_segment

_WAIT_S = 120.0


class Storehouse:
    """Segments by their id. One that was opened stays open: releases share their segments."""

    def __init__(self, root: Path, chroma: Chroma, embedder: Embedder, ledger: Callable[[], Ledger]) -> None:
        self.root = root
        self.chroma = chroma
        self.embedder = embedder
        self._open_ledger = ledger
        self._segments: dict[str, Segment] = {}
        self._indexes: dict[tuple[str, Language], SearchableCollection] = {}
        self._lock = threading.RLock()

    @property
    def ledger(self) -> Ledger:
        """Where segments are kept for good."""
        return self._open_ledger()

    @property
    def folder(self) -> Path:
        """Where the segments' folders lie."""
        return self.root / "segments"

    def segment(self, name: str) -> Segment:
        """Open a segment, fetched from the ledger when it is not here.

        Raises:
            IndexProblemError: it is nowhere.
        """
        with self._lock:
            if name not in self._segments:
                if not (self.folder / name / "segment.json").exists():
                    self._fetch(name)
                self._segments[name] = Segment(self.folder / name)
            return self._segments[name]

    def _fetch(self, name: str) -> Segment:
        content = self.ledger.segment(name)
        if content is None:
            raise IndexProblemError(
                f"The segment {name} is lost: run `voucherbot knowledge publish` to index anew."
            )
        segment = write_segment(self.folder, content.documents, content.table, content.means)
        if segment.card.id != name:
            raise IndexProblemError(
                f"The segment {name} is not what it was: run `voucherbot knowledge publish`."
            )
        return segment

    def index(self, segment: Segment, language: Language) -> SearchableCollection:
        """Open a segment's collection, made when it is not here or not whole.

        Raises:
            IndexProblemError: it cannot be made.
        """
        name, card = (segment.card.id, language), segment.card
        with self._lock:
            if name not in self._indexes:
                space = Space(card.model, card.dimension)
                try:
                    self._indexes[name] = self.chroma.open(
                        collection_name(*name), space, card.texts[language]
                    )
                except IndexProblemError:
                    with only_one(self.root / "storehouse.lock", _WAIT_S):
                        self.make_index(segment, language)
                    self._indexes[name] = self.chroma.open(
                        collection_name(*name), space, card.texts[language]
                    )
            return self._indexes[name]

    def make_index(self, segment: Segment, language: Language) -> None:
        """Make a segment's collection from its vectors, unless it is there and whole."""
        card = segment.card
        space = Space(card.model, card.dimension)
        try:
            self.chroma.open(collection_name(card.id, language), space, card.texts[language])
        except IndexProblemError:
            if card.model != self.embedder.model:
                raise IndexProblemError(
                    f"The segment {card.id} was made with the embedding model {card.model}, the setting says "
                    f"{self.embedder.model}: run `voucherbot knowledge publish` to index anew."
                ) from None
            numbers = [str(number) for number in range(card.texts[language])]
            vectors = self.centred(segment, language, segment.keys(language))
            self.chroma.build(collection_name(card.id, language), space, numbers, vectors)

    def centred(self, segment: Segment, language: Language, keys: Sequence[str]) -> Vectors:
        """Return vectors of a segment as they stand in its collection."""
        return centre(segment.table.take(keys), segment.means[language], self.embedder.parts)

    def remake(self, name: str) -> None:
        """Throw a segment's working copy away and make it anew from the ledger."""
        with self._lock:
            folder, content = self.folder / name, self.ledger.segment(name)
            self._segments.pop(name, None)
            if content is not None:
                shutil.rmtree(folder, ignore_errors=True)
            segment = self.segment(name)
            for language in LANGUAGES:
                self._indexes.pop((name, language), None)
                if segment.card.texts.get(language):
                    if collection_name(name, language) in self.chroma.names():
                        self.chroma.drop(collection_name(name, language))
                    self.make_index(segment, language)

    def drop_unused(self, used: Collection[str]) -> None:
        """Remove folders and collections of segments that no release uses, and what a killed build left."""
        if self.folder.exists():
            for path in self.folder.iterdir():
                if path.name not in used:
                    shutil.rmtree(path, ignore_errors=True)
        wanted = {collection_name(name, language) for name in used for language in LANGUAGES}
        for name in self.chroma.names():
            if name.startswith("s-") and name not in wanted:
                self.chroma.drop(name)

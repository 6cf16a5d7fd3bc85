"""One release, opened for reading."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from knowledge.clauses import Document
from knowledge.language import LANGUAGES
from knowledge.library.building import hashes_of
from knowledge.library.embedding import CENTRING, Embedder
from knowledge.library.index_problem import IndexProblemError
from knowledge.library.ledger import Manifest
from knowledge.library.retrieval import Retriever
from knowledge.library.shelves import JoinedTable, Live, join
from knowledge.library.storehouse import Storehouse


class Release:
    """One release, opened for reading."""

    def __init__(self, manifest: Manifest, storehouse: Storehouse, embedder: Embedder) -> None:
        self.manifest = manifest
        self._storehouse = storehouse
        self._embedder = embedder

    @property
    def id(self) -> str:
        """The release's id, such as 2026-11-23.1."""
        return self.manifest.id

    @cached_property
    def lives(self) -> tuple[Live, ...]:
        """Its segments with what of them still counts."""
        return tuple(
            Live(self._storehouse.segment(use.id), frozenset(use.removed)) for use in self.manifest.segments
        )

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The hash of each document by `id/language`."""
        return hashes_of(self.lives)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents of the release."""
        for live in self.lives:
            _ = live.segment.documents
        return tuple(self.by_key[name] for name in sorted(self.by_key))

    @cached_property
    def by_key(self) -> Mapping[str, Document]:
        """All documents of the release by `id/language`, each read when it is wanted."""
        return _ByKey(self.lives)

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
        shelves = [shelf for name in LANGUAGES if (shelf := join(name, self.lives, self._storehouse.search))]
        return Retriever(shelves, JoinedTable.of([live.segment.table for live in self.lives]), self._embedder)

    def index_problems(self) -> list[IndexProblemError]:
        """Open the index of everything that it is made of, and return what is wrong; answers do not depend on it."""
        found = []
        for live in self.lives:
            for language in LANGUAGES:
                if live.segment.card.texts.get(language):
                    try:
                        self._storehouse.index(live.segment, language)
                    except IndexProblemError as error:
                        found.append(error)
        return found

    def verify(self) -> None:
        """Open everything that it is made of, so that it is known to be whole before it serves.

        An index that is missing or damaged is made anew; without a Chroma that answers it serves all the same.

        Raises:
            IndexProblemError: something is missing and can't be made again.
        """
        _ = self.retriever
        for live in self.lives:
            for language in LANGUAGES:
                if live.segment.card.texts.get(language):
                    self._storehouse.try_index(live.segment, language)


class _ByKey(Mapping[str, Document]):
    def __init__(self, lives: Sequence[Live]) -> None:
        self._segments = {
            name: live.segment
            for live in lives
            for name in live.segment.card.documents
            if name not in live.removed
        }

    def __getitem__(self, name: str) -> Document:
        return self._segments[name].document(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._segments)

    def __len__(self) -> int:
        return len(self._segments)

"""The search index: one Chroma collection a segment and language, built whole and never changed afterwards."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlparse

import numpy as np

from knowledge.language import Language
from knowledge.library.embedding import CENTRING, Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_BATCH = 2000
_TIMEOUT_S = 5.0


class IndexProblemError(Exception):
    """The index cannot be used; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Space:
    """What vectors of an index are made of; vectors of another space must not be compared with them."""

    model: str
    dimension: int
    centring: str = CENTRING

    def as_metadata(self) -> dict[str, str | int]:
        """Return it as Chroma keeps it."""
        return {"model": self.model, "dimension": self.dimension, "centring": self.centring}


class Chroma:
    """A Chroma server (`url`) or an embedded one in a folder. Opened at first use."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self._folder = folder
        self._url = url
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="chroma")

    @cached_property
    def _client(self) -> "ClientAPI":
        import chromadb
        from chromadb.config import Settings

        logging.getLogger("chromadb").setLevel(logging.ERROR)
        settings = Settings(anonymized_telemetry=False)
        if not self._url:
            self._folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(path=str(self._folder), settings=settings)
        parts = urlparse(self._url)
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or 8000,
            ssl=parts.scheme == "https",
            settings=settings,
        )

    def call(self, work: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 (passes any of Chroma's calls through)
        """Do one call with a time limit, which Chroma's client has not.

        Raises:
            IndexProblemError: the server does not answer, or refuses.
        """
        if not self._url:
            return work(*args, **options)
        try:
            return self._pool.submit(work, *args, **options).result(timeout=_TIMEOUT_S)
        except FutureTimeoutError:
            raise IndexProblemError(
                f"The Chroma server {self._url} did not answer within {_TIMEOUT_S:g} s."
            ) from None
        except (ValueError, OSError) as error:
            raise IndexProblemError(
                f"The Chroma server {self._url} cannot be reached: {error}. Check VOUCHERBOT_CHROMA_URL."
            ) from error

    @property
    def client(self) -> "ClientAPI":
        """The client.

        Raises:
            IndexProblemError: the server cannot be reached.
        """
        return cast("ClientAPI", self.call(lambda: self._client))

    def names(self) -> list[str]:
        """Name all collections."""
        return [collection.name for collection in self.call(self.client.list_collections)]

    def build(self, name: str, space: Space, ids: Sequence[str], vectors: Vectors) -> None:
        """Make a collection with these vectors, anew if a half-built one of that name is there.

        Raises:
            IndexProblemError: it does not hold every vector afterwards.
        """
        client = self.client
        if name in self.names():
            self.call(client.delete_collection, name)
        collection: Collection = self.call(
            client.create_collection,
            name,
            metadata=space.as_metadata(),
            configuration={"hnsw": {"space": "ip", "ef_search": 200, "ef_construction": 200}},
            embedding_function=None,
        )
        for start in range(0, len(ids), _BATCH):
            rows = slice(start, start + _BATCH)
            self.call(collection.add, ids=list(ids[rows]), embeddings=vectors[rows])
        self._check(collection, name, space, len(ids))

    def _check(self, collection: "Collection", name: str, space: Space, count: int) -> None:
        metadata: Mapping[str, Any] = collection.metadata or {}
        found = Space(
            str(metadata.get("model")), int(metadata.get("dimension", 0)), str(metadata.get("centring"))
        )
        if found != space:
            raise IndexProblemError(
                f"The index {name} was made with {found.model} (dimension {found.dimension}, centring {found.centring}), "
                f"the setting says {space.model} ({space.dimension}, {space.centring}): run `voucherbot knowledge rebuild`."
            )
        held = self.call(collection.count)
        if held != count:
            raise IndexProblemError(
                f"The index {name} holds {held} of {count} statements: run `voucherbot knowledge rebuild`."
            )

    def open(self, name: str, space: Space, count: int) -> "SearchableCollection":
        """Open a collection after checking what it is made of and how much it holds.

        Raises:
            IndexProblemError: it is missing, of another space, or incomplete.
        """
        if name not in self.names():
            raise IndexProblemError(f"The index {name} is missing: run `voucherbot knowledge rebuild`.")
        collection: Collection = self.call(self.client.get_collection, name, embedding_function=None)
        self._check(collection, name, space, count)
        return SearchableCollection(self, collection)

    def drop(self, name: str) -> None:
        """Remove a collection that no release uses any more."""
        self.call(self.client.delete_collection, name)


class Searchable(Protocol):
    """Vectors that can be searched."""

    def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return the numbers of the nearest texts with their similarity, best first."""
        ...


@dataclass(frozen=True)
class SearchableCollection:
    """An opened collection."""

    chroma: Chroma
    collection: "Collection"

    def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return the numbers of the nearest texts with their similarity, best first."""
        result = self.chroma.call(
            self.collection.query,
            query_embeddings=[np.asarray(vector, np.float32)],
            n_results=count,
            include=["distances"],
        )
        return [
            (int(i), 1.0 - float(d)) for i, d in zip(result["ids"][0], result["distances"][0], strict=True)
        ]


def collection_name(segment: str, language: Language) -> str:
    """Name the collection of a segment and language."""
    return f"s-{segment}-{language}"

"""The search index: one Chroma collection a segment and language, built whole beside the one that serves.

A collection is built under the name of a draft, counted, asked for one of its own texts, and then renamed: the newest
of a segment's collections serves. It never changes afterwards, and the one before is dropped after a time of grace.
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

from knowledge.library.chroma_client import ASK_S, BUILD_S, folder_client, load_chroma, server_client, told
from knowledge.library.chroma_folder import GRACE_S, ChromaFolder, check_hashes, keep_hashes
from knowledge.library.collection_names import DRAFT, age_s, base_of, new_name, unused
from knowledge.library.embedding import CENTRING, Vectors
from knowledge.library.index_problem import MADE_ANEW, Cause, IndexProblemError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

__all__ = ["MADE_ANEW", "Cause", "Chroma", "IndexProblemError", "Searchable", "SearchableCollection", "Space"]

Result = TypeVar("Result")
FOUND_AGAIN = 0.9
"""How near to itself a text is at least, as the index reckons."""
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Space:
    """What vectors of an index are made of; vectors of another space must not be compared with them."""

    model: str
    dimension: int
    centring: str = CENTRING

    def as_metadata(self) -> dict[str, str | int]:
        """Return it as Chroma keeps it."""
        return {"model": self.model, "dimension": self.dimension, "centring": self.centring}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A collection as it should be: its name, its space, how much it holds, and the vector of its last text."""

    name: str
    space: Space
    count: int
    last: Vectors


class Chroma:
    """A Chroma server (`url`) or an embedded one in a folder. Opened at first use."""

    def __init__(self, folder: Path | ChromaFolder, url: str = "") -> None:
        self.folder = folder if isinstance(folder, ChromaFolder) else ChromaFolder(folder)
        self.url = url
        self._clients: dict[tuple[str, float], ClientAPI] = {}
        self._lock = threading.Lock()

    def _client(self, limit_s: float) -> "ClientAPI":
        """Return a client, opened when it is not.

        Raises:
            IndexProblemError: it cannot be opened.
        """
        load_chroma()
        place = self.folder.path
        name = (self.url, limit_s) if self.url else (str(place), 0.0)
        with self._lock:
            if name not in self._clients:
                if not self.url:
                    check_hashes(place)
                self._clients[name] = self._told(
                    lambda: server_client(self.url, limit_s) if self.url else folder_client(place)
                )
            return self._clients[name]

    def _told(self, work: Callable[[], Result]) -> Result:
        return told(self.url or str(self.folder.path), work, is_server=bool(self.url))

    def names(self) -> list[str]:
        """Name all collections.

        Raises:
            IndexProblemError: Chroma cannot be asked.
        """
        client = self._client(ASK_S)
        return [collection.name for collection in self._told(client.list_collections)]

    def build(self, wanted: Wanted, ids: Sequence[str], vectors: Vectors) -> None:
        """Make a collection with these vectors and let it serve when it is whole; the one before is left alone.

        Raises:
            IndexProblemError: it cannot be made; nothing has changed then.
        """
        self.names()  # a server that does not answer is given up sooner than one that has much to take in
        client = self._client(BUILD_S)
        final = new_name(wanted.name)
        draft = f"{DRAFT}{final}"
        try:
            collection = self._told(lambda: _created(client, draft, wanted.space))
            for start in range(0, len(ids), _BATCH):
                rows = slice(start, start + _BATCH)
                self._told(lambda rows=rows: collection.add(ids=list(ids[rows]), embeddings=vectors[rows]))  # type: ignore[misc]
            self._check(SearchableCollection(self, collection), wanted)
            self._told(lambda: collection.modify(name=final))
        except IndexProblemError:
            with suppress(IndexProblemError):
                self.drop(draft)
            raise
        if not self.url:
            keep_hashes(self.folder.path)

    def beside(self) -> "Chroma":
        """Return where a damaged index is made anew: another folder, or the same server, where it has another name."""
        return self if self.url else Chroma(self.folder.fresh())

    def serve(self) -> None:
        """Let what was made beside serve."""
        self.folder.serve()

    def open(self, wanted: Wanted) -> "SearchableCollection":
        """Open the newest of a segment's collections that is whole.

        Raises:
            IndexProblemError: there is none; the cause is that of the newest.
        """
        client = self._client(ASK_S)
        found = [name for name in self.names() if base_of(name) == wanted.name and not name.startswith(DRAFT)]
        first: IndexProblemError | None = None
        for name in sorted(found, reverse=True):
            try:
                collection = self._told(
                    lambda name=name: client.get_collection(name, embedding_function=None)  # type: ignore[misc]
                )
                searchable = SearchableCollection(self, collection)
                self._check(searchable, wanted)
            except IndexProblemError as error:
                if error.cause not in MADE_ANEW:
                    raise
                first = first or error
            else:
                return searchable
        sentence = f"The index {wanted.name} is missing: run `voucherbot knowledge rebuild`."
        raise first or IndexProblemError(sentence, "missing")

    def _check(self, searchable: "SearchableCollection", wanted: Wanted) -> None:
        collection = searchable.collection
        metadata: Mapping[str, Any] = collection.metadata or {}
        found = Space(
            str(metadata.get("model")), int(metadata.get("dimension", 0)), str(metadata.get("centring"))
        )
        mend = "run `voucherbot knowledge rebuild`"
        if found != wanted.space:
            raise IndexProblemError(
                f"The index {wanted.name} was made with {found.model} (dimension {found.dimension}, centring "
                f"{found.centring}), not with {wanted.space.model}: {mend}.",
                "corrupt",
            )
        held = self._told(collection.count)
        if held != wanted.count:
            raise IndexProblemError(
                f"The index {wanted.name} holds {held} of {wanted.count} statements: {mend}.", "incomplete"
            )
        nearest = searchable.nearest(wanted.last, 1)
        if nearest[0][1] < FOUND_AGAIN:
            raise IndexProblemError(
                f"The index {wanted.name} does not find its own texts: {mend}.", "corrupt"
            )

    def is_being_built(self, name: str) -> bool:
        """Tell whether somebody else has begun to make this collection a short while ago."""
        drafts = (each for each in self.names() if each.startswith(DRAFT) and base_of(each) == name)
        return any(age_s(draft) < BUILD_S for draft in drafts)

    def drop(self, name: str) -> None:
        """Remove a collection."""
        client = self._client(ASK_S)
        self._told(lambda: client.delete_collection(name))

    def drop_unused(self, used: Collection[str] | None = None, grace_s: float = GRACE_S) -> None:
        """Remove collections that serve no more: replaced ones after a time of grace, those not of `used` at once.

        Raises:
            IndexProblemError: Chroma cannot be asked.
        """
        for name in unused(self.names(), used, grace_s):
            with suppress(IndexProblemError):  # another machine was faster
                self.drop(name)
        if not self.url:
            self.folder.drop_replaced(grace_s)


def _created(client: "ClientAPI", name: str, space: Space) -> "ChromaCollection":
    return client.create_collection(
        name,
        metadata=space.as_metadata(),
        configuration={"hnsw": {"space": "ip", "ef_search": 200, "ef_construction": 200}},
        embedding_function=None,
    )


class Searchable(Protocol):
    """Vectors that can be searched."""

    def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return the numbers of the nearest texts with their similarity, best first."""
        ...


@dataclass(frozen=True)
class SearchableCollection:
    """An opened collection."""

    chroma: Chroma
    collection: "ChromaCollection"

    def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return the numbers of the nearest texts with their similarity, best first.

        Raises:
            IndexProblemError: it has vanished, is damaged, or Chroma does not answer.
        """
        where = self.chroma.url or str(self.chroma.folder.path)
        result = told(
            where,
            lambda: self.collection.query(
                query_embeddings=[np.asarray(vector, np.float32).tolist()],
                n_results=count,
                include=["distances"],
            ),
            is_server=bool(self.chroma.url),
        )
        ids, distances = result["ids"], result["distances"]
        if not ids or not distances or len(ids[0]) < min(count, 1) or not all(map(str.isdecimal, ids[0])):
            raise IndexProblemError(
                "The index returns nothing: run `voucherbot knowledge rebuild`.", "corrupt"
            )
        return [(int(i), 1.0 - float(d)) for i, d in zip(ids[0], distances[0], strict=True)]

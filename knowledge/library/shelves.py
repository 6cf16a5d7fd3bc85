"""The segments of a release put together: for the retriever they are one shelf a language."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from knowledge.clauses import Passage
from knowledge.language import Language
from knowledge.library.embedding import Vectors
from knowledge.library.index import Searchable
from knowledge.library.postings import JoinedWords
from knowledge.library.retrieval import STATEMENT_WEIGHT_NAMED, Shelf
from knowledge.library.segments import Segment
from knowledge.library.vectors import SortedKeys, VectorTable

Item = TypeVar("Item")
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Live:
    """A segment in a release, without the documents (`id/language`) that no longer count."""

    segment: Segment
    removed: frozenset[str]


@dataclass(frozen=True)
class _Part:
    """One segment's texts in one language, with the place of each in the release; -1 where it no longer counts."""

    live: Live
    passages: Sequence[Passage]
    owners: npt.NDArray[np.int64]
    keys: Sequence[str]
    passage_places: Places
    statement_places: Places

    @classmethod
    def of(cls, live: Live, language: Language, passages_before: int, statements_before: int) -> "_Part":
        stock = live.segment.stocks[language]
        gone = {name.rsplit("/", 1)[0] for name in live.removed if name.endswith(f"/{language}")}
        is_live = np.array([passage.document not in gone for passage in stock.passages], bool)
        owners = np.asarray(stock.owners, np.int64)
        return cls(
            live,
            stock.passages,
            owners,
            live.segment.keys(language),
            _number(is_live, passages_before),
            _number(is_live[owners] if len(owners) else np.zeros(0, bool), statements_before),
        )


def _number(is_live: npt.NDArray[np.bool_], before: int) -> Places:
    return np.where(is_live, np.cumsum(is_live) - 1 + before, -1).astype(np.int64)


@dataclass(frozen=True)
class JoinedTable(VectorTable):
    """The vectors of all segments, looked up where they are."""

    tables: tuple[VectorTable, ...] = ()

    @classmethod
    def of(cls, tables: Sequence[VectorTable]) -> "JoinedTable":
        """Join tables of one model."""
        return cls(
            tables[0].model if tables else "", SortedKeys.of(()), np.zeros((0, 0), np.float16), tuple(tables)
        )

    def __contains__(self, key: object) -> bool:
        return any(key in table for table in self.tables)

    def take(self, keys: Sequence[str]) -> Vectors:
        """Return the vectors of these keys, a row each.

        Raises:
            KeyError: one of them is in no segment.
        """
        if len(self.tables) == 1:
            return self.tables[0].take(keys)
        found = np.zeros((len(keys), self.tables[0].raw.shape[1]), np.float32)
        wanted = np.array(keys, dtype="S32")
        left = np.arange(len(keys))
        for table in self.tables:
            places = table.rows.seek(wanted[left])
            found[left[places >= 0]] = table.raw[places[places >= 0]]
            left = left[places < 0]
        if len(left):
            raise KeyError(keys[int(left[0])])
        return found


@dataclass(frozen=True)
class JoinedIndex:
    """Searches the collections of all segments and merges what they find, with its place in the release."""

    parts: Sequence[tuple[Searchable, Places, int]]
    """Each collection, the release's number of each of its texts, and how many of these no longer count."""

    def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return the numbers of the nearest texts with their similarity, best first."""
        found: list[tuple[int, float]] = []
        for collection, places, gone in self.parts:
            wanted = min(count + min(gone, 4 * count), len(places))
            hits = (
                (int(places[number]), similarity) for number, similarity in collection.nearest(vector, wanted)
            )
            found.extend((place, similarity) for place, similarity in hits if place >= 0)
        return sorted(found, key=lambda hit: -hit[1])[:count]


def join(
    language: Language, lives: Sequence[Live], open_index: Callable[[Segment, Language], Searchable]
) -> Shelf | None:
    """Put the segments' texts of one language onto one shelf; None when there are none."""
    parts: list[_Part] = []
    passages = statements = 0
    for live in lives:
        if live.segment.card.texts.get(language):
            part = _Part.of(live, language, passages, statements)
            passages += int((part.passage_places >= 0).sum())
            statements += int((part.statement_places >= 0).sum())
            parts.append(part)
    if not passages:
        return None
    owners = np.concatenate([part.passage_places[part.owners[part.statement_places >= 0]] for part in parts])
    words = JoinedWords([(part.live.segment.postings(language), part.passage_places) for part in parts])

    def index() -> Searchable:
        return JoinedIndex(
            [_searched(part, statements, open_index(part.live.segment, language)) for part in parts]
        )

    return Shelf(
        language,
        [passage for part in parts for passage in _kept(part.passages, part.passage_places)],
        owners,  # type: ignore[arg-type]  # an array is read as a list is, and faster
        [*_keys(parts, statements=True), *_keys(parts, statements=False)],
        parts[0].live.segment.means[language],
        words,
        index,
        STATEMENT_WEIGHT_NAMED,
    )


def _kept(items: Sequence[Item], places: Places) -> Collection[Item]:
    return (
        items
        if (places >= 0).all()
        else [item for item, place in zip(items, places, strict=True) if place >= 0]
    )


def _keys(parts: Sequence[_Part], *, statements: bool) -> list[str]:
    found: list[str] = []
    for part in parts:
        count = len(part.owners)
        keys = part.keys[:count] if statements else part.keys[count:]
        found.extend(_kept(keys, part.statement_places if statements else part.passage_places))
    return found


def _searched(part: _Part, statements: int, collection: Searchable) -> tuple[Searchable, Places, int]:
    whole = np.where(part.passage_places >= 0, part.passage_places + statements, -1)
    places = np.concatenate([part.statement_places, whole])
    return collection, places, int((places < 0).sum())

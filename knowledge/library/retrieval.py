"""Retrieval: what of the library is nearest to a question, by meaning and by words, each language on its own.

A passage is scored by its best statement and by itself; similarities of both languages are comparable because
vectors are centred by language. Word scores are scaled to 0–1 and added linearly. All weights and shares are measured
in docs/benchmarks.md.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from knowledge.clauses import Passage
from knowledge.language import LANGUAGES, Language
from knowledge.library.embedding import Embedder, Vectors, centre, question_mean
from knowledge.library.index import Searchable
from knowledge.library.lexical import WordIndex
from knowledge.library.vectors import VectorTable

WORD_WEIGHT = 0.25
COVERAGE_POWER = 2
"""On the shelf of another language words count by this power of the share of the question's words that are there at
all: few are, and those by chance."""
STATEMENT_WEIGHT = 0.5
"""How much the best statement counts beside a passage that is embedded whole."""
STATEMENT_WEIGHT_NAMED = 0.9
"""The same beside a passage of which only the names are embedded."""
QUESTION_SHARE = 0.5
"""Of the mean of questions, beside the mean of their language's passages, in what a question is centred by."""
_SHRINK = 3
"""How many statements without meaning a document's mean is drawn to the middle by: with few, it says little."""
_TINY = 1e-9
_NEAREST = 120
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score; `statements` are the scores of its statements, in their order.

    `apart` are the same statements' scores by what tells each from the others of its document, from -1 to 1.
    """

    passage: Passage
    score: float
    statements: tuple[float, ...] = field(default=())
    apart: tuple[float, ...] = field(default=())


@dataclass(frozen=True)
class Shelf:
    """All that is searched in one language: passages, their statements' and own texts, vectors, words.

    `texts` are numbered: first all statements (of `owners[i]`), then a text a passage, from `len(owners)` on.
    """

    language: Language
    passages: Sequence[Passage]
    owners: Sequence[int]
    keys: Sequence[str]
    mean: Vectors
    words: WordIndex
    index: Callable[[], Searchable] | None
    statement_weight: float = STATEMENT_WEIGHT

    @cached_property
    def starts(self) -> npt.NDArray[np.intp]:
        """Where the statements of each passage begin; one more at the end."""
        return np.searchsorted(np.asarray(self.owners), np.arange(len(self.passages) + 1))


def asked_mean(embedder: Embedder, language: Language, passages: Vectors) -> Vectors:
    """Return what questions in a language are centred by: between the mean of questions and that of its passages."""
    return QUESTION_SHARE * question_mean(embedder, language, passages) + (1 - QUESTION_SHARE) * passages


class Retriever:
    """Searches the shelves of one release."""

    def __init__(self, shelves: Sequence[Shelf], table: VectorTable, embedder: Embedder) -> None:
        self.shelves = {shelf.language: shelf for shelf in shelves}
        self._table = table
        self._embedder = embedder
        self._by_document: dict[tuple[Language, str], list[int]] = {}
        for shelf in shelves:
            for number, passage in enumerate(shelf.passages):
                self._by_document.setdefault((shelf.language, passage.document), []).append(number)

    def embed(self, question: str) -> Vectors:
        """Embed a question once for all searches; what was asked lately is remembered."""
        return self._remembered(question)

    @cached_property
    def _remembered(self) -> Callable[[str], Vectors]:
        return lru_cache(maxsize=256)(self._embedder.query)

    def _question_vector(self, raw: Vectors, shelf: Shelf, language: Language) -> Vectors:
        mean = asked_mean(self._embedder, language, self.shelves.get(language, shelf).mean)
        row: Vectors = centre(raw, mean, self._embedder.parts)[0]
        return row

    def search(
        self,
        question: str,
        count: int = 10,
        *,
        language: Language,
        within: Collection[Language] = LANGUAGES,
        raw: Vectors | None = None,
    ) -> list[Hit]:
        """Search the whole library; returns the best passages of the languages `within`, merged.

        `raw` is the question's vector, where it has been embedded already.
        """
        raw = self.embed(question) if raw is None else raw
        hits: list[Hit] = []
        for name in within:
            if name in self.shelves:
                hits.extend(self._search_shelf(self.shelves[name], question, raw, language))
        return sorted(hits, key=lambda hit: -hit.score)[:count]

    def _search_shelf(self, shelf: Shelf, question: str, raw: Vectors, language: Language) -> list[Hit]:
        vector = self._question_vector(raw, shelf, language)
        own = shelf.language == language
        share = 1.0 if own else shelf.words.coverage(question) ** COVERAGE_POWER
        word_scores = shelf.words.scores(question) * share
        best_by_words = np.argsort(-word_scores)[: _NEAREST // 2]
        near = shelf.index().nearest(vector, min(_NEAREST, len(shelf.keys))) if shelf.index else []
        count = len(shelf.owners)
        candidates = {shelf.owners[n] if n < count else n - count for n, _ in near}
        candidates |= {int(n) for n in best_by_words if word_scores[n] > 0}
        return [
            replace(hit, score=hit.score + WORD_WEIGHT * float(word_scores[number]))
            for number, hit in self._near(shelf, sorted(candidates), vector)
        ]

    def among(
        self, raw: Vectors, documents: Collection[str], *, shelf: Language, language: Language
    ) -> list[Hit]:
        """Score every passage of these documents in one language by meaning alone, best first."""
        if shelf not in self.shelves:
            return []
        place = self.shelves[shelf]
        vector = self._question_vector(raw, place, language)
        hits: list[Hit] = []
        for document in documents:
            numbers = self._by_document.get((shelf, document), [])
            hits.extend(hit for _, hit in self._near(place, numbers, vector, apart=True))
        return sorted(hits, key=lambda hit: -hit.score)

    def _near(
        self, shelf: Shelf, numbers: Sequence[int], vector: Vectors, *, apart: bool = False
    ) -> Iterator[tuple[int, Hit]]:
        """Score passages, given by their numbers, by meaning; a few at a time, since their vectors are large."""
        for start in range(0, len(numbers), _AT_ONCE):
            yield from self._near_of_few(shelf, numbers[start : start + _AT_ONCE], vector, apart=apart)

    def _near_of_few(
        self, shelf: Shelf, numbers: Sequence[int], vector: Vectors, *, apart: bool
    ) -> Iterator[tuple[int, Hit]]:
        first, texts = self._texts_of(shelf, numbers)
        vectors = centre(self._table.take([shelf.keys[n] for n in texts]), shelf.mean, self._embedder.parts)
        similar = vectors @ vector
        told_apart = _apart(vectors, np.asarray(texts) < len(shelf.owners), vector) if apart else similar[:0]
        for position, number in enumerate(numbers):
            start, end = first[position], first[position + 1] - 1
            own, statements = float(similar[end]), tuple(float(value) for value in similar[start:end])
            dense = own + shelf.statement_weight * (max(statements, default=own) - own)
            yield (
                number,
                Hit(shelf.passages[number], dense, statements, tuple(told_apart[start:end].tolist())),
            )

    def _texts_of(self, shelf: Shelf, numbers: Sequence[int]) -> tuple[list[int], list[int]]:
        """List the text numbers of passages (statements, then the passage itself) and where each passage begins."""
        starts = shelf.starts
        first: list[int] = [0]
        texts: list[int] = []
        for number in numbers:
            texts.extend(range(int(starts[number]), int(starts[number + 1])))
            texts.append(len(shelf.owners) + number)
            first.append(len(texts))
        return first, texts


def _apart(vectors: Vectors, is_statement: npt.NDArray[np.bool_], vector: Vectors) -> Vectors:
    """Compare a question with each statement of a document less what they all say: its programme's name, above all."""
    mean = vectors[is_statement].sum(axis=0) / (is_statement.sum() + _SHRINK)
    rest = vectors - mean
    asked = vector - mean * (vector @ mean) / max(float(mean @ mean), _TINY)
    lengths = np.linalg.norm(rest, axis=1) * np.linalg.norm(asked)
    told: Vectors = (rest @ asked) / np.maximum(lengths, _TINY)
    return told

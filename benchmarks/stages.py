"""The project's retrieval taken apart: words, each model, centring, statements, and how they are put together.

All stages compare a question with everything there is, without the approximate index of the project.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.pools import Asked, Direction, Pool
from knowledge.language import LANGUAGES, Language
from knowledge.library.embedding import PART_WEIGHTS, Embedder, Vectors
from knowledge.library.lexical import WordIndex
from knowledge.library.retrieval import COVERAGE_POWER, STATEMENT_WEIGHT, WORD_WEIGHT, asked_mean

_BOTH = PART_WEIGHTS[2]


@dataclass(frozen=True, slots=True)
class Stage:
    """What counts how much: each model, a passage's best statement beside its whole text, and words."""

    name: str
    models: tuple[float, ...]
    centred: bool = True
    statements: float = 0.0
    words: float = 0.0

    @property
    def words_alone(self) -> bool:
        """True where no model counts."""
        return not any(self.models)


STAGES = (
    Stage("words alone (BM25 of ours)", (0.0, 0.0), words=1.0),
    Stage("USE multilingual, raw", (1.0, 0.0), centred=False),
    Stage("e5 small 4 bit, raw", (0.0, 1.0), centred=False),
    Stage("both side by side, raw", _BOTH, centred=False),
    Stage("USE multilingual, centred", (1.0, 0.0)),
    Stage("e5 small 4 bit, centred", (0.0, 1.0)),
    Stage("both side by side, centred", _BOTH),
    Stage("… with the best statement", _BOTH, statements=STATEMENT_WEIGHT),
    Stage("… with words", _BOTH, statements=STATEMENT_WEIGHT, words=WORD_WEIGHT),
)


class _Room:
    """The passages of one language: their vectors by model, raw and centred, and their words."""

    def __init__(self, pool: Pool, language: Language, embedder: Embedder) -> None:
        numbers = [n for n, passage in enumerate(pool.passages) if passage.language == language]
        self.language = language
        self.ids = [pool.passages[n].id for n in numbers]
        self._embedder = embedder
        texts = [text for n in numbers for text in pool.parts[n]]
        self._starts = np.cumsum([0, *(len(pool.parts[n]) for n in numbers)])[:-1]
        self._statements = len(texts)
        raw = embedder.passages([*texts, *(pool.whole[n] for n in numbers)])
        self.mean = raw.mean(axis=0)
        self._vectors = {
            True: list(_by_model(raw - self.mean, embedder)),
            False: list(_by_model(raw, embedder)),
        }
        self._words = WordIndex([pool.whole[n] for n in numbers])

    def scores(self, stage: Stage, question: Asked, asked_from: Vectors) -> Vectors:
        """Score every passage; `asked_from` is the mean of the passages in the question's language."""
        if stage.words_alone:
            return self.word_scores(question.text)
        own = self._similar(stage, question, asked_from)
        if not stage.words:
            return own
        same = question.language == self.language
        share = 1.0 if same else self._words.coverage(question.text) ** COVERAGE_POWER
        return own + stage.words * share * self.word_scores(question.text)

    def _similar(self, stage: Stage, question: Asked, asked_from: Vectors) -> Vectors:
        raw = self._embedder.query(question.text)[None, :]
        if stage.centred:
            raw = raw - asked_mean(self._embedder, question.language, asked_from)
        similar = np.zeros(self._statements + len(self.ids), np.float32)
        rows = zip(stage.models, self._vectors[stage.centred], _by_model(raw, self._embedder), strict=True)
        for weight, vectors, question_part in rows:
            if weight:
                similar += weight * (vectors @ question_part[0])
        whole: Vectors = similar[self._statements :]
        if not stage.statements:
            return whole
        best: Vectors = np.maximum.reduceat(similar[: self._statements], self._starts)
        return (1 - stage.statements) * whole + stage.statements * best

    @cache  # noqa: B019 (a room lives as long as the run)
    def word_scores(self, text: str) -> Vectors:
        """Score every passage by words, the best 1."""
        return self._words.scores(text)


def _by_model(vectors: Vectors, embedder: Embedder) -> Iterator[Vectors]:
    start = 0
    for width in embedder.parts:
        part = vectors[:, start : start + width]
        yield part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9)
        start += width


class Stages:
    """Ranks the passages of a pool at any stage."""

    def __init__(self, pool: Pool, embedder: Embedder) -> None:
        present = [name for name in LANGUAGES if name in set(pool.languages.values())]
        self._rooms = {name: _Room(pool, name, embedder) for name in present}

    def rank(self, stage: Stage, question: Asked, direction: Direction, count: int = 10) -> list[str]:
        """Return the ids of the best passages; by words alone only those that share one."""
        rooms = [self._rooms[name] for name in direction.within if name in self._rooms]
        ids: Sequence[str] = [name for room in rooms for name in room.ids]
        means = [self._rooms.get(question.language, room).mean for room in rooms]
        scores = np.concatenate(
            [room.scores(stage, question, mean) for room, mean in zip(rooms, means, strict=True)]
        )
        best = np.argsort(-scores, kind="stable")[:count]
        return [ids[n] for n in best if scores[n] > 0 or not stage.words_alone]

"""Which statements answer: scored by what they are about, how near they are in meaning, and what they say of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.answering.catalogue import languages_of
from knowledge.answering.choosing import Candidate
from knowledge.answering.understanding import Understanding
from knowledge.clauses import Passage, Statement, Topic
from knowledge.glossary.terms import instruments
from knowledge.glossary.topics import cues
from knowledge.library.embedding import Vectors
from knowledge.library.lexical import words
from knowledge.library.retrieval import Retriever

_EDITION = re.compile(
    r"(20[12]\d)(?:'s)?\s*(?:年|年度|年版|版)?\s*(?:first )?(policy|plan|edition|version|measures|rules|draft|round|guide|政策|方案|版|办法|措施|细则|草案|申报|批)"
)
ENOUGH = 0.7
"""From here on a statement is about the topic asked for, by its mark."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement that may answer a topic, with all that its score is made of."""

    candidate: Candidate
    passage: Passage
    statement: Statement
    topic: Topic | None
    match: float
    similarity: float
    score: float

    @property
    def is_gap(self) -> bool:
        """True when it only says that the sources do not state the thing."""
        return self.statement.is_gap

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other evidence."""
        return (self.passage.id, self.statement.text)


def topic_match(topic: Topic | None, statement: Statement) -> float:
    """Return how surely a statement is about a topic: 1 by its first mark, less by the others and by near topics."""
    if topic is None:
        return 0.3
    if statement.topics and statement.topics[0] == topic:
        return 1.0
    if topic in statement.topics:
        return 0.85
    near = cues()[topic].near
    return 0.35 if any(other in near for other in statement.topics[:1]) else 0.0


def _kind_bonus(wanted: frozenset[str], text: str) -> float:
    own = instruments(text)
    if not wanted or not own:
        return 0.0
    return 0.25 if own & wanted else -0.3


def _edition_bonus(statement: Statement, latest: int | None, years: Sequence[int]) -> float:
    match = _EDITION.search(statement.text)
    if match is None:
        return 0.0
    year = int(match[1])
    if years:
        return 0.4 if year in years else -0.2
    return 0.0 if latest is None or year >= latest else -0.35


def _overlap(wanted: frozenset[str], text: str) -> float:
    return len(wanted & set(words(text))) / max(len(wanted), 1) if wanted else 0.0


class Finder:
    """Finds evidence for one question; the question is embedded once."""

    def __init__(self, retriever: Retriever, u: Understanding) -> None:
        self._retriever = retriever
        self._u = u
        self._raw: Vectors | None = None
        self._words = frozenset(words(u.text))

    @property
    def raw(self) -> Vectors:
        """The question's vector."""
        if self._raw is None:
            self._raw = self._retriever.embed(self._u.text)
        return self._raw

    def scored(self, candidates: Iterable[Candidate]) -> list[tuple[Candidate, Passage, Statement, float]]:
        """List every statement of the candidates with its similarity, in the question's language where it exists."""
        by_id = {candidate.entry.id: candidate for candidate in candidates}
        own = [name for name, c in by_id.items() if self._u.language in c.entry.texts]
        other = {
            name: languages_of(c.entry)[0]
            for name, c in by_id.items()
            if self._u.language not in c.entry.texts
        }
        hits = self._retriever.among(
            self._u.text, self.raw, own, shelf=self._u.language, language=self._u.language
        )
        for name, language in other.items():
            hits += self._retriever.among(
                self._u.text, self.raw, [name], shelf=language, language=self._u.language
            )
        return [
            (by_id[hit.passage.document], hit.passage, statement, similarity)
            for hit in hits
            for statement, similarity in zip(hit.passage.statements, hit.statements, strict=True)
        ]

    def find(self, candidates: Sequence[Candidate], topic: Topic | None) -> list[Evidence]:
        """Score every statement of the candidates for one topic, best first."""
        rows = self.scored(candidates)
        editions = [int(match[1]) for _, _, s, _ in rows if (match := _EDITION.search(s.text))]
        latest = max(editions, default=None)
        found = []
        for candidate, passage, statement, similarity in rows:
            match = topic_match(topic, statement)
            score = (
                candidate.weight
                + 1.2 * match
                + 0.9 * similarity
                + 0.4 * _overlap(self._words, statement.text)
                + _kind_bonus(self._u.instruments, statement.text)
                + _edition_bonus(statement, latest, self._u.years)
            )
            found.append(Evidence(candidate, passage, statement, topic, match, similarity, score))
        return sorted(found, key=lambda item: (-item.score, item.key))

"""Which statements answer: scored by what they are about, how near they are in meaning, and what they say of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.answering.catalogue import languages_of
from knowledge.answering.choosing import Candidate
from knowledge.answering.claims import asks_evidence
from knowledge.answering.guarding import speaks_to_answerer
from knowledge.answering.needs import Need, asks_costs
from knowledge.answering.scoring import (
    concepts_of,
    cost_bonus,
    edition,
    edition_bonus,
    figure_bonus,
    fits_kind,
    is_about_sources,
    kind_bonus,
    kinds_of,
    need_match,
    overlap,
    place_penalty,
    rarity_of,
    states_cost_period,
    words_of,
)
from knowledge.answering.understanding import Understanding
from knowledge.clauses import Passage, Statement, Topic
from knowledge.figures import find_figures
from knowledge.library.embedding import Vectors
from knowledge.library.lexical import words
from knowledge.library.retrieval import Retriever

_SAYS_NOTHING = re.compile(
    r"^(?!.*\d(%|万|亿| yuan)).*(未载明|没有载明|未说明|未见具体|not stated|do not state|does not state|(is|are|was|were) unknown|未公布具体)"
)
_DATED: frozenset[Topic] = frozenset(["in_force", "window"])
_DAY = re.compile(r"20\d\d-\d\d-\d\d|20\d\d年\d{1,2}月\d{1,2}日")
Row = tuple[Candidate, Passage, Statement, float, float]
"""A statement with its candidate and passage, and how near it is to the question in meaning: as it stands, and by what
tells it from the others of its document."""


_SIMILARITY, _APART, _TELLING_WORDS, _CONCEPTS, _LATER, _ON_SOURCES_LESS = 1.3, 1.0, 0.7, 0.5, 0.04, 0.3
"""What a point of similarity, of the same apart from its document, of telling words and of concepts in common, of
standing later in the clause, of being a note is worth."""

NEAR_ENOUGH = 0.3
"""From here on a statement is near enough to a question in meaning to answer it."""

TELLING = 0.5
"""From here on a statement has enough of the question's telling words to answer it."""

ENOUGH = 0.6
"""From here on a statement is about the topic asked for, by its mark."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement that may answer a topic, with all that its score is made of."""

    candidate: Candidate
    passage: Passage
    statement: Statement
    match: float
    similarity: float
    score: float
    telling: float = 0.0
    """The share of the question's telling words that it has."""
    concepts: float = 0.0
    """The share of the question's concepts that it has, the rarer the more."""

    @property
    def is_gap(self) -> bool:
        """True when it only says that the sources do not state the thing."""
        if _DATED & set(self.statement.topics) and _DAY.search(self.statement.text):
            return False  # a rule may have a first day that is stated and a last one that is not
        return self.statement.is_gap or _SAYS_NOTHING.search(self.statement.text) is not None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other evidence."""
        return (self.passage.id, self.statement.text)


class Finder:
    """Finds evidence for one question; the question is embedded once.

    What is known about sources and claims is found only where that is asked for, or `evidence` says so.
    """

    def __init__(
        self, retriever: Retriever, u: Understanding, known: frozenset[str], *, evidence: bool = False
    ) -> None:
        self._retriever = retriever
        self.question = u
        self._raw: Vectors | None = None
        self._words = frozenset(words(u.text))
        self._known = known
        self._rows: dict[tuple[str, ...], list[Row]] = {}
        self.asks_evidence = evidence or asks_evidence(u)
        self._claimed = [f for f in find_figures(u.text) if f.kind in {"percent", "money"}]

    def _places(self, candidate: Candidate) -> frozenset[str]:
        """The place that a candidate stands for, where its document is on several."""
        several = len(candidate.entry.regions) > 1
        return frozenset([candidate.place]) if several and candidate.place else frozenset()

    @property
    def raw(self) -> Vectors:
        """The question's vector."""
        if self._raw is None:
            self._raw = self._retriever.embed(self.question.text)
        return self._raw

    def scored(self, candidates: Iterable[Candidate]) -> list[Row]:
        """List every statement of the candidates with its similarity, in the question's language where it exists."""
        by_id = {candidate.entry.id: candidate for candidate in candidates}
        key = tuple(sorted(by_id))
        if key in self._rows:
            return [(by_id[p.document], p, s, near, apart) for _, p, s, near, apart in self._rows[key]]
        own = [name for name, c in by_id.items() if self.question.language in c.entry.texts]
        other = {
            name: languages_of(c.entry)[0]
            for name, c in by_id.items()
            if self.question.language not in c.entry.texts
        }
        hits = self._retriever.among(
            self.raw, own, shelf=self.question.language, language=self.question.language
        )
        for name, language in other.items():
            hits += self._retriever.among(self.raw, [name], shelf=language, language=self.question.language)
        self._rows[key] = [
            (by_id[hit.passage.document], hit.passage, statement, similarity, apart)
            for hit in hits
            for statement, similarity, apart in zip(
                hit.passage.statements, hit.statements, hit.apart, strict=True
            )
            if not speaks_to_answerer(statement.text)
            and (self.asks_evidence or statement.standing != "evidence")
        ]
        return self._rows[key]

    def unspoken(self, candidates: Sequence[Candidate]) -> frozenset[str]:
        """Name the question's concepts that no statement of these documents speaks of."""
        asked_for = concepts_of(self.question.text)
        spoken = (concepts_of(statement.text) for _, _, statement, *_ in self.scored(candidates))
        return asked_for.difference(*spoken) if asked_for else asked_for

    def fits_kind(self, item: Evidence, need: Need | None = None) -> bool:
        """Tell whether evidence can be about the kind of voucher that is asked for."""
        if need is not None and need.kind:
            return need.kind in (kinds_of(item.statement.text) or item.candidate.entry.instruments)
        computing: frozenset[str] = frozenset(["computing"]) if item.is_gap else frozenset()
        return fits_kind(
            self.question.instruments or computing, item.statement.text, item.candidate.entry.instruments
        )

    def find(self, candidates: Sequence[Candidate], need: Need) -> list[Evidence]:
        """Score every statement of the candidates for one thing asked for, best first."""
        rows = self.scored(candidates)
        editions = [
            own
            for _, _, s, *_ in rows
            if (own := edition(s.text)) and own.startswith("20") and int(own) <= self.question.day.year
        ]
        latest = max(editions, default=None)
        wanted = frozenset(words(need.words)) if need.words else self._words
        statements = [statement for _, _, statement, *_ in rows]
        rarity = rarity_of(statements, wanted, words_of)
        meant = concepts_of(need.words or "") or concepts_of(self.question.text)
        rare_concepts = rarity_of(statements, meant, concepts_of)
        kinds = frozenset([need.kind]) if need.kind else self.question.instruments
        asks_period = need.main == "window" and asks_costs(need.words or self.question.text)
        found = []
        for candidate, passage, statement, similarity, apart in rows:
            match = 1.0 if asks_period and states_cost_period(statement) else need_match(need, statement)
            telling = overlap(rarity, words_of(statement.text))
            shared = overlap(rare_concepts, concepts_of(statement.text))
            score = (
                candidate.weight
                + 1.2 * match
                + _SIMILARITY * similarity
                + _APART * apart
                + _TELLING_WORDS * telling
                + _CONCEPTS * shared
                + kind_bonus(kinds, statement.text)
                + (cost_bonus(statement, asked_for=asks_period) if need.main == "window" else 0)
                + edition_bonus(statement, latest, self.question)
                + place_penalty(statement.text, self._places(candidate), self._known)
                + figure_bonus(statement, need, self.question, self._claimed)
                - _LATER * min(passage.statements.index(statement), 5)
                - (_ON_SOURCES_LESS if is_about_sources(statement, need) else 0.0)
            )
            found.append(Evidence(candidate, passage, statement, match, similarity, score, telling, shared))
        return sorted(found, key=lambda item: (-item.score, item.key))

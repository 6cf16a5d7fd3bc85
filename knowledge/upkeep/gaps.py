"""Questions that were not answered well, grouped by meaning and ranked by how many founders asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from knowledge.clauses import Topic
from knowledge.glossary.places import gazetteer
from knowledge.glossary.topics import asked
from knowledge.language import Language
from knowledge.library.embedding import Embedder, Vectors, centre, question_mean

Why = Literal["not_covered", "partial", "disliked", "handed_over"]
ALIKE = {(True, True): 0.6, (True, False): 0.25, (False, True): 0.42, (False, False): 0.42}
"""From which similarity on two questions mean the same: by whether they name a place, and share their language."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question of one founder. `id` is that of its answer, or of its hand-over."""

    id: str
    person: str
    question: str
    language: Language
    why: Why
    at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that mean the same; the first one stands for all."""

    questions: tuple[Unanswered, ...]

    @property
    def id(self) -> str:
        """The id of the question that stands for all."""
        return self.questions[0].id

    @property
    def question(self) -> str:
        """The question that stands for all."""
        return self.questions[0].question

    @property
    def people(self) -> frozenset[str]:
        """Who asked."""
        return frozenset(question.person for question in self.questions)

    @property
    def reasons(self) -> tuple[Why, ...]:
        """Why it is here, each reason once."""
        return tuple(dict.fromkeys(question.why for question in self.questions))


def group(questions: Iterable[Unanswered], embedder: Embedder) -> list[Gap]:
    """Group questions by meaning, in both languages together; most asked first, then the newest.

    Questions that name different places or ask for different things are never one, however alike they sound.
    """
    groups: list[list[_Meant]] = []
    for question in sorted(questions, key=lambda question: question.at):
        meant = _meant(question, embedder)
        near = [
            (_likeness(meant, other), number) for number, members in enumerate(groups) for other in members
        ]
        best = max(near, default=(0.0, 0))
        if best[0] > 0:
            groups[best[1]].append(meant)
        else:
            groups.append([meant])
    gaps = [Gap(tuple(meant.question for meant in members)) for members in groups]
    return sorted(
        gaps, key=lambda gap: (-len(gap.people), -len(gap.questions), -gap.questions[-1].at.timestamp())
    )


@dataclass(frozen=True)
class _Meant:
    question: Unanswered
    vector: Vectors
    places: frozenset[str]
    topic: Topic | None


def _meant(question: Unanswered, embedder: Embedder) -> _Meant:
    raw = embedder.query(question.question)
    vector = centre(raw, question_mean(embedder, question.language, np.zeros_like(raw)), embedder.parts)[0]
    topics = [item.topic for item in asked(question.question) if item.is_sure and item.topic != "what"]
    return _Meant(
        question,
        vector / max(float(np.linalg.norm(vector)), 1e-9),
        frozenset(mention.code for mention in gazetteer().find(question.question)),
        topics[0] if topics else None,
    )


def _likeness(one: _Meant, two: _Meant) -> float:
    """Return how far two questions are above what makes them one; 0 where they are two."""
    if one.places != two.places:
        return 0.0
    same_language = one.question.language == two.question.language
    if one.topic != two.topic and same_language:
        return 0.0
    wanted = ALIKE[bool(one.places), same_language]
    return max(float(one.vector @ two.vector) - wanted, 0.0)

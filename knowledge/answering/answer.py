"""The answer to one question, as a visible list of steps: understand, route, retrieve, compose, verify."""

import time
from dataclasses import replace

from knowledge.answering import listing
from knowledge.answering.case import Case
from knowledge.answering.catalogue import Catalogue
from knowledge.answering.drafting import phrases
from knowledge.answering.evidence import Finder
from knowledge.answering.following import understand
from knowledge.answering.general import ask_place, in_general, over_all
from knowledge.answering.guarding import (
    asks_about_bot,
    is_chore,
    is_misuse,
    is_small_talk,
    speaks_of_vouchers,
)
from knowledge.answering.placed import about_places
from knowledge.answering.question import Answer, Outcome, Question
from knowledge.answering.refutation import refuted
from knowledge.answering.understanding import CONTEXT, PLACE_BOUND, Understanding
from knowledge.clauses import Topic
from knowledge.language import clean, detect
from knowledge.library.retrieval import Retriever

_GENERAL: frozenset[Topic] = CONTEXT | {"what", "conflict"}


class Answerer:
    """Answers questions from one release."""

    def __init__(self, catalogue: Catalogue, retriever: Retriever, release: str) -> None:
        self.catalogue = catalogue
        self.retriever = retriever
        self.release = release

    def answer(self, question: Question) -> Answer:
        """Answer a question; every outcome is a value, only faults raise."""
        started = time.perf_counter()
        answer = self._guard(question) or self._route(question, understand(question, self.catalogue))
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _guard(self, question: Question) -> Answer | None:
        """Return the answer to what is no question about vouchers, or None."""
        text = clean(question.text)
        outcome: Outcome = "out_of_scope"
        if not text or not any(character.isalnum() for character in text):
            key = "answer-empty"
        elif is_misuse(text):
            outcome, key = "refused", "answer-refused"
        elif is_small_talk(text):
            key = "answer-greeting"
        elif asks_about_bot(text):
            key = "answer-about"
        elif is_chore(text):
            key = "answer-out-of-scope"
        else:
            return None
        language = question.language or detect(text)
        return Answer(question.text, language, outcome, phrases.say(language, key), self.release)

    def _route(self, question: Question, u: Understanding) -> Answer:
        finder = Finder(self.retriever, u, self.catalogue.regions)
        case = Case(question, u, finder, self.catalogue, self.retriever, self.release)
        if not (speaks_of_vouchers(question.text) or u.has_place or u.topics or question.history):
            return case.plain("out_of_scope", "answer-out-of-scope")
        if (claim := refuted(case)) is not None:
            return claim
        bound = next((topic for topic in u.wanted if topic in PLACE_BOUND), None)
        if _is_over_all(u):
            return over_all(case, listing.topic(u) or bound or "what")
        if u.mentions or any(self.catalogue.entries[name].any.kind != "background" for name in u.documents):
            return about_places(case)
        general = in_general(case)
        if bound is not None and u.scope != "nation" and not (_GENERAL & set(u.wanted)) and not general.sure:
            return ask_place(case)
        return general


def _is_over_all(u: Understanding) -> bool:
    """Tell whether a question ranges over all programmes, or over those of one place."""
    places = {mention.code for mention in u.mentions}
    named = u.documents and not u.asks_which_places
    context = CONTEXT & set(u.wanted) and not (u.asks_which_places and set(u.wanted) == {"background"})
    return u.scope == "all" and not named and len(places) < 2 and not context

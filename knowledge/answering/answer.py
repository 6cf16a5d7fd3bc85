"""The answer to one question, as a visible list of steps: read, understand, then the plans in their order."""

import time
from dataclasses import replace
from functools import cached_property

from knowledge.answering.case import Case
from knowledge.answering.catalogue import Catalogue
from knowledge.answering.evidence import Finder
from knowledge.answering.following import understand
from knowledge.answering.plans import PLANS
from knowledge.answering.question import Answer, Question
from knowledge.library.retrieval import Retriever
from knowledge.reading.message import Ear, Message

_ASKED = 0.3
"""From this probability on a slot is kept as asked for."""


class Answerer:
    """Answers questions from one release."""

    def __init__(self, catalogue: Catalogue, retriever: Retriever, release: str) -> None:
        self.catalogue = catalogue
        self.retriever = retriever
        self.release = release

    @cached_property
    def ear(self) -> Ear:
        """What reads messages; it shares the vectors of retrieval."""
        return Ear(self.retriever.embed)

    def read(self, question: Question) -> Message:
        """Read a question after what the founder has said before it."""
        earlier = [line.text for line in question.history if line.role == "founder"]
        message = self.ear.read(question.text, question.day, earlier=earlier)
        bare = self.catalogue.without_names(message.stated.folded)
        if bare == message.stated.folded:
            return message
        return replace(
            message, intent=self.ear.intent(bare, message.stated.language)
        )  # a title says much, and asks nothing

    def answer(self, question: Question) -> Answer:
        """Answer a question; every outcome is a value, only faults raise."""
        started = time.perf_counter()
        message = self.read(question)
        u = understand(question, self.catalogue)
        finder = Finder(self.retriever, u, self.catalogue.regions)
        case = Case(question, message, u, finder, self.catalogue, self.retriever, self.release)
        trace: list[tuple[str, object]] = [("read", message.as_json()), ("understand", _understood(case))]
        for name, plan in PLANS:
            answer = plan(case)
            if answer is not None:
                trace.append(("plan", name))
                break
        else:
            raise AssertionError("the last plan answers everything")
        asked = tuple(slot for slot, p in message.intent.slots[:2] if p >= _ASKED)
        return replace(
            answer, slots=asked, elapsed_ms=(time.perf_counter() - started) * 1000, trace=tuple(trace)
        )


def _understood(case: Case) -> dict[str, object]:
    """Return what was understood beside the reading, for people who ask why."""
    u = case.u
    return {
        "places": [mention.code for mention in u.mentions], "documents": list(u.documents), "topics": list(u.wanted), "scope": u.scope,
        "from_history": u.from_history,
    }  # fmt: skip

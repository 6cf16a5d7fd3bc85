"""Asks the answerer as founders do, and the names of programmes as they say them."""

from datetime import date

from bot.app import Library
from knowledge.answering.answer import Answerer
from knowledge.answering.case import Case
from knowledge.answering.choosing import Candidate
from knowledge.answering.evidence import Finder
from knowledge.answering.following import understand
from knowledge.answering.question import Answer, Line, Question
from knowledge.answering.subject import Subject
from knowledge.eligibility.programme import Programme

TODAY = date(2026, 11, 30)


def ask(library: Library, text: str, *before: str) -> Answer:
    """Ask a question after the founder's messages before it."""
    history = tuple(Line("founder", line) for line in before)
    return library.answerer().answer(Question(text, TODAY, history=history))


def plan_of(answer: Answer) -> str:
    """Name the plan that answered."""
    return str(dict(answer.trace)["plan"])


def case_of(answerer: Answerer, text: str) -> Case:
    """Read a question as the answerer does before it chooses a plan."""
    question = Question(text, TODAY)
    u = understand(question, answerer.catalogue)
    finder = Finder(answerer.retriever, u, answerer.catalogue.regions)
    return Case(
        question, answerer.read(question), u, finder, answerer.catalogue, answerer.retriever, answerer.release
    )


def subject_of(answerer: Answerer, programme: Programme) -> Subject:
    """Return a programme as the one that is asked about."""
    return Subject(programme, Candidate(answerer.catalogue.entries[programme.id], 1.0, "named", None), None)

"""Questions about the rules: answered with citations, whatever else is going on."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue import sources
from bot.dialogue.limits import QuestionLimits
from bot.dialogue.listening import language_of, language_of_question
from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.session import AnswerRecord, Exchange, Session, Turn
from bot.dialogue.words import say
from knowledge.answering.question import Answer, Line, Question
from knowledge.glossary.places import gazetteer
from knowledge.language import Language, clean

REMEMBERED = 12
"""How many lines of the conversation a follow-up may lean on."""

_LONGEST_LINE = 1000
_CLARIFYING = "clarifying"
_OFFER = "ask:"
_LONGEST_ID = 48
_LONGEST_NUMBER = 2
"""A bare number of so few digits is a choice that is not on offer."""
_AROUND_A_PLACE = re.compile(
    r"(\b(in|at|for|the|city|of|province|district|please|we|are|i|am|it|is|our|company|s|m|re)\b"
    r"|我们?|公司|在|的|市|区|省|是|那|呢|吧|\W)*",
    re.IGNORECASE,
)
Write = Callable[[Question, Answer, Incoming, Turn], Awaitable[Answer]]
"""Writes the answer to a question from the quoted one; never fails."""
_RATED = frozenset(["answered", "partial", "not_covered"])


@dataclass(frozen=True, slots=True)
class Ask:
    """The topic that answers questions. It takes every text that no other topic wanted.

    `ask` answers one question and may block; `note_fault` writes a fault down and returns its reference;
    `hands_over` says whether a person can be asked; `write` has a language model write the answer, if there is one.
    """

    ask: Callable[[Question], Answer]
    today: Callable[[], date]
    default: Language
    note_fault: Callable[[BaseException], str]
    limits: QuestionLimits
    hands_over: bool = False
    write: Write | None = None
    interrupts: bool = True

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer a question, or go on with one whose place was asked back."""
        session = turn.session
        text = _question_in(incoming)
        if text is None:
            return None
        language = language_of(session, incoming, self.default)
        if not text:
            return [Reply(say(language, "ask-what"))]
        if text.isdecimal() and len(text) <= _LONGEST_NUMBER:
            return [Reply(say(language, "nothing-to-choose"))]
        refusal = self.limits.refuse(text, incoming, session, language)
        if refusal is not None:
            return [Reply(refusal)]
        return [self._told(await self._answered(text, incoming, turn), turn, incoming)]

    async def _answered(self, text: str, incoming: Incoming, turn: Turn) -> Answer:
        session = turn.session
        unclear = session.notes.pop(_CLARIFYING, None)
        place = only_a_place(text) if unclear else None
        if unclear and place:
            session.region, text = place, str(unclear)
        language = language_of_question(text, session, incoming, self.default)
        history = tuple(
            Line(line.role, line.text, line.programmes, line.slots) for line in session.history[-REMEMBERED:]
        )
        region = session.region or session.facts.get("registered_region")
        question = Question(text, self.today(), language, region, history)
        try:
            quoted = await asyncio.to_thread(self.ask, question)
            return await self.write(question, quoted, incoming, turn) if self.write else quoted
        except Exception as error:  # noqa: BLE001 (whatever fails, the founder is given a reference)
            reference = self.note_fault(error)
            return Answer(text, language, "failed", say(language, "ask-failed", reference=reference), "")

    def _told(self, answer: Answer, turn: Turn, incoming: Incoming) -> Reply:
        session = turn.session
        _remember(session, answer)
        answer_id = turn.record_answer(_record(answer))
        return Reply(
            answer.text,
            choices=self._choices(answer, incoming),
            citations=answer.citations,
            answer_id=answer_id if answer.outcome in _RATED else None,
        )

    def _choices(self, answer: Answer, incoming: Incoming) -> tuple[Choice, ...]:
        if answer.outcome == "not_covered" and self.hands_over and not incoming.in_group:
            return (Choice("person:ask", say(answer.language, "button-person")),)
        offered = ((f"{_OFFER}{offer.text}", offer.label) for offer in answer.offers)
        return tuple(Choice(id_, label) for id_, label in offered if len(id_.encode()) <= _LONGEST_ID)


def _question_in(incoming: Incoming) -> str | None:
    """Return the question that a message asks, empty when it asks none, or None when it is for another topic."""
    if (incoming.choice or "").startswith(_OFFER):
        return str(incoming.choice).removeprefix(_OFFER)
    if incoming.choice is not None or incoming.file is not None or incoming.text is None:
        return None
    text = clean(incoming.text)
    command, _, rest = text.partition(" ")
    if command.casefold() == "/ask":
        return rest.strip()
    return None if text.startswith("/") else text


def only_a_place(text: str) -> str | None:
    """Return the place that a message names where it says nothing else, as in `上海` or `in Shanghai`."""
    found = gazetteer().find(text)
    if len(found) != 1:
        return None
    rest = f"{text[: found[0].start]} {text[found[0].end :]}"
    return found[0].code if _AROUND_A_PLACE.fullmatch(rest) else None


def _remember(session: Session, answer: Answer) -> None:
    """Keep what a follow-up leans on, and the sources."""
    told = Exchange(
        "bot", answer.text[:_LONGEST_LINE], answer.programmes, answer.regions, answer.topics, answer.slots
    )
    session.history += [Exchange("founder", answer.question[:_LONGEST_LINE]), told]
    del session.history[:-REMEMBERED]
    if answer.outcome == "clarify":
        session.notes[_CLARIFYING] = answer.question[:_LONGEST_LINE]
    if answer.citations:
        session.last_sources = sources.keep(answer.citations)
        session.notes[sources.QUESTION] = answer.question[:_LONGEST_LINE]


def _record(answer: Answer) -> AnswerRecord:
    passages = tuple(dict.fromkeys(f"{it.document}/{it.language}/{it.heading}" for it in answer.citations))
    return AnswerRecord(
        answer.question,
        answer.language,
        answer.outcome,
        answer.text,
        passages,
        answer.programmes,
        answer.release,
        answer.elapsed_ms,
    )

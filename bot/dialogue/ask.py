"""Questions about the rules: answered with citations, whatever else is going on."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.dialogue.basics import language_of
from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.session import AnswerRecord, Exchange, Session, Turn
from bot.dialogue.words import say
from knowledge.answering.answer import Answerer
from knowledge.answering.question import Answer, Line, Question
from knowledge.glossary.places import gazetteer
from knowledge.language import Language, clean, detect

REMEMBERED = 6
"""How many lines of the conversation a follow-up may lean on."""

MAX_LENGTH = 4000
_PER_MINUTE = 20


class Ask:
    """The topic that answers questions. It takes every text that no other topic wanted."""

    def __init__(
        self,
        answerer: Callable[[], Answerer],
        today: Callable[[], date],
        default: Language,
        note_fault: Callable[[BaseException], str],
    ) -> None:
        self._answerer = answerer
        self._today = today
        self._default = default
        self._note_fault = note_fault

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer a question, or the reply to a question that was asked back."""
        session = turn.session
        language = language_of(session, incoming, self._default)
        text = self._wanted(incoming, session)
        if text is None:
            return (
                [Reply(say(language, "unknown-command"))] if (incoming.text or "").startswith("/") else None
            )
        problem = self._limits(text, incoming, session, language)
        if problem is not None:
            return [Reply(problem)]
        answer, fault = await self._ask(text, incoming, session)
        return [self._told(answer, fault, text, turn, language)]

    def _wanted(self, incoming: Incoming, session: Session) -> str | None:
        choice = incoming.choice or ""
        if choice.startswith("place:"):
            return gazetteer().name(choice.removeprefix("place:"), session.language or self._default)
        text = (incoming.text or "").strip()
        if text.startswith("/ask "):
            return text.removeprefix("/ask ").strip()
        return None if not text or text.startswith("/") or incoming.file is not None else text

    def _limits(self, text: str, incoming: Incoming, session: Session, language: Language) -> str | None:
        if len(text) > MAX_LENGTH:
            return say(language, "too-long", most=MAX_LENGTH)
        minute = incoming.sent_at.replace(second=0, microsecond=0).isoformat()
        counted = session.notes.get("asked") or {}
        count = counted.get("count", 0) + 1 if counted.get("minute") == minute else 1
        session.notes["asked"] = {"minute": minute, "count": count}
        return say(language, "too-many") if count > _PER_MINUTE else None

    async def _ask(self, text: str, incoming: Incoming, session: Session) -> tuple[Answer, str]:
        wanted = clean(text)
        spoken = detect(wanted, session.language or incoming.language or self._default)
        history = tuple(Line(line.role, line.text) for line in session.history[-REMEMBERED:])
        question = Question(wanted, self._today(), spoken, self._region(session), history)
        try:
            return await asyncio.to_thread(lambda: self._answerer().answer(question)), ""
        except Exception as error:  # noqa: BLE001 (whatever fails, the founder is told a reference)
            mark = self._note_fault(error)
            return Answer(wanted, spoken, "failed", say(spoken, "failed", reference=mark), ""), mark

    def _region(self, session: Session) -> str | None:
        return session.region or session.facts.get("registered_region")

    def _told(self, answer: Answer, fault: str, text: str, turn: Turn, language: Language) -> Reply:
        session = turn.session
        session.history.append(Exchange("founder", text))
        session.history.append(Exchange("bot", answer.text, answer.programmes, answer.regions, answer.topics))
        del session.history[: -2 * REMEMBERED]
        if fault:
            return Reply(answer.text)
        session.last_sources = [
            {"label": c.label, "document": c.document_title, "clause": c.title, "url": c.source_url} for c in answer.citations
        ]  # fmt: skip
        answer_id = turn.record_answer(self._record(answer))
        reply = Reply(answer.text, citations=answer.citations, answer_id=answer_id)
        if answer.outcome == "clarify":
            places = gazetteer()
            codes = [(offer.label, places.lookup(offer.text)) for offer in answer.offers]
            return replace(
                reply,
                choices=tuple(Choice(f"place:{found[0]}", label) for label, found in codes if found),
                answer_id=None,
            )
        if answer.outcome == "not_covered":
            return replace(
                reply, choices=(Choice(f"person:{answer_id}"[:48], say(answer.language, "button-person")),)
            )
        return reply if answer.outcome in {"answered", "partial"} else replace(reply, answer_id=None)

    def _record(self, answer: Answer) -> AnswerRecord:
        passages = tuple(f"{c.document}/{c.language}/{c.heading}" for c in answer.citations)
        return AnswerRecord(
            answer.question, answer.language, answer.outcome, answer.text, passages, answer.programmes, answer.release,
            answer.elapsed_ms,
        )  # fmt: skip

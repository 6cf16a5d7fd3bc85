"""Questions that the bot could not answer, answered by staff in the chat."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.dialogue.handed_over import HandedOver, QuestionBook, StaffAnswer
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.session import Turn
from bot.dialogue.speaking import Voice
from knowledge.library.embedding import Embedder
from knowledge.upkeep.faq import Answered, document_id, keep
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.gaps import Gap, group

_SHOWN = 10
_NONE = frozenset(["-", "none", "无", "没有"])


@dataclass
class GapDesk:
    """The list of open questions, and the way of an answer to those who asked."""

    questions: QuestionBook
    embedder: Embedder
    desk: Desk
    zone: ZoneInfo
    now: Callable[[], datetime]
    _counted: int = field(default=0, init=False)

    async def gaps(self) -> list[Gap]:
        """Group what is open, most asked first."""
        return await asyncio.to_thread(group, await self.questions.unanswered(), self.embedder)

    async def count(self) -> int:
        """Count the open questions, before they are grouped."""
        return len(await self.questions.unanswered())

    async def choice(
        self, incoming: Incoming, turn: Turn, voice: Voice, verb: str, id_: str
    ) -> Sequence[Reply]:
        """Handle a button of the list."""
        if verb == "gaps":
            return await self._list(voice)
        if verb in {"keep", "only-send"}:
            return await self._send(incoming, turn, voice, is_kept=verb == "keep")
        gap = next(
            (gap for gap in await self.gaps() if id_ in {question.id for question in gap.questions}), None
        )
        if gap is None:
            return [Reply(voice("gaps-late"))]
        if verb == "settle":
            await self.questions.settle([question.id for question in gap.questions], incoming.person)
            return [Reply(voice("gaps-settled"))]
        if verb in {"answer", "take"}:
            return await self._begin(incoming, turn, voice, gap)
        return self._detail(voice, gap, await self.questions.find(id_))

    async def _list(self, voice: Voice) -> Sequence[Reply]:
        gaps = (await self.gaps())[:_SHOWN]
        if not gaps:
            return [Reply(voice("gaps-none"))]
        lines = [voice("gaps-head"), *(line(voice, number, gap) for number, gap in enumerate(gaps, 1))]
        choices = tuple(
            voice.button(f"kn:gap:{gap.id}", "gaps-button", number=n) for n, gap in enumerate(gaps, 1)
        )
        return [Reply("\n".join(lines), choices=choices)]

    def _detail(self, voice: Voice, gap: Gap, handed: HandedOver | None) -> list[Reply]:
        lines = [voice("gaps-detail", question=gap.question, people=len(gap.people))]
        others = [q.question for q in gap.questions[1:6] if q.question != gap.question]
        if others:
            lines.append(voice("gaps-also", questions=" / ".join(dict.fromkeys(others))))
        if handed is not None and handed.gist:
            lines.append(handed.gist)
        buttons = tuple(
            voice.button(f"kn:{verb}:{gap.id}", f"button-kn-{verb}") for verb in ("answer", "settle")
        )
        return [Reply("\n".join(lines), choices=buttons)]

    async def _begin(self, incoming: Incoming, turn: Turn, voice: Voice, gap: Gap) -> Sequence[Reply]:
        """Take a question; who waits for a person hears who is on it."""
        for question in gap.questions:
            if question.why == "handed_over" and await self.questions.take(question.id, incoming.person):
                theirs = Voice(question.language)
                turn.notify(
                    question.person,
                    Reply(theirs("person-taken", name=await self._name(incoming, turn, theirs))),
                )
        ids = [question.id for question in gap.questions]
        turn.session.pending = {
            "topic": "knowledge", "step": "gap-answer", "ids": ids, "question": gap.question,
            "language": gap.questions[0].language,
        }  # fmt: skip
        return [Reply(voice("gaps-ask-answer"))]

    async def typed(
        self, incoming: Incoming, turn: Turn, voice: Voice, pending: dict[str, Any], text: str
    ) -> Sequence[Reply]:
        """Take what staff typed: the answer, then what it rests on."""
        del incoming
        if pending.get("step") == "gap-answer":
            turn.session.pending = {**pending, "step": "gap-source", "answer": text}
            return [Reply(voice("gaps-ask-source"))]
        source = "" if text.casefold() in _NONE else text
        turn.session.pending = {**pending, "step": "gap-keep", "source": source}
        verbs = ("keep", "only-send") if source else ("only-send",)
        choices = tuple(voice.button(f"kn:{verb}", f"button-kn-{verb}") for verb in verbs)
        return [Reply(voice("gaps-keep"), choices=choices)]

    async def _send(self, incoming: Incoming, turn: Turn, voice: Voice, *, is_kept: bool) -> Sequence[Reply]:
        pending = turn.session.pending or {}
        turn.session.pending = None
        if pending.get("step") != "gap-keep":
            return [Reply(voice("gaps-late"))]
        document = document_id(pending["question"])[0] if is_kept else None
        name = await self._name(incoming, turn, Voice(pending["language"]))
        answer = StaffAnswer(incoming.person, name, pending["answer"], pending["source"])
        told = await self.questions.answer(pending["ids"], answer, document)
        if not told:
            return [Reply(voice("gaps-late"))]
        if is_kept:
            said = Answered(
                pending["question"], answer.text, answer.source, pending["language"], pending["ids"][0]
            )
            today = self.now().astimezone(self.zone).date()
            await asyncio.to_thread(keep, said, self.desk, today, incoming.person)
        return [Reply(voice("gaps-sent", people=told, document=document or "none"))]

    async def _name(self, incoming: Incoming, turn: Turn, voice: Voice) -> str:
        member = await turn.applications.staff(incoming.person)
        return (member.name if member else "") or voice("person-somebody")


def line(voice: Voice, number: int, gap: Gap) -> str:
    """Say one line of the list."""
    reasons = voice("list-comma").join(voice(f"gaps-why-{why}") for why in gap.reasons)
    return voice("gaps-line", number=number, question=gap.question, people=len(gap.people), reasons=reasons)


def worded(language: str, question: str, answer: StaffAnswer) -> str:
    """Word an answer for the founder who asked."""
    voice = Voice("en" if language == "en" else "zh")
    said = voice("person-answer", name=answer.name, question=question, answer=answer.text)
    return f"{said}\n{voice('person-answer-source', source=answer.source)}" if answer.source else said

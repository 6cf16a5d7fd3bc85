"""A founder asks for a person: the question goes to staff with the gist of the conversation."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.handed_over import HandedOver, QuestionBook
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.session import Exchange, Turn
from bot.dialogue.speaking import Voice, voice_of
from knowledge.language import Language

_LINES = 6
_SHORT = 200


@dataclass(frozen=True, slots=True)
class AskPerson:
    """The topic of asking a person: `/person`, or the button under an answer that did not help."""

    questions: QuestionBook
    default: Language
    now: Callable[[], datetime]
    group: str | None = None

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Hand a question over: the one behind the command, the one just asked, or the next message."""
        text = (incoming.text or "").strip()
        voice = voice_of(turn.session, incoming, self.default)
        pending = turn.session.pending or {}
        is_named = text.split(" ")[:1] == ["/person"]
        if pending.get("topic") == "person" and text and not text.startswith("/"):
            turn.session.pending = None
            return await self._hand_over(incoming, turn, voice, text)
        if not is_named and incoming.choice != "person:ask":
            return None
        question = text.partition(" ")[2].strip() if is_named else ""
        question = question or ("" if is_named else last_question(turn.session.history))
        if not question:
            turn.session.pending = {"topic": "person"}
            return [Reply(voice("person-which"))]
        return await self._hand_over(incoming, turn, voice, question)

    async def _hand_over(
        self, incoming: Incoming, turn: Turn, voice: Voice, question: str
    ) -> Sequence[Reply]:
        id_ = hashlib.sha256(
            f"{incoming.channel}/{incoming.update_id}/{incoming.person}".encode()
        ).hexdigest()[:16]
        gist = gist_of(turn.session.history, voice)
        it = HandedOver(id_, incoming.person, question, voice.language, gist, self.now())
        await self.questions.hand_over(it)
        await self._tell_staff(turn, it)
        return [Reply(voice("person-handed-over", question=question))]

    async def _tell_staff(self, turn: Turn, it: HandedOver) -> None:
        """Tell staff; a group sees the question alone, and who takes it the gist of the conversation."""
        members = await turn.applications.all_staff()
        audience = (
            [self.group]
            if self.group
            else [m.person for m in members if m.standing == "active" and m.role in {"editor", "admin"}]
        )
        for person in audience:
            voice = Voice(await turn.applications.language(person) or self.default)
            key = "room-question" if person == self.group else "person-for-staff"
            said = voice(key, question=it.question, gist=it.gist)
            turn.notify(person, Reply(said, choices=(voice.button(f"kn:take:{it.id}", "button-kn-take"),)))


def last_question(history: Sequence[Exchange]) -> str:
    """Return the last thing that the founder asked."""
    return next((line.text for line in reversed(history) if line.role == "founder"), "")


def gist_of(history: Sequence[Exchange], voice: Voice) -> str:
    """Return the last lines of a conversation, shortened."""
    lines = []
    for line in history[-_LINES:]:
        flat = " ".join(line.text.split())
        short = flat if len(flat) <= _SHORT else flat[: _SHORT - 1] + "…"
        lines.append(f"{voice('person-founder' if line.role == 'founder' else 'person-bot')}: {short}")
    return "\n".join(lines)

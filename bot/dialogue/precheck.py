"""The pre-check as a topic: what was said is confirmed, only what matters is asked, the result has its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue import starting
from bot.dialogue.beginning import begin
from bot.dialogue.checking import TOPIC, Check, Grounds
from bot.dialogue.fact_sheet import sheet
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.pressing import press
from bot.dialogue.replying import typed
from bot.dialogue.session import Turn
from bot.dialogue.speaking import voice_of
from knowledge.language import Language, clean
from knowledge.reading.replies import introduces, state

_ENOUGH = 2
"""How many facts a message must state for the pre-check to begin by itself."""


@dataclass(frozen=True, slots=True)
class Precheck:
    """The topic of the pre-check. What is asked next always follows from the facts and the rules."""

    grounds: Grounds
    default: Language

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer what belongs to the pre-check."""
        check, choice = self._check(incoming, turn), incoming.choice or ""
        text = clean(incoming.text or "")
        command, _, rest = text.partition(" ")
        command = command.casefold()
        if choice == "check" or choice.startswith("ck:") or command in {"/check", "/precheck", "/facts"}:
            if incoming.in_group:
                return [Reply(check.voice("check-in-private"))]
            if choice.startswith("ck:"):
                return press(check, choice.removeprefix("ck:"))
            return [sheet(check.voice, check.dossier)] if command == "/facts" else begin(check, rest.strip())
        if not text or text.startswith("/") or incoming.in_group:
            return None
        return _said(check, text)

    async def ask_again(self, incoming: Incoming, turn: Turn) -> Reply | None:
        """Return the pending question of the pre-check, to be put again after something else was answered."""
        if (turn.session.pending or {}).get("topic") != TOPIC:
            return None
        return self._check(incoming, turn).again()

    def _check(self, incoming: Incoming, turn: Turn) -> Check:
        voice = voice_of(turn.session, incoming, self.default)
        return Check(turn.session, incoming, voice, self.grounds, self.grounds.today())


def _said(check: Check, text: str) -> Sequence[Reply] | None:
    """Take an answer, or begin where somebody asks for it or speaks of themselves."""
    pending = check.session.pending or {}
    if pending.get("topic") == TOPIC:
        return typed(check, text)
    if pending:
        return None
    if starting.starts(text):
        return begin(check, text, in_words=True)
    said = state(text, check.today, check.dossier.facts)
    if (said.moves or said.buys) and check.dossier.facts and not starting.asks_a_figure(text):
        return check.take_said(said)
    introduced = introduces(text) or starting.starts_at_last(text)
    if introduced and len(said) >= _ENOUGH:
        return begin(check, text)
    return None

"""The interview: what a founder said is confirmed, only what matters is asked, the result is told with its reasons."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue import starting
from bot.dialogue.checking import Check
from bot.dialogue.fact_sheet import sheet
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.session import Turn
from bot.dialogue.speaking import voice_of
from knowledge.clauses import Document
from knowledge.eligibility.rulebook import Rulebook
from knowledge.eligibility.stating import is_about_oneself, state
from knowledge.language import Language, clean

TOPIC = "precheck"
_ENOUGH = 2
"""How many facts a message must state for the pre-check to begin by itself."""


@dataclass(frozen=True, slots=True)
class Precheck:
    """The topic of the pre-check. What is asked next always follows from the facts and the rules.

    `named` returns the ids of the documents that a text names.
    """

    rules: Callable[[], Rulebook]
    documents: Callable[[], Iterable[Document]]
    named: Callable[[str], Sequence[str]]
    today: Callable[[], date]
    default: Language

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer what belongs to the pre-check."""
        check, choice = self._check(incoming, turn), incoming.choice or ""
        text = clean(incoming.text or "")
        command, _, rest = text.partition(" ")
        if choice == "check" or command.casefold() in {"/check", "/precheck"}:
            return check.in_private() or check.start(rest.strip())
        if choice.startswith("ck:"):
            return check.in_private() or check.press(choice.removeprefix("ck:"))
        if command.casefold() == "/facts":
            return check.in_private() or [sheet(check.voice, check.dossier)]
        if not text or text.startswith("/") or choice or incoming.in_group:
            return None
        return self._said(check, text)

    def _said(self, check: Check, text: str) -> Sequence[Reply] | None:
        pending = check.session.pending or {}
        if pending.get("topic") == TOPIC:
            return check.typed(text)
        if pending:
            return None
        if starting.starts(text):
            return check.start(text, in_words=True)
        statement = state(text, check.today) if is_about_oneself(text) else None
        return check.start(text) if statement and len(statement) >= _ENOUGH else None

    async def ask_again(self, incoming: Incoming, turn: Turn) -> Reply | None:
        """Return the pending question of the pre-check, to be put again after something else was answered."""
        if (turn.session.pending or {}).get("topic") != TOPIC:
            return None
        return self._check(incoming, turn).again()

    def _check(self, incoming: Incoming, turn: Turn) -> Check:
        voice = voice_of(turn.session, incoming, self.default)
        return Check(turn.session, incoming, voice, self.rules, self.documents, self.named, self.today())

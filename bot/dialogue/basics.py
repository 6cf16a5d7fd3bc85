"""What belongs to no other topic: greetings, help, the language, starting afresh, sources, ratings."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue import sources
from bot.dialogue.listening import CHOSEN, language_of
from bot.dialogue.messages import Aside, Choice, Incoming, Reply
from bot.dialogue.session import Turn
from bot.dialogue.small_talk import kind_of
from bot.dialogue.words import say
from knowledge.language import LANGUAGES, Language

_NAMES: Mapping[str, Language] = {
    "zh": "zh", "cn": "zh", "中文": "zh", "汉语": "zh", "chinese": "zh",
    "en": "en", "英文": "en", "英语": "en", "english": "en",
}  # fmt: skip
_SHORT = 80
_OVER = "start:over"
Doing = Callable[[Turn, Language, str], Awaitable[Sequence[Reply]]]


@dataclass(frozen=True, slots=True)
class Basics:
    """The topic of commands that belong to no other topic, of ratings and of small talk."""

    default: Language
    interrupts: bool = True

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer a command, a rating, a greeting."""
        language = language_of(turn.session, incoming, self.default)
        choice, text = incoming.choice or "", (incoming.text or "").strip()
        if choice.startswith("rate:"):
            return await self._rate(turn, language, choice)
        if choice.startswith("language:"):
            return await self._language(turn, language, choice.removeprefix("language:"))
        if choice == _OVER:
            return [*await self._reset(turn, language, ""), Reply(say(language, "start"))]
        if text.startswith("/"):
            name, _, rest = text.partition(" ")
            doing = self._commands().get(name.casefold())
            return None if doing is None else await doing(turn, language, rest.strip())
        kind = kind_of(text) if text and not turn.session.pending else None
        return [Reply(say(language, f"small-{kind}"))] if kind else None

    def _commands(self) -> Mapping[str, Doing]:
        return {
            "/start": self._start, "/help": self._help, "/language": self._language, "/reset": self._reset,
            "/sources": self._sources, "/privacy": self._privacy,
        }  # fmt: skip

    async def _start(self, turn: Turn, language: Language, _rest: str) -> Sequence[Reply]:
        """Greet; in the middle of something offer to go on, with the question that stands again, or to begin anew."""
        if turn.session.pending:
            return [Reply(say(language, "start-middle"), (Choice(_OVER, say(language, "start-over")),))]
        return [Reply(say(language, "start"))]

    async def _help(self, _turn: Turn, language: Language, _rest: str) -> Sequence[Reply]:
        return [Reply(say(language, "help"))]

    async def _language(self, turn: Turn, language: Language, wanted: str) -> Sequence[Reply]:
        if not wanted:
            choices = tuple(Choice(f"language:{name}", say(name, "language-name")) for name in LANGUAGES)
            return [Reply(say(language, "language-which"), choices)]
        chosen = _NAMES.get(wanted.casefold())
        if chosen is None:
            return [Reply(say(language, "language-unknown"))]
        turn.session.language = chosen
        turn.session.notes[CHOSEN] = True
        return [Reply(say(chosen, "language-set"))]

    async def _reset(self, turn: Turn, language: Language, _rest: str) -> Sequence[Reply]:
        session = turn.session
        session.facts, session.pending, session.region = {}, None, None
        session.history, session.last_sources = [], []
        session.notes = {CHOSEN: True} if session.notes.get(CHOSEN) else {}
        return [Reply(say(language, "reset-done"))]

    async def _sources(self, turn: Turn, language: Language, _rest: str) -> Sequence[Reply]:
        kept = turn.session.last_sources
        if not kept:
            return [Reply(say(language, "sources-none"))]
        question = str(turn.session.notes.get(sources.QUESTION, ""))
        shown = question if len(question) <= _SHORT else question[: _SHORT - 1] + "…"
        return [Reply(say(language, "sources-of", question=shown), citations=sources.citations(kept))]

    async def _privacy(self, _turn: Turn, language: Language, _rest: str) -> Sequence[Reply]:
        return [Reply(say(language, "privacy"))]

    async def _rate(self, turn: Turn, language: Language, choice: str) -> Sequence[Reply]:
        _, answer_id, thumb = [*choice.split(":"), "", ""][:3]
        if not await turn.rate_answer(answer_id, good=thumb == "up"):
            return [Reply(say(language, "rated-gone"))]
        if thumb == "up":
            return [Reply(say(language, "rated-up"), aside=Aside())]
        return [Reply(say(language, "rated-down"))]


@dataclass(frozen=True, slots=True)
class Leftovers:
    """The last topic: it says why a message cannot be used, and what can be done instead."""

    default: Language
    interrupts: bool = True

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer whatever no other topic took."""
        language = language_of(turn.session, incoming, self.default)
        text = (incoming.text or "").strip()
        if text.startswith("/"):
            return [Reply(say(language, "command-unknown"))]
        if incoming.choice is not None:
            return [Reply(say(language, "choice-gone"))]
        if incoming.medium != "text":
            return [Reply(say(language, f"medium-{incoming.medium}"))]
        return [Reply(say(language, "nothing-said"))]

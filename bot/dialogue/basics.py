"""What every bot must do: greet, help, speak the right language, start afresh, show sources."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.session import Session, Turn
from bot.dialogue.words import say
from knowledge.language import LANGUAGES, Language

_MEDIA = frozenset(["voice", "sticker", "contact", "location", "other"])


def language_of(session: Session, incoming: Incoming, default: Language) -> Language:
    """Return the language in which a person is spoken to: the one chosen, the channel's, or the default."""
    return session.language or incoming.language or default


class Basics:
    """The topic of commands that belong to no other topic, and of messages that are no text."""

    def __init__(self, default: Language) -> None:
        self._default = default

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer a command, a rating or a medium that can't be read."""
        language = language_of(turn.session, incoming, self._default)
        choice, text = incoming.choice or "", (incoming.text or "").strip()
        if choice.startswith("rate:"):
            return await self._rate(turn, language, choice)
        if choice.startswith("language:"):
            return self._set_language(turn, language, choice.removeprefix("language:"))
        if text.startswith("/"):
            name, _, rest = text.partition(" ")
            doing = self._commands().get(name.split("@")[0].casefold())
            return None if doing is None else await doing(turn, language, rest.strip())
        if incoming.medium in _MEDIA and not text:
            return [Reply(say(language, f"media-{incoming.medium}"))]
        return None

    def _commands(self) -> Mapping[str, Callable[[Turn, Language, str], Awaitable[Sequence[Reply]]]]:
        return {
            "/start": self._start, "/help": self._help, "/language": self._language, "/reset": self._reset,
            "/sources": self._sources, "/privacy": self._privacy, "/ask": self._help,
        }  # fmt: skip

    async def _start(self, turn: Turn, language: Language, _: str) -> Sequence[Reply]:
        if turn.session.pending:
            choices = (
                Choice("resume", say(language, "button-resume")),
                Choice("restart", say(language, "button-restart")),
            )
            return [Reply(say(language, "start-again"), choices)]
        return [Reply(say(language, "start"))]

    async def _help(self, _: Turn, language: Language, __: str) -> Sequence[Reply]:
        return [Reply(say(language, "help"))]

    async def _language(self, turn: Turn, language: Language, wanted: str) -> Sequence[Reply]:
        if wanted:
            return self._set_language(turn, language, wanted.casefold())
        choices = tuple(Choice(f"language:{name}", say(name, "language-name")) for name in LANGUAGES)
        return [Reply(say(language, "language-ask"), choices)]

    def _set_language(self, turn: Turn, language: Language, wanted: str) -> Sequence[Reply]:
        found = {"zh": "zh", "中文": "zh", "chinese": "zh", "en": "en", "english": "en", "英文": "en"}.get(
            wanted
        )
        if found is None:
            return [Reply(say(language, "language-unknown"))]
        chosen: Language = "zh" if found == "zh" else "en"
        turn.session.language = chosen
        return [Reply(say(chosen, "language-set"))]

    async def _reset(self, turn: Turn, language: Language, _: str) -> Sequence[Reply]:
        session = turn.session
        session.facts, session.pending, session.region = {}, None, None
        session.history.clear()
        session.last_sources.clear()
        session.notes.clear()
        return [Reply(say(language, "reset-done"))]

    async def _sources(self, turn: Turn, language: Language, _: str) -> Sequence[Reply]:
        if not turn.session.last_sources:
            return [Reply(say(language, "sources-none"))]
        lines = [f"[{s['label']}] {s['document']}：{s['clause']}\n{s['url'] or say(language, 'source-no-address')}" if language == "zh"
                 else f"[{s['label']}] {s['document']}: {s['clause']}\n{s['url'] or say(language, 'source-no-address')}"
                 for s in turn.session.last_sources]  # fmt: skip
        return [Reply(say(language, "sources-lead") + "\n\n" + "\n\n".join(lines))]

    async def _privacy(self, _: Turn, language: Language, __: str) -> Sequence[Reply]:
        return [Reply(say(language, "privacy"))]

    async def _rate(self, turn: Turn, language: Language, choice: str) -> Sequence[Reply]:
        _, answer_id, verdict = (choice.split(":") + ["", ""])[:3]
        kept = await turn.rate_answer(answer_id, good=verdict == "up")
        key = "rated-gone" if not kept else "rated-up" if verdict == "up" else "rated-down"
        return [Reply(say(language, key))]

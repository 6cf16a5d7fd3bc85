"""What one person may ask of the bot, so that there is room for everybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialogue.messages import Incoming
from bot.dialogue.session import Session
from bot.dialogue.words import say
from knowledge.language import Language

_ASKED = "asked_at"
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class QuestionLimits:
    """Questions a minute and characters a question. Somebody at their own terminal may ask as fast as they type."""

    per_minute: int = 20
    longest: int = 4096
    unhurried: frozenset[str] = frozenset(["terminal"])

    def refuse(self, text: str, incoming: Incoming, session: Session, language: Language) -> str | None:
        """Return the sentence that says why a question is not answered now, or None; counts it."""
        if len(text) > self.longest:
            return say(language, "ask-too-long", most=self.longest, length=len(text))
        if incoming.channel in self.unhurried:
            return None
        since = incoming.sent_at - _MINUTE
        asked = [at for at in session.notes.get(_ASKED, []) if datetime.fromisoformat(at) > since]
        session.notes[_ASKED] = [*asked, incoming.sent_at.isoformat()][-self.per_minute - 1 :]
        return say(language, "ask-too-many") if len(asked) >= self.per_minute else None

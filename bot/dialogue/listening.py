"""Which language a person speaks: the one they chose, else the one they write, else what the channel knows."""

import re

from bot.dialogue.messages import Incoming
from bot.dialogue.session import Session
from knowledge.language import Language, detect

CHOSEN = "language_chosen"
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")


def language_of(session: Session, incoming: Incoming, default: Language) -> Language:
    """Return the language in which a person is spoken to."""
    return session.language or incoming.language or default


def hear(session: Session, incoming: Incoming) -> None:
    """Follow a person who writes whole sentences in another language, unless they have chosen one.

    An answer to a question of the bot, such as a company's name, says nothing about the language.
    """
    text = incoming.text or ""
    if text.startswith("/") or session.pending or session.notes.get(CHOSEN):
        return
    if len(_HAN.findall(text)) >= 3 or len(_WORD.findall(text)) >= 3:
        session.language = detect(text)


def language_of_question(text: str, session: Session, incoming: Incoming, default: Language) -> Language:
    """Return the language in which a question is answered: its own, where it has words enough to tell."""
    spoken = language_of(session, incoming, default)
    if _HAN.search(text) or len(_WORD.findall(text)) >= 2:
        return detect(text, spoken)
    return spoken

"""Pressed buttons: what stands behind one, and the answer that Telegram wants at once."""

import asyncio
import logging
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from telegram.error import TelegramError

from bot.channels.telegram.arriving import nonce_of, person_of
from bot.channels.telegram.client import Client
from bot.channels.telegram.ports import Keyboard, Keyboards
from bot.channels.telegram.redaction import without_words
from bot.channels.telegram.thumbs import THUMBS
from bot.dialogue.words import say
from knowledge.language import Language

_LONGEST_TOAST = 200
_REMEMBERED = 10_000

_log = logging.getLogger(__name__)


class Verdict(Enum):
    """What a press is worth."""

    GOOD = auto()
    SHARED = auto()
    """A button that stands there for a whole group: what comes of it is up to who pressed."""
    RATING = auto()
    REPEATED = auto()
    EXPIRED = auto()
    FOREIGN = auto()


_TOASTS = {
    Verdict.RATING: "channel-thanks",
    Verdict.REPEATED: "channel-already",
    Verdict.EXPIRED: "channel-expired-short",
    Verdict.FOREIGN: "channel-not-yours",
}


@dataclass(frozen=True, slots=True)
class Press:
    """A judged press: the choice it makes, if it may, and the button's label."""

    verdict: Verdict
    choice: str | None = None
    label: str = ""


def judge(keyboard: Keyboard | None, data: str, *, chat_id: int, person: str) -> Press:
    """Judge a press; data that nobody was given, or from another chat, count as expired."""
    if keyboard is None or keyboard.chat_id != chat_id:
        return Press(Verdict.EXPIRED)
    key = data.partition(".")[2]
    if is_for_all(keyboard.person):
        return _shared(keyboard, key)
    if keyboard.person != person:
        return Press(Verdict.FOREIGN)
    return _rating(keyboard, key) if key in THUMBS else _choice(keyboard, key)


def is_for_all(person: str) -> bool:
    """Tell whether a person id is that of a whole group."""
    return person.rpartition(":")[2].startswith("-")


def _shared(keyboard: Keyboard, key: str) -> Press:
    if not (key.isascii() and key.isdigit() and int(key) < len(keyboard.choices)):
        return Press(Verdict.EXPIRED)
    return Press(Verdict.SHARED, *keyboard.choices[int(key)])


def _rating(keyboard: Keyboard, key: str) -> Press:
    if keyboard.answer_id is None:
        return Press(Verdict.EXPIRED)
    verdict = Verdict.REPEATED if keyboard.rated_at else Verdict.RATING
    return Press(verdict, f"rate:{keyboard.answer_id}:{key}", THUMBS[key])


def _choice(keyboard: Keyboard, key: str) -> Press:
    if not (key.isascii() and key.isdigit() and int(key) < len(keyboard.choices)):
        return Press(Verdict.EXPIRED)
    if keyboard.pressed_at:
        return Press(Verdict.REPEATED)
    if keyboard.stale:
        return Press(Verdict.EXPIRED)
    return Press(Verdict.GOOD, *keyboard.choices[int(key)])


class PressAnswerer:
    """Answers presses outside the queue of their chat, since Telegram waits for that only briefly.

    The intake has a press answered before it stores it, and nobody else does: an answer comes too late in the
    queue, and a second one is refused. Shared buttons are left to the handler, since only the door knows what
    to say.
    """

    def __init__(self, client: Client, keyboards: Keyboards, default: Language) -> None:
        self._client = client
        self._keyboards = keyboards
        self._default = default
        self._under_way: set[asyncio.Task[None]] = set()
        self._answered: set[int] = set()

    def answer_soon(self, update: dict[str, Any]) -> None:
        """Answer a press that has just come in, once, however often it comes."""
        if update["update_id"] in self._answered:
            return
        if len(self._answered) >= _REMEMBERED:
            self._answered.clear()
        self._answered.add(update["update_id"])
        task = asyncio.create_task(self._answer(update))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def tell(self, query_id: str, said: str, *, opens: str | None = None) -> None:
        """Answer a press of a shared button: with a word for the one who pressed, or by opening a link."""
        try:
            await self._client.bot.answer_callback_query(
                query_id, None if opens else said[:_LONGEST_TOAST] or None, url=opens
            )
        except TelegramError as error:
            _log.info("a press was not answered: %s", type(error).__name__)

    async def finish(self) -> None:
        """Wait for the answers that are under way."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _answer(self, update: dict[str, Any]) -> None:
        query = update["callback_query"]
        try:
            data, user = str(query.get("data", "")), query["from"]
            chat_id = ((query.get("message") or {}).get("chat") or user)["id"]
            keyboard = await self._keyboards.find(nonce_of(data))
            press = judge(keyboard, data, chat_id=chat_id, person=person_of(chat_id, user["id"]))
            if press.verdict is Verdict.SHARED:
                return
            code = str(user.get("language_code") or self._default)
            toast = _TOASTS.get(press.verdict)
            language: Language = "zh" if code.startswith("zh") else "en"
            await self._client.bot.answer_callback_query(query["id"], say(language, toast) if toast else None)
        except TelegramError as error:
            _log.info("a press was not answered: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 (the press itself is stored, and acts all the same)
            _log.error("a press was not answered: %s", without_words(error))

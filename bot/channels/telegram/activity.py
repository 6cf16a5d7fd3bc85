"""Signs of life while an answer is made: "typing", and drafts where Telegram shows them."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.telegram.limits import CHAT_ACTION_S, MESSAGE

_FIRST_AFTER_S = 0.25
"""An answer that comes sooner needs no sign of life."""
_DRAFT_EVERY_S = 0.8

_log = logging.getLogger(__name__)


class Drafts:
    """Shows unfinished answers in private chats. Where Telegram does not offer it, it is not tried again."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._offered = True

    async def show(self, chat_id: int, draft_id: int, text: str, *, html: bool = False) -> None:
        """Show a draft; failing is no loss."""
        if not self._offered or chat_id < 0 or not text:
            return
        try:
            await self._bot.send_message_draft(
                chat_id, draft_id, text[:MESSAGE], parse_mode="HTML" if html else None
            )
        except (BadRequest, InvalidToken):
            self._offered = False
        except TelegramError as error:
            _log.debug("a draft was not shown: %s", type(error).__name__)


class Activity:
    """While it is open the chat sees that an answer is on its way."""

    def __init__(self, bot: Bot, drafts: Drafts, chat_id: int, thread_id: int | None, draft_id: int) -> None:
        self._bot = bot
        self._drafts = drafts
        self._chat_id = chat_id
        self._thread_id = thread_id
        self._draft_id = draft_id
        self._start: asyncio.TimerHandle | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._drafted_at = 0.0

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._start = loop.call_later(_FIRST_AFTER_S, lambda: self._spawn(self._type()))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._start is not None:
            self._start.cancel()
        for task in self._tasks:
            task.cancel()

    def draft(self, text: str) -> None:
        """Show what there is of the answer so far."""
        if self._thread_id is not None or time.monotonic() - self._drafted_at < _DRAFT_EVERY_S:
            return
        self._drafted_at = time.monotonic()
        self._spawn(self._drafts.show(self._chat_id, self._draft_id, text))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.get_running_loop().create_task(work))

    async def _type(self) -> None:
        while True:
            try:
                await self._bot.send_chat_action(
                    self._chat_id, ChatAction.TYPING, message_thread_id=self._thread_id
                )
            except TelegramError as error:
                _log.debug("typing was not shown: %s", type(error).__name__)
            await asyncio.sleep(CHAT_ACTION_S)

"""The Bot API as the channel calls it: python-telegram-bot's `Bot` over our own HTTP."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.request import AiohttpRequest

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that the bot asks for."""
_NUMBER = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\b')


@dataclass(frozen=True, slots=True)
class Account:
    """The bot's own account."""

    id: int
    username: str


def first_number(body: bytes) -> int:
    """Return the number of the first update in a body that cannot be read, or 0 where it names none."""
    found = _NUMBER.search(body)
    return int(found[1]) if found else 0


class Client:
    """The bot's connection to Telegram."""

    def __init__(self, token: str, *, base_url: str, base_file_url: str) -> None:
        self._request = AiohttpRequest(base_url)
        self.bot = Bot(
            token,
            base_url=base_url,
            base_file_url=base_file_url,
            request=self._request,
            get_updates_request=self._request,
        )

    async def open(self) -> None:
        """Open the connections; nothing is asked of Telegram yet."""
        await self._request.initialize()

    async def close(self) -> None:
        """Close the connections."""
        await self._request.shutdown()

    async def account(self) -> Account:
        """Ask Telegram who the bot is."""
        me = await self.bot.get_me()
        return Account(me.id, me.username or "")

    async def updates(self, offset: int | None, timeout_s: int, *, most: int = 100) -> list[Any]:
        """Wait for updates from `offset` on and return them as they came.

        Raises:
            UnreadableAnswerError: what came is no JSON that can be read.
        """
        asked: dict[str, Any] = {"timeout": timeout_s, "allowed_updates": json.dumps(UPDATES), "limit": most}
        if offset is not None:
            asked["offset"] = offset
        url = f"{self.bot.base_url}/getUpdates?{urlencode(asked)}"
        updates = await self._request.post(url, read_timeout=timeout_s + 10)
        if not isinstance(updates, list):
            raise TelegramError("Invalid server response")
        return updates

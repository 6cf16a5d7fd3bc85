"""The intake: updates are stored, then acknowledged; pressed buttons are answered at once."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.channels.telegram.arriving import arrival
from bot.channels.telegram.client import Account
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.ports import Inbox
from bot.channels.telegram.presses import PressAnswerer


class Intake:
    """Takes updates from the poller or from the webhook; `hurry` is told of each person who writes."""

    def __init__(
        self,
        inbox: Inbox,
        presses: PressAnswerer,
        account: Account,
        limits: Limits,
        hurry: Callable[[str], None],
    ) -> None:
        self._inbox = inbox
        self._presses = presses
        self._account = account
        self._limits = limits
        self._hurry = hurry

    async def accept(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store updates. Only when this returns may Telegram be told that they have arrived."""
        now = datetime.now(UTC)
        found = [
            (update, arrival(update, self._account, settle_s=self._limits.album_settles_s, now=now))
            for update in updates
        ]
        ours = [(update, it) for update, it in found if it is not None]
        for update, it in ours:
            if "message" in update and it.person is not None:
                self._hurry(it.person)
        await self._inbox.put([it for _, it in ours])
        for update, _ in ours:
            if "callback_query" in update:
                self._presses.answer_soon(update)

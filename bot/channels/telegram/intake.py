"""The intake: updates are stored, then acknowledged; pressed buttons are answered at once."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.channels.telegram.arriving import arrival
from bot.channels.telegram.client import Account
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.ports import Arrival, Inbox, Unreadable
from bot.channels.telegram.presses import PressAnswerer
from bot.channels.telegram.quarantine import set_aside
from bot.channels.telegram.reader import fault_of


class Intake:
    """Takes updates from the poller or from the webhook; `hurry` is told of each person who writes."""

    def __init__(
        self,
        inbox: Inbox,
        unreadable: Unreadable,
        presses: PressAnswerer,
        account: Account,
        limits: Limits,
        hurry: Callable[[str], None],
    ) -> None:
        self._inbox = inbox
        self._unreadable = unreadable
        self._presses = presses
        self._account = account
        self._limits = limits
        self._hurry = hurry

    async def accept(self, updates: Sequence[Any]) -> None:
        """Store updates, each by itself: one that cannot be read or stored is noted and holds up no other.

        Only when this returns may Telegram be told that they have arrived.
        """
        now = datetime.now(UTC)
        ours: list[Arrival] = []
        faults: list[tuple[int, str]] = []
        for update in updates:
            try:
                it = arrival(update, self._account, settle_s=self._limits.album_settles_s, now=now)
            except Exception as error:  # noqa: BLE001 (whatever an update holds that nobody expects)
                faults.append((number_of(update), fault_of(error)))
                continue
            if it is None:
                continue
            ours.append(it)
            if "callback_query" in update:
                self._presses.answer_soon(update)
            elif "message" in update and it.person is not None:
                self._hurry(it.person)
        faults += await self._inbox.put(ours)
        await self.refuse(faults)

    async def refuse(self, faults: Sequence[tuple[int, str]]) -> None:
        """Note updates that cannot be read."""
        await set_aside(self._unreadable, faults)


def number_of(update: Any) -> int:  # noqa: ANN401 (whatever came instead of an update)
    """Return the number of an update, or 0 where it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int else 0

"""getUpdates: offsets, long polls and the conflict of two pollers."""

import asyncio
from contextlib import suppress

from tests.botapi.changes import Changes
from tests.botapi.clock import Clock
from tests.botapi.refusals import conflict
from tests.botapi.updates import Entry, UpdateQueue

_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Polling:
    """One long poll at a time: a new one ends the one before with a 409, counted when its poller still lives."""

    def __init__(self, clock: Clock, updates: UpdateQueue, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._updates = updates
        self._waiting: asyncio.Future[None] | None = None
        self.conflicts = 0

    @property
    def is_waiting(self) -> bool:
        """Whether a poll is open."""
        return self._waiting is not None

    def wake(self) -> None:
        """A new update is there for the poll that waits."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self, why: str = _OTHER_POLLER) -> None:
        """End the poll that waits, if there is one, with a 409."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(conflict(why))

    async def next(self, offset: int, limit: int, timeout_s: float) -> list[Entry]:
        """Unconfirmed updates from `offset` on; waits up to `timeout_s` on the server's clock for the first."""
        self.end()
        self._updates.confirm_below(offset)
        found = self._updates.ready(limit)
        if not found and timeout_s > 0:
            await self._wait(timeout_s)
            found = self._updates.ready(limit)
        for entry in found:
            entry.unseen = False
            entry.deliveries += 1
        return found

    async def _wait(self, timeout_s: float) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        alarm = asyncio.create_task(self._clock.sleep(timeout_s))
        alarm.add_done_callback(lambda _alarm: self._end_quietly(waiting))
        self._changes.happened()
        try:
            await waiting
        finally:
            alarm.cancel()
            with suppress(asyncio.CancelledError):
                await alarm
            if self._waiting is waiting:
                self._waiting = None

    @staticmethod
    def _end_quietly(waiting: asyncio.Future[None]) -> None:
        if not waiting.done():
            waiting.set_result(None)

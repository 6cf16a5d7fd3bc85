"""The work: one lane per chat, many chats at once, shared with the other replicas through SQL."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.channels.telegram.handling import Handler
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.ports import Inbox, Waiting
from bot.channels.telegram.redaction import without_words

_LOOK_AGAIN_S = 1.0

_log = logging.getLogger(__name__)


class Lanes:
    """Answers what waits in the inbox, in order within a chat."""

    def __init__(self, inbox: Inbox, handler: Handler, limits: Limits) -> None:
        self._inbox = inbox
        self._handler = handler
        self._most = limits.turns_at_once
        self._rests_s = limits.rests_after_failure_s
        self._working: set[asyncio.Task[None]] = set()
        self._open = True

    async def run(self) -> None:
        """Claim chats and work on them until cancelled."""
        self._inbox.hand_over(self._free, self._begin)
        while True:
            try:
                await self._claim()
            except Exception as error:  # noqa: BLE001 (the database may be away for a while)
                _log.error("no work could be claimed: %s", without_words(error))
                await asyncio.sleep(_LOOK_AGAIN_S)

    async def stop(self, within_s: float) -> None:
        """Let the turns in hand end; what does not end in time stays in the inbox."""
        self._open = False
        if self._working:
            await asyncio.wait(self._working, timeout=within_s)
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)

    async def _claim(self) -> None:
        """Look for what was not handed over: what comes from other replicas, or has rested."""
        if not self._free():
            await asyncio.wait(self._working, return_when=asyncio.FIRST_COMPLETED)
            return
        claimed = await self._inbox.claim(self._free())
        self._begin(claimed)
        if not claimed:
            await self._inbox.wait(_LOOK_AGAIN_S)

    def _free(self) -> int:
        return self._most - len(self._working) if self._open else 0

    def _begin(self, claimed: Mapping[str, Sequence[Waiting]]) -> None:
        for lane, waiting in claimed.items():
            task = asyncio.create_task(self._work(lane, waiting))
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    async def _work(self, lane: str, waiting: Sequence[Waiting]) -> None:
        pause_s = 0.0
        try:
            for together in grouped(waiting):
                if not self._open:
                    break
                pause_s = await self._attempt(together)
                if pause_s:
                    break
        finally:
            await self._inbox.release(lane, pause_s=pause_s)

    async def _attempt(self, together: Sequence[Waiting]) -> float:
        """Handle what belongs together; return how long to rest when that failed."""
        first = together[0]
        try:
            if first.album:
                await self._handler.handle_album(together)
                return 0.0
            if len(together) > 1:
                await self._inbox.join(first.update_id, [each.update_id for each in together[1:]])
            await self._handler.handle(first)
        except Exception as error:  # noqa: BLE001 (the person is told in the end)
            reference = f"{first.update_id:x}"[-6:]
            _log.error("a turn failed, reference %s: %s", reference, without_words(error))
            if first.attempts < len(self._rests_s):
                await self._inbox.failed(first.update_id)
                return self._rests_s[first.attempts]
            await self._handler.apologise(first, reference)
        return 0.0


def grouped(waiting: Sequence[Waiting]) -> list[list[Waiting]]:
    """Put together what gets one answer: the pictures of an album; a question and its later edits.

    The first of each group is the one to be answered.
    """
    groups: list[list[Waiting]] = []
    for each in waiting:
        album = next((g for g in groups if each.album and g[0].album == each.album), None)
        edited = None if album else next((g for g in groups if is_edit_of(each, g[0])), None)
        if album:
            album.append(each)
        elif edited:
            edited.insert(0, each)
        else:
            groups.append([each])
    return groups


def is_edit_of(later: Waiting, earlier: Waiting) -> bool:
    """Tell whether `later` is a new wording of `earlier`."""
    return (
        later.message_id is not None
        and later.message_id == earlier.message_id
        and '"edited_message"' in later.body[:80]
    )

"""The work: one lane per chat, many chats at once, shared with the other replicas through SQL."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.channels.telegram.handling import Handler
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.parts import GRACE_S
from bot.channels.telegram.ports import Inbox, Unreadable, Waiting
from bot.channels.telegram.quarantine import set_aside
from bot.channels.telegram.reader import UnreadableError
from bot.channels.telegram.redaction import without_words

_LOOK_AGAIN_S = 1.0
_APOLOGIES = 2
"""How often an apology is tried before an update is given up in silence."""

_log = logging.getLogger(__name__)


class Lanes:
    """Answers what waits in the inbox, in order within a chat."""

    def __init__(self, inbox: Inbox, unreadable: Unreadable, handler: Handler, limits: Limits) -> None:
        self._inbox = inbox
        self._unreadable = unreadable
        self._handler = handler
        self._most = limits.turns_at_once
        self._rests_s = limits.rests_after_failure_s
        self._working: set[asyncio.Task[None]] = set()
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._tries: dict[int, int] = {}
        """Failed attempts by update, should the store not be able to count them."""
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
        if self._working:
            await asyncio.wait(self._working, timeout=GRACE_S)

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
            earlier = self._in_hand.get(lane)
            work = self._leave_to(earlier, lane) if earlier else self._work(lane, waiting)
            task = asyncio.create_task(work)
            if earlier is None:
                self._in_hand[lane] = task
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    async def _leave_to(self, earlier: asyncio.Task[None], lane: str) -> None:
        """Wait for this process's own work on a lane that was taken from it and has come back to it."""
        await asyncio.wait({earlier})
        await self._release(lane, 0)

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
            self._in_hand.pop(lane, None)
            await self._release(lane, pause_s)

    async def _release(self, lane: str, pause_s: float) -> None:
        """Free a lane, however often that must be tried: nobody else can."""
        while True:
            try:
                await self._inbox.release(lane, pause_s=pause_s)
            except Exception as error:  # noqa: BLE001 (the database may be away for a while)
                _log.error("a chat was not released: %s", without_words(error))
                if not self._open:
                    return
                await asyncio.sleep(_LOOK_AGAIN_S)
            else:
                return

    async def _attempt(self, together: Sequence[Waiting]) -> float:
        """Handle what belongs together; return how long to rest when that failed.

        After the last attempt the person is told so, and after that the update is done whatever happens.
        """
        first = together[0]
        tries = max(first.attempts, self._tries.get(first.update_id, 0))
        reference = f"{abs(first.update_id):x}"[-6:]
        if tries <= len(self._rests_s):
            try:
                await self._handle(together)
            except UnreadableError as error:
                await set_aside(self._unreadable, [(first.update_id, str(error))])
                tries = len(self._rests_s)
            except Exception as error:  # noqa: BLE001 (the person is told in the end)
                _log.error("a turn failed, reference %s: %s", reference, without_words(error))
            else:
                self._tries.pop(first.update_id, None)
                return 0.0
            if tries < len(self._rests_s):
                await self._count(first, tries)
                return self._rests_s[tries]
        return await self._give_up(first, tries, reference)

    async def _handle(self, together: Sequence[Waiting]) -> None:
        first = together[0]
        if first.album:
            await self._handler.handle_album(together)
            return
        if len(together) > 1:
            await self._inbox.join(first.update_id, [each.update_id for each in together[1:]])
        await self._handler.handle(first)

    async def _give_up(self, first: Waiting, tries: int, reference: str) -> float:
        """Apologise, and at last leave it at that; return how long to rest before this is tried again."""
        try:
            if tries < len(self._rests_s) + _APOLOGIES:
                await self._handler.apologise(first, reference)
            else:
                await self._inbox.finish(first.update_id)
        except Exception as error:  # noqa: BLE001 (there is another try, and then silence)
            _log.error("no apology was made, reference %s: %s", reference, without_words(error))
            await self._count(first, max(tries, len(self._rests_s)))
            return max(self._rests_s, default=_LOOK_AGAIN_S)
        self._tries.pop(first.update_id, None)
        return 0.0

    async def _count(self, first: Waiting, tries: int) -> None:
        self._tries[first.update_id] = tries + 1
        try:
            await self._inbox.failed(first.update_id)
        except Exception as error:  # noqa: BLE001 (it is counted here meanwhile)
            _log.error("a failed attempt was not counted: %s", without_words(error))


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

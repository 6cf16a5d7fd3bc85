"""Keeps to Telegram's limits: so many messages a second overall, a second between two to one chat."""

import asyncio
import heapq
import itertools
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_MARGIN = 1.03
"""Messages that left a second apart may arrive a little closer."""
_FORGET_ABOVE = 10_000
_PATIENCE = 15
"""How many messages' time the line waits before one more may be on its way."""


@dataclass(order=True)
class _Waiting:
    priority: int
    number: int
    since: float = field(compare=False)
    future: asyncio.Future[None] = field(compare=False)


class Pace:
    """Spaces messages evenly over all chats; those with the lower priority number go first.

    A message that has left but is not yet noted as sent is sent again after a crash. So only one is on its
    way at a time as long as that keeps up, and one more for every `_PATIENCE` messages' time that the line
    has had to wait.
    """

    def __init__(self, per_second: float, replicas: Callable[[], int]) -> None:
        self._per_second = per_second
        self._patience_s = _PATIENCE / per_second
        self._replicas = replicas
        self._next_at = 0.0
        self._on_their_way = 0
        self._waiting: list[_Waiting] = []
        self._count = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, priority: int) -> AsyncIterator[None]:
        """Wait until a message of this priority may leave; the block ends when it is noted as sent."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, _Waiting(priority, next(self._count), time.monotonic(), future))
        self._let_go()
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._back()
            raise
        try:
            yield
        finally:
            self._back()

    def _back(self) -> None:
        self._on_their_way -= 1
        self._let_go()

    def _let_go(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            now, first = time.monotonic(), self._waiting[0]
            may_go_at = max(self._next_at, first.since + self._on_their_way * self._patience_s)
            if first.future.done():
                heapq.heappop(self._waiting)
            elif now < may_go_at:
                self._timer = asyncio.get_running_loop().call_later(may_go_at - now, self._let_go)
                return
            else:
                heapq.heappop(self._waiting)
                self._on_their_way += 1
                self._next_at = now + max(self._replicas(), 1) / self._per_second
                first.future.set_result(None)


class ChatPace:
    """When the next message may go to a chat."""

    def __init__(self, interval_s: float, group_per_minute: int) -> None:
        self._interval_s = interval_s * _MARGIN
        self._group_per_minute = group_per_minute
        self._sent: dict[int, deque[float]] = {}

    def wait_s(self, chat_id: int) -> float:
        """Say how long to wait before the next message to a chat, in seconds."""
        sent = self._sent.get(chat_id)
        if not sent:
            return 0.0
        now = time.monotonic()
        waits = [sent[-1] + self._interval_s - now]
        if chat_id < 0 and len(sent) >= self._group_per_minute:
            waits.append(sent[-self._group_per_minute] + 60 * _MARGIN - now)
        return max(0.0, *waits)

    def note(self, chat_id: int) -> None:
        """Remember that a message goes to a chat now."""
        if len(self._sent) > _FORGET_ABOVE:
            self._forget()
        keep = self._group_per_minute if chat_id < 0 else 1
        self._sent.setdefault(chat_id, deque(maxlen=keep)).append(time.monotonic())

    def _forget(self) -> None:
        since = time.monotonic() - 61
        self._sent = {chat_id: sent for chat_id, sent in self._sent.items() if sent[-1] > since}

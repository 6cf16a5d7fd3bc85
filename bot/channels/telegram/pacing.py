"""Keeps to Telegram's limits: so many messages a second overall, a second between two to one chat."""

import asyncio
import heapq
import itertools
import time
from collections import deque
from collections.abc import Callable

_MARGIN = 1.03
"""Messages that left a second apart may arrive a little closer."""
_FORGET_ABOVE = 10_000


class Pace:
    """Spaces messages evenly over all chats; those with the lower priority number go first."""

    def __init__(self, per_second: float, replicas: Callable[[], int]) -> None:
        self._per_second = per_second
        self._replicas = replicas
        self._next_at = 0.0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, priority: int) -> None:
        """Wait until a message of this priority may leave."""
        now = time.monotonic()
        if not self._waiting and now >= self._next_at:
            self._next_at = now + self._interval_s
            return
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._count), future))
        self._wake()
        await future

    @property
    def _interval_s(self) -> float:
        return max(self._replicas(), 1) / self._per_second

    def _wake(self) -> None:
        if self._timer is None and self._waiting:
            delay_s = max(0.0, self._next_at - time.monotonic())
            self._timer = asyncio.get_running_loop().call_later(delay_s, self._let_go)

    def _let_go(self) -> None:
        self._timer = None
        now = time.monotonic()
        while self._waiting and now >= self._next_at:
            future = heapq.heappop(self._waiting)[2]
            if not future.done():
                self._next_at = max(self._next_at + self._interval_s, now - 0.05)
                future.set_result(None)
        self._wake()


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

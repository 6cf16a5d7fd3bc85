"""Waiting for something to become true on the server, without polling."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Changes:
    """Everyone who waits looks anew after each change."""

    def __init__(self) -> None:
        self._waiters: dict[asyncio.Future[Any], Callable[[], Any]] = {}

    def happened(self) -> None:
        """Let all who wait look again."""
        for future, look in list(self._waiters.items()):
            if not future.done() and (found := look()):
                future.set_result(found)

    async def wait_for(self, look: Callable[[], T | None], timeout_s: float = 10.0) -> T:
        """The first truthy value of `look`.

        Raises:
            TimeoutError: it stayed empty for `timeout_s` of real time.
        """
        if found := look():
            return found
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiters[future] = look
        try:
            async with asyncio.timeout(timeout_s):
                return await future
        finally:
            del self._waiters[future]

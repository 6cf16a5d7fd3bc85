"""The server's clock, which runs by itself, and which a test can stop and move forward."""

import asyncio
import time
from contextlib import suppress


class Clock:
    """Wall time plus what the test has added; sleepers wake as soon as their time has come."""

    def __init__(self, offset_s: float = 0.0) -> None:
        self._offset_s = offset_s
        self._moved = asyncio.Event()
        self._stopped_at: float | None = None

    def now(self) -> float:
        """Seconds since the epoch, on this clock."""
        return (self._stopped_at or time.time()) + self._offset_s

    def stop(self) -> None:
        """Stand still from now on, and move only when the test moves it."""
        self._stopped_at = time.time()

    def advance(self, seconds: float) -> None:
        """Move the clock forward."""
        self._offset_s += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sleep(self, seconds: float) -> None:
        """Wait until `seconds` have passed on this clock."""
        until = self.now() + seconds
        while (left_s := until - self.now()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left_s):
                    await self._moved.wait()

"""A bell within this process: whoever waits for work hears at once that there is some."""

import asyncio


class Bell:
    """Rings are not counted: one that nobody waits for is heard by the next who does."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake who waits."""
        self._event.set()

    async def wait(self, timeout_s: float) -> None:
        """Return at the next ring, or after `timeout_s`, since other processes cannot ring."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        except TimeoutError:
            return
        self._event.clear()

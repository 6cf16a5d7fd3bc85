"""The port through which staff see what waits for them."""

from collections.abc import Sequence
from typing import Protocol

from bot.applications.application import Application


class Queue(Protocol):
    """What waits to be reviewed."""

    async def waiting(self, reviewer: str) -> Sequence[Application]:
        """Return what is free, what waits for a second pair of eyes, and what this reviewer has, oldest first."""
        ...

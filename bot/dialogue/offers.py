"""The port through which applications ask what a programme offers a founder today."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from bot.applications.offer import Offer


class Offers(Protocol):
    """What programmes offer to a founder with these facts on this day."""

    async def offer(self, programme: str, facts: Mapping[str, Any], today: date) -> Offer | None:
        """Judge one programme; None when there is no such programme to apply to."""
        ...

    async def open_to(self, facts: Mapping[str, Any], today: date) -> Sequence[Offer]:
        """Return the programmes that a founder could apply to now, the most promising first."""
        ...

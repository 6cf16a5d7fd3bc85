"""What whoever asks allows a model: what it may be told, where drafts are shown, when to stop, who counts."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.answering.models.request import Usage


def _shown_to_nobody(_text: str) -> None:
    return


def _not_counted(_usage: Usage) -> None:
    return


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of one answer. `private` are names that must not leave the machine; `stop` ends the writing at once."""

    show: Callable[[str], None] = _shown_to_nobody
    count: Callable[[Usage], None] = _not_counted
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    private: tuple[str, ...] = ()

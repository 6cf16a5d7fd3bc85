"""The long-lived parts of the channel: when one dies, the whole bot ends and says so, instead of going on without it."""

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from typing import Any

from bot.channels.telegram.reader import fault_of
from bot.channels.telegram.redaction import without_words

GRACE_S = 2.0
"""How long a part that is told to end may take; one that waits for a silent database may not come back."""

_log = logging.getLogger(__name__)


class PartDiedError(Exception):
    """A part has died; the text is the sentence that says which."""


class Parts:
    """Tasks by name. Those that come to an end of their own accord are started with `ends`."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._died = asyncio.Event()
        self._sentence = ""
        self._over = False

    def start(self, name: str, work: Coroutine[Any, Any, None], *, ends: bool = False) -> None:
        """Start a part."""
        self.watch(name, asyncio.create_task(work, name=name), ends=ends)

    def watch(self, name: str, task: asyncio.Task[None], *, ends: bool = False) -> None:
        """Watch a part that was started elsewhere."""
        self._tasks[name] = task
        if ends:
            self._ending.add(task)
        task.add_done_callback(lambda done: self._look(name, done))

    async def serve(self, stop: asyncio.Event) -> None:
        """Wait until `stop` is set.

        Raises:
            PartDiedError: a part has died.
        """
        waits = [asyncio.create_task(event.wait()) for event in (stop, self._died)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._over = True
            for wait in waits:
                wait.cancel()
        if self._sentence:
            raise PartDiedError(self._sentence)

    async def end(self, names: Iterable[str]) -> None:
        """End parts and wait until they have ended."""
        tasks = [self._tasks.pop(name) for name in names if name in self._tasks]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE_S)

    def _look(self, name: str, task: asyncio.Task[None]) -> None:
        if name not in self._tasks or self._sentence or self._over:
            return  # it was told to end, another one has died before, or all are ending
        error = None if task.cancelled() else task.exception()
        if error is None and task in self._ending:
            return
        if isinstance(error, PartDiedError):
            self._sentence = str(error)
        else:
            why = fault_of(error) if error else "it ended"
            self._sentence = f"The bot has stopped because a part of it died: {name} ({why}). Start it again."
        _log.error("the part %s has died: %s", name, without_words(error) if error else "it ended")
        self._died.set()

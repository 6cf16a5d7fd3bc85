"""SQLite without a hop between threads for every statement.

`aiosqlite` hands each statement to a thread and waits for it, which costs more than most statements do. A
transaction that awaits nothing but its own connection can run in that thread as a whole.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncConnection

Result = TypeVar("Result")
Work = Callable[[AsyncConnection], Awaitable[Result]]


class DirectReads:
    """Reads that are done when the call returns: in write-ahead mode they wait for nobody."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, work: Work[Result]) -> Result:
        """Run `work`, which only reads, in the caller's own thread."""
        with self._engine.connect() as connection:
            return finished(work(cast("AsyncConnection", _Direct(connection))))

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()


class DirectWrites:
    """One thread in which whole transactions run, one after another."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    async def run(self, work: Work[Result]) -> Result:
        """Run `work` in a transaction of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    def close(self) -> None:
        """End the thread and close its connections."""
        self._thread.shutdown()
        self._engine.dispose()

    def _run(self, work: Work[Result]) -> Result:
        with self._engine.begin() as connection:
            return finished(work(cast("AsyncConnection", _Direct(connection))))


class _Direct:
    """Looks like an asynchronous connection; everything is done when the call returns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, *arguments: Any) -> Any:  # noqa: ANN401 (whatever the connection takes and gives)
        return self._connection.execute(*arguments)

    async def scalar(self, *arguments: Any) -> Any:  # noqa: ANN401
        return self._connection.scalar(*arguments)

    async def scalars(self, *arguments: Any) -> Any:  # noqa: ANN401
        return self._connection.scalars(*arguments)


def finished(work: Awaitable[Result]) -> Result:
    """Run work that waits for nothing and return its result.

    Raises:
        RuntimeError: it waits for something after all.
    """
    try:
        cast("Coroutine[Any, Any, Result]", work).send(None)
    except StopIteration as stop:
        return cast("Result", stop.value)
    raise RuntimeError("a transaction may wait for nothing but its own connection")

"""The connection to the database: one writer at a time on SQLite, as many as there are on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.store.deadlines import CONNECT_S, POOL_S, by_loop, connect_arguments, keep_deadlines, within
from bot.store.direct import DirectReads, DirectWrites, Result, Work
from bot.store.discretion import keep_values_out

_BUSY_TIMEOUT_MS = 30_000
_A_DAY_S = 86_400.0
"""For what may take long, such as a backup or a migration."""
_NEED_NOT_LAST = text("SET LOCAL synchronous_commit TO off")
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


def address(database_url: str) -> URL:
    """Read a database address; a plain `sqlite:` or `postgresql:` gets the driver that is used here.

    Raises:
        ValueError: the address cannot be read or names another kind of database.
    """
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise ValueError("the database address cannot be read") from None
    kind = url.get_backend_name()
    if kind not in _DRIVERS:
        raise ValueError(f"{kind} is not supported; use sqlite or postgresql")
    return url.set(drivername=_DRIVERS[kind])


class Database:
    """Opens transactions. A write transaction is short: nothing is computed or awaited inside it."""

    def __init__(
        self, database_url: str, *, longest_s: float | None = None, transaction_s: float = 10.0
    ) -> None:
        """Open at first use.

        With `longest_s` nothing on PostgreSQL takes longer, and what `transact` and `look` do no longer than
        `transaction_s`: it fails then, and its connection is not used again.
        """
        url = address(database_url)
        self._transaction_s = transaction_s
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        options: dict[str, Any] = {"hide_parameters": True}
        if not self.is_sqlite:
            options |= {
                "pool_size": 10,
                "pool_timeout": POOL_S,
                "connect_args": connect_arguments(url, longest_s),
            }
        self._writes = create_async_engine(url, **options)
        options |= {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None}
        self._reads = create_async_engine(url, **options)
        for engine in (self._writes, self._reads):
            keep_values_out(engine.sync_engine)
            if not self.is_sqlite:
                keep_deadlines(engine.sync_engine, longest_s or _A_DAY_S, by_loop)
        self._writer = asyncio.Lock()
        self._direct = _direct(url) if self.is_sqlite else None
        if self.is_sqlite:
            event.listen(self._reads.sync_engine, "connect", _set_up_sqlite)
            event.listen(self._writes.sync_engine, "connect", _set_up_sqlite)
            event.listen(self._writes.sync_engine, "begin", _begin_immediately)

    async def transact(self, work: Work[Result], *, lasting: bool = True) -> Result:
        """Run work that awaits nothing but its connection in a transaction; quicker than `write` on SQLite.

        What need not be `lasting` does not wait for the disk: a power failure may undo it, a crash does not.
        """
        if self._direct is not None:
            async with self._writer:
                return await (self._direct.writes if lasting else self._direct.quick_writes).run(work)
        async with self._in_time(), self._writes.begin() as connection:
            if not lasting:
                await connection.execute(_NEED_NOT_LAST)
            return await work(connection)

    async def look(self, work: Work[Result]) -> Result:
        """Run work that only reads and awaits nothing but its connection; quicker than `read` on SQLite."""
        if self._direct is not None:
            return self._direct.reads.run(work)
        async with self._in_time(), self._reads.connect() as connection:
            return await work(connection)

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        """Limit what is done with a connection, and then also the wait for one and the way back out."""
        async with asyncio.timeout(self._transaction_s + POOL_S + CONNECT_S):
            with within(self._transaction_s):
                yield

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection on which every statement sees the newest committed state."""
        async with self._reads.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that is committed when the block ends well, and else undone."""
        if not self.is_sqlite:
            async with self._writes.begin() as connection:
                yield connection
            return
        async with self._writer, self._writes.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Close every connection."""
        for part in self._direct or ():
            part.close()
        await self._reads.dispose()
        await self._writes.dispose()


class _Direct(NamedTuple):
    writes: DirectWrites
    quick_writes: DirectWrites
    reads: DirectReads


def _direct(url: URL) -> _Direct:
    plain = url.set(drivername="sqlite")
    writes, quick_writes = (
        create_engine(plain, hide_parameters=True, pool_reset_on_return=None) for _ in range(2)
    )
    reads = create_engine(
        plain, hide_parameters=True, pool_reset_on_return=None, isolation_level="AUTOCOMMIT"
    )
    for engine in (writes, quick_writes, reads):
        event.listen(engine, "connect", _set_up_sqlite)
    event.listen(quick_writes, "connect", _do_not_wait_for_the_disk)
    event.listen(writes, "begin", _begin_immediately)
    event.listen(quick_writes, "begin", _begin_immediately)
    return _Direct(DirectWrites(writes), DirectWrites(quick_writes), DirectReads(reads))


def _do_not_wait_for_the_disk(connection: Any, _record: object) -> None:  # noqa: ANN401 (the driver's own)
    connection.execute("PRAGMA synchronous = NORMAL")


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 (the driver's own object)
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_immediately(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")

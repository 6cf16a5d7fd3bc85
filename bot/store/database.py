"""The connection to the database: one writer at a time on SQLite, as many as there are on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

_BUSY_TIMEOUT_MS = 30_000
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

    def __init__(self, database_url: str) -> None:
        url = address(database_url)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        pool: dict[str, Any] = {} if self.is_sqlite else {"pool_size": 10, "pool_pre_ping": True}
        self._engine = create_async_engine(url, hide_parameters=True, **pool)
        self._reads = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._writer = asyncio.Lock()
        if self.is_sqlite:
            event.listen(self._engine.sync_engine, "connect", _set_up_sqlite)
            event.listen(self._engine.sync_engine, "begin", _begin_immediately)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection on which every statement sees the newest committed state."""
        async with self._reads.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that is committed when the block ends well, and else undone."""
        if not self.is_sqlite:
            async with self._engine.begin() as connection:
                yield connection
            return
        async with self._writer, self._engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


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

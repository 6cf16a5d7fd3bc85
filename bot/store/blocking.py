"""The same database for code that blocks: one transaction at a time, the schema brought up when it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event

from bot.store.database import _begin_immediately, _set_up_sqlite, address
from bot.store.deadlines import by_thread, connect_arguments, keep_deadlines
from bot.store.discretion import keep_values_out
from bot.store.schema import _upgrade

_LONGEST_S = 300.0
"""How long a transaction may take; a release with all its documents is written in one."""


class BlockingDatabase:
    """Opens at first use."""

    def __init__(self, database_url: str) -> None:
        url = address(database_url)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._url = url.set(drivername="sqlite") if self.is_sqlite else url
        self.sqlite_path = Path(url.database) if self.is_sqlite and url.database else None

    @cached_property
    def _engine(self) -> Engine:
        if self.sqlite_path:
            self.sqlite_path.parent.mkdir(parents=True, exist_ok=True)
        options = {} if self.is_sqlite else {"connect_args": connect_arguments(self._url, None)}
        engine = create_engine(self._url, hide_parameters=True, **options)
        keep_values_out(engine)
        if not self.is_sqlite:
            keep_deadlines(engine, _LONGEST_S, by_thread)
        if self.is_sqlite:
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_immediately)
        with engine.begin() as connection:
            _upgrade(connection)
        return engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a connection on which every statement sees the newest committed state."""
        with self._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that is committed when the block ends well, and else undone."""
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

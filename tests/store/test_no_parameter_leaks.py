"""What people wrote reaches no log and no error message, whatever goes wrong in the database."""

import logging
import traceback
from collections.abc import Awaitable, Callable, Iterator

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import faults
from bot.channels.telegram.redaction import without_words
from bot.store.application_tables import staff
from bot.store.blocking import BlockingDatabase
from bot.store.clock import now
from bot.store.database import Database

SECRET = "王建国 13800138000 limei@example.cn"
_ROW = {"person": SECRET, "role": "x", "standing": "x", "name": SECRET, "version": 1, "changed_at": now(),
        "changed_by": SECRET}  # fmt: skip
_TWICE = insert(staff).values(_ROW)
_NO_SUCH_COLUMN = text("SELECT nothing FROM staff WHERE name = :name").bindparams(name=SECRET)
_NO_NUMBER = text("SELECT CAST(:name AS INTEGER) / 0, json_extract(:name, :name) FROM staff").bindparams(
    name=SECRET
)
Breaking = Callable[[Database], Awaitable[object]]


async def _write(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(_TWICE)


async def _read(database: Database) -> None:
    async with database.read() as connection:
        await connection.execute(_NO_SUCH_COLUMN)


async def _read_values(database: Database) -> None:
    async with database.read() as connection:
        await connection.execute(_NO_NUMBER)


async def _insert(connection: AsyncConnection) -> None:
    await connection.execute(_TWICE)


async def _select(connection: AsyncConnection) -> None:
    await connection.execute(_NO_SUCH_COLUMN)


BREAKING: dict[str, Breaking] = {
    "write": _write,
    "read": _read,
    "values": _read_values,
    "transact": lambda database: database.transact(_insert),
    "transact quickly": lambda database: database.transact(_insert, lasting=False),
    "look": lambda database: database.look(_select),
}


@pytest.fixture
def all_logs(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every library logs all that it can."""
    names = ("", "sqlalchemy.engine", "sqlalchemy.pool", "sqlalchemy.orm", "aiosqlite", "psycopg", "asyncio")
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield caplog
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
async def database(database_url: str) -> object:
    database = Database(database_url)
    async with database.write() as connection:
        await connection.execute(_TWICE)
    return database


def leaks(error: BaseException) -> list[str]:
    """Return the ways of showing an error that show the secret, or a part of it."""
    shown = {
        "message": str(error),
        "object": repr(error),
        "traceback": "".join(traceback.format_exception(error)),
        "log": without_words(error),
        "fault": faults.report(error),
    }
    return [way for way, said in shown.items() if any(part in said for part in SECRET.split())]


@pytest.mark.parametrize("name", BREAKING)
async def test_an_error_of_the_database_shows_no_value(
    name: str, database: Database, all_logs: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(SQLAlchemyError) as caught:
        await BREAKING[name](database)
    assert leaks(caught.value) == []
    assert [part for part in SECRET.split() if part in all_logs.text] == []
    await database.close()


async def test_blocking_code_shows_no_value_either(
    database_url: str, database: Database, all_logs: pytest.LogCaptureFixture
) -> None:
    blocking = BlockingDatabase(database_url)
    with pytest.raises(SQLAlchemyError) as caught, blocking.write() as connection:
        connection.execute(_TWICE)
    assert leaks(caught.value) == []
    with blocking.read() as connection:
        assert connection.scalar(select(staff.c.name)) == SECRET
    assert [part for part in SECRET.split() if part in all_logs.text] == []
    blocking.close()
    await database.close()

"""Migrations: they make exactly the tables that the code expects, once, whoever starts first."""

import asyncio
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

import bot.store
from bot.store import open_store
from bot.store.database import Database, address
from bot.store.metadata import metadata
from bot.store.schema import SchemaTooNewError, revisions

_OPEN = "import asyncio,sys; from bot.store import open_store\nasync def main():\n async with open_store(sys.argv[1]): pass\nasyncio.run(main())"


def _differences(connection: Connection) -> list[Any]:
    for module in pkgutil.iter_modules(bot.store.__path__):
        if module.name.endswith("tables"):
            import_module(f"bot.store.{module.name}")
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


async def test_the_migrations_make_the_tables_that_the_code_expects(empty_database_url: str) -> None:
    async with open_store(empty_database_url) as store, store.database.read() as connection:
        assert await connection.run_sync(_differences) == []


async def test_several_processes_may_start_at_once(empty_database_url: str) -> None:
    starting = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", _OPEN, empty_database_url)
        for _ in range(3)
    ]
    assert [await process.wait() for process in starting] == [0, 0, 0]
    async with open_store(empty_database_url) as store, store.database.read() as connection:
        found = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    assert found == revisions()[-1]


async def test_a_database_of_a_newer_version_is_refused(empty_database_url: str) -> None:
    async with open_store(empty_database_url) as store, store.database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNewError, match="newer version"):
        async with open_store(empty_database_url):
            pass


def test_an_address_is_understood_without_its_driver() -> None:
    assert str(address("sqlite:///a.db")) == "sqlite+aiosqlite:///a.db"
    assert address("postgresql://u@h/d").drivername == "postgresql+psycopg"
    for wrong in ("mysql://u@h/d", "nonsense"):
        with pytest.raises(ValueError, match=r"address|not supported"):
            address(wrong)


async def test_sqlite_writes_through_to_the_disk(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.sqlite")
    async with database.read() as connection:
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await connection.scalar(text("PRAGMA synchronous")) == 2
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
    await database.close()

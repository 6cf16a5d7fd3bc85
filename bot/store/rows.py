"""Rows as lines of JSON, the same for both databases: tables and types are read from the database itself.

So a backup holds every table that there is, whichever modules of the program were imported.
"""

import base64
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, DateTime, LargeBinary, MetaData, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

_AT_ONCE = 100
"""Rows that are held at a time; of a table with contents of files it is one."""
_PIECE_BYTES = 1024 * 1024
_ALEMBIC = "alembic_version"


def tables_of(connection: Connection) -> list[Table]:
    """Return every table of a database, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _ALEMBIC]


async def pieces(connection: AsyncConnection, table: Table) -> AsyncIterator[tuple[bytes, int]]:
    """Yield a table as pieces of about a megabyte, a row a line, each with the number of its rows."""
    wide = any(isinstance(column.type, LargeBinary) for column in table.c)
    query = select(table).order_by(*(table.primary_key or table.c))
    result = await connection.stream(query.execution_options(yield_per=1 if wide else _AT_ONCE))
    lines: list[bytes] = []
    size = 0
    async for row in result.mappings():
        line = json.dumps({name: _written(value) for name, value in row.items()}).encode()
        lines.append(line)
        size += len(line)
        if size >= _PIECE_BYTES:
            yield b"\n".join(lines), len(lines)
            lines, size = [], 0
    if lines:
        yield b"\n".join(lines), len(lines)


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(value).decode()}
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def rows_of(piece: bytes, table: Table, dialect: str) -> Sequence[dict[str, Any]]:
    """Read a piece back for a table.

    Raises:
        ValueError: it is damaged.
        KeyError: it names a column that the table has not.
    """
    return [
        {name: _read(table.c[name], value, dialect) for name, value in json.loads(line).items()}
        for line in piece.splitlines()
    ]


def _read(column: Column[Any], value: Any, dialect: str) -> object:  # noqa: ANN401 (any JSON value)
    if isinstance(value, dict):
        return base64.b64decode(value["base64"]) if "base64" in value else Decimal(value["decimal"])
    if value is not None and isinstance(column.type, DateTime):
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect == "sqlite" else moment
    return value

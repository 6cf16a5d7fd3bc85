"""Backups: one archive with every row and every file, the same for both databases; restored into an empty one."""

import hashlib
import io
import json
import tarfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Column, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import application_tables, tables
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.file_rights import private_file
from bot.store.metadata import Moment, metadata
from bot.store.schema import current_revision, revisions, upgrade

_FORMAT = 1
_AT_ONCE = 500
_PASSING = frozenset(["instances", "lanes"])
"""Who runs at this moment is no part of a backup."""
_MOMENT = TypeAdapter(datetime)
_HOMES = (tables, application_tables)
"""Importing these fills the catalogue of tables."""


class BackupError(Exception):
    """Why an archive can't be written or restored, in one sentence."""


async def back_up(database: Database, blobs: Blobs, target: Path, now: datetime) -> dict[str, int]:
    """Write everything into one archive, beside its place first, and return the rows by table.

    Raises:
        BackupError: a file is missing or was changed.
    """
    beside = target.with_name(target.name + ".part")
    counts: dict[str, int] = {}
    async with _snapshot(database) as connection:
        revision = await connection.run_sync(current_revision)
        with private_file(beside) as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
            for table in _stored_tables():
                lines = [json.dumps(row) async for row in _rows(connection, table)]
                counts[table.name] = len(lines)
                _add(archive, f"tables/{table.name}.jsonl", "\n".join(lines).encode())
            files = set(await connection.scalars(select(application_tables.application_files.c.sha256)))
            for sha in sorted(files):
                content = await blobs.get(sha)
                if content is None:
                    raise BackupError(f"the file {sha} is missing or was changed; nothing was written")
                _add(archive, f"files/{sha}", content)
            manifest = {"format": _FORMAT, "revision": revision, "at": now.isoformat(), "rows": counts}
            _add(archive, "manifest.json", json.dumps(manifest).encode())
    beside.replace(target)
    return counts


async def restore(database: Database, blobs: Blobs, source: Path) -> dict[str, int]:
    """Bring a backup back into an empty database, all of it or nothing.

    Raises:
        BackupError: the archive can't be read, belongs to another version, or the database is not empty.
    """
    try:
        archive = tarfile.open(source, "r:gz")  # noqa: SIM115 (closed below)
        manifest = json.loads(_read(archive, "manifest.json"))
    except (OSError, tarfile.TarError, KeyError, ValueError):
        raise BackupError(f"{source} is no backup of voucherbot, or is not whole") from None
    with archive:
        if manifest.get("format") != _FORMAT or manifest.get("revision") not in revisions():
            raise BackupError("the backup was made by a newer version of voucherbot")
        if manifest["revision"] != revisions()[-1]:
            raise BackupError(
                f"the backup has the schema {manifest['revision']}: restore it with that version"
            )
        await upgrade(database)
        for name in archive.getnames():
            if name.startswith("files/"):
                content = _read(archive, name)
                if hashlib.sha256(content).hexdigest() != name.removeprefix("files/"):
                    raise BackupError(f"the backup is damaged: {name}")
                await blobs.put(content)
        async with database.write() as connection:
            return await _fill(connection, archive, manifest)


@asynccontextmanager
async def _snapshot(database: Database) -> AsyncIterator[AsyncConnection]:
    """Open a connection that sees one moment of the database, and holds up nobody who writes."""
    begin = "BEGIN" if database.is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    async with database.read() as connection:
        await connection.exec_driver_sql(begin)
        try:
            yield connection
        finally:
            await connection.exec_driver_sql("COMMIT")


async def _fill(
    connection: AsyncConnection, archive: tarfile.TarFile, manifest: dict[str, Any]
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in _stored_tables():
        if await connection.scalar(select(func.count()).select_from(table)):
            raise BackupError(f"the database is not empty ({table.name}); restore into a new one")
    for table in _stored_tables():
        lines = _read(archive, f"tables/{table.name}.jsonl").decode().splitlines()
        if len(lines) != manifest["rows"][table.name]:
            raise BackupError(f"the backup is damaged: {table.name}")
        for start in range(0, len(lines), _AT_ONCE):
            rows = [_loaded(table, json.loads(line)) for line in lines[start : start + _AT_ONCE]]
            await connection.execute(insert(table), rows)
        counts[table.name] = len(lines)
        await _move_sequence(connection, table)
    return counts


async def _move_sequence(connection: AsyncConnection, table: Table) -> None:
    """PostgreSQL counts on from where the restored rows end."""
    column = next((c for c in table.primary_key if c.autoincrement is True), None)
    if connection.dialect.name != "postgresql" or column is None:
        return
    highest = await connection.scalar(select(func.max(column)))
    if highest is not None:
        move = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)")
        values = {"table": table.name, "column": column.name, "highest": highest}
        await connection.execute(move, values)


def _stored_tables() -> Iterable[Table]:
    return [table for table in metadata.sorted_tables if table.name not in _PASSING]


async def _rows(connection: AsyncConnection, table: Table) -> AsyncIterator[dict[str, Any]]:
    result = await connection.stream(select(table).order_by(*table.primary_key))
    async for row in result.mappings():
        yield {
            name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
            for name, value in row.items()
        }


def _loaded(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: object) -> object:
    if value is not None and isinstance(column.type, Moment):
        return _MOMENT.validate_python(value)
    return value


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file.read()

"""A backup brought back into an empty database, SQLite or PostgreSQL, all of it or nothing.

An archive of an older version is brought into a database of its own schema, which is then brought up as any other.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.archive import END, BackupError, Member, manifest_of, members
from bot.store.backup import FORMAT, Held, Place
from bot.store.held import UNTIL_TOLD
from bot.store.rows import rows_of, tables_of
from bot.store.schema import revisions, to_revision, upgrade
from bot.store.tables import outbox


@dataclass
class _Work:
    """A restore under way."""

    place: Place
    connection: AsyncConnection
    tables: dict[str, Table]
    held: Held = field(default_factory=Held)
    end: Mapping[str, int] | None = None
    written: list[Path] = field(default_factory=list)

    async def take(self, member: Member) -> None:
        """Bring one member back."""
        kind, _, name = member.name.partition("/")
        if kind == "tables":
            await self._rows(name.split("/")[0].removesuffix(".jsonl"), member.read())
        elif kind == "files":
            await self._file(name, member.read())
        elif kind == "papers":
            self._paper(name, member.read())
        elif member.name == END:
            self.end = json.loads(member.read())

    async def _rows(self, name: str, piece: bytes) -> None:
        table = self.tables.get(name)
        if table is None:
            if name not in self.held.left_out:
                self.held.left_out.append(name)
            return
        try:
            rows = rows_of(piece, table, self.connection.dialect.name)
        except (ValueError, KeyError, TypeError):
            raise BackupError(f"the backup is damaged: {name}") from None
        if rows:
            await self.connection.execute(insert(table), rows)
        self.held.rows[name] = self.held.rows.get(name, 0) + len(rows)

    async def _file(self, name: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != name:
            raise BackupError(f"the backup is damaged: files/{name}")
        await self.place.blobs.put(content)
        self.held.files += 1

    def _paper(self, name: str, content: bytes) -> None:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.parts[0] not in self.place.filled:
            raise BackupError(f"the backup is damaged: papers/{name[:80]}")
        target = self.place.folder / path
        if target.exists() and target.read_bytes() != content:
            raise BackupError(f"{target} is there already and is another; restore into an empty data folder")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            self.written.append(target)
            target.write_bytes(content)
        self.held.papers += 1


async def restore(place: Place, source: Path, *, sends: bool = False) -> Held:
    """Bring a backup back; return what it held.

    Messages that were on their way when it was made may have arrived since: they are held, and leave only when
    somebody says so, or at once where the caller `sends` them.

    Raises:
        BackupError: the archive can't be read, belongs to a newer version, or the database is not empty.
    """
    manifest = manifest_of(source)
    if manifest.get("format") not in range(1, FORMAT + 1) or manifest.get("revision") not in revisions():
        raise BackupError("the backup was made by a newer version of voucherbot")
    await upgrade(place.database)
    async with place.database.write() as connection:
        work = _Work(place, connection, await connection.run_sync(_emptied, manifest["revision"]))
        try:
            for member in members(source):
                await work.take(member)
            _compare(work, manifest)
            await connection.run_sync(to_revision, revisions()[-1])
            await connection.run_sync(_count_on)
            work.held.waiting = 0 if sends else await _hold(connection)
        except BaseException:
            for path in work.written:
                path.unlink(missing_ok=True)
            raise
    return work.held


def _emptied(connection: Connection, revision: str) -> dict[str, Table]:
    """Bring an empty database to a schema and return its tables."""
    for table in tables_of(connection):
        if connection.scalar(select(func.count()).select_from(table)):
            raise BackupError(f"the database is not empty ({table.name}); restore into a new one")
    to_revision(connection, revision)
    return {table.name: table for table in tables_of(connection)}


def _compare(work: _Work, manifest: Mapping[str, Any]) -> None:
    for name, count in manifest["rows"].items():
        if name not in work.held.left_out and work.held.rows.setdefault(name, 0) != count:
            raise BackupError(f"the backup is damaged: {name}")
    if manifest["format"] == 1:
        return
    if work.end is None or (work.end["files"], work.end["papers"]) != (work.held.files, work.held.papers):
        raise BackupError("the backup is not whole: it ends before everything was written")


async def _hold(connection: AsyncConnection) -> int:
    return (await connection.execute(update(outbox).values(due_at=UNTIL_TOLD))).rowcount


def _count_on(connection: Connection) -> None:
    """PostgreSQL counts on from where the restored rows end."""
    if connection.dialect.name != "postgresql":
        return
    for table, column in _numbered(connection):
        highest = connection.scalar(select(func.max(table.c[column])))
        if highest is not None:
            move = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)")
            connection.execute(move, {"table": table.name, "column": column, "highest": highest})


def _numbered(connection: Connection) -> Iterator[tuple[Table, str]]:
    for table in tables_of(connection):
        for column in inspect(connection).get_columns(table.name):
            ask = text("SELECT pg_get_serial_sequence(:table, :column)")
            if connection.scalar(ask, {"table": table.name, "column": column["name"]}):
                yield table, column["name"]

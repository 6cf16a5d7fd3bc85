"""Backups: one archive with every row of every table, every file, and what staff have put into the data folder."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.application_tables import application_files
from bot.store.archive import END, MANIFEST, BackupError, Writer, writing
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.rows import pieces, tables_of
from bot.store.schema import current_revision

__all__ = ["BackupError", "Held", "Place", "back_up"]

FORMAT = 2


@dataclass(frozen=True)
class Place:
    """Where everything lies: the database, the contents of files, and the folder with the names that staff fill."""

    database: Database
    blobs: Blobs
    folder: Path
    filled: frozenset[str] = frozenset()

    def papers(self) -> Iterator[Path]:
        """List what staff have put into the folder."""
        for name in sorted(self.filled):
            yield from sorted(path for path in (self.folder / name).rglob("*") if path.is_file())


@dataclass
class Held:
    """What an archive holds: rows by table, and the numbers of files and of papers of the data folder."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    papers: int = 0
    waiting: int = 0
    """Messages that were on their way; after a restore they wait for somebody to say whether they arrived."""
    left_out: list[str] = field(default_factory=list)
    """Tables of the archive that this version of the program does not make."""

    @property
    def is_empty(self) -> bool:
        """True when there is nothing at all."""
        return not (any(self.rows.values()) or self.files or self.papers)


async def back_up(place: Place, target: Path, now: datetime) -> Held:
    """Write everything into one archive, table by table and file by file, and return what it holds.

    Raises:
        BackupError: there is nothing, or a file is missing or was changed.
    """
    held = Held()
    named: set[str] = set()
    with writing(target) as archive:
        async with _snapshot(place.database) as connection:
            tables = await connection.run_sync(tables_of)
            for table in tables:
                held.rows[table.name] = await connection.scalar(select(func.count()).select_from(table)) or 0
            named |= await _named(connection, tables)
            stored = {*named, *await place.blobs.names()}
            papers = list(place.papers())
            held.files, held.papers = len(stored), len(papers)
            if held.is_empty:
                raise BackupError("there is nothing to back up: database, files and data folder are empty")
            revision = await connection.run_sync(current_revision)
            manifest = {"format": FORMAT, "revision": revision, "at": now.isoformat(), "rows": held.rows}
            archive.add(MANIFEST, json.dumps(manifest).encode())
            for table in tables:
                await _write(archive, connection, table)
        held.files = await _write_files(archive, place.blobs, sorted(stored), named)
        for path in papers:
            archive.add(f"papers/{path.relative_to(place.folder).as_posix()}", path.read_bytes())
        archive.add(END, json.dumps({"files": held.files, "papers": held.papers}).encode())
    return held


async def _named(connection: AsyncConnection, tables: list[Table]) -> set[str]:
    """Return the hashes of all files that applications name."""
    if application_files.name not in {table.name for table in tables}:
        return set()
    return set(await connection.scalars(select(application_files.c.sha256)))


async def _write(archive: Writer, connection: AsyncConnection, table: Table) -> None:
    number = 0
    async for piece, _ in pieces(connection, table):
        archive.add(f"tables/{table.name}/{number:06}.jsonl", piece)
        number += 1


async def _write_files(archive: Writer, blobs: Blobs, stored: list[str], named: set[str]) -> int:
    """Write the contents of files; one that nothing names may have been removed meanwhile."""
    written = 0
    for sha256 in stored:
        content = await blobs.get(sha256)
        if content is not None:
            archive.add(f"files/{sha256}", content)
            written += 1
        elif sha256 in named:
            raise BackupError(f"the file {sha256} is missing or was changed; nothing was written")
    return written


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

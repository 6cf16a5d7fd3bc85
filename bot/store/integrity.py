"""Checks that what is kept is whole: the chains of history, the files against their hashes, the schema."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select

from bot.applications.history import GENESIS, Event, broken
from bot.store.application_rows import load_event
from bot.store.application_tables import application_events, application_files, applications, seals
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.schema import current_revision, revisions

_AT_ONCE = 500
_SEAL_AFTER = timedelta(hours=1)
"""Events are sealed once no transaction with an earlier number can still be under way."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in a sentence."""

    part: str
    sentence: str


async def check(database: Database, blobs: Blobs) -> Sequence[Finding]:
    """Check everything; an empty list says that nothing is wrong."""
    found = [Finding("history", sentence) for sentence in await broken_histories(database)]
    found += [Finding("history", sentence) for sentence in await broken_seals(database)]
    found += [Finding("files", sentence) for sentence in await broken_files(database, blobs)]
    async with database.read() as connection:
        revision = await connection.run_sync(current_revision)
    if revision != revisions()[-1]:
        found.append(Finding("schema", f"the schema is {revision}, this version needs {revisions()[-1]}"))
    return found


async def broken_histories(database: Database) -> list[str]:
    """Name the applications whose history does not hold."""
    wrong: list[str] = []
    it = applications.c
    last = ""
    while True:
        query = select(it.id, it.version, it.head, it.erased_at).where(it.id > last)
        async with database.read() as connection:
            rows = (await connection.execute(query.order_by(it.id).limit(_AT_ONCE))).all()
        if not rows:
            return wrong
        last = rows[-1].id
        events = await _events(database, rows[0].id, last)
        for row in rows:
            problems = broken(
                events.get(row.id, []), head=row.head, version=row.version, erased=row.erased_at is not None
            )
            wrong += [f"application {row.id}: {problem}" for problem in problems]


async def _events(database: Database, first: str, last: str) -> dict[str, list[Event]]:
    query = (
        select(application_events)
        .where(application_events.c.application.between(first, last))
        .order_by(application_events.c.application, application_events.c.number)
    )
    found: dict[str, list[Event]] = {}
    async with database.read() as connection:
        for row in await connection.execute(query):
            found.setdefault(row.application, []).append(load_event(row))
    return found


async def seal(database: Database, now: datetime) -> None:
    """Chain all events of all applications since the last seal into one more seal."""
    async with database.write() as connection:
        newest = (
            await connection.execute(select(seals).order_by(seals.c.until_event.desc()).limit(1))
        ).one_or_none()
        start, previous = (newest.until_event, newest.hash) if newest else (0, GENESIS)
        until = await connection.scalar(
            select(func.max(application_events.c.id)).where(application_events.c.at < now - _SEAL_AFTER)
        )
        if until is None or until <= start:
            return
    value = await _sealed(database, start, until, previous)
    async with database.write() as connection:
        if await connection.scalar(select(func.max(seals.c.until_event))) == (start or None):
            await connection.execute(insert(seals).values(until_event=until, at=now, hash=value))


async def broken_seals(database: Database) -> list[str]:
    """Say between which seals events were changed, added or taken away."""
    async with database.read() as connection:
        rows = (await connection.execute(select(seals).order_by(seals.c.until_event))).all()
    wrong, start, previous = [], 0, GENESIS
    for row in rows:
        if await _sealed(database, start, row.until_event, previous) != row.hash:
            wrong.append(f"events {start + 1} to {row.until_event} are not those that were sealed")
        start, previous = row.until_event, row.hash
    return wrong


async def _sealed(database: Database, start: int, until: int, previous: str) -> str:
    value = hashlib.sha256(previous.encode())
    async for part in _hashes(database, start, until):
        value.update(part.encode())
    return value.hexdigest()


async def _hashes(database: Database, start: int, until: int) -> AsyncIterator[str]:
    it = application_events.c
    while start < until:
        query = select(it.id, it.hash).where(it.id > start, it.id <= until).order_by(it.id).limit(5000)
        async with database.read() as connection:
            rows = (await connection.execute(query)).all()
        if not rows:
            return
        for row in rows:
            yield row.hash
        start = rows[-1].id


async def broken_files(database: Database, blobs: Blobs) -> list[str]:
    """Name the files whose content is missing or is not what its hash says."""
    query = select(application_files.c.sha256).distinct()
    async with database.read() as connection:
        named = (await connection.scalars(query)).all()
    return [f"the file {sha} is missing or was changed" for sha in named if await blobs.get(sha) is None]


async def unused_files(database: Database, blobs: Blobs) -> list[str]:
    """Name the contents that no application names."""
    query = select(application_files.c.sha256).distinct()
    async with database.read() as connection:
        named = set(await connection.scalars(query))
    return [sha for sha in await blobs.names() if sha not in named]

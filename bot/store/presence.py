"""Which processes are alive, and which lane each of them holds.

A lane is a name such as `work:telegram:42`; one process at a time holds it. A process that has shown no sign
of life for a while loses its lanes to the others; one that died on this very machine loses them at once.
"""

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.store.database import Database
from bot.store.metadata import seconds_ago
from bot.store.tables import instances, lanes
from bot.store.upserts import insert

_GOODBYE_S = 3.0
_LIFETIMES = 4
"""After so many lifetimes without a sign of life the process gives up, to be started again."""
_here: set[str] = set()
"""The instances of this very process."""


_RELEASE = (
    update(lanes)
    .where(lanes.c.name.in_(bindparam("names", expanding=True)), lanes.c.holder == bindparam("mine"))
    .values(holder=None, paused_until=bindparam("until"))
)


class Presence:
    """This process among its replicas. Lanes can be held only inside `joined()`."""

    def __init__(self, database: Database, *, lifetime_s: float) -> None:
        self._database = database
        self._lifetime_s = lifetime_s
        self._take = _taking(database, again=False)
        self._keep = _taking(database, again=True)
        self.id = token_hex(8)
        self.silent_s = 0.0
        """How long ago the last sign of life was written."""
        self.alive = 1
        """How many replicas are alive, this one included."""

    @asynccontextmanager
    async def joined(self) -> AsyncIterator[None]:
        """Show signs of life until the block ends; then free every lane."""
        await self._join()
        beating = asyncio.create_task(self._beat())
        try:
            yield
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            with suppress(Exception):  # the database is away: the others find out by themselves
                async with asyncio.timeout(_GOODBYE_S):
                    await self._database.transact(self._leave)
            _here.discard(self.id)

    @property
    def is_heard(self) -> bool:
        """Whether the last sign of life is younger than its lifetime."""
        return self.silent_s <= self._lifetime_s

    async def watch(self) -> str:
        """Wait until the database has been silent for too long to be waited for, and return a sentence that says so.

        Time in which this process itself stood still is no silence.
        """
        step_s, before = self._lifetime_s / 5, time.monotonic()
        while True:
            await asyncio.sleep(step_s)
            now = time.monotonic()
            self.silent_s += min(now - before, 2 * step_s)
            before = now
            if self.silent_s > _LIFETIMES * self._lifetime_s:
                return (
                    f"The bot has stopped because the database has not answered for {self.silent_s:.0f} s;"
                    " `voucherbot doctor` says more."
                )

    async def hold(self, lane: str) -> bool:
        """Take a lane, or keep one already held; False when another process holds it."""

        async def work(connection: AsyncConnection) -> bool:
            return lane in await self.take(connection, [lane], again=True)

        return await self._database.transact(work, lasting=False)

    async def take(
        self, connection: AsyncConnection, names: Sequence[str], *, again: bool = False
    ) -> set[str]:
        """Take those of the lanes that nobody holds, and return them; with `again` also those held already."""
        if not names:
            return set()
        rows = [{"name": name, "holder": self.id} for name in sorted(names)]
        statement = self._keep if again else self._take
        return set(await connection.scalars(statement, rows))

    async def release(
        self, connection: AsyncConnection, releases: Iterable[tuple[str, datetime | None]]
    ) -> None:
        """Free lanes that this process holds; nobody takes one before the time beside its name."""
        by_time: dict[datetime | None, list[str]] = {}
        for name, paused_until in releases:
            by_time.setdefault(paused_until, []).append(name)
        for paused_until, names in by_time.items():
            freed = {"names": names, "mine": self.id, "until": paused_until}
            await connection.execute(_RELEASE, freed)

    async def _join(self) -> None:
        row = {"id": self.id, "place": _place(), "pid": os.getpid()}
        _here.add(self.id)
        async with self._database.write() as connection:
            await self._bury_the_dead(connection)
            await connection.execute(instances.insert().values(**row, heartbeat_at=seconds_ago(0)))

    async def _bury_the_dead(self, connection: AsyncConnection) -> None:
        query = select(instances.c.id, instances.c.pid).where(instances.c.place == _place())
        dead = [id_ for id_, pid in await connection.execute(query) if id_ not in _here and not _lives(pid)]
        gone = instances.c.heartbeat_at < seconds_ago(self._lifetime_s)
        await connection.execute(delete(instances).where(gone | instances.c.id.in_(dead)))

    async def _leave(self, connection: AsyncConnection) -> None:
        await connection.execute(delete(instances).where(instances.c.id == self.id))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._lifetime_s / 5)
            with contextlib.suppress(Exception):  # the database is away: the next beat may find it again
                if not await self._database.transact(self._show_life, lasting=False):
                    await self._start_afresh()
                self.silent_s = 0.0

    async def _show_life(self, connection: AsyncConnection) -> bool:
        """Write a sign of life; False when the others took this process for dead."""
        beat = update(instances).where(instances.c.id == self.id).values(heartbeat_at=seconds_ago(0))
        if not (await connection.execute(beat)).rowcount:
            return False
        await self._bury_the_dead(connection)
        self.alive = (await connection.scalar(select(func.count()).select_from(instances))) or 1
        return True

    async def _start_afresh(self) -> None:
        """Join again under a new name, which holds nothing."""
        _here.discard(self.id)
        self.id = token_hex(8)
        await self._join()


def _taking(database: Database, *, again: bool) -> "ReturningInsert[str]":
    """Return the statement that takes lanes which nobody holds, or with `again` holds them on."""
    statement = insert(database, lanes)
    free = lanes.c.holder.is_(None)
    return statement.on_conflict_do_update(
        index_elements=[lanes.c.name],
        set_={"holder": statement.excluded.holder},
        where=free | (lanes.c.holder == statement.excluded.holder) if again else free,
    ).returning(lanes.c.name)


def _place() -> str:
    """Name the machine and the process space in which a process number means something."""
    parts = [socket.gethostname()]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return "|".join(parts)


def _lives(pid: int) -> bool:
    if pid == os.getpid():
        return False  # an instance of an earlier process with the same number
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

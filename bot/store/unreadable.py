"""Updates that could not be read: their numbers and the kind of error, nothing of what they held."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete, func, select

from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.tables import unreadable_updates
from bot.store.upserts import insert

_LARGEST_ID = 2**63 - 1


class Unreadable:
    """The unreadable updates of one channel."""

    def __init__(self, database: Database, channel: str, clock: Clock) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock

    async def note(self, faults: Sequence[tuple[int, str]]) -> None:
        """Keep the numbers of updates with what went wrong; one that was noted before stays as it is."""
        rows = [
            {"channel": self._channel, "update_id": id_, "fault": fault, "seen_at": self._clock()}
            for id_, fault in faults
            if abs(id_) <= _LARGEST_ID
        ]
        if not rows:
            return
        new = insert(self._database, unreadable_updates).on_conflict_do_nothing()
        async with self._database.write() as connection:
            await connection.execute(new, rows)

    async def counted(self, age: timedelta) -> Mapping[str, int]:
        """Count what was noted within `age`, by fault, the most frequent first."""
        it = unreadable_updates.c
        query = (
            select(it.fault, func.count().label("times"))
            .where(it.channel == self._channel, it.seen_at >= self._clock() - age)
            .group_by(it.fault)
            .order_by(func.count().desc(), it.fault)
        )
        async with self._database.read() as connection:
            return {row.fault: row.times for row in await connection.execute(query)}

    async def forget_old(self, age: timedelta) -> None:
        """Drop what was noted longer ago than `age`."""
        it = unreadable_updates.c
        async with self._database.write() as connection:
            await connection.execute(delete(unreadable_updates).where(it.seen_at < self._clock() - age))

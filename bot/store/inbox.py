"""The inbox: every update of a channel, stored before the channel acknowledges it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Protocol

from sqlalchemy import Row, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.bell import Bell
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.gathering import Gathering
from bot.store.presence import Presence
from bot.store.tables import inbox, lanes
from bot.store.upserts import insert

_MOST_IN_A_LANE = 50
_MINUTE = timedelta(minutes=1)


class Arrival(Protocol):
    """An update as a channel hands it in. `lane` is its chat's; it waits `settle_s` for what belongs to it."""

    update_id: int
    lane: str
    person: str | None
    chat_id: int | None
    thread_id: int | None
    message_id: int | None
    nonce: str | None
    album: str | None
    sent_at: datetime
    settle_s: float
    body: str


@dataclass(slots=True)
class Waiting:
    """An update that waits for its answer. `recent` counts this person's updates of the minute before it."""

    update_id: int
    person: str | None
    message_id: int | None
    nonce: str | None
    album: str | None
    sent_at: datetime
    attempts: int
    body: str
    recent: int


class Inbox:
    """The updates of one channel."""

    def __init__(self, database: Database, presence: Presence, channel: str, clock: Clock) -> None:
        self._database = database
        self._presence = presence
        self._channel = channel
        self._clock = clock
        self._bell = Bell()
        self._put = Gathering(self._put_all)
        self._finish = Gathering(self._finish_all)
        self._release = Gathering(self._release_all)

    async def put(self, arrivals: Sequence[Arrival]) -> None:
        """Store updates; one that was stored before is ignored."""
        if arrivals:
            await self._put(arrivals)
            self._bell.ring()

    async def wait(self, timeout_s: float) -> None:
        """Wait until something arrives here, at most `timeout_s`, since it can arrive in another process."""
        await self._bell.wait(timeout_s)

    async def claim(self, most: int) -> dict[str, list[Waiting]]:
        """Take up to `most` lanes that have updates waiting and that nobody works on, with their updates."""
        now = self._clock()
        async with self._database.read() as connection:
            names = list(await connection.scalars(self._free_lanes(now, most)))
        if not names:
            return {}
        async with self._database.write() as connection:
            taken = await self._presence.take(connection, names)
            rows = (await connection.execute(self._waiting_in(taken, most))).all() if taken else []
            counts = await self._sent_lately(connection, rows)
            found = {name: [row for row in rows if row.lane == name] for name in taken}
            for name in [name for name in found if not found[name] or found[name][0].due_at > now]:
                heads = found.pop(name)
                until = heads[0].due_at if heads else None
                await self._presence.release(connection, name, paused_until=until)
        return {name: _in_order(found[name], now, counts) for name in found}

    async def release(self, lane: str, *, pause_s: float = 0) -> None:
        """Free a lane; nobody works on it for `pause_s`."""
        await self._release((lane, pause_s))
        self._bell.ring()

    async def finish(self, update_id: int) -> None:
        """Mark an update as done when no turn was needed for it."""
        await self._finish(update_id)

    async def join(self, update_id: int, others: Sequence[int]) -> None:
        """Make updates part of one: they are done when it is."""
        statement = update(inbox).where(self._is(others)).values(part_of=update_id)
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def failed(self, update_id: int) -> None:
        """Count a failed attempt."""
        statement = update(inbox).where(self._is([update_id])).values(attempts=inbox.c.attempts + 1)
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def forget_old(self, age: timedelta) -> None:
        """Drop what was done longer ago than `age`; the channel must not send it again after that."""
        old = inbox.c.done_at < self._clock() - age
        async with self._database.write() as connection:
            await connection.execute(delete(inbox).where(inbox.c.channel == self._channel, old))

    def _free_lanes(self, now: datetime, most: int) -> Any:  # noqa: ANN401 (a select)
        return (
            select(inbox.c.lane)
            .outerjoin(lanes, lanes.c.name == inbox.c.lane)
            .where(
                inbox.c.done_at.is_(None),
                inbox.c.channel == self._channel,
                inbox.c.due_at <= now,
                lanes.c.holder.is_(None),
                or_(lanes.c.paused_until.is_(None), lanes.c.paused_until <= now),
            )
            .group_by(inbox.c.lane)
            .order_by(func.min(inbox.c.update_id))
            .limit(most)
        )

    def _waiting_in(self, taken: set[str], most: int) -> Any:  # noqa: ANN401 (a select)
        return (
            select(inbox)
            .where(inbox.c.lane.in_(list(taken)), inbox.c.done_at.is_(None), inbox.c.part_of.is_(None))
            .where(inbox.c.channel == self._channel)
            .order_by(inbox.c.lane, inbox.c.update_id)
            .limit(most * _MOST_IN_A_LANE)
        )

    async def _sent_lately(
        self, connection: AsyncConnection, rows: Sequence[Row[Any]]
    ) -> dict[str, list[tuple[int, datetime]]]:
        """Return what each of these people sent in the minute before, and when; presses left out."""
        people = {row.person for row in rows if row.person}
        if not people:
            return {}
        since = min(row.sent_at for row in rows) - _MINUTE
        query = select(inbox.c.person, inbox.c.update_id, inbox.c.sent_at).where(
            inbox.c.person.in_(list(people)), inbox.c.sent_at > since, inbox.c.nonce.is_(None)
        )
        times: dict[str, list[tuple[int, datetime]]] = {}
        for person, update_id, sent_at in await connection.execute(query):
            times.setdefault(person, []).append((update_id, sent_at))
        return times

    def _is(self, update_ids: Sequence[int]) -> Any:  # noqa: ANN401 (a condition)
        return (inbox.c.channel == self._channel) & inbox.c.update_id.in_(update_ids)

    async def _put_all(self, batches: Sequence[Sequence[Arrival]]) -> Sequence[None]:
        now = self._clock()
        rows = [_row(self._channel, arrival, now) for batch in batches for arrival in batch]
        async with self._database.write() as connection:
            await connection.execute(insert(self._database, inbox).on_conflict_do_nothing(), rows)
        return [None] * len(batches)

    async def _finish_all(self, update_ids: Sequence[int]) -> Sequence[None]:
        async with self._database.write() as connection:
            await mark_done(connection, self._channel, update_ids, self._clock())
        return [None] * len(update_ids)

    async def _release_all(self, releases: Sequence[tuple[str, float]]) -> Sequence[None]:
        now = self._clock()
        async with self._database.write() as connection:
            for lane, pause_s in releases:
                until = now + timedelta(seconds=pause_s) if pause_s else None
                await self._presence.release(connection, lane, paused_until=until)
        return [None] * len(releases)


async def mark_done(
    connection: AsyncConnection, channel: str, update_ids: Sequence[int], now: datetime
) -> None:
    """Mark updates and their parts as done and forget what they said."""
    it = inbox.c.update_id.in_(update_ids) | inbox.c.part_of.in_(update_ids)
    statement = update(inbox).where(inbox.c.channel == channel, inbox.c.done_at.is_(None), it)
    await connection.execute(statement.values(done_at=now, body=None))


def _row(channel: str, arrival: Arrival, now: datetime) -> dict[str, Any]:
    return {
        "channel": channel,
        "update_id": arrival.update_id,
        "lane": arrival.lane,
        "person": arrival.person,
        "chat_id": arrival.chat_id,
        "thread_id": arrival.thread_id,
        "message_id": arrival.message_id,
        "nonce": arrival.nonce,
        "album": arrival.album,
        "sent_at": arrival.sent_at,
        "received_at": now,
        "due_at": now + timedelta(seconds=arrival.settle_s),
        "body": arrival.body,
        "attempts": 0,
    }


def _in_order(
    rows: Sequence[Row[Any]], now: datetime, times: dict[str, list[tuple[int, datetime]]]
) -> list[Waiting]:
    """Return the updates up to the first that is not due: none overtakes another of its chat."""
    due = takewhile(lambda row: row.due_at <= now, rows[:_MOST_IN_A_LANE])
    return [
        Waiting(
            update_id=row.update_id,
            person=row.person,
            message_id=row.message_id,
            nonce=row.nonce,
            album=row.album,
            sent_at=row.sent_at,
            attempts=row.attempts,
            body=row.body,
            recent=sum(
                update_id <= row.update_id and sent_at > row.sent_at - _MINUTE
                for update_id, sent_at in times.get(row.person, ())
            ),
        )
        for row in due
    ]

"""The inbox: every update of a channel, stored before the channel acknowledges it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Row, bindparam, delete, func, or_, select, update
from sqlalchemy.exc import DataError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.bell import Bell
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.gathering import Writer
from bot.store.inbox_values import MINUTE, MOST_IN_A_LANE, Arrival, Waiting, arrival_row, in_order
from bot.store.presence import Presence
from bot.store.tables import inbox, lanes
from bot.store.upserts import insert

_LONGEST_BELL_S = 3600.0
_UNSTORABLE = (DataError, OverflowError, TypeError, ValueError)
"""What goes wrong when a value does not fit its column, whatever the database."""


_FREE_LANES = (
    select(inbox.c.lane)
    .outerjoin(lanes, lanes.c.name == inbox.c.lane)
    .where(
        inbox.c.done_at.is_(None),
        inbox.c.channel == bindparam("channel"),
        inbox.c.due_at <= bindparam("now"),
        lanes.c.holder.is_(None),
        or_(lanes.c.paused_until.is_(None), lanes.c.paused_until <= bindparam("now")),
    )
    .group_by(inbox.c.lane)
    .order_by(func.min(inbox.c.update_id))
    .limit(bindparam("most", type_=Integer))
)
_WAITING = (
    select(inbox)
    .where(inbox.c.lane.in_(bindparam("taken", expanding=True)), inbox.c.done_at.is_(None))
    .where(inbox.c.channel == bindparam("channel"), inbox.c.part_of.is_(None))
    .order_by(inbox.c.lane, inbox.c.update_id)
    .limit(bindparam("most", type_=Integer))
)
_SENT_LATELY = select(inbox.c.person, inbox.c.update_id, inbox.c.sent_at).where(
    inbox.c.person.in_(bindparam("people", expanding=True)),
    inbox.c.sent_at > bindparam("since"),
    inbox.c.nonce.is_(None),
)
_OPEN = update(inbox).where(inbox.c.channel == bindparam("of"), inbox.c.done_at.is_(None))
_MARK_DONE = _OPEN.where(inbox.c.update_id.in_(bindparam("ids", expanding=True))).values(
    done_at=bindparam("now"), body=None
)
_MARK_PARTS_DONE = _OPEN.where(inbox.c.part_of.in_(bindparam("ids", expanding=True))).values(
    done_at=bindparam("now"), body=None
)


class Inbox:
    """The updates of one channel."""

    def __init__(
        self, database: Database, writer: Writer, presence: Presence, channel: str, clock: Clock
    ) -> None:
        self._database = database
        self._presence = presence
        self._channel = channel
        self._clock = clock
        self._bell = Bell()
        self._insert = insert(database, inbox).on_conflict_do_nothing()
        self._put = writer.kind(self._put_all)
        self._claim = writer.kind(self._claim_all, lasting=False)
        self._finish = writer.kind(self._finish_all)
        self._release = writer.kind(self._release_all, lasting=False)
        self._writer = writer

    async def put(self, arrivals: Sequence[Arrival]) -> list[tuple[int, str]]:
        """Store updates; one that was stored before is ignored.

        Those that hold what no database takes are left out and returned, each with the kind of error.
        """
        results = await asyncio.gather(*(self._put([each]) for each in arrivals), return_exceptions=True)
        refused: list[tuple[int, str]] = []
        for each, result in zip(arrivals, results, strict=True):
            if isinstance(result, _UNSTORABLE):
                refused.append((each.update_id, type(result).__name__))
            elif result is not None:
                raise result
        return refused

    def hand_over(
        self, free: Callable[[], int], begin: Callable[[Mapping[str, Sequence[Waiting]]], None]
    ) -> None:
        """Claim what arrives in the very transaction that stores it, as long as `free` is not 0."""

        async def claim(connection: AsyncConnection) -> dict[str, list[Waiting]]:
            return await self._claim_some(connection, free())

        self._writer.follow(self._put_all, claim, begin)
        self._writer.follow(self._release_all, claim, begin)

    async def wait(self, timeout_s: float) -> None:
        """Wait until something arrives here, at most `timeout_s`, since it can arrive in another process."""
        await self._bell.wait(timeout_s)

    async def claim(self, most: int) -> dict[str, list[Waiting]]:
        """Take up to `most` lanes that have updates waiting and that nobody works on, with their updates."""
        return await self._claim(most)

    async def release(self, lane: str, *, pause_s: float = 0) -> None:
        """Free a lane; nobody works on it for `pause_s`."""
        await self._release((lane, pause_s))
        if pause_s:
            asyncio.get_running_loop().call_later(min(pause_s, _LONGEST_BELL_S), self._bell.ring)

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

    async def _sent_lately(
        self, connection: AsyncConnection, rows: Sequence[Row[Any]]
    ) -> dict[str, list[tuple[int, datetime]]]:
        """Return what each of these people sent in the minute before, and when; presses left out."""
        people = list({row.person for row in rows if row.person})
        since = min((row.sent_at for row in rows), default=self._clock()) - MINUTE
        times: dict[str, list[tuple[int, datetime]]] = {}
        if people:
            sent = await connection.execute(_SENT_LATELY, {"people": people, "since": since})
            for person, update_id, sent_at in sent:
                times.setdefault(person, []).append((update_id, sent_at))
        return times

    def _is(self, update_ids: Sequence[int]) -> Any:  # noqa: ANN401 (a condition)
        return (inbox.c.channel == self._channel) & inbox.c.update_id.in_(update_ids)

    async def _put_all(
        self, connection: AsyncConnection, batches: Sequence[Sequence[Arrival]]
    ) -> Sequence[None]:
        now = self._clock()
        rows = [arrival_row(self._channel, arrival, now) for batch in batches for arrival in batch]
        await connection.execute(self._insert, rows)
        return [None] * len(batches)

    async def _claim_all(
        self, connection: AsyncConnection, mosts: Sequence[int]
    ) -> Sequence[dict[str, list[Waiting]]]:
        return [await self._claim_some(connection, most) for most in mosts]

    async def _claim_some(self, connection: AsyncConnection, most: int) -> dict[str, list[Waiting]]:
        if most <= 0:
            return {}
        now = self._clock()
        wanted = {"channel": self._channel, "now": now, "most": most}
        names = list(await connection.scalars(_FREE_LANES, wanted))
        taken = await self._presence.take(connection, names)
        if not taken:
            return {}
        wanted = {"channel": self._channel, "taken": list(taken), "most": most * MOST_IN_A_LANE}
        rows = (await connection.execute(_WAITING, wanted)).all()
        counts = await self._sent_lately(connection, rows)
        found: dict[str, list[Row[Any]]] = {name: [] for name in taken}
        for row in rows:
            found[row.lane].append(row)
        early = {name for name, waiting in found.items() if not waiting or waiting[0].due_at > now}
        for name in early:
            heads = found.pop(name)
            await self._presence.release(connection, [(name, heads[0].due_at if heads else None)])
        return {name: in_order(waiting, now, counts) for name, waiting in found.items()}

    async def _finish_all(self, connection: AsyncConnection, update_ids: Sequence[int]) -> Sequence[None]:
        await mark_done(connection, self._channel, update_ids, self._clock())
        return [None] * len(update_ids)

    async def _release_all(
        self, connection: AsyncConnection, releases: Sequence[tuple[str, float]]
    ) -> Sequence[None]:
        now = self._clock()
        until = [(lane, now + timedelta(seconds=pause_s) if pause_s else None) for lane, pause_s in releases]
        await self._presence.release(connection, until)
        return [None] * len(releases)


async def mark_done(
    connection: AsyncConnection, channel: str, update_ids: Sequence[int], now: datetime
) -> None:
    """Mark updates and their parts as done and forget what they said."""
    done = {"of": channel, "ids": list(update_ids), "now": now}
    await connection.execute(_MARK_DONE, done)
    await connection.execute(_MARK_PARTS_DONE, done)

"""The outbox: every message on its way to a person, written with the change that causes it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Row, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Reply
from bot.store.bell import Bell
from bot.store.clock import Clock
from bot.store.codec import load_reply
from bot.store.database import Database
from bot.store.gathering import Write, Writer
from bot.store.posting import BROADCAST, Post, post
from bot.store.presence import Presence
from bot.store.tables import lanes, outbox, people
from knowledge.language import Language

_MOST_IN_A_LANE = 20
_LONGEST_BELL_S = 3600.0


_FREE_LANES = (
    select(outbox.c.lane)
    .outerjoin(lanes, lanes.c.name == outbox.c.lane)
    .where(
        outbox.c.channel == bindparam("channel"),
        outbox.c.due_at <= bindparam("now"),
        lanes.c.holder.is_(None),
        or_(lanes.c.paused_until.is_(None), lanes.c.paused_until <= bindparam("now")),
    )
    .group_by(outbox.c.lane)
    .order_by(func.min(outbox.c.priority), func.min(outbox.c.id))
    .limit(bindparam("most", type_=Integer))
)
_DUE = (
    select(outbox)
    .where(outbox.c.lane.in_(bindparam("taken", expanding=True)), outbox.c.due_at <= bindparam("now"))
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most", type_=Integer))
)
_DELETE = delete(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(slots=True)
class Outgoing:
    """A message to send. `about` and `asked_at` say what a late one answers; `edits` is a message to replace."""

    id: int
    person: str | None
    chat_id: int
    thread_id: int | None
    reply_to: int | None
    about: str | None
    asked_at: datetime | None
    edits: int | None
    language: Language | None
    nonce: str | None
    reply: Reply
    priority: int
    parts_sent: int
    attempts: int


class Outbox:
    """The messages of one channel. Those of a chat leave in order, replies before notices."""

    def __init__(
        self, database: Database, writer: Writer, presence: Presence, channel: str, clock: Clock
    ) -> None:
        self._database = database
        self._presence = presence
        self._channel = channel
        self._clock = clock
        self._claim = writer.kind(self._claim_all, lasting=False)
        self._sent = writer.kind(self._sent_all)
        self._release = writer.kind(self._release_all, lasting=False)
        self._writer = writer
        self.bell = Bell()
        self.written_by: list[Write] = []
        """Kinds of writing that put messages here."""

    async def wait(self, timeout_s: float) -> None:
        """Wait until something is written here, at most `timeout_s`."""
        await self.bell.wait(timeout_s)

    def hand_over(
        self, free: Callable[[], int], begin: Callable[[Mapping[str, Sequence[Outgoing]]], None]
    ) -> None:
        """Claim what is written in the very transaction that writes it, as long as `free` is not 0."""

        async def claim(connection: AsyncConnection) -> dict[str, list[Outgoing]]:
            return await self._claim_some(connection, free())

        writes: list[Write] = [*self.written_by, self._sent_all, self._release_all]
        for write in writes:
            self._writer.follow(write, claim, begin)

    async def claim(self, most: int) -> dict[str, list[Outgoing]]:
        """Take up to `most` lanes that have messages due and that nobody sends, with their messages."""
        return await self._claim(most)

    async def sent(self, message_id: int, *, free: str | None = None) -> None:
        """Forget a message that has arrived or never can, and free its lane where nothing is left to send."""
        await self._sent((message_id, free))

    async def progress(self, message_id: int, parts_sent: int) -> None:
        """Keep how many parts of a long message have arrived."""
        await self._change(message_id, parts_sent=parts_sent)

    async def failed(self, message_id: int) -> None:
        """Count a failed attempt."""
        await self._change(message_id, attempts=outbox.c.attempts + 1)

    async def release(self, lane: str, *, pause_s: float = 0) -> None:
        """Free a lane; nobody sends in it for `pause_s`."""
        await self._release((lane, pause_s))
        if pause_s:
            asyncio.get_running_loop().call_later(min(pause_s, _LONGEST_BELL_S), self.bell.ring)

    async def broadcast(self, reply: Reply, *, to: Sequence[str]) -> int:
        """Write one message to many people, behind all replies; return how many of them have a chat."""
        query = select(people).where(people.c.person.in_(list(to)), people.c.channel == self._channel)
        async with self._database.write() as connection:
            posts = [
                Post.to(person, reply, BROADCAST, self._clock()) for person in await connection.execute(query)
            ]
            await post(connection, posts)
        self.bell.ring()
        return len(posts)

    async def count(self) -> int:
        """Count the messages that have not left yet."""
        query = select(func.count()).select_from(outbox).where(outbox.c.channel == self._channel)
        async with self._database.read() as connection:
            return await connection.scalar(query) or 0

    async def forget_old(self, age: timedelta) -> None:
        """Drop what could not be delivered for as long as `age`, such as messages to those who left."""
        old = outbox.c.due_at < self._clock() - age
        async with self._database.write() as connection:
            await connection.execute(delete(outbox).where(outbox.c.channel == self._channel, old))

    async def _change(self, message_id: int, **values: Any) -> None:  # noqa: ANN401 (column values)
        async with self._database.write() as connection:
            await connection.execute(update(outbox).where(outbox.c.id == message_id).values(**values))

    async def _claim_all(
        self, connection: AsyncConnection, mosts: Sequence[int]
    ) -> Sequence[dict[str, list[Outgoing]]]:
        return [await self._claim_some(connection, most) for most in mosts]

    async def _claim_some(self, connection: AsyncConnection, most: int) -> dict[str, list[Outgoing]]:
        if most <= 0:
            return {}
        now = self._clock()
        wanted = {"channel": self._channel, "now": now, "most": most}
        names = list(await connection.scalars(_FREE_LANES, wanted))
        taken = await self._presence.take(connection, names)
        found: dict[str, list[Outgoing]] = {name: [] for name in taken}
        if taken:
            wanted = {"taken": list(taken), "now": now, "most": most * _MOST_IN_A_LANE}
            for row in await connection.execute(_DUE, wanted):
                if len(found[row.lane]) < _MOST_IN_A_LANE:
                    found[row.lane].append(_outgoing(row))
        return found

    async def _sent_all(
        self, connection: AsyncConnection, sent: Sequence[tuple[int, str | None]]
    ) -> Sequence[None]:
        await connection.execute(_DELETE, {"ids": [id_ for id_, _ in sent]})
        await self._presence.release(connection, [(lane, None) for _, lane in sent if lane])
        return [None] * len(sent)

    async def _release_all(
        self, connection: AsyncConnection, releases: Sequence[tuple[str, float]]
    ) -> Sequence[None]:
        now = self._clock()
        until = [(lane, now + timedelta(seconds=pause_s) if pause_s else None) for lane, pause_s in releases]
        await self._presence.release(connection, until)
        return [None] * len(releases)


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        id=row.id,
        person=row.person,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        reply_to=row.reply_to,
        about=row.about,
        asked_at=row.asked_at,
        edits=row.edits,
        language=row.language,
        nonce=row.nonce,
        reply=load_reply(row.payload),
        priority=row.priority,
        parts_sent=row.parts_sent,
        attempts=row.attempts,
    )

"""Writes finished turns, several in one transaction; a turn that came too late is refused alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.store import answers as kept_answers
from bot.store.clock import Clock
from bot.store.codec import digest, dump_session
from bot.store.database import Database
from bot.store.forgetting import forget
from bot.store.inbox import mark_done
from bot.store.posting import NOTICE, REPLY, Post, excerpt, post
from bot.store.recording import record
from bot.store.tables import answers, handled, keyboards, people, sessions
from bot.store.turn import StaleTurnError, StoredTurn
from bot.store.upserts import insert

DIRECT_CHANNELS = frozenset({"terminal"})
"""Channels that are handed their replies and need no outbox."""


class Committing:
    """Commits turns. Rows are written in one order everywhere, so that replicas never wait in a circle."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._clock = clock
        self._handled = (
            insert(database, handled)
            .on_conflict_do_nothing()
            .returning(handled.c.channel, handled.c.update_id)
        )
        self._sessions = _saving_sessions(database)
        self._people = _saving_people(database)

    async def write(
        self, connection: AsyncConnection, turns: Sequence[StoredTurn]
    ) -> Sequence[Exception | None]:
        """Commit turns; the result of one is None, or the error that says that it must be taken anew."""
        ordered = sorted(turns, key=lambda turn: turn.incoming.person)
        fresh = await self._mark_handled(connection, ordered)
        saved = await self._save_sessions(connection, fresh)
        await _unmark(connection, [turn for turn in fresh if turn not in saved])
        await self._write(connection, saved)
        return [None if turn in saved else StaleTurnError() for turn in turns]

    async def _mark_handled(
        self, connection: AsyncConnection, turns: Sequence[StoredTurn]
    ) -> list[StoredTurn]:
        now = self._clock()
        rows = [
            {"channel": t.incoming.channel, "update_id": t.incoming.update_id, "handled_at": now}
            for t in turns
        ]
        returned = await connection.execute(self._handled, rows)
        marked = {(channel, update_id) for channel, update_id in returned}
        return [turn for turn in turns if _key(turn) in marked]

    async def _save_sessions(
        self, connection: AsyncConnection, turns: Sequence[StoredTurn]
    ) -> list[StoredTurn]:
        now = self._clock()
        await self._save_people(connection, [turn for turn in turns if not turn.forgets], now)
        rows = [_session_row(turn, now) for turn in turns if not turn.forgets]
        forgetting = [turn for turn in turns if turn.forgets]
        if not rows:
            return forgetting
        saved = set(await connection.scalars(self._sessions, rows))
        return forgetting + [turn for turn in turns if turn.incoming.person in saved and not turn.forgets]

    async def _save_people(
        self, connection: AsyncConnection, turns: Sequence[StoredTurn], now: datetime
    ) -> None:
        rows = [
            {
                "person": turn.incoming.person,
                "channel": turn.incoming.channel,
                "chat_id": _chat(turn),
                "language": _language(turn),
                "created_at": now,
            }
            for turn in turns
            if turn.start.known != (_chat(turn), _language(turn))
        ]
        if rows:
            await connection.execute(self._people, rows)

    async def _write(self, connection: AsyncConnection, turns: Sequence[StoredTurn]) -> None:
        now = self._clock()
        for turn in turns:
            await record(connection, turn.applications, now)
            if turn.forgets:
                await forget(connection, turn.incoming.person)
        rows = [
            kept_answers.answer_row(id_, turn.incoming.person, record, now)
            for turn in turns
            if not turn.forgets
            for id_, record in turn.answers
        ]
        if rows:
            await connection.execute(answers.insert(), rows)
        await kept_answers.rate(connection, [rating for turn in turns for rating in turn.ratings], now)
        await post(connection, [each for turn in turns for each in _replies(turn, now)])
        await post(connection, await _notices(connection, turns, now))
        await _use_keyboards(connection, turns, now)
        for channel in {turn.incoming.channel for turn in turns if turn.start.origin}:
            here = [
                int(t.incoming.update_id) for t in turns if t.start.origin and t.incoming.channel == channel
            ]
            await mark_done(connection, channel, here, now)


def _saving_sessions(database: Database) -> "ReturningInsert[str]":
    """Return the statement that saves sessions and names those that nobody has changed meanwhile."""
    statement = insert(database, sessions)
    new = statement.excluded
    changes = {
        "state": new.state, "pending": new.pending, "version": new.version, "updated_at": new.updated_at
    }  # fmt: skip
    return statement.on_conflict_do_update(
        index_elements=[sessions.c.person], set_=changes, where=sessions.c.version == new.version - 1
    ).returning(sessions.c.person)


def _saving_people(database: Database) -> Insert:
    statement = insert(database, people)
    new = statement.excluded
    changes = {"chat_id": new.chat_id, "language": new.language}
    return statement.on_conflict_do_update(index_elements=[people.c.person], set_=changes)


def _key(turn: StoredTurn) -> tuple[str, str]:
    return turn.incoming.channel, turn.incoming.update_id


def _chat(turn: StoredTurn) -> int | None:
    return turn.start.origin.chat_id if turn.start.origin else None


def _language(turn: StoredTurn) -> str | None:
    return turn.session.language or turn.incoming.language


def _session_row(turn: StoredTurn, now: datetime) -> dict[str, object]:
    return {
        "person": turn.incoming.person,
        "state": dump_session(turn.session),
        "pending": digest(turn.session.pending),
        "version": turn.start.version + 1,
        "updated_at": now,
    }


async def _unmark(connection: AsyncConnection, turns: Sequence[StoredTurn]) -> None:
    if turns:
        key = tuple_(handled.c.channel, handled.c.update_id)
        await connection.execute(delete(handled).where(key.in_([_key(turn) for turn in turns])))


def _replies(turn: StoredTurn, now: datetime) -> list[Post]:
    """Address the replies to where the message came from, and say what a late one answers."""
    it, origin = turn.incoming, turn.start.origin
    if it.channel in DIRECT_CHANNELS or origin is None:
        return []
    pressed = it.choice is not None
    points_back = (it.in_group or it.late or it.edited) and not pressed
    return [
        Post(
            channel=it.channel,
            person=it.person,
            chat_id=origin.chat_id,
            thread_id=origin.thread_id,
            reply_to=origin.message_id if points_back and position == 0 else None,
            about=excerpt(it.text) if it.late and position == 0 else None,
            asked_at=it.sent_at if it.late and position == 0 else None,
            edits=origin.message_id if reply.replaces and pressed and position == 0 else None,
            language=_language(turn),
            reply=replace(reply, choices=(), answer_id=None) if turn.forgets else reply,
            priority=REPLY,
            due_at=now,
            created_at=now,
            pending=digest(turn.session.pending),
        )
        for position, reply in enumerate(turn.replies)
        if reply.aside is None or not pressed
    ]


async def _notices(connection: AsyncConnection, turns: Sequence[StoredTurn], now: datetime) -> list[Post]:
    notices = [notice for turn in turns for notice in turn.notices]
    if not notices:
        return []
    query = select(people).where(people.c.person.in_({notice.person for notice in notices}))
    known = {row.person: row for row in await connection.execute(query)}
    return [
        Post.to(known[notice.person], notice.reply, NOTICE, now, notice.not_before)
        for notice in notices
        if notice.person in known
    ]


async def _use_keyboards(connection: AsyncConnection, turns: Sequence[StoredTurn], now: datetime) -> None:
    for turn in turns:
        origin, choice = turn.start.origin, turn.incoming.choice
        if origin is None or origin.nonce is None or choice is None:
            continue
        used = {"rated_at": now} if choice.startswith("rate:") else {"pressed_at": now}
        await connection.execute(update(keyboards).where(keyboards.c.nonce == origin.nonce).values(**used))

"""The buttons under messages: each keyboard is known by a random name and serves one press."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.tables import keyboards, sessions


@dataclass(slots=True)
class Keyboard:
    """What stands behind a message's buttons. `stale`: the question that it answers is no longer asked."""

    person: str
    chat_id: int | None
    choices: tuple[tuple[str, str], ...]
    answer_id: str | None
    created_at: datetime
    pressed_at: datetime | None
    rated_at: datetime | None
    stale: bool


class Keyboards:
    """All keyboards that can still be pressed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def find(self, nonce: str) -> Keyboard | None:
        """Return a keyboard by its name, or None."""
        query = (
            select(keyboards, sessions.c.pending.label("asked"))
            .outerjoin(sessions, sessions.c.person == keyboards.c.person)
            .where(keyboards.c.nonce == nonce)
        )

        async def work(connection: AsyncConnection) -> Row[Any] | None:
            return (await connection.execute(query)).one_or_none()

        row = await self._database.look(work)
        if row is None:
            return None
        return Keyboard(
            person=row.person,
            chat_id=row.chat_id,
            choices=tuple((id_, label) for id_, label in json.loads(row.choices)),
            answer_id=row.answer_id,
            created_at=row.created_at,
            pressed_at=row.pressed_at,
            rated_at=row.rated_at,
            stale=row.pending is not None and row.pending != row.asked,
        )

    async def forget_old(self, age: timedelta) -> None:
        """Drop keyboards older than `age`; their buttons then count as expired."""
        async with self._database.write() as connection:
            await connection.execute(delete(keyboards).where(keyboards.c.created_at < self._clock() - age))

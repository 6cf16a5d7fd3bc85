"""Who talks with the bot, and where they can be reached."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.forgetting import stored_of
from bot.store.posting import lane_of
from bot.store.tables import inbox, keyboards, lanes, outbox, people, sessions
from bot.store.upserts import insert

FOREVER = timedelta(days=36_500)


class People:
    """The people of one channel and their chats."""

    def __init__(self, database: Database, channel: str, clock: Clock) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock

    async def blocked(self, chat_id: int) -> None:
        """Mark the people of a chat as out of reach; what waits for them keeps waiting."""
        async with self._database.write() as connection:
            here = (people.c.channel == self._channel) & (people.c.chat_id == chat_id)
            await connection.execute(update(people).where(here).values(blocked_at=self._clock()))
            lane = update(lanes).where(lanes.c.name == lane_of(self._channel, chat_id, ""))
            await connection.execute(lane.values(holder=None, paused_until=self._clock() + FOREVER))

    async def returned(self, chat_id: int) -> bool:
        """Mark the people of a chat as reachable again; True when they were not."""
        here = (people.c.channel == self._channel) & (people.c.chat_id == chat_id)
        lane = lane_of(self._channel, chat_id, "")
        query = select(func.count()).select_from(lanes)
        paused = query.where(lanes.c.name == lane, lanes.c.paused_until > self._clock() + FOREVER / 2)

        async def look(connection: AsyncConnection) -> bool:
            return bool(await connection.scalar(paused))

        if not await self._database.look(look):
            return False
        async with self._database.write() as connection:
            await connection.execute(update(people).where(here).values(blocked_at=None))
            await connection.execute(update(lanes).where(lanes.c.name == lane).values(paused_until=None))
        return True

    async def moved(self, old: int, new: int) -> None:
        """Follow a chat that got a new number: its people, what waits for them, and their buttons."""
        async with self._database.write() as connection:
            for table in (people, outbox, keyboards):
                statement = update(table).where(table.c.chat_id == old)
                if "channel" in table.c:
                    statement = statement.where(table.c.channel == self._channel)
                await connection.execute(statement.values(chat_id=new))
            await self._move_lanes(connection, old, new)

    async def settle(self, room: str | None) -> None:
        """Make a group known by its number, so that it can be written to before anybody speaks there.

        What waits because the group could not be reached is tried again.
        """
        channel, _, number = (room or "").partition(":")
        if channel != self._channel or not number.lstrip("-").isdecimal():
            return
        row = {"person": room, "channel": channel, "chat_id": int(number), "created_at": self._clock()}
        new = insert(self._database, people).values(row).on_conflict_do_nothing()
        async with self._database.write() as connection:
            await connection.execute(new)
            chat_id = await connection.scalar(select(people.c.chat_id).where(people.c.person == room))
        await self.returned(int(chat_id or number))

    async def stored_of(self, person: str) -> dict[str, list[dict[str, Any]]]:
        """Return what is stored of a person, by table."""
        async with self._database.read() as connection:
            return await stored_of(connection, person)

    async def session_state(self, person: str) -> str | None:
        """Return a person's session as it is stored."""
        query = select(sessions.c.state).where(sessions.c.person == person)
        async with self._database.read() as connection:
            state: str | None = await connection.scalar(query)
        return state

    async def _move_lanes(self, connection: AsyncConnection, old: int, new: int) -> None:
        lane, new_lane = lane_of(self._channel, old, ""), lane_of(self._channel, new, "")
        await connection.execute(update(outbox).where(outbox.c.lane == lane).values(lane=new_lane))
        here = (inbox.c.channel == self._channel) & (inbox.c.chat_id == old) & inbox.c.done_at.is_(None)
        await connection.execute(update(inbox).where(here).values(chat_id=new))

"""The topics of groups: each is opened once, and found again for what belongs into it."""

from sqlalchemy import select, update

from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.tables import group_topics
from bot.store.upserts import insert


class Topics:
    """Which topic of a group belongs to which key, such as an application's reference number."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def find(self, chat_id: int, key: str) -> int | None:
        """Return the number of a topic that was opened in this chat, or None."""
        query = select(group_topics.c.thread_id).where(
            group_topics.c.key == key, group_topics.c.chat_id == chat_id
        )
        async with self._database.read() as connection:
            found: int | None = await connection.scalar(query)
        return found

    async def opened(self, chat_id: int, key: str, thread_id: int) -> None:
        """Keep a topic; one that the key had in another group is forgotten."""
        new = {"chat_id": chat_id, "thread_id": thread_id, "opened_at": self._clock(), "closed_at": None}
        statement = insert(self._database, group_topics).values(key=key, **new)
        async with self._database.write() as connection:
            await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new))

    async def closed(self, chat_id: int, key: str) -> None:
        """Note that a topic was closed."""
        here = (group_topics.c.key == key) & (group_topics.c.chat_id == chat_id)
        async with self._database.write() as connection:
            await connection.execute(update(group_topics).where(here).values(closed_at=self._clock()))

"""What waits for people without a chat of their own: they are shown it when they next sit at the terminal."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from bot.dialogue.messages import Reply
from bot.store.clock import Clock
from bot.store.codec import load_reply
from bot.store.database import Database
from bot.store.tables import outbox


class Mailbox:
    """The messages of one channel that are fetched, not sent. They are kept until they have been shown."""

    def __init__(self, database: Database, channel: str, clock: Clock) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock

    async def waiting(self, person: str) -> list[tuple[int, Reply]]:
        """List the messages that are due for a person, in their order, each with its number."""
        query = (
            select(outbox.c.id, outbox.c.payload)
            .where(
                outbox.c.channel == self._channel,
                outbox.c.person == person,
                outbox.c.due_at <= self._clock(),
            )
            .order_by(outbox.c.priority, outbox.c.id)
        )
        async with self._database.read() as connection:
            return [(row.id, load_reply(row.payload)) for row in await connection.execute(query)]

    async def shown(self, numbers: Sequence[int]) -> None:
        """Forget messages that the person has seen."""
        async with self._database.write() as connection:
            await connection.execute(delete(outbox).where(outbox.c.id.in_(list(numbers))))

"""The store as a whole, and how it is opened."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

from sqlalchemy import delete

from bot.dialogue.messages import Incoming
from bot.store.clock import Clock, now
from bot.store.database import Database
from bot.store.gathering import Writer
from bot.store.inbox import Inbox
from bot.store.keyboards import Keyboards
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.store.presence import Presence
from bot.store.schema import upgrade
from bot.store.tables import handled
from bot.store.topics import Topics
from bot.store.turn import StoredTurn
from bot.store.turns import Turns
from bot.store.unreadable import Unreadable

_LONGEST_S = 30.0
"""How long anything may take that is asked of PostgreSQL."""
_UPDATE_IDS_KEPT = timedelta(hours=72)
_KEYBOARDS_KEPT = timedelta(days=30)
_UNDELIVERED_KEPT = timedelta(days=30)
_UNREADABLE_KEPT = timedelta(days=30)


class Store:
    """Everything that the bot remembers. `inbox`, `outbox` and `people` are those of the Telegram channel."""

    def __init__(self, database: Database, clock: Clock, *, lifetime_s: float) -> None:
        self.database = database
        self._clock = clock
        writer = Writer(database)
        self.presence = Presence(database, lifetime_s=lifetime_s)
        self.inbox = Inbox(database, writer, self.presence, "telegram", clock)
        self.outbox = Outbox(database, writer, self.presence, "telegram", clock)
        self.people = People(database, "telegram", clock)
        self.keyboards = Keyboards(database, clock)
        self.topics = Topics(database, clock)
        self.unreadable = Unreadable(database, "telegram", clock)
        self.turns = Turns(database, writer, clock, self.outbox)

    def take(self, incoming: Incoming) -> AbstractAsyncContextManager[StoredTurn]:
        """Open the person's turn, waiting for one that is under way; leaving without a commit changes nothing."""
        return self.turns.take(incoming)

    async def tidy(self) -> None:
        """Drop what is no longer needed: old update ids, expired keyboards, mail that nobody can get."""
        await self.inbox.forget_old(_UPDATE_IDS_KEPT)
        await self.outbox.forget_old(_UNDELIVERED_KEPT)
        await self.keyboards.forget_old(_KEYBOARDS_KEPT)
        await self.unreadable.forget_old(_UNREADABLE_KEPT)
        async with self.database.write() as connection:
            old = handled.c.handled_at < self._clock() - _UPDATE_IDS_KEPT
            await connection.execute(delete(handled).where(old))


async def _bring_up_schema(database_url: str) -> None:
    """Migrate on a connection of its own, which may take its time."""
    database = Database(database_url)
    try:
        await upgrade(database)
    finally:
        await database.close()


@asynccontextmanager
async def open_store(
    database_url: str, *, clock: Clock = now, lifetime_s: float = 15.0
) -> AsyncIterator[Store]:
    """Open the store at its newest schema and close it at the end.

    `lifetime_s` is how long a replica may be silent before the others take over its work.
    """
    await _bring_up_schema(database_url)
    database = Database(database_url, longest_s=_LONGEST_S, transaction_s=max(lifetime_s * 2 / 3, 5.0))
    try:
        yield Store(database, clock, lifetime_s=lifetime_s)
    finally:
        await database.close()

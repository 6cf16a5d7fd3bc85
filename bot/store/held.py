"""Messages that a restore holds, since they may have arrived after the backup was made."""

from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update

from bot.store.database import Database
from bot.store.tables import outbox

UNTIL_TOLD = datetime(9999, 12, 31, tzinfo=UTC)
"""When a held message is due."""
_HELD = outbox.c.due_at == UNTIL_TOLD


async def count_held(database: Database) -> int:
    """Count the messages that are held."""
    async with database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(outbox).where(_HELD)) or 0


async def send_held(database: Database, now: datetime) -> int:
    """Let what is held leave and return how many messages that are."""
    async with database.write() as connection:
        return (await connection.execute(update(outbox).where(_HELD).values(due_at=now))).rowcount


async def drop_held(database: Database) -> int:
    """Drop what is held, since it arrived before, and return how many messages that were."""
    async with database.write() as connection:
        return (await connection.execute(delete(outbox).where(_HELD))).rowcount

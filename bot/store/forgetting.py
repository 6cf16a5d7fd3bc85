"""Deletes what is stored of a person, and shows it to them."""

from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.model_tables import model_use
from bot.store.tables import answers, inbox, outbox, people, sessions


def _theirs(column: ColumnElement[Any], person: str) -> ColumnElement[bool]:
    """Match a person and the same person in groups, whose ids name the group between channel and person."""
    channel, _, id_ = person.partition(":")
    return or_(column == person, column.like(f"{channel}:-%:{id_}"))


async def forget(connection: AsyncConnection, person: str) -> None:
    """Delete a person with everything that belongs to them; what they wrote goes, update ids stay."""
    await connection.execute(delete(outbox).where(_theirs(outbox.c.person, person)))
    await connection.execute(delete(people).where(_theirs(people.c.person, person)))
    await connection.execute(delete(model_use).where(_theirs(model_use.c.person, person)))
    theirs = _theirs(inbox.c.person, person) & inbox.c.done_at.is_not(None)
    await connection.execute(update(inbox).where(theirs).values(person=None, message_id=None))


async def stored_of(connection: AsyncConnection, person: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that are stored of a person, by table."""
    return {
        table.name: [
            dict(row)
            for row in (
                await connection.execute(select(table).where(_theirs(table.c.person, person)))
            ).mappings()
        ]
        for table in (people, sessions, answers, model_use)
    }

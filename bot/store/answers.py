"""Answers as they were given, and what people thought of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.session import AnswerRecord
from bot.store.codec import dump
from bot.store.tables import answers
from knowledge.language import clean


def answer_row(id_: str, person: str, record: AnswerRecord, now: datetime) -> dict[str, Any]:
    """Return the row of an answer."""
    return {
        "id": id_,
        "person": person,
        "asked_at": now,
        "question": clean(record.question),
        "language": record.language,
        "outcome": record.outcome,
        "text": clean(record.text),
        "passages": dump(record.passages),
        "programmes": dump(record.programmes),
        "release": record.release,
        "elapsed_ms": record.elapsed_ms,
    }


async def belongs_to(connection: AsyncConnection, id_: str, person: str) -> bool:
    """Tell whether an answer was given to a person."""
    query = select(answers.c.id).where(answers.c.id == id_, answers.c.person == person)
    return await connection.scalar(query) is not None


async def rate(connection: AsyncConnection, ratings: Sequence[tuple[str, bool]], now: datetime) -> None:
    """Keep ratings; a later one of the same answer counts."""
    for id_, good in ratings:
        await connection.execute(update(answers).where(answers.c.id == id_).values(good=good, rated_at=now))

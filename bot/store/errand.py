"""A piece of work outside of any conversation: the command line, the daily job."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError

from bot.dialogue.messages import Reply
from bot.store.database import Database
from bot.store.posting import NOTICE, Post, post
from bot.store.recording import record
from bot.store.records import StoredRecords
from bot.store.schema import SchemaTooNewError
from bot.store.store import Store
from bot.store.tables import people
from bot.store.turn import Notice, StaleTurnError

Result = TypeVar("Result")
_TRIES = 20
FAULTS = (SQLAlchemyError, SchemaTooNewError)
"""What the database itself can fail with."""


class Errand:
    """Reads through `records`, gathers notices, and is written in one transaction."""

    def __init__(self, database: Database) -> None:
        self.records = StoredRecords(database)
        self.notices: list[Notice] = []

    def notify(self, person: str, reply: Reply, *, not_before: datetime | None = None) -> None:
        """Send a message to anybody through the outbox, in this same transaction."""
        self.notices.append(Notice(person, reply, not_before))


async def run(store: Store, work: Callable[[Errand], Awaitable[Result]], now: datetime) -> Result:
    """Do the work and write it; when somebody was faster, do it anew on what is there now.

    Raises:
        StaleTurnError: others were faster every time.
    """
    for attempt in range(_TRIES):
        errand = Errand(store.database)
        result = await work(errand)
        try:
            async with store.database.write() as connection:
                await record(connection, errand.records, now)
                query = select(people).where(people.c.person.in_({n.person for n in errand.notices}))
                known = {row.person: row for row in await connection.execute(query)} if errand.notices else {}
                await post(connection, _posts(errand.notices, known, now))
        except StaleTurnError:
            if attempt == _TRIES - 1:
                raise
            continue
        if errand.notices:
            store.outbox.bell.ring()
        return result
    raise AssertionError


def _posts(notices: Sequence[Notice], known: Mapping[str, Row[Any]], now: datetime) -> list[Post]:
    return [
        Post.to(known[notice.person], notice.reply, NOTICE, now, notice.not_before)
        for notice in notices
        if notice.person in known
    ]

"""Loads what turns begin with, for several people at once."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Incoming
from bot.dialogue.session import Session
from bot.store.codec import load_session
from bot.store.database import Database
from bot.store.tables import handled, inbox, people, sessions
from bot.store.turn import Origin, Start

_Known = tuple[tuple[int | None, str | None], str | None, int | None]


_HANDLED = select(handled.c.channel, handled.c.update_id).where(
    handled.c.channel.in_(bindparam("channels", expanding=True)),
    handled.c.update_id.in_(bindparam("ids", expanding=True)),
)
_KNOWN = (
    select(people.c.person, people.c.chat_id, people.c.language, sessions.c.state, sessions.c.version)
    .outerjoin(sessions, sessions.c.person == people.c.person)
    .where(people.c.person.in_(bindparam("persons", expanding=True)))
)
_ORIGINS = select(
    inbox.c.channel,
    inbox.c.update_id,
    inbox.c.chat_id,
    inbox.c.thread_id,
    inbox.c.message_id,
    inbox.c.nonce,
).where(
    inbox.c.channel.in_(bindparam("channels", expanding=True)),
    inbox.c.update_id.in_(bindparam("ids", expanding=True)),
)


class Loading:
    """Reads the beginnings of turns in three queries, however many there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def __call__(self, incoming: Sequence[Incoming]) -> Sequence[Start | Exception]:
        """Return where each of these messages finds its person."""

        async def work(connection: AsyncConnection) -> list[Start]:
            done = await _handled(connection, incoming)
            known = await _known(connection, [each.person for each in incoming])
            origins = await _origins(connection, incoming)
            return [_start(each, done, known, origins) for each in incoming]

        return await self._database.look(work)


def _start(
    incoming: Incoming,
    done: set[tuple[str, str]],
    known: dict[str, _Known],
    origins: dict[tuple[str, str], Origin],
) -> Start:
    key = (incoming.channel, incoming.update_id)
    contact, state, version = known.get(incoming.person, (None, None, None))
    session = load_session(state) if state is not None else Session(person=incoming.person)
    return Start(
        session=session,
        version=version or 0,
        handled=key in done,
        known=contact,
        origin=origins.get(key),
    )


async def _handled(connection: AsyncConnection, incoming: Sequence[Incoming]) -> set[tuple[str, str]]:
    wanted = {"channels": _channels(incoming), "ids": [each.update_id for each in incoming]}
    rows = await connection.execute(_HANDLED, wanted)
    return {(channel, update_id) for channel, update_id in rows}


async def _known(connection: AsyncConnection, persons: Sequence[str]) -> dict[str, _Known]:
    rows = await connection.execute(_KNOWN, {"persons": persons})
    return {person: ((chat, language), state, version) for person, chat, language, state, version in rows}


async def _origins(
    connection: AsyncConnection, incoming: Sequence[Incoming]
) -> dict[tuple[str, str], Origin]:
    ids = [int(each.update_id) for each in incoming if each.update_id.isdecimal()]
    if not ids:
        return {}
    return {
        (row.channel, str(row.update_id)): Origin(row.chat_id, row.thread_id, row.message_id, row.nonce)
        for row in await connection.execute(_ORIGINS, {"channels": _channels(incoming), "ids": ids})
    }


def _channels(incoming: Sequence[Incoming]) -> list[str]:
    return list({each.channel for each in incoming})

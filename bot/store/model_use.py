"""What is used of a language model, counted a day and a person; and the switch, whose history is only added to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy import insert as append
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.model_tables import model_switches, model_use
from bot.store.upserts import insert

EVERYWHERE = "all"
"""The channel that stands for all channels."""
_EVERYBODY = ""
_COUNTED = ("calls", "tokens_in", "tokens_out")


@dataclass(frozen=True, slots=True)
class Used:
    """Calls and tokens."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.tokens_in + self.tokens_out


@dataclass(frozen=True, slots=True)
class Switch:
    """One turn of the switch: a channel is on or off since then, by whose hand and why."""

    at: datetime
    channel: str
    is_on: bool
    author: str
    reason: str


class ModelUse:
    """Counts and switches of the language model."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def used(self, day: str, person: str | None = None) -> Used:
        """Return what one person, or everybody together, has used on a day."""
        query = select(model_use.c.calls, model_use.c.tokens_in, model_use.c.tokens_out).where(
            model_use.c.day == day, model_use.c.person == (person or _EVERYBODY)
        )

        async def look(connection: AsyncConnection) -> Used:
            row = (await connection.execute(query)).first()
            return Used(*row) if row else Used()

        return await self._database.look(look)

    async def count(self, day: str, person: str, used: Used) -> None:
        """Add to what a person and everybody have used on a day."""
        given = {"calls": used.calls, "tokens_in": used.tokens_in, "tokens_out": used.tokens_out}
        new = insert(self._database, model_use)
        adding = new.on_conflict_do_update(
            index_elements=["day", "person"],
            set_={name: model_use.c[name] + new.excluded[name] for name in _COUNTED},
        )
        rows = [{"day": day, "person": who, **given} for who in sorted({_EVERYBODY, person})]

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(adding, rows)

        await self._database.transact(write, lasting=False)

    async def is_on(self, channel: str) -> bool:
        """Tell whether the model may be used in a channel: neither it nor all of them were switched off last."""
        table = model_switches.c
        newest = (
            select(func.max(table.number))
            .where(table.channel.in_((channel, EVERYWHERE)))
            .group_by(table.channel)
        )
        query = select(table.is_on).where(table.number.in_(newest))

        async def look(connection: AsyncConnection) -> bool:
            return all((await connection.execute(query)).scalars())

        return await self._database.look(look)

    async def switch(self, channel: str, author: str, reason: str, *, is_on: bool) -> Switch:
        """Switch the model on or off in a channel."""
        turned = Switch(self._clock(), channel, is_on, author, reason)
        row = {
            "at": turned.at, "channel": channel, "is_on": is_on, "author": author, "reason": reason,
        }  # fmt: skip

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(append(model_switches), [row])

        await self._database.transact(write)
        return turned

    async def switches(self) -> Sequence[Switch]:
        """Return every turn of the switch, the oldest first."""
        table = model_switches.c
        query = select(table.at, table.channel, table.is_on, table.author, table.reason).order_by(
            table.number
        )

        async def look(connection: AsyncConnection) -> list[Switch]:
            return [Switch(*row) for row in await connection.execute(query)]

        return await self._database.look(look)

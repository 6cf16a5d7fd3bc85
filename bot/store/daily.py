"""What is done about applications without anybody asking: reminders, retention, seals, files without use."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from bot.applications import reminders, retention
from bot.applications.application import SYSTEM, Application, Step
from bot.applications.rules import Rules
from bot.dialogue.notices import Notices
from bot.store import errand as errands
from bot.store.application_tables import actors, application_members, staff
from bot.store.blobs import Blobs
from bot.store.clock import Clock
from bot.store.errand import Errand
from bot.store.integrity import seal, unused_files
from bot.store.listing import Listing
from bot.store.store import Store

_PAUSE_S = 300.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """What the job has done."""

    reminded: int
    expired: int
    erased: int
    files_removed: int


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The job; several replicas may run it at once, since each step is refused when somebody was faster."""

    store: Store
    blobs: Blobs
    rules: Rules
    notices: Notices

    async def forever(self, clock: Clock) -> None:
        """Remind every few minutes, and do the rest at the first look of a day."""
        done: date | None = None
        while True:
            now = clock()
            today = now.astimezone(self.rules.zone).date()
            try:
                if today != done:
                    await self.run(now)
                    done = today
                else:
                    await self.remind(now)
            except Exception as error:  # noqa: BLE001 (the database may be away for a while)
                _log.error("the upkeep of applications failed: %s", type(error).__name__)
            await asyncio.sleep(_PAUSE_S)

    async def remind(self, now: datetime) -> int:
        """Remind founders whose window closes or whose draft lies idle; to be run every few minutes."""
        return await self._each(
            lambda it: reminders.due(it, now, self.rules) is not None,
            lambda it: reminders.remind(it, now, self.rules),
            now,
        )

    async def run(self, now: datetime) -> Done:
        """Do everything that is due; to be run once a day."""
        reminded = await self.remind(now)
        expired = await self._each(
            lambda it: retention.expired(it, now, self.rules),
            lambda it: _taken(retention.expire(it, now)),
            now,
        )
        erased = 0
        async for it in Listing(self.store.database).closed_and_unerased(now):
            if retention.due(it, now, self.rules):
                erased += await self._step(it.id, self._erase(now), now)
        await self._cut_loose_pseudonyms()
        await seal(self.store.database, now)
        return Done(reminded, expired, erased, await self._remove_unused(now))

    def _erase(self, now: datetime) -> Callable[[Application], Step | None]:
        def step(it: Application) -> Step | None:
            due = retention.due(it, now, self.rules)
            return _taken(retention.erase(it, SYSTEM, now, self.rules)) if due else None

        return step

    async def _each(
        self,
        wanted: Callable[[Application], bool],
        step: Callable[[Application], Step | None],
        now: datetime,
    ) -> int:
        count = 0
        async for it in Listing(self.store.database).drafts():
            if wanted(it):
                count += await self._step(it.id, step, now)
        return count

    async def _step(self, id_: str, step: Callable[[Application], Step | None], now: datetime) -> int:
        return await errands.run(self.store, self._work(id_, step), now)

    def _work(
        self, id_: str, step: Callable[[Application], Step | None]
    ) -> Callable[[Errand], Awaitable[int]]:
        async def work(errand: Errand) -> int:
            found = await errand.records.find(id_)
            taken = None if found is None else step(found)
            if taken is None:
                return 0
            errand.records.keep(taken)
            await self.notices.send(errand, errand.records, [taken])
            return 1

        return work

    async def _cut_loose_pseudonyms(self) -> None:
        """Forget to whom a pseudonym belongs once nothing of that person is kept."""
        kept = select(application_members.c.person).union(select(staff.c.person))
        async with self.store.database.write() as connection:
            loose = actors.c.person.is_not(None) & actors.c.person.not_in(kept)
            loose &= actors.c.person.not_in(["system"])
            await connection.execute(update(actors).where(loose).values(person=None))

    async def _remove_unused(self, now: datetime) -> int:
        """Remove contents that no application names; fresh ones may belong to a turn that is under way."""
        unused = await unused_files(self.store.database, self.blobs)
        old = [sha for sha in unused if await self.blobs.age(sha, now) > timedelta(days=1)]
        for sha in old:
            await self.blobs.remove(sha)
        return len(old)


def _taken(step: object) -> Step | None:
    return step if isinstance(step, Step) else None

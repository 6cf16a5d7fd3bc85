"""Lists of applications for staff: filtered, a page at a time, without reading what is not shown."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, tuple_

from bot.applications.application import Application
from bot.store.application_rows import load_application
from bot.store.application_tables import applications, budgets, staff
from bot.store.database import Database
from bot.store.records import load_budget

_SHOWN = (
    "reference", "programme", "round", "state", "company", "requested_cny", "granted_cny", "assignee",
    "submitted_at", "decided_at", "updated_at",
)  # fmt: skip

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """Which applications are wanted. What founders have not handed in is never listed."""

    states: Sequence[str] = ()
    programme: str | None = None
    assignee: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows, the newest first, and the mark behind which the next one begins."""

    rows: Sequence[dict[str, Any]]
    after: str | None


class Listing:
    """Reads lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, wanted: Filter, *, limit: int = 50, after: str | None = None) -> Page:
        """Return a page."""
        columns = [applications.c[name] for name in _SHOWN]
        query = _where(select(*columns, applications.c.id), wanted).limit(limit + 1)
        if after is not None:
            moment, _, id_ = after.rpartition("|")
            behind = tuple_(applications.c.submitted_at, applications.c.id)
            query = query.where(behind < tuple_(datetime.fromisoformat(moment), id_))
        async with self._database.read() as connection:
            rows = [dict(row) for row in (await connection.execute(query)).mappings()]
        shown = rows[:limit]
        more = f"{shown[-1]['submitted_at'].isoformat()}|{shown[-1]['id']}" if len(rows) > limit else None
        return Page([{name: row[name] for name in _SHOWN} for row in shown], more)

    async def each(self, wanted: Filter) -> AsyncIterator[Application]:
        """Read all applications of a filter, one after the other."""
        query = _where(select(applications.c.body), wanted)
        behind = tuple_(applications.c.submitted_at, applications.c.id)
        last: Application | None = None
        while True:
            page = query if last is None else query.where(behind < tuple_(last.submitted_at, last.id))
            async with self._database.read() as connection:
                bodies = (await connection.scalars(page.limit(_AT_ONCE))).all()
            for body in bodies:
                yield (last := load_application(body))
            if len(bodies) < _AT_ONCE:
                return

    async def drafts(self) -> AsyncIterator[Application]:
        """Read all drafts."""
        query = select(applications.c.body).where(applications.c.state == "draft")
        async with self._database.read() as connection:
            bodies = (await connection.scalars(query)).all()
        for body in bodies:
            yield load_application(body)

    async def closed_and_unerased(self, before: datetime) -> AsyncIterator[Application]:
        """Read what was closed before a moment and still holds personal data."""
        query = select(applications.c.body).where(
            applications.c.state.in_(["approved", "rejected", "withdrawn"]),
            applications.c.erased_at.is_(None),
            applications.c.updated_at <= before,
        )
        async with self._database.read() as connection:
            bodies = (await connection.scalars(query)).all()
        for body in bodies:
            yield load_application(body)

    async def waiting(self, reviewer: str) -> Sequence[Application]:
        """Return what is free, what waits for a second pair of eyes, and what this reviewer has, oldest first."""
        it = applications.c
        free = it.state.in_(["submitted", "second_review"])
        theirs = it.state.in_(["in_review"]) & (it.assignee == reviewer)
        query = select(it.body).where(free | theirs).order_by(it.submitted_at, it.id).limit(20)
        async with self._database.read() as connection:
            return [load_application(body) for body in await connection.scalars(query)]

    async def pots(self) -> Sequence[Any]:
        """Return all programme budgets."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(budgets).order_by(budgets.c.programme, budgets.c.round))
            return [load_budget(row) for row in rows]

    async def reviewers(self) -> Sequence[str]:
        """Name everybody who may review, to tell them of new work."""
        query = select(staff.c.person).where(
            staff.c.standing == "active", staff.c.role.in_(["reviewer", "admin"])
        )
        async with self._database.read() as connection:
            return list(await connection.scalars(query.order_by(staff.c.person)))


def _where(query: Select[Any], wanted: Filter) -> Select[Any]:
    it = applications.c
    query = query.where(it.submitted_at.is_not(None))
    if wanted.states:
        query = query.where(it.state.in_(wanted.states))
    if wanted.programme:
        query = query.where(it.programme == wanted.programme)
    if wanted.assignee:
        query = query.where(it.assignee == wanted.assignee)
    if wanted.since:
        query = query.where(it.submitted_at >= wanted.since)
    if wanted.until:
        query = query.where(it.submitted_at < wanted.until)
    return query.order_by(it.submitted_at.desc(), it.id.desc())

"""What one piece of work reads and keeps of applications and staff; everything is written at its commit."""

import logging
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Row, Select, select

from bot.applications.application import Application, Step
from bot.applications.budget import Budget
from bot.applications.history import Event
from bot.applications.joining import handle
from bot.applications.roles import Invitation, Role, StaffMember, Standing
from bot.store.application_rows import event_of, load_application, load_event
from bot.store.application_tables import (
    application_events,
    application_members,
    applications,
    budgets,
    staff,
    staff_invitations,
)
from bot.store.database import Database
from bot.store.tables import people
from knowledge.language import Language

_log = logging.getLogger("voucherbot.refused")


class StoredRecords:
    """The desks' port over the database. Nothing is in the database before it is flushed by the commit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.steps: list[Step] = []
        self.members: dict[str, tuple[StaffMember, str]] = {}
        self.invitations: dict[str, Invitation] = {}
        self.budgets: dict[tuple[str, str], Budget] = {}
        self.relied_on: dict[str, int] = {}
        self.forgotten: set[str] = set()
        self._latest: dict[str, Application] = {}

    @property
    def is_dirty(self) -> bool:
        """Whether there is something to write."""
        return bool(self.steps or self.members or self.invitations or self.budgets or self.forgotten)

    async def find(self, application_id: str) -> Application | None:
        """Return an application by its id."""
        if application_id in self._latest:
            return self._latest[application_id]
        return await self._one(select(applications.c.body).where(applications.c.id == application_id))

    async def by_reference(self, reference: str) -> Application | None:
        """Return an application by its reference number."""
        return await self._one(select(applications.c.body).where(applications.c.reference == reference))

    async def holder(self, credit_code: str, programme: str, round_: str) -> Application | None:
        """Return the open application of a company to a programme's round."""
        key = f"{credit_code}|{programme}|{round_}"
        return await self._one(select(applications.c.body).where(applications.c.open_company == key))

    async def of_person(self, person: str) -> Sequence[Application]:
        """Return the applications that a person takes part in, the newest first."""
        found = await self._about(person)
        known = {application.id for application in found}
        kept = [a for a in self._latest.values() if person in a.members and a.id not in known]
        return [*kept, *(a for a in found if person in a.members)]

    async def asked_by(self, person: str) -> Sequence[Application]:
        """Return the applications that a person has asked to join."""
        return [a for a in await self._about(person) if person in a.asking_to_join]

    async def _about(self, person: str) -> list[Application]:
        query = (
            select(applications.c.body)
            .join(application_members)
            .where(application_members.c.person == person)
            .order_by(applications.c.created_at.desc())
        )
        async with self._database.read() as connection:
            bodies = (await connection.scalars(query)).all()
        return [self._newest(load_application(body)) for body in bodies]

    async def history(self, application_id: str) -> Sequence[Event]:
        """Return the events of an application, the oldest first; those kept here have no hash yet."""
        query = (
            select(application_events)
            .where(application_events.c.application == application_id)
            .order_by(application_events.c.number)
        )
        async with self._database.read() as connection:
            stored = [load_event(row) for row in await connection.execute(query)]
        return stored + [
            event_of(step, "", "") for step in self.steps if step.application.id == application_id
        ]

    async def staff(self, person: str) -> StaffMember | None:
        """Return a staff member; the commit then relies on their standing."""
        if person in self.members:
            return self.members[person][0]
        async with self._database.read() as connection:
            row = (await connection.execute(select(staff).where(staff.c.person == person))).one_or_none()
        if row is None:
            return None
        self.relied_on[person] = row.version
        return _member(row)

    async def all_staff(self) -> Sequence[StaffMember]:
        """Return all staff members, in the order of their names."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(staff).order_by(staff.c.person))
        found = {row.person: _member(row) for row in rows}
        kept = {person: member for person, (member, _) in self.members.items()}
        return list({**found, **kept}.values())

    async def invitation(self, token_hash: str) -> Invitation | None:
        """Return an invitation."""
        query = select(staff_invitations).where(staff_invitations.c.token_hash == token_hash)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Invitation(**row._mapping)  # noqa: SLF001 (SQLAlchemy's public name)

    async def budget(self, programme: str, round_: str) -> Budget | None:
        """Return the pot of a programme's round, if one is set."""
        query = select(budgets).where(budgets.c.programme == programme, budgets.c.round == round_)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else load_budget(row)

    async def language(self, person: str) -> Language | None:
        """Return the language in which a person is spoken to, if it is known."""
        async with self._database.read() as connection:
            found = await connection.scalar(select(people.c.language).where(people.c.person == person))
        return cast("Language", found) if found in ("zh", "en") else None

    async def is_room(self, here: str, room: str) -> bool:
        """Tell whether a chat is the staff's room, also after it got a new number."""
        if here == room:
            return True
        channel, _, number = here.partition(":")
        if not number.startswith("-"):
            return False
        query = select(people.c.chat_id).where(people.c.person == room, people.c.channel == channel)
        async with self._database.read() as connection:
            return str(await connection.scalar(query)) == number

    def keep(self, step: Step) -> None:
        """Keep a step: the application after it and its event."""
        self.steps.append(step)
        self._latest[step.application.id] = step.application

    def keep_staff(self, member: StaffMember, by: str) -> None:
        """Keep a staff member; `by` did it."""
        self.members[member.person] = (member, by)

    def keep_invitation(self, invitation: Invitation) -> None:
        """Keep an invitation, new or used."""
        self.invitations[invitation.token_hash] = invitation

    def keep_budget(self, budget: Budget) -> None:
        """Keep a pot."""
        self.budgets[budget.programme, budget.round] = budget

    def forget(self, person: str) -> None:
        """Cut the link between a person and their pseudonym in the histories."""
        self.forgotten.add(person)

    def refused(self, action: str, person: str, about: str | None, reason: str) -> None:
        """Log that somebody was refused, without anything personal."""
        del about
        _log.warning("refused %s to %s: %s", action, handle(person), reason)

    async def _one(self, query: Select[Any]) -> Application | None:
        async with self._database.read() as connection:
            body = await connection.scalar(query)
        return None if body is None else self._newest(load_application(body))

    def _newest(self, application: Application) -> Application:
        return self._latest.get(application.id, application)


def load_budget(row: Row[Any]) -> Budget:
    """Read a pot back."""
    return Budget(
        programme=row.programme,
        round=row.round,
        pot_cny=Decimal(row.pot_cny),
        granted_cny=Decimal(row.granted_cny),
        warn_at=Decimal(row.warn_at),
        version=row.version,
    )


def _member(row: Row[Any]) -> StaffMember:
    return StaffMember(
        row.person, cast("Role", row.role), cast("Standing", row.standing), row.name, row.version
    )

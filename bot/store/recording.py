"""Writes what was kept of applications and staff, in the transaction of the commit, or nothing at all."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.applications.application import Application, Step
from bot.applications.history import GENESIS
from bot.applications.reference import new_id
from bot.store.application_rows import application_row, event_of, event_row
from bot.store.application_tables import (
    actors,
    application_events,
    application_files,
    application_members,
    applications,
    budgets,
    staff,
    staff_invitations,
)
from bot.store.records import StoredRecords
from bot.store.turn import StaleTurnError


async def record(connection: AsyncConnection, kept: StoredRecords, now: datetime) -> None:
    """Write everything that was kept.

    Raises:
        StaleTurnError: something is no longer as it was read, or a second application would come to be.
    """
    if not kept.is_dirty:
        return
    try:
        await _rely_on_staff(connection, kept)
        for application_id in sorted({step.application.id for step in kept.steps}):
            await _write_steps(connection, [s for s in kept.steps if s.application.id == application_id])
        await _write_budgets(connection, kept)
        await _write_invitations(connection, kept)
        await _write_staff(connection, kept, now)
        await _forget(connection, kept)
    except IntegrityError as error:
        raise StaleTurnError from error


async def _rely_on_staff(connection: AsyncConnection, kept: StoredRecords) -> None:
    """Whoever acts as staff must still be in the very standing in which they were read."""
    for person in sorted(set(kept.relied_on) - set(kept.members)):
        query = select(staff.c.version).where(staff.c.person == person).with_for_update(read=True)
        if await connection.scalar(query) != kept.relied_on[person]:
            raise StaleTurnError


async def _write_steps(connection: AsyncConnection, steps: list[Step]) -> None:
    application_id, first = steps[0].application.id, steps[0].application.version
    after = steps[-1].application
    head = GENESIS
    if first > 1:
        query = select(applications.c.version, applications.c.head).where(applications.c.id == application_id)
        row = (await connection.execute(query.with_for_update())).one_or_none()
        if row is None or row.version != first - 1:
            raise StaleTurnError
        head = row.head
    events = []
    for step in steps:
        event = event_of(step, await _handle(connection, step.actor.person), head)
        head = event.hash
        events.append(event_row(event))
    row_after = application_row(after, head)
    if first == 1:
        await connection.execute(insert(applications), [row_after])
    else:
        await connection.execute(
            update(applications).where(applications.c.id == application_id).values(row_after)
        )
    await connection.execute(insert(application_events), events)
    await _write_parts(connection, after, is_new=first == 1, steps=steps)
    if any(step.action == "erase" for step in steps):
        await _erase(connection, application_id)


async def _write_parts(
    connection: AsyncConnection, after: Application, *, is_new: bool, steps: list[Step]
) -> None:
    changes = {step.action for step in steps}
    if is_new or changes & {"ask_to_join", "admit", "decline", "leave", "erase"}:
        people = sorted({*after.members, *after.asking_to_join} - {""})
        members = [{"application": after.id, "person": person} for person in people]
        await _replace(connection, application_members, after.id, members)
    if changes & {"attach", "detach", "erase"}:
        files = [
            {"id": f.id, "application": after.id, "sha256": f.sha256, "size_bytes": f.size_bytes}
            for f in after.files
        ]
        await _replace(connection, application_files, after.id, files)


async def _replace(
    connection: AsyncConnection, table: Table, application_id: str, rows: list[dict[str, Any]]
) -> None:
    await connection.execute(delete(table).where(table.c.application == application_id))
    if rows:
        await connection.execute(insert(table), rows)


async def _erase(connection: AsyncConnection, application_id: str) -> None:
    """Empty what is personal in the history; its digests stay in the chain."""
    theirs = application_events.c.application == application_id
    await connection.execute(update(application_events).where(theirs).values(personal=None))


async def _handle(connection: AsyncConnection, person: str) -> str:
    """Return a person's pseudonym in the histories, a new one at first."""
    found = await connection.scalar(select(actors.c.handle).where(actors.c.person == person))
    if found is not None:
        return str(found)
    handle = f"p_{new_id()}"
    await connection.execute(insert(actors).values(handle=handle, person=person))
    return handle


async def _forget(connection: AsyncConnection, kept: StoredRecords) -> None:
    """Leave the pseudonyms in the histories, and nothing that leads from them to a person."""
    for person in sorted(kept.forgotten):
        await connection.execute(update(actors).where(actors.c.person == person).values(person=None))
        await connection.execute(delete(staff).where(staff.c.person == person, staff.c.standing == "revoked"))


async def _write_budgets(connection: AsyncConnection, kept: StoredRecords) -> None:
    for key, budget in sorted(kept.budgets.items()):
        values = {
            "pot_cny": str(budget.pot_cny),
            "granted_cny": str(budget.granted_cny),
            "warn_at": str(budget.warn_at),
            "version": budget.version,
        }
        if budget.version == 1:
            row = {"programme": budget.programme, "round": budget.round, **values}
            await connection.execute(insert(budgets).values(row))
            continue
        unchanged = (
            tuple_(budgets.c.programme, budgets.c.round) == key,
            budgets.c.version == budget.version - 1,
        )
        if (await connection.execute(update(budgets).where(*unchanged).values(values))).rowcount != 1:
            raise StaleTurnError


async def _write_invitations(connection: AsyncConnection, kept: StoredRecords) -> None:
    for invitation in kept.invitations.values():
        if invitation.used_at is None:
            row = {
                "token_hash": invitation.token_hash,
                "role": invitation.role,
                "invited_by": invitation.invited_by,
                "expires_at": invitation.expires_at,
                "confirmed": invitation.confirmed,
                "used_at": None,
            }
            await connection.execute(insert(staff_invitations).values(row))
            continue
        unused = (
            staff_invitations.c.token_hash == invitation.token_hash,
            staff_invitations.c.used_at.is_(None),
        )
        used = update(staff_invitations).where(*unused).values(used_at=invitation.used_at)
        if (await connection.execute(used)).rowcount != 1:
            raise StaleTurnError


async def _write_staff(connection: AsyncConnection, kept: StoredRecords, now: datetime) -> None:
    for person, (member, by) in sorted(kept.members.items()):
        values = {
            "role": member.role,
            "standing": member.standing,
            "name": member.name,
            "version": member.version,
            "changed_at": now,
            "changed_by": by,
        }
        if member.version == 1:
            await connection.execute(insert(staff).values(person=person, **values))
            continue
        unchanged = (staff.c.person == person, staff.c.version == member.version - 1)
        if (await connection.execute(update(staff).where(*unchanged).values(values))).rowcount != 1:
            raise StaleTurnError

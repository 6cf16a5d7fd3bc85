"""The desk of admins: who is staff, and the programmes' pots of money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.applications.amount import why_no_amount
from bot.applications.budget import Budget
from bot.applications.outcome import Refused
from bot.applications.ports import Records
from bot.applications.roles import (
    INVITATION_LIFE,
    Invitation,
    Role,
    StaffMember,
    Standing,
    new_token,
    token_hash,
)

COMMAND_LINE = "command-line"
"""Who acts when the first admin is made: somebody with access to the machine."""


@dataclass(frozen=True, slots=True)
class AdminDesk:
    """All that an admin can do, at one moment, and the way in for somebody with an invitation."""

    records: Records
    person: str
    now: datetime

    async def invite(self, role: Role) -> str | Refused:
        """Return a token that makes one person staff once an admin confirms. Only its hash is kept.

        While there is no admin, the command line invites the first one, who needs no confirmation.
        """
        first = self.person == COMMAND_LINE and role == "admin" and not await self._has_admin()
        if not first:
            refusal = await self._not_admin("invite", role)
            if refusal is not None:
                return refusal
        token = new_token()
        expires = self.now + INVITATION_LIFE
        self.records.keep_invitation(
            Invitation(token_hash(token), role, self.person, expires, confirmed=first)
        )
        return token

    async def accept(self, token: str, name: str) -> StaffMember | Refused:
        """Use an invitation. It works once, for a day, and reveals nothing when it does not."""
        invitation = await self.records.invitation(token_hash(token))
        if invitation is None or not invitation.is_good(self.now):
            return self._refused("accept", None, Refused("bad-invitation"))
        member = await self.records.staff(self.person)
        if member is not None and member.standing == "active":
            return self._refused("accept", None, Refused("staff-already"))
        confirmed = invitation.confirmed and not await self._has_admin()
        version = 1 if member is None else member.version + 1
        standing: Standing = "active" if confirmed else "pending"
        joined = StaffMember(self.person, invitation.role, standing, name[:60], version)
        self.records.keep_invitation(replace(invitation, used_at=self.now))
        self.records.keep_staff(joined, self.person)
        return joined

    async def confirm(self, person: str) -> StaffMember | Refused:
        """Confirm somebody who used an invitation."""
        refusal = await self._not_admin("confirm_staff", person)
        if refusal is not None:
            return refusal
        member = await self.records.staff(person)
        if member is None or member.standing != "pending":
            return self._refused("confirm_staff", person, Refused("not-pending"))
        return self._keep(replace(member, standing="active", version=member.version + 1))

    async def revoke(self, person: str) -> StaffMember | Refused:
        """Take somebody's role away; the last admin stays."""
        refusal = await self._not_admin("revoke", person)
        if refusal is not None:
            return refusal
        member = await self.records.staff(person)
        if member is None or member.standing == "revoked":
            return self._refused("revoke", person, Refused("not-staff-member"))
        others = [m for m in await self.records.all_staff() if m.is_admin and m.person != person]
        if member.is_admin and not others:
            return self._refused("revoke", person, Refused("last-admin"))
        return self._keep(replace(member, standing="revoked", version=member.version + 1))

    async def everybody(self) -> Sequence[StaffMember] | Refused:
        """List who is staff."""
        refusal = await self._not_admin("list_staff", None)
        return refusal if refusal is not None else await self.records.all_staff()

    async def set_budget(self, programme: str, round_: str, pot_cny: Decimal) -> Budget | Refused:
        """Set the pot of a programme's round."""
        refusal = await self._not_admin("budget", programme)
        if refusal is not None:
            return refusal
        refusal = why_no_amount(pot_cny)
        if refusal is not None and pot_cny != 0:
            return self._refused("budget", programme, refusal)
        found = await self.records.budget(programme, round_)
        budget = Budget(programme, round_, pot_cny)
        if found is not None:
            budget = replace(found, pot_cny=pot_cny, version=found.version + 1)
        self.records.keep_budget(budget)
        return budget

    async def _not_admin(self, action: str, about: str | None) -> Refused | None:
        member = await self.records.staff(self.person)
        if member is not None and member.is_admin:
            return None
        return self._refused(action, about, Refused("not-staff", hidden=True))

    async def _has_admin(self) -> bool:
        return any(member.is_admin for member in await self.records.all_staff())

    def _keep(self, member: StaffMember) -> StaffMember:
        self.records.keep_staff(member, self.person)
        return member

    def _refused(self, action: str, about: str | None, refusal: Refused) -> Refused:
        self.records.refused(action, self.person, about, refusal.reason)
        return refusal

"""The reviewers' desk. Whether somebody is staff is read anew for every action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.applications import reviewing
from bot.applications.application import Actor, Application, Notice, Step
from bot.applications.founders import HIDDEN
from bot.applications.outcome import Refused
from bot.applications.ports import Records
from bot.applications.reference import read_reference

NOT_STAFF = Refused("not-staff", hidden=True)
Doing = Callable[[Application, Actor, datetime], Step | Refused]


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """All that a reviewer can do with applications, at one moment."""

    records: Records
    person: str
    now: datetime
    second_above_cny: Decimal

    async def actor(self, action: str, about: str | None) -> Actor | Refused:
        """Return the person as staff, when the database says now that they may review."""
        member = await self.records.staff(self.person)
        if member is None or not member.reviews:
            self.records.refused(action, self.person, about, "not-staff")
            return NOT_STAFF
        return Actor(self.person, member)

    async def show(self, name: str) -> Application | Refused:
        """Return an application by its reference number or id. Drafts are the founders' own."""
        actor = await self.actor("show", name)
        if isinstance(actor, Refused):
            return actor
        found = await self._find(name)
        if found is None:
            return self._refused("show", name, HIDDEN)
        return found

    async def claim(self, name: str) -> Step | Refused:
        """Take an application on."""
        return await self._do("claim", name, reviewing.claim)

    async def assign(self, name: str, to: str) -> Step | Refused:
        """Give an application to a reviewer; taking a free one oneself needs no admin."""
        if to == self.person:
            taken = await self._find(name)
            if taken is not None and taken.state == "submitted":
                return await self.claim(name)
        actor = await self.actor("assign", name)
        if isinstance(actor, Refused):
            return actor
        member = await self.records.staff(to)
        if member is None:
            return self._refused("assign", name, Refused("not-a-reviewer"))
        return await self._do("assign", name, lambda a, who, now: reviewing.assign(a, who, member, now))

    async def release(self, name: str) -> Step | Refused:
        """Put an application back."""
        return await self._do("release", name, reviewing.release)

    async def note(self, name: str, text: str) -> Step | Refused:
        """Add a note."""
        return await self._do("note", name, lambda a, who, now: reviewing.note(a, who, text, now))

    async def request_info(self, name: str, items: Sequence[str], question: str) -> Step | Refused:
        """Ask for information on named fields or papers."""
        return await self._do(
            "request_info",
            name,
            lambda a, who, now: reviewing.request_info(a, who, items, question, now),
            claims=True,
        )

    async def approve(self, name: str, amount_cny: Decimal) -> Step | Refused:
        """Grant an amount within the ceiling and the budget."""
        return await self._do(
            "approve",
            name,
            lambda a, who, now: reviewing.approve(
                a, who, amount_cny, now, second_above_cny=self.second_above_cny
            ),
            claims=True,
        )

    async def confirm(self, name: str) -> Step | Refused:
        """Confirm a proposal as the second pair of eyes."""
        return await self._do("confirm", name, reviewing.confirm)

    async def send_back(self, name: str, text: str) -> Step | Refused:
        """Disagree with a proposal."""
        return await self._do("send_back", name, lambda a, who, now: reviewing.send_back(a, who, text, now))

    async def reject(self, name: str, reasons: Mapping[str, str]) -> Step | Refused:
        """Reject with a reason by criterion."""
        return await self._do(
            "reject", name, lambda a, who, now: reviewing.reject(a, who, reasons, now), claims=True
        )

    async def _do(self, action: str, name: str, doing: Doing, *, claims: bool = False) -> Step | Refused:
        actor = await self.actor(action, name)
        if isinstance(actor, Refused):
            return actor
        found = await self._find(name)
        if found is None:
            return self._refused(action, name, HIDDEN)
        first = reviewing.claim(found, actor, self.now) if claims and found.state == "submitted" else None
        if isinstance(first, Refused):
            return self._refused(action, name, first)
        step = doing(found if first is None else first.application, actor, self.now)
        if isinstance(step, Step):
            step = await self._within_budget(step)
        if isinstance(step, Refused):
            return self._refused(action, name, step)
        if first is not None:
            self.records.keep(first)
        self.records.keep(step)
        return step

    async def _within_budget(self, step: Step) -> Step | Refused:
        application = step.application
        amount = application.proposed_cny if step.action == "propose" else application.granted_cny
        if step.action not in ("approve", "propose", "confirm") or amount is None:
            return step
        budget = await self.records.budget(application.offer.programme, application.offer.round)
        if budget is None:
            return step
        after = budget.grant(amount)
        if isinstance(after, Refused) or step.action == "propose":
            return after if isinstance(after, Refused) else step
        self.records.keep_budget(after)
        if not after.runs_out(budget):
            return step
        values = {"programme": application.offer.programme, "left": f"{after.left_cny:.2f}"}
        return replace(step, notices=(*step.notices, Notice("staff", "notice-budget", values)))

    async def _find(self, name: str) -> Application | None:
        reference = read_reference(name)
        found = await self.records.by_reference(reference) if reference else None
        if found is None:
            found = await self.records.find(name)
        return None if found is None or found.submitted_at is None else found

    def _refused(self, action: str, about: str, refusal: Refused) -> Refused:
        self.records.refused(action, self.person, about, refusal.reason)
        return refusal

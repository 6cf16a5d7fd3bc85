"""The founders' desk: finds the application, lets the rules decide, keeps the step."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.applications import filling, joining
from bot.applications.application import SYSTEM, Actor, Application, Attached, Step, take
from bot.applications.form import BY_ID
from bot.applications.offer import Offer
from bot.applications.outcome import Refused
from bot.applications.ports import Records
from bot.applications.validation import Context, read

HIDDEN = Refused("unknown-application", hidden=True)


@dataclass(frozen=True, slots=True)
class FounderDesk:
    """All that a person can do with their applications, at one moment."""

    records: Records
    person: str
    now: datetime
    today: date

    async def mine(self) -> Sequence[Application]:
        """Return what the person takes part in, the newest first."""
        return await self.records.of_person(self.person)

    async def show(self, application_id: str) -> Application | Refused:
        """Return one of the person's applications."""
        found = await self.records.find(application_id)
        if found is None or self.person not in found.members:
            return self._refused("show", application_id, HIDDEN)
        return found

    async def start(self, offer: Offer, facts: Mapping[str, Any]) -> Application | Refused:
        """Open a draft, or return the open application that there is already."""
        mine = await self.mine()
        for application in mine:
            same = (application.offer.programme, application.offer.round) == (offer.programme, offer.round)
            if same and application.is_open:
                return application
        refusal = filling.why_not_start(offer, self.today)
        if refusal is not None:
            return self._refused("start", offer.programme, refusal)
        earlier = self._earlier(mine)
        step = filling.start(self.person, offer, facts, earlier, self.now)
        code = step.application.credit_code
        if code and await self.records.holder(code, offer.programme, offer.round) is not None:
            kept = {k: v for k, v in earlier.items() if k != "credit_code"}
            step = filling.start(self.person, offer, facts, kept, self.now)
        self.records.keep(step)
        return step.application

    async def agree_to_privacy(self, application_id: str) -> Step | Refused:
        """Keep the consent to personal data, and fill in those of the person's earlier application."""
        mine = await self.mine()
        earlier = self._earlier([a for a in mine if a.id != application_id])
        is_own = any(a.id == application_id and a.owner == self.person for a in mine)
        return await self._do(
            "consent",
            application_id,
            lambda a, who, now: filling.agree_to_privacy(a, who, earlier if is_own else {}, now),
        )

    async def confirm_known(self, application_id: str) -> Step | Refused:
        """Confirm what was filled in."""
        return await self._do("answer", application_id, filling.confirm_known)

    async def answer(self, application_id: str, field_id: str, raw: str) -> Step | Refused:
        """Set one answer. A company that is applying already is no answer: the reason names its application."""
        if field_id == "credit_code":
            taken = await self._taken(application_id, raw)
            if taken is not None:
                return taken
        return await self._do(
            "answer",
            application_id,
            lambda a, who, now: filling.answer(a, who, field_id, raw, now, today=self.today),
        )

    async def leave_as_is(self, application_id: str, item: str) -> Step | Refused:
        """Leave a reopened answer as it stands."""
        return await self._do(
            "answer", application_id, lambda a, who, now: filling.leave_as_is(a, who, item, now)
        )

    async def attach(self, application_id: str, attached: Attached) -> Step | Refused:
        """Hand in a file that lies in the store already."""
        return await self._do(
            "attach", application_id, lambda a, who, now: filling.attach(a, who, attached, now)
        )

    async def detach(self, application_id: str, file_id: str) -> Step | Refused:
        """Take a file out."""
        return await self._do(
            "detach", application_id, lambda a, who, now: filling.detach(a, who, file_id, now)
        )

    async def refresh(self, application: Application, offer: Offer) -> Application:
        """Judge a draft by the rules of today, when they have changed."""
        if application.state != "draft" or application.offer == offer:
            return application
        step = filling.refresh(application, Actor(self.person), offer, self.now)
        if isinstance(step, Refused):
            return application
        self.records.keep(step)
        return step.application

    async def submit(self, application_id: str, without: Collection[str] = ()) -> Step | Refused:
        """Hand it in, knowingly `without` these papers."""
        return await self._do(
            "submit",
            application_id,
            lambda a, who, now: filling.submit(a, who, now, today=self.today, without=without),
        )

    async def respond(self, application_id: str) -> Step | Refused:
        """Answer a request for information."""
        return await self._do("respond", application_id, filling.respond)

    async def withdraw(self, application_id: str) -> Step | Refused:
        """Take it back."""
        return await self._do("withdraw", application_id, filling.withdraw)

    async def switch_reminders(self, application_id: str, *, on: bool) -> Step | Refused:
        """Switch the reminders of an application on or off."""
        return await self._do(
            "reminders",
            application_id,
            lambda a, who, now: take(a, "reminders", who, now, details={"on": on}, reminders_on=on),
        )

    async def ask_to_join(self, application_id: str) -> Step | Refused:
        """Ask to join the open application of one's company."""
        mine = await self.mine()
        name = next((a.answers["contact_person"] for a in mine if "contact_person" in a.answers), "")
        return await self._do(
            "ask_to_join", application_id, lambda a, who, now: joining.ask_to_join(a, who, name, now)
        )

    async def decide_on_joining(self, application_id: str, handle: str, *, admitted: bool) -> Step | Refused:
        """Let a colleague in or not; the colleague's own draft for the same round is then closed."""
        step = await self._do(
            "admit",
            application_id,
            lambda a, who, now: joining.decide_on_joining(a, who, handle, now, admitted=admitted),
        )
        if isinstance(step, Step) and admitted:
            await self._close_drafts(step.application.colleagues[-1], step.application)
        return step

    def _earlier(self, mine: Sequence[Application]) -> Mapping[str, str]:
        """Return the answers of the latest application that the person began."""
        return next((a.answers for a in mine if a.erased_at is None and a.owner == self.person), {})

    async def _close_drafts(self, person: str, joined: Application) -> None:
        for other in await self.records.of_person(person):
            same = (other.offer.programme, other.offer.round) == (joined.offer.programme, joined.offer.round)
            if same and other.owner == person and other.state == "draft" and other.id != joined.id:
                step = take(other, "expire", SYSTEM, self.now, details={"joined": joined.id})
                if isinstance(step, Step):
                    self.records.keep(step)

    async def _taken(self, application_id: str, raw: str) -> Refused | None:
        mine = await self.records.find(application_id)
        if mine is None or self.person not in mine.members:
            return None
        code = read(BY_ID["credit_code"], raw, Context(self.today, mine.answers))
        if isinstance(code, Refused):
            return None
        holder = await self.records.holder(code, mine.offer.programme, mine.offer.round)
        if holder is None or holder.id == mine.id:
            return None
        return Refused("company-applies-already", {"id": holder.id})

    async def _do(
        self, action: str, application_id: str, step: Callable[[Application, Actor, datetime], Step | Refused]
    ) -> Step | Refused:
        found = await self.records.find(application_id)
        if found is None:
            return self._refused(action, application_id, HIDDEN)
        if action != "ask_to_join" and self.person not in found.members:
            return self._refused(action, application_id, HIDDEN)
        taken = step(found, Actor(self.person), self.now)
        if isinstance(taken, Refused):
            return self._refused(action, application_id, taken)
        self.records.keep(taken)
        return taken

    def _refused(self, action: str, about: str, refusal: Refused) -> Refused:
        self.records.refused(action, self.person, about, refusal.reason)
        return refusal

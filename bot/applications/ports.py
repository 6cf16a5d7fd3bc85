"""What the desks need of the store; the same port serves a turn of the conversation and the command line."""

from collections.abc import Sequence
from typing import Protocol

from bot.applications.application import Application, Step
from bot.applications.budget import Budget
from bot.applications.history import Event
from bot.applications.roles import Invitation, StaffMember
from knowledge.language import Language


class Records(Protocol):
    """Reads see what is committed and what was kept here before; what is kept is written at the commit.

    At the commit every application, budget, invitation and staff member must still be as it was read. If one
    is not, nothing is written and the whole piece of work is done again on what is there now.
    """

    async def find(self, application_id: str) -> Application | None:
        """Return an application by its id."""
        ...

    async def by_reference(self, reference: str) -> Application | None:
        """Return an application by its reference number."""
        ...

    async def of_person(self, person: str) -> Sequence[Application]:
        """Return the applications that a person takes part in, the newest first."""
        ...

    async def asked_by(self, person: str) -> Sequence[Application]:
        """Return the applications that a person has asked to join."""
        ...

    async def holder(self, credit_code: str, programme: str, round_: str) -> Application | None:
        """Return the open application of a company to a programme's round."""
        ...

    async def staff(self, person: str) -> StaffMember | None:
        """Return a staff member, active or not; the commit then relies on their standing."""
        ...

    async def all_staff(self) -> Sequence[StaffMember]:
        """Return all staff members, in the order of their names."""
        ...

    async def invitation(self, token_hash: str) -> Invitation | None:
        """Return an invitation."""
        ...

    async def budget(self, programme: str, round_: str) -> Budget | None:
        """Return the pot of a programme's round, if one is set."""
        ...

    async def history(self, application_id: str) -> Sequence[Event]:
        """Return the events of an application, the oldest first."""
        ...

    async def language(self, person: str) -> Language | None:
        """Return the language in which a person is spoken to, if it is known."""
        ...

    async def is_room(self, here: str, room: str) -> bool:
        """Tell whether a chat is the staff's room, also after it got a new number."""
        ...

    def keep(self, step: Step) -> None:
        """Keep a step: the application after it and its event."""
        ...

    def keep_staff(self, member: StaffMember, by: str) -> None:
        """Keep a staff member; `by` did it."""
        ...

    def keep_invitation(self, invitation: Invitation) -> None:
        """Keep an invitation, new or used."""
        ...

    def keep_budget(self, budget: Budget) -> None:
        """Keep a pot."""
        ...

    def forget(self, person: str) -> None:
        """Cut the link between a person and their pseudonym in the histories."""
        ...

    def refused(self, action: str, person: str, about: str | None, reason: str) -> None:
        """Log that somebody was refused, without anything personal."""
        ...

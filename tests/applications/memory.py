"""A store in memory: what the desks see of the real one, for tests of the rules alone."""

from collections.abc import Sequence

from bot.applications.application import Application, Step
from bot.applications.budget import Budget
from bot.applications.history import Event
from bot.applications.roles import Invitation, StaffMember
from knowledge.language import Language


class MemoryRecords:
    """Keeps everything in dictionaries and checks that each step follows the one before."""

    def __init__(self) -> None:
        self.applications: dict[str, Application] = {}
        self.steps: list[Step] = []
        self.members: dict[str, StaffMember] = {}
        self.invitations: dict[str, Invitation] = {}
        self.budgets: dict[tuple[str, str], Budget] = {}
        self.refusals: list[tuple[str, str, str | None, str]] = []

    async def find(self, application_id: str) -> Application | None:
        return self.applications.get(application_id)

    async def by_reference(self, reference: str) -> Application | None:
        return next((a for a in self.applications.values() if a.reference == reference), None)

    async def of_person(self, person: str) -> Sequence[Application]:
        mine = [a for a in self.applications.values() if person in a.members]
        return sorted(mine, key=lambda a: a.created_at, reverse=True)

    async def asked_by(self, person: str) -> Sequence[Application]:
        return [a for a in self.applications.values() if person in a.asking_to_join]

    async def holder(self, credit_code: str, programme: str, round_: str) -> Application | None:
        wanted = (credit_code, programme, round_)
        for a in self.applications.values():
            if a.is_open and (a.credit_code, a.offer.programme, a.offer.round) == wanted:
                return a
        return None

    async def staff(self, person: str) -> StaffMember | None:
        return self.members.get(person)

    async def all_staff(self) -> Sequence[StaffMember]:
        return sorted(self.members.values(), key=lambda m: m.person)

    async def invitation(self, token_hash: str) -> Invitation | None:
        return self.invitations.get(token_hash)

    async def budget(self, programme: str, round_: str) -> Budget | None:
        return self.budgets.get((programme, round_))

    async def history(self, application_id: str) -> Sequence[Event]:
        return []

    async def is_room(self, here: str, room: str) -> bool:
        return here == room

    async def language(self, person: str) -> Language | None:
        return "en"

    def keep(self, step: Step) -> None:
        before = self.applications.get(step.application.id)
        assert step.application.version == (before.version if before else 0) + 1
        self.applications[step.application.id] = step.application
        self.steps.append(step)

    def keep_staff(self, member: StaffMember, by: str) -> None:
        self.members[member.person] = member

    def keep_invitation(self, invitation: Invitation) -> None:
        self.invitations[invitation.token_hash] = invitation

    def keep_budget(self, budget: Budget) -> None:
        self.budgets[budget.programme, budget.round] = budget

    def forget(self, person: str) -> None:
        pass

    def refused(self, action: str, person: str, about: str | None, reason: str) -> None:
        self.refusals.append((action, person, about, reason))

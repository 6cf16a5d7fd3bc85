"""Founders and staff of the tests, acting on a real store."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from bot.applications.admins import COMMAND_LINE, AdminDesk
from bot.applications.application import Application, Step
from bot.applications.filling import attached
from bot.applications.founders import FounderDesk
from bot.applications.offer import Offer
from bot.applications.outcome import Refused
from bot.applications.reviewers import ReviewDesk
from bot.applications.roles import Role
from bot.store import Store
from bot.store.errand import Errand, run
from tests.applications.samples import ANSWERS, NOW, TODAY, code, offer

Result = TypeVar("Result")
SECOND_ABOVE = Decimal(500_000)


@dataclass
class Scene:
    """The store with a clock that a test sets."""

    store: Store
    now: datetime = NOW

    async def founder(self, person: str, do: Callable[[FounderDesk], Awaitable[Result]]) -> Result:
        async def work(errand: Errand) -> Result:
            return await do(FounderDesk(errand.records, person, self.now, TODAY))

        return await run(self.store, work, self.now)

    async def reviewer(self, person: str, do: Callable[[ReviewDesk], Awaitable[Result]]) -> Result:
        async def work(errand: Errand) -> Result:
            return await do(ReviewDesk(errand.records, person, self.now, SECOND_ABOVE))

        return await run(self.store, work, self.now)

    async def admin(self, person: str, do: Callable[[AdminDesk], Awaitable[Result]]) -> Result:
        async def work(errand: Errand) -> Result:
            return await do(AdminDesk(errand.records, person, self.now))

        return await run(self.store, work, self.now)

    async def hire(self, person: str, role: Role, admin: str = COMMAND_LINE, name: str = "") -> None:
        token = await self.admin(admin, lambda desk: desk.invite(role))
        assert isinstance(token, str)
        await self.admin(person, lambda desk: desk.accept(token, name or person))
        if admin != COMMAND_LINE:
            await self.admin(admin, lambda desk: desk.confirm(person))

    async def staffed(self) -> None:
        """Hire an admin, two reviewers and an editor."""
        await self.hire("t:admin", "admin")
        for person, role in (("t:rita", "reviewer"), ("t:ron", "reviewer"), ("t:ed", "editor")):
            await self.hire(person, role, "t:admin")  # type: ignore[arg-type]

    async def draft(self, person: str, number: int, what: Offer | None = None) -> str:
        """Fill a draft in completely and return its id."""
        started = await self.founder(person, lambda desk: desk.start(what or offer(), {}))
        assert isinstance(started, Application)
        id_ = started.id
        await self.founder(person, lambda desk: desk.agree_to_privacy(id_))
        for field, value in {**ANSWERS, "credit_code": code(number)}.items():
            step = await self.founder(
                person,
                lambda desk, field=field, value=value: desk.answer(id_, field, value),  # type: ignore[misc]
            )
            assert isinstance(step, Step), step
        return id_

    async def submitted(self, person: str, number: int, what: Offer | None = None) -> Application:
        id_ = await self.draft(person, number, what)
        return done(await self.founder(person, lambda desk: desk.submit(id_)))

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


def done(step: Step | Refused) -> Application:
    assert isinstance(step, Step), step
    return step.application


def why(step: object) -> str:
    assert isinstance(step, Refused), step
    return step.reason


def contract(mark: str = "1") -> Mapping[str, object]:
    return {"paper": "usual-contract", "sha256": mark * 64, "name": f"{mark}.pdf"}


def a_file(mark: str = "a", paper: str = "usual-contract"):  # type: ignore[no-untyped-def] # noqa: ANN201
    return attached(paper, mark * 64, f"{mark}.pdf", "application/pdf", 10)

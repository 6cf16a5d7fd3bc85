"""An application: what it holds, who takes part in it, and one step of its life."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from bot.applications.form import Field, missing
from bot.applications.offer import Offer, Paper
from bot.applications.outcome import Refused
from bot.applications.roles import StaffMember
from bot.applications.states import OPEN, TABLE, Action, Part, State

Audience = Literal["owner", "members", "assignee", "staff", "person"]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file handed in for a paper of the checklist; its content lies under its hash."""

    id: str
    paper: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Application:
    """One application in one moment. `version` counts its steps and is the number of its last event."""

    id: str
    owner: str
    offer: Offer
    state: State
    version: int
    created_at: datetime
    updated_at: datetime
    reference: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    to_confirm: tuple[str, ...] = ()
    files: tuple[Attached, ...] = ()
    colleagues: tuple[str, ...] = ()
    asking_to_join: tuple[str, ...] = ()
    assignee: str | None = None
    reopened: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    question: str | None = None
    proposed_cny: Decimal | None = None
    granted_cny: Decimal | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    privacy_agreed_at: datetime | None = None
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    erased_at: datetime | None = None
    reminders_on: bool = True
    reminded: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still blocks a second one of the same company, programme and round."""
        return self.state in OPEN

    @property
    def credit_code(self) -> str | None:
        """The company's Unified Social Credit Code, once given."""
        return self.answers.get("credit_code")

    @property
    def members(self) -> tuple[str, ...]:
        """The owner and their colleagues."""
        return (self.owner, *self.colleagues)

    @property
    def asked_cny(self) -> Decimal | None:
        """What the founder asks for; None where the form has no sum."""
        asked = self.answers.get("requested_cny")
        return None if asked is None else Decimal(asked)

    @property
    def most_cny(self) -> Decimal | None:
        """The most that can be granted: what was asked for, within the ceiling. None where neither is known."""
        limits = [limit for limit in (self.asked_cny, self.offer.ceiling_cny) if limit is not None]
        return min(limits, default=None)

    @property
    def gaps(self) -> tuple[Field, ...]:
        """The fields still to be filled in, in the order in which they are asked."""
        return missing(self.offer.form, self.answers)

    @property
    def open_papers(self) -> tuple[Paper, ...]:
        """The papers for which no file is there."""
        handed_in = {attached.paper for attached in self.files}
        return tuple(paper for paper in self.offer.papers if paper.id not in handed_in)

    @property
    def missing_papers(self) -> tuple[Paper, ...]:
        """The open papers that the programme itself asks for."""
        return tuple(paper for paper in self.open_papers if paper.stated)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who wants to do something; `staff` as the database has it at this moment."""

    person: str
    staff: StaffMember | None = None

    def parts_in(self, application: Application) -> frozenset[Part]:
        """Say what they are to an application. Who takes part in it can't review it."""
        if self.person == SYSTEM.person:
            return frozenset(["system"])
        if self.person == application.owner:
            return frozenset(["owner"])
        if self.person in application.colleagues:
            return frozenset(["colleague"])
        if self.staff is None or not self.staff.reviews:
            return frozenset(["stranger"])
        parts: set[Part] = {"reviewer", "assignee" if self.person == application.assignee else "second"}
        return frozenset(parts | ({"admin"} if self.staff.is_admin else set()))


SYSTEM = Actor("system")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell people who did not act. `person` is set for the audience `person`."""

    audience: Audience
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the application after it, and what its history says. Personal values stand in `personal` alone."""

    application: Application
    action: Action
    actor: Actor
    part: Part
    before: State | None
    at: datetime
    details: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] | None = None
    notices: tuple[Notice, ...] = ()


def permit(application: Application, action: Action, actor: Actor) -> Part | Refused:
    """Look a step up in the table; return in which part the actor may take it."""
    row = TABLE[action]
    parts = actor.parts_in(application)
    allowed = parts & row.parts
    if not allowed:
        return _why_not(application, actor, parts, row.parts)
    if application.state not in row.sources:
        return Refused("not-now", {"state": application.state})
    return min(allowed)


def _why_not(
    application: Application, actor: Actor, parts: frozenset[Part], wanted: frozenset[Part]
) -> Refused:
    staff_only = wanted <= {"reviewer", "assignee", "second", "admin"}
    if parts & {"owner", "colleague"}:
        if staff_only and actor.staff is not None and actor.staff.reviews:
            return Refused("own-application")
        return Refused("owner-alone") if "owner" in wanted else Refused("unknown-application", hidden=True)
    if "stranger" in parts:
        return Refused("unknown-application", hidden=True)
    if "assignee" in wanted:
        return Refused("claim-first" if application.assignee is None else "taken")
    if wanted == {"second"}:
        return Refused("second-eyes")
    return Refused("admin-alone") if wanted & {"admin"} else Refused("founder-alone")


def take(  # noqa: PLR0913 (a step is told whole in one call)
    application: Application,
    action: Action,
    actor: Actor,
    now: datetime,
    *,
    details: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    notices: tuple[Notice, ...] = (),
    **changes: Any,  # noqa: ANN401 (fields of Application, checked by replace)
) -> Step | Refused:
    """Take a step if the table allows it."""
    part = permit(application, action, actor)
    if isinstance(part, Refused):
        return part
    after = replace(
        application,
        state=TABLE[action].target or application.state,
        version=application.version + 1,
        updated_at=application.updated_at if action == "remind" else now,
        **changes,
    )
    return Step(after, action, actor, part, application.state, now, details or {}, personal, notices)

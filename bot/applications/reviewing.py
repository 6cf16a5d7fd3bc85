"""What staff do with an application: take it on, ask, decide."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from bot.applications.amount import why_no_amount
from bot.applications.application import Actor, Application, Notice, Step, permit, take
from bot.applications.form import BY_ID
from bot.applications.outcome import Refused
from bot.applications.roles import StaffMember

OTHER = "other"
"""The reason of a rejection that no criterion of the programme stands for."""


def claim(application: Application, actor: Actor, now: datetime) -> Step | Refused:
    """Take an application on. Of two reviewers who press at once, one has it and the other is told."""
    if application.state != "submitted" and application.assignee is not None:
        allowed = permit(application, "note", actor)
        if not isinstance(allowed, Refused) and application.is_open:
            return Refused("mine-already" if application.assignee == actor.person else "taken")
    return take(application, "claim", actor, now, assignee=actor.person, notices=(_to_members("claimed"),))


def assign(application: Application, actor: Actor, to: StaffMember, now: datetime) -> Step | Refused:
    """Give an application to a reviewer who is free of a stake in it."""
    if not to.reviews:
        return Refused("not-a-reviewer")
    if to.person in application.members:
        return Refused("own-application")
    notices = (Notice("assignee", "notice-assigned", {"reference": application.reference or ""}),)
    return take(application, "assign", actor, now, assignee=to.person, notices=notices)


def release(application: Application, actor: Actor, now: datetime) -> Step | Refused:
    """Put an application back into the queue."""
    return take(application, "release", actor, now, assignee=None)


def note(application: Application, actor: Actor, text: str, now: datetime) -> Step | Refused:
    """Add a note that staff alone can read."""
    words = text.strip()[:2000]
    if not words:
        return Refused("field-empty")
    return take(application, "note", actor, now, personal={"note": words})


def request_info(
    application: Application, actor: Actor, items: Sequence[str], question: str, now: datetime
) -> Step | Refused:
    """Reopen named fields or papers, and only those, with a question in words."""
    papers = {paper.id for paper in application.offer.papers}
    unknown = [i for i in items if i not in papers and BY_ID.get(i) not in application.offer.form]
    if unknown:
        return Refused("unknown-field", {"field": unknown[0]})
    if not items:
        return Refused("name-fields")
    words = question.strip()[:1000]
    return take(
        application, "request_info", actor, now,
        details={"fields": list(items)}, personal={"question": words},
        notices=(_to_members("info-requested", question=words),),
        reopened=tuple(items), settled=(), question=words or None,
    )  # fmt: skip


def approve(
    application: Application, actor: Actor, amount_cny: Decimal, now: datetime, *, second_above_cny: Decimal
) -> Step | Refused:
    """Grant an amount; above the limit a second reviewer must confirm it."""
    proposed = application.proposed_cny
    if (
        application.state == "second_review"
        and proposed is not None
        and "second" in actor.parts_in(application)
    ):
        return Refused("confirm-or-send-back", {"proposed": f"{proposed:.2f}"})
    wrong = _amount_refused(application, amount_cny)
    if wrong is not None and not isinstance(permit(application, "approve", actor), Refused):
        return wrong
    amount = f"{amount_cny:.2f}"
    if amount_cny > second_above_cny:
        asked = Notice("staff", "notice-second", {"reference": application.reference or "", "amount": amount})
        return take(
            application, "propose", actor, now,
            details={"amount_cny": amount}, notices=(asked,), proposed_cny=amount_cny,
        )  # fmt: skip
    return _grant(application, "approve", actor, amount_cny, now)


def confirm(application: Application, actor: Actor, now: datetime) -> Step | Refused:
    """Confirm a colleague's proposal."""
    if application.proposed_cny is None:
        allowed = permit(application, "confirm", actor)
        return allowed if isinstance(allowed, Refused) else Refused("nothing-proposed")
    return _grant(application, "confirm", actor, application.proposed_cny, now)


def send_back(application: Application, actor: Actor, text: str, now: datetime) -> Step | Refused:
    """Disagree with a proposal, with a word on why."""
    return take(
        application, "send_back", actor, now,
        personal={"note": text.strip()[:2000]}, proposed_cny=None,
        notices=(Notice("assignee", "notice-sent-back", {"reference": application.reference or ""}),),
    )  # fmt: skip


def reject(
    application: Application, actor: Actor, reasons: Mapping[str, str], now: datetime
) -> Step | Refused:
    """Reject, with a reason for each criterion that is not met."""
    known = {criterion.id for criterion in application.offer.criteria} | {OTHER}
    unknown = [criterion for criterion in reasons if criterion not in known]
    if unknown:
        return Refused("unknown-criterion", {"criterion": unknown[0]})
    given = {criterion: text.strip()[:1000] for criterion, text in reasons.items()}
    if not given or not all(given.values()):
        return Refused("give-reasons")
    return take(
        application, "reject", actor, now,
        details={"criteria": list(given)}, personal={"reasons": given},
        notices=(_to_members("rejected"),), reasons=given, decided_at=now,
    )  # fmt: skip


def _grant(
    application: Application, action: str, actor: Actor, amount: Decimal, now: datetime
) -> Step | Refused:
    return take(
        application, "confirm" if action == "confirm" else "approve", actor, now,
        details={"amount_cny": f"{amount:.2f}"}, notices=(_to_members("approved", amount=f"{amount:.2f}"),),
        granted_cny=amount, proposed_cny=None, decided_at=now,
    )  # fmt: skip


def _amount_refused(application: Application, amount: Decimal) -> Refused | None:
    refused = why_no_amount(amount)
    if refused is not None:
        return refused
    ceiling = application.offer.ceiling_cny
    if ceiling is not None and amount > ceiling:
        return Refused("above-ceiling", {"ceiling": f"{ceiling:.2f}"})
    asked = application.asked_cny
    if asked is not None and amount > asked:
        return Refused("above-request", {"asked": f"{asked:.2f}"})
    return None


def _to_members(what: str, **values: str) -> Notice:
    return Notice("members", f"notice-{what}", values)

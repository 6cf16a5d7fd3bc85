"""How long personal data are kept, and what stays when they go."""

from datetime import datetime

from bot.applications.application import SYSTEM, Actor, Application, Step, take
from bot.applications.outcome import Refused
from bot.applications.rules import Rules

KEPT_ANSWERS = frozenset(["company_name", "credit_code", "requested_cny", "period_start", "period_end"])
"""What the law on records needs of a decision on public money: the company and the sums, no person."""


def expired(application: Application, now: datetime, rules: Rules) -> bool:
    """Tell whether a draft has lain untouched for so long that it is closed."""
    return application.state == "draft" and now - application.updated_at > rules.keep_drafts


def due(application: Application, now: datetime, rules: Rules) -> bool:
    """Tell whether the personal data of a closed application have to go."""
    if application.is_open or application.erased_at is not None:
        return False
    if application.submitted_at is None:
        return True
    kept = rules.keep_approved if application.state == "approved" else rules.keep_closed
    return now - (application.decided_at or application.updated_at) > kept


def keeps_files(application: Application, now: datetime, rules: Rules) -> bool:
    """Tell whether the files prove a grant and are kept for as long as the record of it."""
    decided = application.decided_at
    return application.state == "approved" and decided is not None and now - decided <= rules.keep_approved


def expire(application: Application, now: datetime) -> Step | Refused:
    """Close a draft that nobody came back to."""
    return take(application, "expire", SYSTEM, now, details={"idle": True})


def erase(application: Application, actor: Actor, now: datetime, rules: Rules) -> Step | Refused:
    """Take everything personal out of a closed application."""
    handed_in = application.submitted_at is not None
    kept = {k: v for k, v in application.answers.items() if handed_in and k in KEPT_ANSWERS}
    files = application.files if keeps_files(application, now, rules) else ()
    return take(
        application, "erase", actor, now,
        details={"kept": sorted(kept), "files": len(files)},
        owner="", colleagues=(), asking_to_join=(), answers=kept, to_confirm=(), facts={}, files=files,
        question=None, reasons={}, erased_at=now,
    )  # fmt: skip

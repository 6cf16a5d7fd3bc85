"""Applications and their events as rows, and back."""

import json
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from bot.applications.application import Application, Step
from bot.applications.history import Event, digest, salted, sealed
from bot.store.codec import dump

_APPLICATION = TypeAdapter(Application)


def load_application(body: str) -> Application:
    """Read an application back."""
    return _APPLICATION.validate_json(body)


def application_row(application: Application, head: str) -> dict[str, Any]:
    """Write an application; the columns beside its body serve the indexes."""
    offer, answers = application.offer, application.answers
    scope = f"{offer.programme}|{offer.round}"
    open_company = f"{application.credit_code}|{scope}" if application.credit_code else None
    money = application.granted_cny
    return {
        "id": application.id,
        "reference": application.reference,
        "owner": application.owner,
        "programme": offer.programme,
        "round": offer.round,
        "state": application.state,
        "version": application.version,
        "head": head,
        "open_company": open_company if application.is_open else None,
        "open_owner": f"{application.owner}|{scope}" if application.is_open else None,
        "company": answers.get("company_name"),
        "requested_cny": answers.get("requested_cny"),
        "granted_cny": None if money is None else str(money),
        "assignee": application.assignee,
        "created_at": application.created_at,
        "updated_at": application.updated_at,
        "submitted_at": application.submitted_at,
        "decided_at": application.decided_at,
        "erased_at": application.erased_at,
        "body": _body(application),
    }


def _body(application: Application) -> str:
    return dump(_APPLICATION.dump_python(application, mode="json", exclude_defaults=True))


def event_of(step: Step, actor: str, previous: str) -> Event:
    """Return the event of a step, chained to the one before. `actor` is the person's pseudonym."""
    personal = salted(step.personal)
    return sealed(
        Event(
            application=step.application.id,
            number=step.application.version,
            at=step.at,
            actor=actor,
            part=step.part,
            action=step.action,
            before=step.before,
            after=step.application.state,
            details=step.details,
            personal=personal,
            personal_digest=digest(personal),
            previous=previous,
            hash="",
        )
    )


def event_row(event: Event) -> dict[str, Any]:
    """Write an event."""
    return {
        "application": event.application,
        "number": event.number,
        "at": event.at,
        "actor": event.actor,
        "part": event.part,
        "action": event.action,
        "before": event.before,
        "after": event.after,
        "details": dump(dict(event.details)),
        "personal": None if event.personal is None else dump(dict(event.personal)),
        "personal_digest": event.personal_digest,
        "previous": event.previous,
        "hash": event.hash,
    }


def load_event(row: Row[Any]) -> Event:
    """Read an event back."""
    return Event(
        application=row.application,
        number=row.number,
        at=row.at,
        actor=row.actor,
        part=row.part,
        action=row.action,
        before=row.before,
        after=row.after,
        details=json.loads(row.details),
        personal=None if row.personal is None else json.loads(row.personal),
        personal_digest=row.personal_digest,
        previous=row.previous,
        hash=row.hash,
    )

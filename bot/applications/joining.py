"""Colleagues: a second person of the same company joins its open application, with the owner's consent."""

import hashlib
from datetime import datetime

from bot.applications.application import Actor, Application, Notice, Step, take
from bot.applications.outcome import Refused


def handle(person: str) -> str:
    """Return the short name under which a button means a person."""
    return hashlib.sha256(person.encode()).hexdigest()[:8]


def ask_to_join(application: Application, actor: Actor, name: str, now: datetime) -> Step | Refused:
    """Ask the owner to be let in; asking twice is asking once."""
    if actor.person in application.asking_to_join:
        return Refused("join-asked-already")
    values = {"id": application.id, "handle": handle(actor.person), "name": name}
    return take(
        application, "ask_to_join", actor, now,
        notices=(Notice("owner", "notice-join-asked", values),),
        asking_to_join=(*application.asking_to_join, actor.person),
    )  # fmt: skip


def decide_on_joining(
    application: Application, actor: Actor, handle_: str, now: datetime, *, admitted: bool
) -> Step | Refused:
    """Let a colleague in, or not."""
    person = next((p for p in application.asking_to_join if handle(p) == handle_), None)
    if person is None:
        return Refused("join-unknown") if actor.person == application.owner else _hidden()
    key = "notice-join-admitted" if admitted else "notice-join-declined"
    return take(
        application, "admit" if admitted else "decline", actor, now,
        notices=(Notice("person", key, {"id": application.id}, person=person),),
        asking_to_join=tuple(p for p in application.asking_to_join if p != person),
        colleagues=(*application.colleagues, person) if admitted else application.colleagues,
    )  # fmt: skip


def _hidden() -> Refused:
    return Refused("unknown-application", hidden=True)

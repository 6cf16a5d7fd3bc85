"""The history of an application: append-only events, chained by hash so that tampering shows.

What is personal in an event is kept beside the chain under a salted digest. It can be erased, and the chain
still holds.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """What happened once. `actor` is a pseudonym that leads to nobody once the person is erased."""

    application: str
    number: int
    at: datetime
    actor: str
    part: str
    action: str
    before: str | None
    after: str
    details: Mapping[str, Any]
    personal: Mapping[str, Any] | None
    personal_digest: str | None
    previous: str
    hash: str


def canonical(value: object) -> str:
    """Write a JSON value in the one spelling that is hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def salted(personal: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Add a salt, so that an erased value can't be guessed from its digest."""
    return None if personal is None else {**personal, "salt": secrets.token_hex(16)}


def digest(personal: Mapping[str, Any] | None) -> str | None:
    """Return what the chain keeps of personal values."""
    return None if personal is None else hashlib.sha256(canonical(personal).encode()).hexdigest()


def sealed(event: Event) -> Event:
    """Return the event with its hash over everything but the personal values, of which it covers the digest."""
    content = [
        event.application,
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor,
        event.part,
        event.action,
        event.before,
        event.after,
        dict(event.details),
        event.personal_digest,
        event.previous,
    ]
    return replace(event, hash=hashlib.sha256(canonical(content).encode()).hexdigest())


def broken(events: Iterable[Event], *, head: str, version: int, erased: bool) -> list[str]:
    """Say what is wrong with the history of one application; an empty list when nothing is.

    `head` and `version` are what the application itself says of its last event.
    """
    wrong: list[str] = []
    previous, number = GENESIS, 0
    for event in events:
        number += 1
        if event.number != number:
            wrong.append(f"event {number} is missing")
            number = event.number
        if event.previous != previous or sealed(event).hash != event.hash:
            wrong.append(f"event {event.number} was changed")
        if event.personal is not None and digest(event.personal) != event.personal_digest:
            wrong.append(f"the values of event {event.number} were changed")
        if event.personal is None and event.personal_digest is not None and not erased:
            wrong.append(f"the values of event {event.number} are missing")
        previous = event.hash
    if number != version:
        wrong.append(f"{version - number} events at the end are missing")
    elif previous != head:
        wrong.append("the last event is not the one that the application names")
    return wrong

"""What goes into the inbox and what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Protocol

from sqlalchemy import Row

MOST_IN_A_LANE = 50
MINUTE = timedelta(minutes=1)
Times = Mapping[str, Sequence[tuple[int, datetime]]]
"""What people sent lately: update ids with their times, by person."""


class Arrival(Protocol):
    """An update as a channel hands it in. `lane` is its chat's; it waits `settle_s` for what belongs to it."""

    update_id: int
    lane: str
    person: str | None
    chat_id: int | None
    thread_id: int | None
    message_id: int | None
    nonce: str | None
    album: str | None
    sent_at: datetime
    settle_s: float
    body: str


@dataclass(slots=True)
class Waiting:
    """An update that waits for its answer. `recent` counts this person's updates of the minute before it."""

    update_id: int
    person: str | None
    message_id: int | None
    nonce: str | None
    album: str | None
    sent_at: datetime
    attempts: int
    body: str
    recent: int


def arrival_row(channel: str, arrival: Arrival, now: datetime) -> dict[str, Any]:
    """Return the row of an update that arrives `now`."""
    return {
        "channel": channel,
        "update_id": arrival.update_id,
        "lane": arrival.lane,
        "person": arrival.person,
        "chat_id": arrival.chat_id,
        "thread_id": arrival.thread_id,
        "message_id": arrival.message_id,
        "nonce": arrival.nonce,
        "album": arrival.album,
        "sent_at": arrival.sent_at,
        "received_at": now,
        "due_at": now + timedelta(seconds=arrival.settle_s),
        "body": arrival.body,
        "attempts": 0,
    }


def in_order(rows: Sequence[Row[Any]], now: datetime, times: Times) -> list[Waiting]:
    """Return the updates up to the first that is not due: none overtakes another of its chat."""
    due = takewhile(lambda row: row.due_at <= now, rows[:MOST_IN_A_LANE])
    return [
        Waiting(
            update_id=row.update_id,
            person=row.person,
            message_id=row.message_id,
            nonce=row.nonce,
            album=row.album,
            sent_at=row.sent_at,
            attempts=row.attempts,
            body=row.body,
            recent=sum(
                update_id <= row.update_id and sent_at > row.sent_at - MINUTE
                for update_id, sent_at in times.get(row.person, ())
            ),
        )
        for row in due
    ]

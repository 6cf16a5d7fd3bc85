"""Writes messages into the outbox, and the keyboards that stand under them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Reply
from bot.store.codec import dump_reply
from bot.store.tables import keyboards, outbox
from knowledge.language import clean

REPLY, NOTICE, BROADCAST = 0, 1, 2
"""Priorities: what answers somebody goes before what nobody waits for."""
_LONGEST_EXCERPT = 120
_INTO_OUTBOX = outbox.insert()
_INTO_KEYBOARDS = keyboards.insert()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message to be written. `pending` names the question that its buttons answer."""

    channel: str
    person: str
    chat_id: int | None
    language: str | None
    reply: Reply
    priority: int
    due_at: datetime
    created_at: datetime
    thread_id: int | None = None
    reply_to: int | None = None
    about: str | None = None
    asked_at: datetime | None = None
    edits: int | None = None
    pending: str | None = None

    @classmethod
    def to(
        cls, person: Row[Any], reply: Reply, priority: int, now: datetime, due_at: datetime | None = None
    ) -> "Post":
        """Address a message to somebody from the table of people."""
        return cls(
            channel=person.channel,
            person=person.person,
            chat_id=person.chat_id,
            language=person.language,
            reply=reply,
            priority=priority,
            due_at=due_at or now,
            created_at=now,
        )


async def post(connection: AsyncConnection, posts: Sequence[Post]) -> None:
    """Write messages and their keyboards in the caller's transaction."""
    nonces = [token_urlsafe(9) if _has_buttons(each.reply) else None for each in posts]
    if posts:
        rows = [_outbox_row(each, nonce) for each, nonce in zip(posts, nonces, strict=True)]
        await connection.execute(_INTO_OUTBOX, rows)
    boards = [_keyboard_row(each, nonce) for each, nonce in zip(posts, nonces, strict=True) if nonce]
    if boards:
        await connection.execute(_INTO_KEYBOARDS, boards)


def lane_of(channel: str, chat_id: int | None, person: str) -> str:
    """Name the lane in which messages to a chat leave."""
    return f"send:{channel}:{chat_id if chat_id is not None else person}"


def excerpt(text: str | None) -> str | None:
    """Shorten what somebody said to what fits into one quoted line."""
    line = " ".join(clean(text or "").split())
    if not line:
        return None
    return line if len(line) <= _LONGEST_EXCERPT else line[: _LONGEST_EXCERPT - 1] + "…"


def _has_buttons(reply: Reply) -> bool:
    return bool(reply.choices or reply.answer_id)


def _outbox_row(it: Post, nonce: str | None) -> dict[str, Any]:
    return {
        "channel": it.channel,
        "lane": lane_of(it.channel, it.chat_id, it.person),
        "person": it.person,
        "chat_id": it.chat_id,
        "thread_id": it.thread_id,
        "reply_to": it.reply_to,
        "about": it.about,
        "asked_at": it.asked_at,
        "edits": it.edits,
        "language": it.language,
        "nonce": nonce,
        "payload": dump_reply(it.reply),
        "priority": it.priority,
        "parts_sent": 0,
        "attempts": 0,
        "due_at": it.due_at,
        "created_at": it.created_at,
    }


def _keyboard_row(it: Post, nonce: str) -> dict[str, Any]:
    return {
        "nonce": nonce,
        "person": it.person,
        "chat_id": it.chat_id,
        "choices": json.dumps([(choice.id, choice.label) for choice in it.reply.choices]),
        "answer_id": it.reply.answer_id,
        "pending": it.pending if it.reply.choices else None,
        "created_at": it.created_at,
    }

"""Where an update belongs: its chat, its person, and whether it is for the bot at all."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from telegram import Update

from bot.channels.telegram.addressing import is_addressed
from bot.channels.telegram.client import UPDATES, Account
from bot.channels.telegram.fields import UPDATE, pruned
from bot.channels.telegram.ports import Arrival
from bot.channels.telegram.reader import UnreadableError, read

_GROUPS = {"group", "supergroup"}
_NONCE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def person_of(chat_id: int, user_id: int) -> str:
    """Name a person; in a group they are somebody else, so that nothing private is known there."""
    return f"telegram:{user_id}" if chat_id == user_id else f"telegram:{chat_id}:{user_id}"


def nonce_of(data: str) -> str:
    """Name the keyboard that a button's data belong to; data that no button of ours has name none."""
    nonce = data.partition(".")[0]
    return nonce if _NONCE.fullmatch(nonce) else ""


def arrival(update: Any, account: Account, *, settle_s: float, now: datetime) -> Arrival | None:  # noqa: ANN401 (JSON)
    """Describe an update that the bot has to do with; others are None and leave no trace.

    Raises:
        UnreadableError: it cannot be told whose update it is.
    """
    if not isinstance(update, dict):
        raise UnreadableError("no object")
    kind = next((name for name in UPDATES if name in update), None)
    if kind is None:
        return None
    wrong: list[str] = []
    known = pruned(update, UPDATE, wrong)
    content: dict[str, Any] = known.get(kind) or {}
    message: dict[str, Any] = content.get("message") or {} if kind == "callback_query" else content
    sender: dict[str, Any] = content.get("from") or {}
    chat: dict[str, Any] = message.get("chat") or (sender if kind == "callback_query" else {})
    if "update_id" not in known or "id" not in chat or (sender and "id" not in sender):
        raise UnreadableError(f"wrong type of {wrong[0]}" if wrong else f"no chat in {kind}")
    if chat.get("type") == "channel":
        return None
    if kind in {"message", "edited_message"} and not _is_for_the_bot(update, message, sender, account):
        return None
    album = message.get("media_group_id") if kind == "message" else None
    return Arrival(
        update_id=known["update_id"],
        lane=f"work:telegram:{chat['id']}",
        person=person_of(chat["id"], sender["id"]) if sender else None,
        chat_id=chat["id"],
        thread_id=message.get("message_thread_id") if message.get("is_topic_message") else None,
        message_id=message.get("message_id"),
        nonce=nonce_of(content.get("data", "")) if kind == "callback_query" else None,
        album=album,
        sent_at=_sent_at(message, now) if kind != "callback_query" else now,
        settle_s=settle_s if album else 0.0,
        body=json.dumps(update),
    )


def _is_for_the_bot(
    update: dict[str, Any], message: dict[str, Any], sender: dict[str, Any], account: Account
) -> bool:
    if "migrate_to_chat_id" in message:
        return True
    if not sender or (sender.get("is_bot") and "sender_chat" not in message):
        return False
    if message["chat"].get("type") not in _GROUPS:
        return True

    def addressed(parsed: Update) -> bool:
        return parsed.effective_message is not None and is_addressed(parsed.effective_message, account)

    return read(update, None, addressed).meaning


def _sent_at(message: dict[str, Any], now: datetime) -> datetime:
    seconds = message.get("edit_date") or message.get("date")
    if not seconds or not 0 < seconds < now.timestamp():
        return now
    return datetime.fromtimestamp(seconds, UTC)

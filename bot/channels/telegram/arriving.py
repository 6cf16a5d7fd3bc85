"""Where an update belongs: its chat, its person, and whether it is for the bot at all."""

import json
from datetime import UTC, datetime
from typing import Any

from telegram import Update

from bot.channels.telegram.addressing import is_addressed
from bot.channels.telegram.client import UPDATES, Account
from bot.channels.telegram.ports import Arrival

_GROUPS = {"group", "supergroup"}


def person_of(chat_id: int, user_id: int) -> str:
    """Name a person; in a group they are somebody else, so that nothing private is known there."""
    return f"telegram:{user_id}" if chat_id == user_id else f"telegram:{chat_id}:{user_id}"


def arrival(update: dict[str, Any], account: Account, *, settle_s: float, now: datetime) -> Arrival | None:
    """Describe an update that the bot has to do with; others are None and leave no trace."""
    kind = next((name for name in UPDATES if isinstance(update.get(name), dict)), None)
    if kind is None or not isinstance(update.get("update_id"), int):
        return None
    content: dict[str, Any] = update[kind]
    message: dict[str, Any] = content.get("message") or {} if kind == "callback_query" else content
    sender: dict[str, Any] = content.get("from") or {}
    chat: dict[str, Any] = message.get("chat") or (sender if kind == "callback_query" else {})
    if not isinstance(chat.get("id"), int) or chat.get("type") == "channel":
        return None
    if kind in {"message", "edited_message"} and not _is_for_the_bot(update, message, sender, account):
        return None
    album = message.get("media_group_id") if kind == "message" else None
    return Arrival(
        update_id=update["update_id"],
        lane=f"work:telegram:{chat['id']}",
        person=person_of(chat["id"], sender["id"]) if isinstance(sender.get("id"), int) else None,
        chat_id=chat["id"],
        thread_id=message.get("message_thread_id") if message.get("is_topic_message") else None,
        message_id=message.get("message_id"),
        nonce=str(content.get("data", "")).partition(".")[0] if kind == "callback_query" else None,
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
    parsed = Update.de_json(update, None)
    return parsed.effective_message is not None and is_addressed(parsed.effective_message, account)


def _sent_at(message: dict[str, Any], now: datetime) -> datetime:
    seconds = message.get("edit_date") or message.get("date")
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds else now

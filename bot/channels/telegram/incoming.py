"""A message of Telegram becomes one that the door understands."""

import json
import re
from datetime import datetime

from telegram import ChatMemberUpdated, Message, Update, User

from bot.channels.telegram.addressing import words_of
from bot.channels.telegram.arriving import person_of
from bot.channels.telegram.client import Account
from bot.channels.telegram.fields import SENT_BY_PEOPLE, UNREAD
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.media import attachment_of, medium_of
from bot.channels.telegram.ports import Waiting
from bot.dialogue.messages import Incoming
from knowledge.language import Language, clean

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def language_of(user: User | None) -> Language | None:
    """Tell a person's language from the one of their app."""
    if user is None or not user.language_code:
        return None
    return "zh" if user.language_code.lower().startswith("zh") else "en"


def app_language(body: str) -> Language | None:
    """Tell a person's language from an update as it is stored, whatever else is wrong with it."""
    try:
        update = json.loads(body)
        content = next(each for each in update.values() if isinstance(each, dict))
        code = content["from"]["language_code"].lower()
    except Exception:  # noqa: BLE001 (the person is then written to in the language of the bot)
        return None
    return "zh" if code.startswith("zh") else "en"


def message_said(
    update: Update, waiting: Waiting, account: Account, limits: Limits, now: datetime
) -> Incoming | None:
    """Return what a message says; None when it says nothing that could be answered."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None or not _can_be_answered(update, message):
        return None
    text = words_of(message, account)
    return Incoming(
        person=person_of(message.chat.id, user.id),
        channel="telegram",
        update_id=str(update.update_id),
        sent_at=waiting.sent_at,
        medium=medium_of(message),
        text=_checked(clean(text)) if text is not None else None,
        file=attachment_of(message, largest=limits.largest_file),
        language=language_of(user),
        name=clean(user.full_name),
        in_group=message.chat.id != user.id,
        edited=update.edited_message is not None,
        late=(now - waiting.sent_at).total_seconds() > limits.late_after_s,
    )


def button_pressed(update: Update, choice: str, waiting: Waiting) -> Incoming:
    """Return what a pressed button says."""
    query = update.callback_query
    if query is None:
        raise ValueError("the update is no pressed button")
    chat_id = query.message.chat.id if query.message else query.from_user.id
    return Incoming(
        person=person_of(chat_id, query.from_user.id),
        channel="telegram",
        update_id=str(update.update_id),
        sent_at=waiting.sent_at,
        medium="choice",
        choice=choice,
        language=language_of(query.from_user),
        name=clean(query.from_user.full_name),
        in_group=chat_id != query.from_user.id,
    )


def added_to_group(change: ChatMemberUpdated, waiting: Waiting) -> Incoming:
    """Return what taking the bot into a group says: nothing yet, but who is there to be greeted."""
    return Incoming(
        person=person_of(change.chat.id, change.from_user.id),
        channel="telegram",
        update_id=str(waiting.update_id),
        sent_at=waiting.sent_at,
        medium="other",
        language=language_of(change.from_user),
        name=clean(change.from_user.full_name),
        in_group=True,
    )


def _can_be_answered(update: Update, message: Message) -> bool:
    """Leave out notes of the service, and edits of anything but words, such as a place that moves.

    A message is a note of the service unless it holds something that somebody can have sent: every version of
    the API brings new kinds of notes.
    """
    if update.edited_message is not None:
        return message.text is not None
    held = (getattr(message, kind, None) or kind in message.api_kwargs for kind in SENT_BY_PEOPLE)
    return UNREAD in message.api_kwargs or any(held)


def _checked(text: str) -> str:
    """Drop a payload of `/start` that no link of ours can have made."""
    command, _, payload = text.partition(" ")
    if command == "/start" and payload and not _PAYLOAD.fullmatch(payload):
        return command
    return text

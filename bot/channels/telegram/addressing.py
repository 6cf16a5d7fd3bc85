"""Groups: which messages are meant for the bot, and what they say without its name."""

import re

from telegram import Message, MessageEntity

from bot.channels.telegram.client import Account
from bot.channels.telegram.menu import COMMANDS


def is_addressed(message: Message, account: Account) -> bool:
    """Tell whether a message in a group names the bot, answers it, or is one of its commands."""
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == account.id and not _opens_topic(answered):
        return True
    return any(_names(message, entity, account) for entity in message.entities or message.caption_entities)


def words_of(message: Message, account: Account) -> str | None:
    """Return what a message says, without the bot's name; a command loses its `@name`."""
    text = message.text if message.text is not None else message.caption
    if text is None or not account.username:
        return text
    name = re.escape(account.username)
    text = re.sub(rf"^(/\w+)@{name}\b", r"\1", text, flags=re.IGNORECASE)
    if message.chat.type in {"group", "supergroup"}:
        text = re.sub(rf"(?<!\w)@{name}\b[,，:：]?\s*", "", text, flags=re.IGNORECASE)
    return text.strip()


def _names(message: Message, entity: MessageEntity, account: Account) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == account.id
    said = _said(message, entity).lower()
    if entity.type == MessageEntity.MENTION:
        return said == f"@{account.username.lower()}"
    if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
        command, _, name = said[1:].partition("@")
        return name == account.username.lower() if name else command in COMMANDS
    return False


def _said(message: Message, entity: MessageEntity) -> str:
    if message.text is not None:
        return message.parse_entity(entity)
    return message.parse_caption_entity(entity)


def _opens_topic(message: Message) -> bool:
    """In a forum every message without a reply answers the message that opened its topic."""
    return message.forum_topic_created is not None

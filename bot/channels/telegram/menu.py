"""The commands that Telegram offers in its menu, per place and language."""

import logging

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.channels.telegram.client import Client
from bot.dialogue.words import say
from knowledge.language import LANGUAGES, Language

COMMANDS = (
    "start", "ask", "check", "facts", "apply", "status", "language", "sources",
    "reset", "person", "privacy", "my_data", "delete_me", "help",
)  # fmt: skip
_IN_GROUPS = ("ask", "sources", "language", "privacy", "help")

_log = logging.getLogger(__name__)


async def offer_commands(client: Client, default: Language) -> None:
    """Tell Telegram the commands: in groups only those that need nothing personal."""
    places: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
        (BotCommandScopeDefault(), COMMANDS),
        (BotCommandScopeAllPrivateChats(), COMMANDS),
        (BotCommandScopeAllGroupChats(), _IN_GROUPS),
    )
    try:
        for scope, names in places:
            await client.bot.set_my_commands(_described(names, default), scope=scope)
            for language in LANGUAGES:
                commands = _described(names, language)
                await client.bot.set_my_commands(commands, scope=scope, language_code=language)
    except TelegramError as error:
        _log.warning("the menu of commands was not set: %s", type(error).__name__)


def _described(names: tuple[str, ...], language: Language) -> list[BotCommand]:
    return [BotCommand(name, say(language, f"channel-command-{name.replace('_', '-')}")) for name in names]

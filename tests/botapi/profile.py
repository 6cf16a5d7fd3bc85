"""What the bot tells Telegram about itself: commands by scope and language, names and descriptions."""

import re

from tests.botapi.refusals import Json, bad_request

_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_LONGEST = {"name": 64, "description": 512, "short_description": 120}


class Profile:
    """Commands, names and descriptions, each by language."""

    def __init__(self) -> None:
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_button: Json = {"type": "default"}

    def set_commands(self, commands: list[Json], scope: Json | None, language: str) -> None:
        """Replace the commands of one scope and language."""
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH", "length")
        for command in commands:
            if not _COMMAND.fullmatch(str(command["command"])):
                raise bad_request("BOT_COMMAND_INVALID", "parameters")
            if not 1 <= len(str(command["description"])) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID", "length")
        self.commands[scope_key(scope), language] = commands

    def get_commands(self, scope: Json | None, language: str) -> list[Json]:
        """The commands that were set for exactly this scope and language."""
        return self.commands.get((scope_key(scope), language), [])

    def delete_commands(self, scope: Json | None, language: str) -> None:
        """Forget the commands of one scope and language."""
        self.commands.pop((scope_key(scope), language), None)

    def shown(self, language: str, scopes: list[str]) -> list[str]:
        """The names of the commands that a person sees: the first scope that has any, own language first."""
        for scope in [*scopes, "default"]:
            for wanted in (language, ""):
                if commands := self.commands.get((scope, wanted)):
                    return [str(command["command"]) for command in commands]
        return []

    def set_text(self, field: str, text: str, language: str) -> None:
        """Set the name, the description or the short description."""
        if len(text) > _LONGEST[field]:
            raise bad_request(f"bot {field} is too long", "length")
        self.texts[field, language] = text

    def get_text(self, field: str, language: str) -> str:
        """The text in this language, else the one for all languages."""
        return self.texts.get((field, language)) or self.texts.get((field, ""), "")


def scope_key(scope: Json | None) -> str:
    """One word for a scope: `default`, `all_private_chats`, `chat:42`, `chat_member:42:7`."""
    scope = scope or {"type": "default"}
    return ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)

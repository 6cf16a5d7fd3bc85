"""A group of commands whose modules are imported when a command is called, not when the list is shown."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer
import typer.main
from typer.core import TyperGroup


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command is: a function, or a group of its own in a `typer.Typer`, with its line in the list."""

    module: str
    name: str
    help: str

    @property
    def exists(self) -> bool:
        """Tell whether the module is there."""
        return find_spec(self.module) is not None

    def load(self) -> Any:  # noqa: ANN401 (typer keeps the class of its commands to itself)
        """Import the module and return the command."""
        found = getattr(import_module(self.module), self.name)
        if isinstance(found, typer.Typer):
            found.rich_markup_mode = None
            found._add_completion = False  # noqa: SLF001 (there is no other switch for all groups at once)
            return typer.main.get_command(found)
        if isinstance(found, type) or not callable(found):
            return found
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command()(found)
        return typer.main.get_command(alone)


class LazyGroup(TyperGroup):
    """A group made of `Command`s."""

    def __init__(self, name: str, help_: str, parts: dict[str, Command]) -> None:
        super().__init__(name=name, help=help_, rich_markup_mode=None, no_args_is_help=True)
        self._parts = {key: part for key, part in parts.items() if part.exists}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 (typer's own class)
        """Name the commands in the order in which they stand."""
        return list(self._parts)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 (typer's own class)
        """Load one command, or return None."""
        part = self._parts.get(cmd_name)
        if part is None:
            return None
        command = part.load()
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 (typer's own classes)
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, part.help) for name, part in self._parts.items()])

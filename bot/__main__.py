"""The command line `voucherbot`. Each command's module is imported when the command is run."""

import sys
from importlib import import_module
from typing import Any

import click
import typer
from typer.core import TyperGroup
from typer.main import get_command

_COMMANDS = {
    "run": ("bot.commands.chat:run", "The bot: on Telegram if a token is set, else in the terminal."),
    "chat": ("bot.commands.chat:chat", "The whole conversation in the terminal."),
    "serve": ("bot.commands.serve:serve", "The Telegram bot."),
    "ask": ("bot.commands.ask:ask", "One question, one cited answer."),
    "precheck": ("bot.commands.precheck:precheck", "Verdicts for a set of facts, without a conversation."),
    "knowledge": ("bot.commands.knowledge:commands", "The staff desk for the knowledge base."),
    "applications": ("bot.commands.applications:commands", "The staff desk for applications."),
    "staff": ("bot.commands.staff:commands", "Who is staff, and in which role."),
    "backup": ("bot.commands.backup:backup", "Write everything that is stored into one file."),
    "restore": ("bot.commands.backup:restore", "Read a backup into an empty database."),
    "doctor": ("bot.commands.doctor:doctor", "Check the configuration and every part it reaches."),
}


class _Late(TyperGroup):
    """A group whose commands are imported when they are run, so that --help starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = _COMMANDS.get(cmd_name)
        if found is None:
            return None
        if len(sys.argv) < 2 or sys.argv[1] != cmd_name:
            return click.Command(cmd_name, help=found[1], short_help=found[1])
        return _load(cmd_name, found[0], found[1], ctx)


def _load(name: str, target: str, text: str, ctx: click.Context) -> click.Command:
    module, _, attribute = target.partition(":")
    loaded: Any = getattr(import_module(module), attribute)
    if isinstance(loaded, typer.Typer):
        command = get_command(loaded)
    else:
        single = typer.Typer(add_completion=False)
        single.command(name)(loaded)
        command = get_command(single)
    command.name, command.short_help = name, text
    ctx.ensure_object(dict)
    return command


app = typer.Typer(cls=_Late, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def _root() -> None:
    """Cited answers, pre-checks and applications for China's AI computing vouchers."""


def main() -> None:
    """Run the command line; a fault ends in one sentence with a reference, never in a traceback."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 (the one place where faults end)
        from bot.faults import report

        sys.stderr.write(report(error) + "\n")
        sys.exit(1)


if __name__ == "__main__":
    main()

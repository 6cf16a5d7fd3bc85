"""`voucherbot chat` and `voucherbot run`: the conversation in the terminal."""

import asyncio
import getpass
from typing import Annotated

import typer

from bot.settings import Settings
from knowledge.language import LANGUAGES, Language


def chat(
    language: Annotated[str | None, typer.Option("--language", help="zh or en; else what you write.")] = None,
    person: Annotated[str | None, typer.Option("--as", metavar="PERSON", help="Who is talking.")] = None,
) -> None:
    """Talk in the terminal; also reads piped standard input, one message a line."""
    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}", param_hint="--language")
    talk(Settings(), language, person)


def run() -> None:
    """Run the bot: on Telegram if a token is set, else the conversation in the terminal."""
    settings = Settings()
    token = settings.telegram_token
    if token is not None and token.get_secret_value().strip():
        from bot.commands.serve import serve

        serve()
    else:
        talk(settings, None, None)


def talk(settings: Settings, language: Language | None, person: str | None) -> None:
    """Open the bot for one person and talk until they are done."""
    from bot import faults
    from bot.app import open_app
    from bot.channels.terminal import Terminal
    from bot.commands.progress import Bar
    from bot.dialogue.words import say
    from bot.store.clock import now
    from bot.store.mailbox import Mailbox

    spoken = language or settings.language
    name = person or getpass.getuser()
    building = Bar(say(spoken, "terminal-building"), shown=False)
    with asyncio.Runner() as runner:
        opened = open_app(settings, building, keeps_house=False)
        app = runner.run(opened.__aenter__())
        try:
            Terminal(
                app.conversation,
                name if ":" in name else f"terminal:{name}",
                spoken,
                settings.data_dir,
                runner,
                faults.report,
                waits=building.show,
                watch=app.store.turns.watch,
                mail=Mailbox(app.store.database, "terminal", now),
            ).run(choose_language=language is not None)
        finally:
            runner.run(opened.__aexit__(None, None, None))

"""`voucherbot chat` and `voucherbot run`: the conversation in the terminal."""

import asyncio
import getpass
from typing import Annotated, cast

import typer

from bot.commands.progress import bar
from bot.dialogue.words import say
from bot.settings import Settings
from knowledge.language import LANGUAGES, Language


def _language(name: str | None) -> Language:
    if name is not None and name not in LANGUAGES:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(LANGUAGES)}", param_hint="--language")
    return cast("Language", name) if name else Settings().language


def chat(
    language: Annotated[str | None, typer.Option("--language", help="zh or en.")] = None,
    person: Annotated[str | None, typer.Option("--as", metavar="PERSON", help="Who is talking.")] = None,
) -> None:
    """Talk in the terminal; also reads piped standard input, one message a line."""
    asyncio.run(_chat(_language(language), person or getpass.getuser()))


async def _chat(language: Language, name: str) -> None:
    from bot.app import open_app
    from bot.channels.terminal import Terminal

    settings = Settings()
    person = name if ":" in name else f"terminal:{name}"
    async with open_app(settings, bar(say(language, "terminal-building"))) as app:
        await Terminal(app.conversation, person, language, settings.data_dir).run()


def run() -> None:
    """Run the bot: on Telegram if a token is set, else the conversation in the terminal."""
    token = Settings().telegram_token
    if token is not None and token.get_secret_value().strip():
        from bot.commands.serve import serve

        serve()
    else:
        chat(None, None)

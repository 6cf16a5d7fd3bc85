"""`voucherbot serve`: the Telegram bot."""

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING, Protocol

import typer

from bot.dialogue.conversation import Conversation
from bot.settings import Settings
from bot.store import Store

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Connection
    from bot.channels.telegram.limits import Limits

NO_TOKEN = "No Telegram token is set: get one from @BotFather and put it into VOUCHERBOT_TELEGRAM_TOKEN."  # noqa: S105 (a sentence)


class App(Protocol):
    """What serving needs of the wired application."""

    @property
    def conversation(self) -> Conversation:
        """The one door."""

    @property
    def store(self) -> Store:
        """The store."""

    @property
    def jobs(self) -> Sequence[asyncio.Task[None]]:
        """What runs beside the channels as long as the application is open."""


_CLOSING_S = 8.0
"""How long closing may take after the work has ended."""
OpenApp = Callable[[Settings], AbstractAsyncContextManager[App]]


def serve() -> None:
    """Answer on Telegram: by long polling, or through a webhook when VOUCHERBOT_WEBHOOK_URL is set."""
    from bot.app import open_app

    problem = run(Settings(), open_app)
    if problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1)


def run(settings: Settings, open_app: OpenApp, limits: "Limits | None" = None) -> str | None:
    """Serve until the process is told to stop; return a sentence when it cannot begin."""
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value().strip():
        return NO_TOKEN
    _log_to_standard_error()
    with suppress(KeyboardInterrupt):
        timers: list[threading.Timer] = []
        try:
            return asyncio.run(_serve(settings, open_app, limits, timers))
        finally:
            for timer in timers:
                timer.cancel()
    return None


async def _serve(
    settings: Settings, open_app: OpenApp, limits: "Limits | None", timers: list[threading.Timer]
) -> str | None:
    from bot.channels.telegram.channel import TelegramChannel, TokenRefusedError
    from bot.channels.telegram.parts import PartDiedError
    from bot.channels.telegram.webhook import ListenError

    stop = asyncio.Event()
    _stop_on_signals(stop)
    limits = limits or _limits(settings)
    async with open_app(settings) as app:
        channel = TelegramChannel(
            _connection(settings),
            app.store,
            app.conversation,
            limits=limits,
            zone=settings.zone,
            language=settings.language,
        )
        try:
            await channel.run(stop, app.jobs)
        except (TokenRefusedError, ListenError, PartDiedError) as error:
            timers.append(_end_for_certain(str(error), _CLOSING_S))
            return str(error)
        timers.append(_end_for_certain("", _CLOSING_S))
    return None


def _end_for_certain(problem: str, within_s: float) -> threading.Timer:
    """End the process even when something that is being closed never comes back, such as a silent database."""

    def end() -> None:
        if problem:
            sys.stderr.write(f"{problem}\n")
            sys.stderr.flush()
        os._exit(1 if problem else 0)

    timer = threading.Timer(within_s, end)
    timer.daemon = True
    timer.start()
    return timer


def _limits(settings: Settings) -> "Limits":
    """Let through three times as many messages as there may be questions, for short answers to the bot's own."""
    from bot.channels.telegram.limits import Limits

    return Limits(
        messages_per_second=settings.messages_per_second,
        messages_per_minute=3 * settings.questions_per_minute,
        largest_file=settings.largest_file_mb * 1024 * 1024,
    )


def _connection(settings: Settings) -> "Connection":
    from bot.channels.telegram.channel import Connection

    token, secret = settings.telegram_token, settings.webhook_secret
    return Connection(
        token=token.get_secret_value().strip() if token else "",
        base_url=settings.telegram_base_url,
        base_file_url=settings.telegram_base_file_url,
        webhook_url=settings.webhook_url,
        webhook_secret=secret.get_secret_value() if secret else None,
        webhook_listen=settings.webhook_listen,
    )


def _log_to_standard_error() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _stop_on_signals(stop: asyncio.Event) -> None:
    """Stop in order at the first signal, at once at the second."""
    loop = asyncio.get_running_loop()

    def heard(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, heard, number)

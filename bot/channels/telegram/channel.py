"""The Telegram channel as a whole: starts its parts, and stops them in order."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import tzinfo

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.client import UPDATES, Account, Client
from bot.channels.telegram.handling import Handler
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.menu import offer_commands
from bot.channels.telegram.parts import PartDiedError, Parts
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.ports import Door, Store
from bot.channels.telegram.presses import PressAnswerer
from bot.channels.telegram.redaction import keep_out_of_logs, observe_faults, without_words
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.webhook import WebhookServer, secret_for
from knowledge.language import Language

_TIDY_EVERY_S = 3600.0
_FOR_TURNS = 0.75
"""The part of the deadline that turns in hand get; the rest is for sending what they say."""

_log = logging.getLogger(__name__)


class TokenRefusedError(Exception):
    """Telegram does not know the token: copy it anew from @BotFather into VOUCHERBOT_TELEGRAM_TOKEN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How Telegram is reached, and how it reaches the bot: with `webhook_url`, or else by long polling."""

    token: str
    base_url: str
    base_file_url: str
    webhook_url: str = ""
    webhook_secret: str | None = None
    webhook_listen: str = "127.0.0.1:8443"


class TelegramChannel:
    """The bot on Telegram."""

    def __init__(
        self,
        connection: Connection,
        store: Store,
        door: Door,
        *,
        limits: Limits,
        zone: tzinfo,
        language: Language,
    ) -> None:
        self._connection = connection
        self._store = store
        self._door = door
        self._limits = limits
        self._zone = zone
        self._language: Language = language
        self._client = Client(
            connection.token, base_url=connection.base_url, base_file_url=connection.base_file_url
        )
        self._secret = secret_for(connection.token, connection.webhook_secret)

    async def run(self, stop: asyncio.Event, beside: Sequence[asyncio.Task[None]] = ()) -> None:
        """Serve until `stop` is set; then end what is in hand, within the deadline.

        When a part dies, or one of the tasks `beside`, everything is ended in the same way.

        Raises:
            TokenRefusedError: Telegram does not know the token.
            ListenError: the webhook's address cannot be listened on.
            PartDiedError: a part has died.
        """
        keep_out_of_logs([self._connection.token, self._secret])
        observe_faults(asyncio.get_running_loop())
        async with AsyncExitStack() as stack:
            await self._client.open()
            stack.push_async_callback(self._client.close)
            account = await self._introduce(stop)
            if account is None:
                return
            await stack.enter_async_context(self._store.presence.joined())
            await self._serve(account, stop, beside)

    async def _serve(
        self, account: Account, stop: asyncio.Event, beside: Sequence[asyncio.Task[None]]
    ) -> None:
        store, limits, client = self._store, self._limits, self._client
        presses = PressAnswerer(client, store.keyboards, self._language)
        intake = Intake(store.inbox, store.unreadable, presses, account, limits, store.turns.hurry)
        handler = Handler(
            client, account, store, self._door, presses, limits=limits, default_language=self._language
        )
        lanes = Lanes(store.inbox, store.unreadable, handler, limits)
        sender = Sender(client, store, limits, zone=self._zone, default_language=self._language)
        webhook = self._webhook(intake)
        parts = Parts()
        if webhook:
            await webhook.start()
            parts.start("webhook", self._register(), ends=True)
        else:
            parts.start("polling", Poller(client, intake, store.presence, limits).run())
        parts.start("work", lanes.run())
        parts.start("sending", sender.run())
        parts.start("heartbeat", self._watch_database())
        parts.start("tidying", self._tidy())
        parts.start("menu", offer_commands(client, self._language), ends=True)
        for task in beside:
            parts.watch(task.get_name(), task)
        _log.info("the bot is ready as @%s", account.username)
        try:
            await parts.serve(stop)
        finally:
            await self._stop(parts, webhook, lanes, presses, handler, sender)

    async def _stop(
        self,
        parts: Parts,
        webhook: WebhookServer | None,
        lanes: Lanes,
        presses: PressAnswerer,
        handler: Handler,
        sender: Sender,
    ) -> None:
        """End everything in order; all of it together takes no longer than one deadline."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + self._limits.stop_within_s
        with suppress(TimeoutError):
            async with asyncio.timeout_at(ends_at):
                await parts.end(["webhook", "polling", "tidying", "menu", "heartbeat"])
                if webhook:
                    await webhook.stop()
                await parts.end(["work"])
                await lanes.stop(_FOR_TURNS * (ends_at - loop.time()))
                await presses.finish()
                await handler.finish()
                await parts.end(["sending"])
                await sender.stop(ends_at - loop.time())
        await parts.end(["work", "sending"])
        await lanes.stop(0)
        await sender.stop(0)

    def _webhook(self, intake: Intake) -> WebhookServer | None:
        it = self._connection
        if not it.webhook_url:
            return None
        return WebhookServer(
            intake,
            url=it.webhook_url,
            secret=self._secret,
            listen=it.webhook_listen,
            is_able=lambda: self._store.presence.is_heard,
        )

    async def _watch_database(self) -> None:
        raise PartDiedError(await self._store.presence.watch())

    async def _register(self) -> None:
        """Tell Telegram where the bot listens, until it has understood."""
        pause_s = 1.0
        while True:
            try:
                await self._client.bot.set_webhook(
                    self._connection.webhook_url,
                    secret_token=self._secret,
                    allowed_updates=UPDATES,
                    max_connections=100,
                )
            except TelegramError as error:
                _log.warning("the webhook was not set, next try in %.0f s: %s", pause_s, type(error).__name__)
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 60.0)
            else:
                return

    async def _introduce(self, stop: asyncio.Event) -> Account | None:
        """Ask who the bot is, again and again while the network is away; None when it is told to stop."""
        pause_s = 0.5
        while not stop.is_set():
            try:
                return await self._client.account()
            except InvalidToken:
                raise TokenRefusedError(TokenRefusedError.__doc__) from None
            except TelegramError as error:
                if isinstance(error, RetryAfter):
                    pause_s = error._retry_after.total_seconds()  # noqa: SLF001
                _log.warning("Telegram is not reached, next try in %.1f s: %s", pause_s, type(error).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await stop.wait()
            pause_s = min(pause_s * 2, 30.0)
        return None

    async def _tidy(self) -> None:
        while True:
            try:
                await self._store.tidy()
            except Exception as error:  # noqa: BLE001 (it is tried again in an hour)
                _log.warning("old rows were not dropped: %s", without_words(error))
            await asyncio.sleep(_TIDY_EVERY_S)

"""The webhook: Telegram brings updates, and is told 200 only when they are stored."""

import asyncio
import hashlib
import hmac
import json
import logging
import os
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.telegram.client import first_number
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.reader import fault_of
from bot.channels.telegram.redaction import without_words

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
_LARGEST_UPDATE = 2_000_000
_LONGEST_S = 20.0
"""How long storing may take; after that Telegram brings the update again."""

_log = logging.getLogger(__name__)


def secret_for(token: str, secret: str | None) -> str:
    """Return the secret that Telegram must show: the one set, or one that follows from the token."""
    return secret or hashlib.sha256(f"webhook secret of {token}".encode()).hexdigest()


class ListenError(Exception):
    """The address cannot be listened on; the text is the sentence that says so."""


class WebhookServer:
    """Listens for updates. Many replicas may do so at once."""

    def __init__(
        self, intake: Intake, *, url: str, secret: str, listen: str, is_able: Callable[[], bool]
    ) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self._listen = listen
        self._is_able = is_able
        self._open = True
        application = web.Application(client_max_size=_LARGEST_UPDATE)
        application.router.add_post(urlsplit(url).path or "/", self._receive)
        application.router.add_get("/livez", self._live)
        for path in ("/healthz", "/readyz"):
            application.router.add_get(path, self._ready)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=5)

    async def start(self) -> None:
        """Listen from now on.

        Raises:
            ListenError: the address cannot be listened on.
        """
        host, _, port = self._listen.rpartition(":")
        if not (port.isascii() and port.isdigit() and int(port) < 65_536):
            raise ListenError(f"VOUCHERBOT_WEBHOOK_LISTEN names no port: {self._listen}. Give host:port.")
        await self._runner.setup()
        try:
            site = web.TCPSite(self._runner, host.strip("[]") or "127.0.0.1", int(port), backlog=1024)
            await site.start()
        except OSError as error:
            await self._runner.cleanup()
            why = os.strerror(error.errno) if error.errno and error.errno > 0 else "no such address"
            raise ListenError(
                f"The bot cannot listen on {self._listen} ({why}): set VOUCHERBOT_WEBHOOK_LISTEN to a free address."
            ) from None

    async def stop(self) -> None:
        """Accept nothing more; Telegram will bring it again, here or to another replica."""
        self._open = False
        await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            return web.Response(status=403)
        if not self._open:
            return web.Response(status=503)
        body = b""
        try:
            body = await request.read()
            update = json.loads(body)
        except (ValueError, RecursionError, web.HTTPRequestEntityTooLarge) as error:
            return await self._store(self._intake.refuse([(first_number(body), fault_of(error))]))
        return await self._store(self._intake.accept([update]))

    async def _store(self, work: Coroutine[Any, Any, None]) -> web.Response:
        """Tell Telegram to bring an update again where it could not be stored now, but never for what it holds."""
        try:
            async with asyncio.timeout(_LONGEST_S):
                await work
        except Exception as error:  # noqa: BLE001 (the database may be away for a while)
            _log.error("an update was not stored: %s", without_words(error))
            return web.Response(status=500)
        return web.Response()

    async def _live(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _ready(self, _request: web.Request) -> web.Response:
        if not self._open:
            return web.Response(text="stopping", status=503)
        if not self._is_able():
            return web.Response(text="the database does not answer", status=503)
        return web.Response(text="ok")

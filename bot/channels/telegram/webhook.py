"""The webhook: Telegram brings updates, and is told 200 only when they are stored."""

import hashlib
import hmac
import json
import logging
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.telegram.intake import Intake
from bot.channels.telegram.redaction import without_words

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
_LARGEST_UPDATE = 2_000_000

_log = logging.getLogger(__name__)


def secret_for(token: str, secret: str | None) -> str:
    """Return the secret that Telegram must show: the one set, or one that follows from the token."""
    return secret or hashlib.sha256(f"webhook secret of {token}".encode()).hexdigest()


class WebhookServer:
    """Listens for updates. Many replicas may do so at once."""

    def __init__(self, intake: Intake, *, url: str, secret: str, listen: str) -> None:
        self._intake = intake
        self._secret = secret.encode()
        host, _, port = listen.rpartition(":")
        self._host, self._port = host.strip("[]") or "127.0.0.1", int(port)
        self._open = True
        application = web.Application(client_max_size=_LARGEST_UPDATE)
        application.router.add_post(urlsplit(url).path or "/", self._receive)
        application.router.add_get("/healthz", self._health)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=5)

    async def start(self) -> None:
        """Listen from now on."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port, backlog=1024).start()

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
        try:
            update = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        try:
            await self._intake.accept([update])
        except Exception as error:  # noqa: BLE001 (Telegram brings the update again)
            _log.error("an update was not stored: %s", without_words(error))
            return web.Response(status=500)
        return web.Response()

    async def _health(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok" if self._open else "stopping", status=200 if self._open else 503)

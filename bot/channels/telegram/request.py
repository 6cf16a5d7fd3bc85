"""HTTP to the Bot API over aiohttp, which costs a quarter of the processor time that httpx does."""

import json
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECT_S = 10.0
_READ_S = 20.0
_UNREAD = ("/sendMessage", "/sendDocument", "/editMessageText", "/editMessageReplyMarkup")
"""Methods that answer with the message as it now stands, which nobody here needs: parsing it costs more
than sending it."""
_DONE = b'{"ok":true,"result":true}'


class UnreadableAnswerError(TelegramError):
    """What came is no JSON that can be read; `payload` is what came, and `fault` the kind of error."""

    def __init__(self, payload: bytes, fault: str) -> None:
        super().__init__("Invalid server response")
        self.payload = payload
        self.fault = fault


class AiohttpRequest(BaseRequest):
    """One pool of connections for all calls. No error that it raises names an address or a body."""

    def __init__(self, base_url: str, *, connections: int = 100) -> None:
        self._proxy = _proxy_for(base_url)
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may take, in seconds."""
        return _READ_S

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 (the library's own signature)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 (the library's own marker for absence)
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002
    ) -> tuple[int, bytes]:
        """Make one request and return its status and content."""
        if self._session is None:
            raise RuntimeError("the request class is not initialised")
        timeout = aiohttp.ClientTimeout(
            total=None,
            sock_connect=_CONNECT_S if connect_timeout is self.DEFAULT_NONE else connect_timeout,
            sock_read=_READ_S if read_timeout is self.DEFAULT_NONE else read_timeout,
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout
            ) as response:
                content = await response.read()
                status = 400 if _refuses(response.status) else response.status
                return status, _DONE if response.ok and url.endswith(_UNREAD) else content
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; the error says nothing of its content."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise UnreadableAnswerError(payload, type(error).__name__) from None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


def _refuses(status: int) -> bool:
    """Tell whether a status says that the request will never be taken, such as 413 for one that is too large."""
    return 404 < status < 500 and status not in {409, 429}


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if data is None or not data.parameters:
        return None, {}
    if not data.contains_files:
        return data.url_encoded_parameters().encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes a file's name as it stands
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in data.multipart_data.items():
        form.add_field(name, content, filename=_plain(filename), content_type=media_type)
    return form, {}


def _plain(name: str) -> str:
    """Leave out of a file's name what would end it early in the header of a form."""
    printable = "".join(" " if ord(character) < 32 else character for character in name)
    return printable.replace('"', "”").replace("\\", "＼")


def _proxy_for(base_url: str) -> str | None:
    """Find the proxy that the machine is told to use for an address."""
    parts = urlsplit(base_url)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)

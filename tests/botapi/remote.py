"""A server as its own process, driven over HTTP, so that its work is not counted as the test's or the bot's."""

import asyncio
import json
import sys
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.botapi.refusals import Json


class RemoteBotApi:
    """Starts the server and speaks its verbs: `await remote.call("sends", person=42, text="hi")`."""

    def __init__(self, *, validate: bool = True) -> None:
        self._arguments = [] if validate else ["--no-validation"]
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None
        self.url = ""
        self.token = ""

    @property
    def base_url(self) -> str:
        """What a bot puts before its token."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What a bot puts before its token to download files."""
        return f"{self.url}/file/bot"

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self._process is not None
        return self._process.pid

    async def __aenter__(self) -> Self:
        command = [sys.executable, "-m", "tests.botapi", *self._arguments]
        self._process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert self._process.stdout is not None
        greeting: Json = json.loads(await self._process.stdout.readline())
        self.url, self.token = greeting["url"], greeting["token"]
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def call(self, verb: str, **wanted: object) -> Any:  # noqa: ANN401 - JSON of any shape
        """Carry out one verb.

        Raises:
            RuntimeError: the server refuses it, with its reason.
        """
        assert self._session is not None
        async with self._session.post(f"{self.url}/control/{verb}", json=wanted) as answer:
            result = await answer.json()
        if answer.status != 200:
            raise RuntimeError(result["error"])
        return result

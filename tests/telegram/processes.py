"""Starts the bot as a process, stops it, and kills it."""

import asyncio
import json
import os
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.botapi import BotApi

_ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class BotProcess:
    """One replica of the bot."""

    api: BotApi
    database_url: str
    home: Path
    webhook: bool = False
    limits: dict[str, Any] = field(default_factory=dict)
    lifetime_s: float = 2.0
    webhook_port: int = 0
    webhook_url: str = ""
    said: str = ""
    _process: asyncio.subprocess.Process | None = None
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    _listening: asyncio.Task[None] | None = None

    async def start(self) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "PYTHONPATH": str(_ROOT),
            "VOUCHERBOT_TELEGRAM_TOKEN": self.api.token,
            "VOUCHERBOT_TELEGRAM_BASE_URL": self.api.base_url,
            "VOUCHERBOT_TELEGRAM_BASE_FILE_URL": self.api.base_file_url,
            "VOUCHERBOT_DATABASE_URL": self.database_url,
            "VOUCHERBOT_LANGUAGE": "en",
            "TEST_LIFETIME_S": str(self.lifetime_s),
            "TEST_LIMITS": json.dumps({"long_poll_s": 10} | self.limits),
        }
        if self.webhook:
            self.webhook_port = self.webhook_port or free_port()
            address = f"127.0.0.1:{self.webhook_port}"
            environment["VOUCHERBOT_WEBHOOK_URL"] = self.webhook_url or f"http://{address}/telegram"
            environment["VOUCHERBOT_WEBHOOK_LISTEN"] = address
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.telegram.bot_process",
            cwd=self.home,
            env=environment,
            stderr=asyncio.subprocess.PIPE,
        )
        self._listening = asyncio.create_task(self._listen())

    async def ready(self, timeout_s: float = 30.0) -> None:
        """Wait until the bot serves, or has ended."""
        async with asyncio.timeout(timeout_s):
            await self._ready.wait()

    async def kill(self) -> None:
        """End the process at once, as a power failure would."""
        if self._process and self._process.returncode is None:
            self._process.kill()
        await self.ended()

    def terminate(self) -> None:
        """Ask the process to stop."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def ended(self, timeout_s: float = 10.0) -> int:
        """Wait for the process to end and return its exit code."""
        assert self._process is not None
        async with asyncio.timeout(timeout_s):
            code = await self._process.wait()
            if self._listening:
                await self._listening
        return code

    async def _listen(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.said += line.decode()
            if b"is ready" in line:
                self._ready.set()
        self._ready.set()

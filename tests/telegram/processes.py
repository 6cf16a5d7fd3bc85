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
    folder: Path
    webhook: bool = False
    limits: dict[str, Any] = field(default_factory=dict)
    lifetime_s: float = 2.0
    webhook_port: int = 0
    _process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    async def start(self) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
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
            environment["VOUCHERBOT_WEBHOOK_URL"] = f"http://{address}/telegram"
            environment["VOUCHERBOT_WEBHOOK_LISTEN"] = address
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.telegram.bot_process", cwd=_ROOT, env=environment, stderr=log
            )

    async def kill(self) -> None:
        """End the process at once, as a power failure would."""
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def terminate(self) -> None:
        """Ask the process to stop."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def ended(self, timeout_s: float = 10.0) -> int:
        """Wait for the process to end and return its exit code."""
        assert self._process is not None
        async with asyncio.timeout(timeout_s):
            return await self._process.wait()

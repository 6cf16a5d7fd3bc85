"""`voucherbot serve` as a process of its own, as it is deployed, against a Bot API server."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.botapi import BotApi

_ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def crashing(api: BotApi, data_dir: Path, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot over a data folder until the block ends, and then end it at once, as a power failure would."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(data_dir.parent),
        "PYTHONPATH": str(_ROOT),
        "VOUCHERBOT_DATA_DIR": str(data_dir),
        "VOUCHERBOT_TELEGRAM_TOKEN": api.token,
        "VOUCHERBOT_TELEGRAM_BASE_URL": api.base_url,
        "VOUCHERBOT_TELEGRAM_BASE_FILE_URL": api.base_file_url,
        **{f"VOUCHERBOT_{name.upper()}": value for name, value in settings.items()},
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve",
        env=environment, cwd=data_dir.parent, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@asynccontextmanager
async def served(
    api: BotApi, data_dir: Path, *, ends_within_s: float = 30, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Serve until the block ends; no log may hold the token, a model's key, or an error."""
    async with crashing(api, data_dir, **settings) as process:
        yield process
        if process.returncode is None:
            process.terminate()
        _, said = await asyncio.wait_for(process.communicate(), ends_within_s)
    assert process.returncode == 0, said.decode()
    for secret in (api.token, settings.get("llm_api_key", api.token)):
        assert secret not in said.decode()
    assert "ERROR" not in said.decode(), said.decode()[-3000:]

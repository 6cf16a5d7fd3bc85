"""`voucherbot serve` as a process of its own, as it is deployed, against a Bot API server."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.botapi import BotApi

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def served(api: BotApi, data_dir: Path, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Serve until the block ends; no log may hold the token or an error."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(data_dir.parent),
        "PYTHONPATH": str(ROOT),
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
            process.terminate()
        _, said = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, said.decode()
    assert api.token not in said.decode()
    assert "ERROR" not in said.decode()

"""The whole bot as it is deployed: `voucherbot serve` against a Bot API server over HTTP."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.botapi import BotApi
from tests.botapi.fixtures import bot_api

__all__ = ["bot_api"]

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def serving(bot_api: BotApi, own_data_dir: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(own_data_dir.parent),
        "PYTHONPATH": str(ROOT),
        "VOUCHERBOT_DATA_DIR": str(own_data_dir),
        "VOUCHERBOT_TELEGRAM_TOKEN": bot_api.token,
        "VOUCHERBOT_TELEGRAM_BASE_URL": bot_api.base_url,
        "VOUCHERBOT_TELEGRAM_BASE_FILE_URL": bot_api.base_file_url,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "serve",
        env=environment,
        cwd=own_data_dir.parent,
        stderr=asyncio.subprocess.PIPE,
    )
    yield process
    if process.returncode is None:
        process.terminate()
    _, said = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, said.decode()
    assert bot_api.token not in said.decode()
    assert "ERROR" not in said.decode()


async def test_a_founder_asks_chooses_a_city_and_rates_the_answer(
    bot_api: BotApi, serving: asyncio.subprocess.Process
) -> None:
    ann, li = bot_api.person("Ann", "en"), bot_api.person("Li", "zh-hans")
    await ann.sends("What is the cap?")
    asked = await ann.wait_for_message("Which city", timeout_s=60)
    await ann.presses("Qingyang", asked)
    answer = await ann.wait_for_message("2,000,000", timeout_s=30)
    assert "Qingyang computing voucher" in answer.text
    await ann.presses("👍", answer)
    await li.sends("庆阳算力券补多少？")
    assert "30%" in (await li.wait_for_message("依据", timeout_s=30)).text
    await li.sends("/help")
    assert "/privacy" in (await li.wait_for_message("直接用自己的话提问", timeout_s=30)).text

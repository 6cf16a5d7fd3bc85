"""The whole bot as it is deployed: `voucherbot serve` against a Bot API server over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.behaviour.serving import served
from tests.botapi import BotApi
from tests.botapi.fixtures import bot_api

__all__ = ["bot_api"]


@pytest.fixture
async def serving(bot_api: BotApi, own_data_dir: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    async with served(bot_api, own_data_dir) as process:
        yield process


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


async def test_the_staff_group_hears_who_wants_a_person(bot_api: BotApi, own_data_dir: Path) -> None:
    li, rita = bot_api.person("Li", "zh-hans"), bot_api.person("Rita")
    group = bot_api.supergroup("Staff", [rita])
    async with served(bot_api, own_data_dir, staff_group=str(group.id)):
        await li.sends("/person 算力券能开专票吗？")
        await li.wait_for_message(timeout_s=60)
        asked = await group.wait_for_message("算力券能开专票吗", timeout_s=30)
        press = await rita.presses(asked.labels[0], asked, to=group)
        assert "editors" in (await rita.wait_for_answer(press))["text"]

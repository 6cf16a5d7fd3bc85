"""The bot as it is deployed, with a model: drafts that only grow, and an end at once when the founder writes again."""

import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.behaviour.serving import served
from tests.botapi import BotApi
from tests.botapi.fixtures import bot_api
from tests.llm.openai_server import Behave, Says, Server, copies, data, passages, serve, written

__all__ = ["bot_api"]


@asynccontextmanager
async def serving(bot_api: BotApi, data_dir: Path, behave: Behave, **more: str) -> AsyncIterator[Server]:
    """Run the bot with a model that behaves as told."""
    async with serve(behave) as server:
        model = {
            "llm_model": "openai:small",
            "llm_writes": "true",
            "llm_base_url": server.url,
            "llm_api_key": "sk-very-secret",
        }
        async with served(bot_api, data_dir, ends_within_s=40, **model, **more):
            yield server


async def _wait_until_warm(bot_api: BotApi) -> None:
    """Let the bot import and open what it needs."""
    tester = bot_api.person("Warm", "zh-hans")
    await tester.sends("庆阳算力券补多少？")
    await tester.wait_for_message("30%", timeout_s=90)


async def test_drafts_are_proved_and_grow_into_the_answer(bot_api: BotApi, own_data_dir: Path) -> None:
    def behave(request: dict[str, object]) -> Says:
        real = [(text, [number]) for number, text in passages(request)[:3]]
        wrong = ("庆阳算力券每个申请主体最高900万元。", [2])
        return Says(written(real[0], wrong, *real[1:]), piece=10, pause_s=0.15)

    async with serving(bot_api, own_data_dir, behave):
        await _wait_until_warm(bot_api)
        li = bot_api.person("Li", "zh-hans")
        await li.sends("庆阳算力券的补贴比例是多少？")
        answer = await li.wait_for_message("依据", timeout_s=60)
    drafts = [str(event.raw["text"]) for event in li.chat.events if event.kind == "draft"]
    assert drafts
    assert all("900" not in draft for draft in drafts)
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(drafts))
    assert "30%" in drafts[0]
    assert "900" not in answer.text


async def test_a_second_message_ends_the_writing_of_the_first(bot_api: BotApi, own_data_dir: Path) -> None:
    slow = {"on": False}

    def behave(request: dict[str, object]) -> Says:
        said = copies(2)(request)
        assert isinstance(said, Says)
        return Says(said.text, waits_s=30 if slow["on"] and "南宁" not in data(request) else 0)

    async with serving(bot_api, own_data_dir, behave, llm_silence_s="25", llm_timeout_s="25") as server:
        await _wait_until_warm(bot_api)
        slow["on"], asked = True, len(server.requests)
        li = bot_api.person("Li", "zh-hans")
        await li.sends("庆阳算力券的补贴比例是多少？")
        await server.wait_until_asked("庆阳", since=asked)
        started = time.perf_counter()
        await li.sends("南宁算力券补贴比例是多少？")
        await li.wait_for_message("庆阳算力券按算力服务合同费用的30%", timeout_s=20)
        await li.wait_for_message("南宁", timeout_s=20)
        assert time.perf_counter() - started < 15
        assert server.broken == 1, "the model is hung up on"

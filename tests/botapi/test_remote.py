"""The server as a process of its own, driven over HTTP."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram import Bot

from tests.botapi.remote import RemoteBotApi

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def remote() -> AsyncIterator[RemoteBotApi]:
    async with RemoteBotApi() as remote:
        yield remote


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def echo(remote: RemoteBotApi) -> AsyncIterator[Bot]:
    """A bot that says back what it hears."""
    async with Bot(remote.token, base_url=remote.base_url) as bot:
        task = asyncio.create_task(_echo(bot))
        yield bot
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _echo(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=10):
            offset = update.update_id + 1
            if update.message and update.message.text:
                await bot.send_message(update.message.chat.id, update.message.text)


async def test_a_remote_person_talks_with_the_bot(remote: RemoteBotApi, echo: Bot) -> None:
    ann = await remote.call("person", name="Ann", language_code="zh")
    await remote.call("sends", person=ann["id"], text="你好")
    answer = await remote.call("wait", chat=ann["id"], containing="你好")
    assert (answer["text"], answer["by_bot"]) == ("你好", True)
    await remote.call(
        "fail", fault="flood_wait", method="sendMessage", times=1, **{"with": {"retry_after_s": 1}}
    )
    await remote.call("mend")
    assert await remote.call("sent", chat=ann["id"]) == ["你好"]
    assert await remote.call("violations") == []
    await remote.call("confirmed")


async def test_a_load_is_counted_and_timed(remote: RemoteBotApi, echo: Bot) -> None:
    result = await remote.call("load", updates=60, people=5, timeout_s=20)
    assert (result["updates"], result["answered"]) == (60, 60)
    assert 0 < result["p50_ms"] <= result["p95_ms"] <= result["max_ms"]
    assert (await remote.call("stats"))["violations"] == 0


async def test_a_verb_that_fails_says_why(remote: RemoteBotApi) -> None:
    with pytest.raises(RuntimeError, match="KeyError"):
        await remote.call("sends", person=1, text="hi")
    with pytest.raises(RuntimeError, match="there are advance"):
        await remote.call("dance")

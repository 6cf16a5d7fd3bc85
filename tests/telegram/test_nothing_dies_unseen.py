# ruff: noqa: ANN401, PLR0917 (any part may be replaced)
"""A database that falls silent, a port that is taken, a part that dies: the bot goes on, or ends and says so."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.channels.telegram import channel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.parts import PartDiedError
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.webhook import ListenError
from bot.store import open_store
from bot.store.presence import Presence
from bot.store.tables import instances
from tests.botapi import BotApi
from tests.store.databases import KINDS, fresh_database
from tests.telegram.conftest import StartBot
from tests.telegram.processes import free_port
from tests.telegram.silence import proxied
from tests.telegram.within import channel_in

LIMITS = {"chat_interval_s": 0.02, "stop_within_s": 2}


@pytest.fixture(params=KINDS[1:])
def postgresql_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from fresh_database(request.param, tmp_path)


async def _answers(port: int, path: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status


async def _until(port: int, path: str, status: int, within_s: float) -> None:
    async with asyncio.timeout(within_s):
        while await _answers(port, path) != status:  # noqa: ASYNC110 (the bot changes it)
            await asyncio.sleep(0.2)


async def test_a_database_that_falls_silent_for_a_while_is_used_again(
    bot_api: BotApi, start_bot: StartBot, postgresql_url: str
) -> None:
    ann = bot_api.person("Ann")
    async with proxied(postgresql_url) as (proxy, url):
        bot = await start_bot(webhook=True, database_url=url, limits=LIMITS, lifetime_s=4.0)
        await ann.sends("hello")
        await ann.wait_for_message("1: hello")
        assert await _answers(bot.webhook_port, "/readyz") == 200
        proxy.falls_silent()
        await ann.sends("are you there?")
        await _until(bot.webhook_port, "/readyz", 503, 15)
        assert await _answers(bot.webhook_port, "/healthz") == 503
        assert await _answers(bot.webhook_port, "/livez") == 200
        proxy.speaks()
        await _until(bot.webhook_port, "/readyz", 200, 20)
        await ann.wait_for_message("2: are you there?", timeout_s=40)
    assert ann.chat.sent == ["1: hello", "2: are you there?"]


async def test_a_database_that_stays_silent_ends_the_bot_and_loses_nothing(
    bot_api: BotApi, start_bot: StartBot, postgresql_url: str
) -> None:
    ann = bot_api.person("Ann")
    async with proxied(postgresql_url) as (proxy, url):
        bot = await start_bot(database_url=url, limits=LIMITS)
        await ann.sends("hello")
        await ann.wait_for_message("1: hello")
        proxy.falls_silent()
        await ann.sends("are you there?")
        assert await bot.ended(timeout_s=40) == 1
        assert "the database has not answered for" in bot.said
        assert "Traceback" not in bot.said
    await start_bot(database_url=postgresql_url, limits=LIMITS)
    await ann.wait_for_message("2: are you there?", timeout_s=20)


async def test_a_database_that_is_silent_from_the_beginning_ends_the_start(
    bot_api: BotApi, start_bot: StartBot, postgresql_url: str
) -> None:
    async with proxied(postgresql_url) as (proxy, url):
        proxy.falls_silent()
        bot = await start_bot(database_url=url, limits=LIMITS)
        assert await bot.ended(timeout_s=20) == 1
        assert "is ready" not in bot.said


@pytest.mark.parametrize("listen", ["127.0.0.1:{taken}", "127.0.0.1:none", "192.0.2.1:8443"])
async def test_an_address_that_cannot_be_listened_on_ends_the_bot_with_one_sentence(
    bot_api: BotApi, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, listen: str
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port()))
        other.listen()
        address = listen.format(taken=other.getsockname()[1])
        whole = channel.Connection
        monkeypatch.setattr(
            "tests.telegram.within.Connection",
            lambda **named: whole(**named, webhook_url="http://127.0.0.1/telegram", webhook_listen=address),
        )
        async with open_store(sqlite_url, lifetime_s=2) as store:
            async with channel_in(store, bot_api) as task:
                with pytest.raises(ListenError, match="VOUCHERBOT_WEBHOOK_LISTEN"):
                    await task
            async with store.database.read() as connection:
                assert await connection.scalar(select(func.count()).select_from(instances)) == 0


PARTS: tuple[tuple[type[Any], str, str], ...] = (
    (Poller, "run", "polling"),
    (Lanes, "run", "work"),
    (Sender, "run", "sending"),
    (Presence, "watch", "heartbeat"),
    (TelegramChannel, "_tidy", "tidying"),
)


@pytest.mark.parametrize("ends", ["raises", "returns"])
@pytest.mark.parametrize(("owner", "name", "part"), PARTS, ids=[part for *_, part in PARTS])
async def test_a_part_that_dies_ends_the_bot_with_one_sentence(
    bot_api: BotApi,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    part: str,
    ends: str,
) -> None:
    async def die(_self: object) -> str:
        await asyncio.sleep(0.1)
        if ends == "raises":
            raise RuntimeError("confidential-revenue")
        return "the database has not answered"

    monkeypatch.setattr(owner, name, die)
    async with open_store(sqlite_url, lifetime_s=2) as store:
        async with channel_in(store, bot_api) as task:
            with pytest.raises(PartDiedError) as died:
                await asyncio.wait_for(task, 10)
        async with store.database.read() as connection:
            assert await connection.scalar(select(func.count()).select_from(instances)) == 0
    assert "The bot has stopped because" in str(died.value) or "database has not answered" in str(died.value)
    assert part in str(died.value) or ends == "returns"
    assert "confidential-revenue" not in str(died.value)


async def test_a_heartbeat_that_dies_ends_the_bot(
    bot_api: BotApi, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(_self: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Presence, "_beat", die)
    monkeypatch.setattr("bot.store.presence._LIFETIMES", 0.5)
    async with open_store(sqlite_url, lifetime_s=1) as store, channel_in(store, bot_api) as task:
        with pytest.raises(PartDiedError, match="has not answered"):
            await asyncio.wait_for(task, 10)

"""The bot under test is a process of its own and talks with a Bot API server over real HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.botapi import BotApi, Person
from tests.botapi.fixtures import bot_api
from tests.store.databases import KINDS, fresh_database
from tests.telegram.processes import BotProcess

__all__ = ["bot_api"]

StartBot = Callable[..., Awaitable[BotProcess]]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> Iterator[str]:
    yield from fresh_database("sqlite", tmp_path)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from fresh_database(request.param, tmp_path)


@pytest.fixture
async def start_bot(bot_api: BotApi, sqlite_url: str, tmp_path: Path) -> AsyncIterator[StartBot]:
    """Start replicas of the bot; they are killed when the test ends, and no log may hold the token."""
    started: list[BotProcess] = []

    async def start(*, database_url: str = sqlite_url, **options: object) -> BotProcess:
        process = BotProcess(bot_api, database_url, tmp_path, **options)  # type: ignore[arg-type]
        started.append(process)
        await process.start()
        await process.ready()
        return process

    yield start
    for process in started:
        await process.kill()
        assert bot_api.token not in process.said


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotApi]:
    """A Bot API server with one bot, for all tests of a module. Messages may follow each other quickly."""
    folder = tmp_path_factory.mktemp("bot")
    async with BotApi() as server:
        limits = {"chat_interval_s": 0.02, "group_messages_per_minute": 1000, "album_settles_s": 0.3}
        bot = BotProcess(server, f"sqlite:///{folder}/bot.sqlite", folder, limits=limits)
        await bot.start()
        await bot.ready()
        yield server
        bot.terminate()
        assert await bot.ended() == 0
        assert server.token not in bot.said
        assert "ERROR" not in bot.said
        assert server.violations == []


@pytest_asyncio.fixture(loop_scope="module")
async def ann(api: BotApi) -> Person:
    """A founder whose app is in English."""
    return api.person("Ann", "en")

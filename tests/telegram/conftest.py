"""The bot under test is a process of its own and talks with a Bot API server over real HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.botapi import BotApi
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

    async def start(*, database_url: str = sqlite_url, **options: Any) -> BotProcess:
        folder = tmp_path / f"bot{len(started)}"
        folder.mkdir()
        process = BotProcess(bot_api, database_url, folder, **options)
        started.append(process)
        await process.start()
        return process

    yield start
    for process in started:
        await process.kill()
        assert bot_api.token not in process.said

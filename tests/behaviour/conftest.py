"""The whole bot, on a database of each test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.library import Library
from tests.behaviour.founder import Bot, Founder, opened


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite"


@pytest.fixture
async def bot(database: Path, library: Library) -> AsyncIterator[Bot]:
    async with opened(database, library) as bot:
        yield bot


@pytest.fixture
def founder(bot: Bot) -> Founder:
    return Founder(bot.door)

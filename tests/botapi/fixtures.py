"""Fixtures for tests that drive the bot through Telegram; a conftest imports them."""

from collections.abc import AsyncIterator

import pytest

from tests.botapi.server import BotApi


@pytest.fixture
async def bot_api() -> AsyncIterator[BotApi]:
    """A Bot API server on a free port; a test that breaks the API's description fails at its end."""
    async with BotApi() as api:
        yield api
        assert not api.violations, "\n".join(map(str, api.violations))

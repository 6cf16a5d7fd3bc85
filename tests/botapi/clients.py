"""The two libraries that bots are written with, as clients of the server."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot as PtbBot
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.botapi.server import BotApi


@pytest.fixture
async def ptb(bot_api: BotApi) -> AsyncIterator[PtbBot]:
    """python-telegram-bot's Bot."""
    async with PtbBot(bot_api.token, base_url=bot_api.base_url, base_file_url=bot_api.base_file_url) as bot:
        yield bot


@pytest.fixture
async def aiogram(bot_api: BotApi) -> AsyncIterator[AiogramBot]:
    """aiogram's Bot."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(bot_api.url))
    async with AiogramBot(bot_api.token, session=session) as bot:
        yield bot


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    """One button a row, whose data are its label in lower case."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=label.lower())] for label in labels]
    )


async def next_update(bot: PtbBot, offset: int | None = None) -> Update:
    """The only update that waits."""
    (update,) = await bot.get_updates(offset=offset, timeout=5)
    return update


async def received(bot: PtbBot) -> list[Update]:
    """All updates that wait, which are then confirmed."""
    updates = list(await bot.get_updates())
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates

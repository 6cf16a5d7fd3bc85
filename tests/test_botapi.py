"""The Bot API server for tests, driven by the two libraries that bots use."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot as PtbBot
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict

from tests.botapi import BotApi
from tests.botapi.fixtures import bot_api

__all__ = ["bot_api"]


@pytest.fixture
async def ptb(bot_api: BotApi) -> AsyncIterator[PtbBot]:
    async with PtbBot(bot_api.token, base_url=bot_api.base_url, base_file_url=bot_api.base_file_url) as bot:
        yield bot


@pytest.fixture
async def aiogram(bot_api: BotApi) -> AsyncIterator[AiogramBot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(bot_api.url))
    async with AiogramBot(bot_api.token, session=session) as bot:
        yield bot


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=label.lower())] for label in labels]
    )


async def test_a_person_writes_and_the_bot_answers(bot_api: BotApi, ptb: PtbBot) -> None:
    ann = bot_api.person("Ann")
    await ann.sends("/start")
    (update,) = await ptb.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.text == "/start"
    await ptb.send_message(
        update.message.chat.id, "Hello <b>Ann</b>", parse_mode="HTML", reply_markup=keyboard("Yes")
    )
    answer = await ann.wait_for_message("Hello")
    assert (answer.text, answer.labels) == ("Hello Ann", ["Yes"])
    assert answer.raw["entities"] == [{"type": "bold", "offset": 6, "length": 3}]


async def test_aiogram_hears_and_answers_too(bot_api: BotApi, aiogram: AiogramBot) -> None:
    ann = bot_api.person("Ann")
    await ann.sends("hello")
    (update,) = await aiogram.get_updates(timeout=5)
    assert update.message is not None
    await aiogram.send_message(update.message.chat.id, "hello back")
    assert (await ann.wait_for_message()).text == "hello back"


async def test_a_pressed_button_is_answered(bot_api: BotApi, ptb: PtbBot) -> None:
    ann = bot_api.person("Ann", started=True)
    await ptb.send_message(ann.id, "Well?", reply_markup=keyboard("Yes", "No"))
    press = await ann.presses("Yes")
    (update,) = await ptb.get_updates(timeout=5)
    assert update.callback_query is not None
    assert update.callback_query.data == "yes"
    await update.callback_query.answer("noted")
    assert (await ann.wait_for_answer(press))["text"] == "noted"
    with pytest.raises(BadRequest, match="not modified"):
        await update.callback_query.edit_message_text("Well?", reply_markup=keyboard("Yes", "No"))
    await update.callback_query.edit_message_text("Thanks")
    assert (await ann.chat.wait_for_edit()).buttons == []


async def test_a_second_poller_ends_the_first(bot_api: BotApi, ptb: PtbBot, aiogram: AiogramBot) -> None:
    first = asyncio.create_task(ptb.get_updates(timeout=20))
    await bot_api.wait_until(lambda: bot_api.world.polling.is_waiting)
    second = asyncio.create_task(aiogram.get_updates(timeout=20))
    with pytest.raises(Conflict):
        await first
    await bot_api.person("Ann").sends("hi")
    assert len(await second) == 1

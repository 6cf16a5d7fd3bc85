"""The Bot API server for tests, as python-telegram-bot and aiogram see it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

import pytest
from aiogram import Bot as AiogramBot
from aiogram.types import BotCommand as AiogramCommand
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup
from aiogram.types import InlineKeyboardButton as AiogramButton
from telegram import Bot as PtbBot
from telegram import BotCommand, InputFile
from telegram.error import BadRequest, Conflict

from tests.botapi import BotApi
from tests.botapi.clients import aiogram, keyboard, next_update, ptb
from tests.botapi.fixtures import bot_api

__all__ = ["aiogram", "bot_api", "ptb"]

Requests: TypeAlias = Sequence[Callable[[], Awaitable[object]]]


async def test_a_person_writes_and_the_bot_answers(bot_api: BotApi, ptb: PtbBot) -> None:
    ann = bot_api.person("Ann")
    await ann.sends("/start")
    update = await next_update(ptb)
    assert update.message is not None
    assert update.message.text == "/start"
    await update.message.reply_html("Hello <b>Ann</b>", reply_markup=keyboard("Yes"))
    answer = await ann.wait_for_message("Hello")
    assert (answer.text, answer.labels) == ("Hello Ann", ["Yes"])
    assert answer.raw["entities"] == [{"type": "bold", "offset": 6, "length": 3}]


async def test_aiogram_hears_and_answers_too(bot_api: BotApi, aiogram: AiogramBot) -> None:
    ann = bot_api.person("Ann")
    await ann.sends("hello")
    (update,) = await aiogram.get_updates(timeout=5)
    assert update.message is not None
    keys = InlineKeyboardMarkup(inline_keyboard=[[AiogramButton(text="Yes", callback_data="yes")]])
    await update.message.as_(aiogram).reply("<i>hello</i> back", parse_mode="HTML", reply_markup=keys)
    assert (await ann.wait_for_message()).text == "hello back"
    press = await ann.presses("Yes")
    await aiogram.answer_callback_query(press.id)
    await ann.wait_for_answer(press)


async def test_a_pressed_button_is_answered(bot_api: BotApi, ptb: PtbBot) -> None:
    ann = bot_api.person("Ann", started=True)
    await ptb.send_message(ann.id, "Well?", reply_markup=keyboard("Yes", "No"))
    press = await ann.presses("Yes")
    query = (await next_update(ptb)).callback_query
    assert query is not None
    assert query.data == "yes"
    await query.answer("noted")
    assert (await ann.wait_for_answer(press))["text"] == "noted"
    with pytest.raises(BadRequest, match="not modified"):
        await query.edit_message_text("Well?", reply_markup=keyboard("Yes", "No"))
    await query.edit_message_text("Thanks")
    assert (await ann.chat.wait_for_edit()).buttons == []


async def test_a_second_poller_ends_the_first(bot_api: BotApi, ptb: PtbBot, aiogram: AiogramBot) -> None:
    first = asyncio.create_task(ptb.get_updates(timeout=20))
    await bot_api.wait_until(lambda: bot_api.world.polling.is_waiting)
    second = asyncio.create_task(aiogram.get_updates(timeout=20))
    with pytest.raises(Conflict):
        await first
    await bot_api.person("Ann").sends("hi")
    assert len(await second) == 1
    assert bot_api.world.polling.conflicts == 1


async def test_both_libraries_read_every_answer(bot_api: BotApi, ptb: PtbBot, aiogram: AiogramBot) -> None:
    ann = bot_api.person("Ann", started=True)
    forum = bot_api.supergroup("Founders", [ann], topics=["Money"])
    bot_api.promote(forum)
    for requests in (with_ptb(ptb, ann.id, forum.id), with_aiogram(aiogram, ann.id, forum.id)):
        for request in requests:
            await request()
    assert len(ann.chat.said) == 10
    assert {call.status for call in bot_api.calls} == {200}


def with_ptb(bot: PtbBot, person: int, forum: int) -> Requests:
    return (
        bot.get_me,
        lambda: bot.get_chat(person),
        lambda: bot.get_chat(forum),
        lambda: bot.get_chat_member(forum, person),
        lambda: bot.get_chat_member(forum, bot.id),
        lambda: bot.get_chat_administrators(forum),
        bot.get_webhook_info,
        lambda: bot.set_my_commands([BotCommand("start", "Begin")], language_code="en"),
        lambda: bot.get_my_commands(language_code="en"),
        lambda: bot.set_my_description("I answer questions"),
        bot.get_my_description,
        bot.get_chat_menu_button,
        lambda: bot.send_chat_action(person, "typing"),
        lambda: bot.send_message_draft(person, 1, "so far"),
        lambda: bot.send_message(person, "https://example.org", disable_web_page_preview=True),
        lambda: bot.send_document(person, InputFile(b"a,b", filename="a.csv")),
        lambda: bot.send_photo(person, b"\xff\xd8", caption="look"),
        lambda: bot.send_voice(person, b"OggS"),
        lambda: bot.create_forum_topic(forum, "News"),
        lambda: bot.forward_message(person, person, 101),
        lambda: bot.set_message_reaction(person, 101, "👍"),
        lambda: bot.delete_my_commands(language_code="en"),
    )


def with_aiogram(bot: AiogramBot, person: int, forum: int) -> Requests:
    return (
        bot.me,
        lambda: bot.get_chat(person),
        lambda: bot.get_chat(forum),
        lambda: bot.get_chat_member(forum, person),
        lambda: bot.get_chat_member(forum, bot.id),
        lambda: bot.get_chat_administrators(forum),
        bot.get_webhook_info,
        lambda: bot.set_my_commands([AiogramCommand(command="start", description="Begin")]),
        bot.get_my_commands,
        bot.get_my_description,
        bot.get_chat_menu_button,
        lambda: bot.send_chat_action(person, "typing"),
        lambda: bot.send_message(person, "https://example.org"),
        lambda: bot.send_document(person, BufferedInputFile("甲,乙".encode(), "合同.csv")),
        lambda: bot.send_photo(person, BufferedInputFile(b"\xff\xd8", "a.jpg"), caption="look"),
        lambda: bot.copy_message(person, person, 101),
        lambda: bot.create_forum_topic(forum, "More"),
        lambda: bot.edit_message_text("changed", chat_id=person, message_id=101),
        lambda: bot.send_message(person, "done"),
    )

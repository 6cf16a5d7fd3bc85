"""getUpdates, as Telegram's own server behaves."""

import asyncio

import aiohttp
import pytest
from telegram import Bot
from telegram.error import InvalidToken

from tests.botapi import BotApi
from tests.botapi.clients import keyboard


async def texts(bot: Bot, offset: int | None = None, limit: int = 100, timeout_s: int = 0) -> list[str]:
    updates = await bot.get_updates(offset=offset, limit=limit, timeout=timeout_s)
    return [update.message.text or "" for update in updates if update.message]


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    first, second = await ann.sends("one"), await ann.sends("two")
    assert await texts(ptb) == ["one", "two"]
    assert await texts(ptb) == ["one", "two"]
    assert await texts(ptb, second.update_id) == ["two"]
    assert await texts(ptb, first.update_id) == ["two"]
    assert await texts(ptb, (second.update_id or 0) + 1) == []
    await bot_api.wait_until_confirmed()


async def test_a_negative_offset_keeps_only_the_last(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    for text in ("one", "two", "three"):
        await ann.sends(text)
    assert await texts(ptb, -1) == ["three"]
    assert await texts(ptb) == ["three"]


async def test_a_batch_has_at_most_the_limit(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    for number in range(120):
        await ann.sends(str(number))
    assert len(await texts(ptb)) == 100
    assert await texts(ptb, limit=2) == ["0", "1"]


async def test_a_long_poll_ends_with_the_first_update(bot_api: BotApi, ptb: Bot) -> None:
    poll = asyncio.create_task(texts(ptb, timeout_s=30))
    await bot_api.wait_until(lambda: bot_api.world.polling.is_waiting)
    await bot_api.person("Ann").sends("at last")
    assert await poll == ["at last"]


async def test_a_long_poll_ends_empty_on_the_servers_clock(bot_api: BotApi, ptb: Bot) -> None:
    poll = asyncio.create_task(texts(ptb, timeout_s=30))
    await bot_api.wait_until(lambda: bot_api.world.polling.is_waiting)
    bot_api.clock.advance(31)
    assert await poll == []


async def test_updates_are_kept_for_a_day_and_presses_for_150_seconds(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    await ann.sends("hi")
    await ptb.send_message(ann.id, "Well?", reply_markup=keyboard("Yes"))
    await ann.presses("Yes")
    assert len(await ptb.get_updates()) == 2
    bot_api.clock.advance(151)
    assert len(await ptb.get_updates()) == 1
    bot_api.clock.advance(86_400)
    assert await ptb.get_updates() == ()
    assert len(bot_api.updates.expired) == 2


async def test_only_the_wanted_kinds_come_and_the_choice_is_remembered(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    await ptb.get_updates(allowed_updates=["edited_message"])
    message = await ann.sends("hi")
    await ann.edits(message, "hello")
    (update,) = await ptb.get_updates()
    assert update.edited_message is not None
    assert update.edited_message.text == "hello"
    await ann.reacts(message, "👍")
    assert len(await ptb.get_updates(allowed_updates=["message_reaction"])) == 1
    await ann.reacts(message, "👍")
    assert len(await ptb.get_updates()) == 2


async def test_an_update_can_come_twice_after_it_was_confirmed(bot_api: BotApi, ptb: Bot) -> None:
    message = await bot_api.person("Ann").sends("hi")
    assert message.update_id is not None
    assert await texts(ptb) == ["hi"]
    assert await texts(ptb, message.update_id + 1) == []
    bot_api.updates.again(message.update_id)
    assert await texts(ptb, message.update_id + 1) == ["hi"]
    assert await texts(ptb, message.update_id + 1) == []


async def test_updates_can_come_out_of_order(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    bot_api.updates.hold()
    for text in ("one", "two", "three"):
        await ann.sends(text)
    assert await texts(ptb) == []
    bot_api.updates.release()
    assert await texts(ptb) == ["three", "two", "one"]


async def test_a_wrong_token_and_an_unknown_method_are_refused(bot_api: BotApi) -> None:
    with pytest.raises(InvalidToken):
        await Bot("1:wrong", base_url=bot_api.base_url).get_me()
    async with aiohttp.ClientSession() as session:
        answers = {}
        for path in (f"/bot{bot_api.token}/sendMassage", "/botnonsense/getMe", "/bot1:wrong/getMe", "/"):
            async with session.get(bot_api.url + path) as answer:
                answers[path.rpartition("/")[2]] = (answer.status, (await answer.json())["description"])
    assert answers["sendMassage"] == (404, "Not Found")
    assert answers["getMe"] == (401, "Unauthorized")
    assert [violation.kind for violation in bot_api.take_violations("method")] == ["method"]
    assert bot_api.violations == []


async def test_a_dead_poller_is_no_conflict(bot_api: BotApi, ptb: Bot) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", int(bot_api.url.rpartition(":")[2]))
    path = f"/bot{bot_api.token}/getUpdates?timeout=30"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    await bot_api.wait_until(lambda: bot_api.world.polling.is_waiting)
    writer.transport.abort()
    await ptb.get_me()
    assert await texts(ptb) == []
    assert bot_api.world.polling.conflicts == 0

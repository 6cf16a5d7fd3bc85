"""Faults to order and flood limits."""

import asyncio
from collections.abc import Awaitable

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from tests.botapi import BotApi, FloodLimits
from tests.botapi.faults import dropped, flood_wait, lost_reply, paused, refused, server_error, slow


async def outcome(request: Awaitable[object]) -> str:
    try:
        await request
    except TelegramError as error:
        return type(error).__name__
    return "ok"


async def test_a_fault_strikes_one_chat_as_often_as_ordered(bot_api: BotApi, ptb: Bot) -> None:
    ann, bob = bot_api.person("Ann", started=True), bot_api.person("Bob", started=True)
    rule = bot_api.fail("sendMessage", flood_wait(3), chat=ann.chat, times=2)
    outcomes = [await outcome(ptb.send_message(person.id, "hi")) for person in (ann, bob, ann, ann)]
    assert outcomes == ["RetryAfter", "ok", "RetryAfter", "ok"]
    assert rule.hits == 2


async def test_a_dropped_request_is_not_carried_out_but_a_lost_reply_is(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    bot_api.fail("sendMessage", dropped())
    assert await outcome(ptb.send_message(ann.id, "one")) == "NetworkError"
    bot_api.fail("sendMessage", lost_reply())
    assert await outcome(ptb.send_message(ann.id, "two")) == "NetworkError"
    await ptb.send_message(ann.id, "two")
    assert ann.chat.sent == ["two", "two"]


async def test_a_server_error_and_any_refusal(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    bot_api.fail("sendMessage", server_error(502))
    with pytest.raises(NetworkError):
        await ptb.send_message(ann.id, "hi")
    bot_api.fail("sendMessage", refused(400, "Bad Request: can't parse entities: because"))
    with pytest.raises(BadRequest, match="an't parse entities"):
        await ptb.send_message(ann.id, "hi")
    assert ann.chat.sent == []


async def test_a_slow_answer_comes_when_the_clock_has_moved(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    bot_api.fail("sendMessage", slow(60))
    sending = asyncio.create_task(ptb.send_message(ann.id, "hi", read_timeout=30))
    await ann.wait_for_message()
    assert not sending.done()
    bot_api.clock.advance(60)
    await sending


async def test_a_paused_request_waits_for_the_test(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    rule = bot_api.fail("sendMessage", paused("before"), when=lambda values: "secret" in values["text"])
    await ptb.send_message(ann.id, "open")
    sending = asyncio.create_task(ptb.send_message(ann.id, "secret", read_timeout=30))
    await rule.reached()
    assert ann.chat.sent == ["open"]
    rule.release()
    await sending
    assert ann.chat.sent == ["open", "secret"]


async def test_a_flooded_chat_stays_closed_for_the_named_seconds(bot_api: BotApi, ptb: Bot) -> None:
    ann, bob = bot_api.person("Ann", started=True), bot_api.person("Bob", started=True)
    bot_api.clock.stop()
    bot_api.flood.switch_on(FloodLimits(chat_burst=1))
    await ptb.send_message(ann.id, "one")
    with pytest.raises(RetryAfter) as caught:
        await ptb.send_message(ann.id, "two")
    assert caught.value.retry_after == 1
    await ptb.send_message(bob.id, "one")
    bot_api.clock.advance(1)
    await ptb.send_message(ann.id, "two")
    assert [refusal.chat_id for refusal in bot_api.flood.refused] == [ann.id]


async def test_a_group_takes_twenty_a_minute(bot_api: BotApi, ptb: Bot) -> None:
    group = bot_api.group("Founders", [bot_api.person("Ann")])
    bot_api.clock.stop()
    bot_api.flood.switch_on()
    outcomes = []
    for number in range(60):
        bot_api.clock.advance(1)
        outcomes.append(await outcome(ptb.send_message(group.id, str(number))))
    assert outcomes[:20] == ["ok"] * 20
    assert outcomes.count("ok") < 41
    bot_api.clock.advance(60)
    assert await outcome(ptb.send_message(group.id, "later")) == "ok"


async def test_all_chats_together_take_thirty_a_second(bot_api: BotApi, ptb: Bot) -> None:
    people = [bot_api.person(str(number), started=True) for number in range(80)]
    bot_api.clock.stop()
    bot_api.flood.switch_on()
    outcomes = [await outcome(ptb.send_message(person.id, "hi")) for person in people]
    assert outcomes == ["ok"] * 33 + ["RetryAfter"] * 47
    bot_api.flood.switch_off()
    assert await outcome(ptb.send_message(people[0].id, "hi")) == "ok"

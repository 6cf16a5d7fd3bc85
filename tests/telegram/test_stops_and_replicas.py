"""Stopping in order, outages, several replicas, and what the logs may hold."""

import asyncio

import aiohttp
import pytest

from tests.botapi import BotApi
from tests.botapi.faults import refused
from tests.telegram.balancer import balanced
from tests.telegram.conftest import StartBot
from tests.telegram.processes import BotProcess, free_port

QUICK = {"chat_interval_s": 0.02}


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_on_a_stop_the_work_in_hand_is_finished_and_the_rest_is_kept(
    bot_api: BotApi, start_bot: StartBot, *, webhook: bool
) -> None:
    ann = bot_api.person("Ann")
    port = free_port()
    first = await start_bot(webhook=webhook, webhook_port=port, limits=QUICK)
    await ann.sends("slow 1")
    await ann.sends("slow 0.1")
    await ann.chat.wait_for_event("action")
    first.terminate()
    assert await first.ended() == 0
    assert ann.chat.sent == ["1: slow 1"]
    await start_bot(webhook=webhook, webhook_port=port, limits=QUICK)
    await ann.wait_for_message("2: slow 0.1")
    assert ann.chat.sent == ["1: slow 1", "2: slow 0.1"]


async def test_a_stop_does_not_wait_longer_than_its_deadline(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    first = await start_bot(limits=QUICK | {"stop_within_s": 0.3})
    await ann.sends("slow 30")
    await ann.chat.wait_for_event("action")
    first.terminate()
    assert await first.ended(timeout_s=5) == 0


async def test_after_an_outage_each_message_is_answered_once_and_late_answers_say_to_what(
    bot_api: BotApi, start_bot: StartBot
) -> None:
    ann = bot_api.person("Ann")
    question = await ann.sends("what is it?", age_s=3600)
    await ann.sends("hello")
    await start_bot(limits=QUICK)
    late = await ann.wait_for_message("1: what is it? (late)")
    assert late.reply_to == question.id
    assert "“what is it?”" in late.text.splitlines()[0]
    prompt = await ann.wait_for_message("2: hello")
    assert prompt.reply_to is None


async def test_one_replica_polls_and_another_takes_over_when_it_dies(
    bot_api: BotApi, start_bot: StartBot, sqlite_url: str
) -> None:
    ann = bot_api.person("Ann")
    first = await start_bot(limits=QUICK)
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    second = await start_bot(limits=QUICK)
    await first.kill()
    await ann.sends("still there?")
    await ann.wait_for_message("2: still there?")
    assert not any(call.status == 409 for call in bot_api.calls_of("getUpdates"))
    assert "ERROR" not in second.said


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_replicas_share_the_work_and_keep_the_order_of_every_chat(
    bot_api: BotApi, start_bot: StartBot, database_url: str, *, webhook: bool
) -> None:
    people = [bot_api.person(f"P{number}") for number in range(12)]
    limits = QUICK | {"turns_at_once": 3}
    async with balanced() as balancer:
        for _ in range(2):
            bot = await start_bot(
                webhook=webhook, webhook_url=balancer.url, database_url=database_url, limits=limits
            )
            balancer.ports.append(bot.webhook_port)
        for _ in range(6):
            for person in people:
                await person.sends("who")
        for person in people:
            await person.wait_for_message("6: process", timeout_s=20)
    answers = [answer.split(": ") for person in people for answer in person.chat.sent]
    assert [int(number) for number, _ in answers] == [1, 2, 3, 4, 5, 6] * len(people)
    assert len({process for _, process in answers}) == 2


async def test_a_webhook_without_its_secret_is_refused(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    bot: BotProcess = await start_bot(webhook=True, limits=QUICK)
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    address = f"http://127.0.0.1:{bot.webhook_port}/telegram"
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
            async with session.post(address, json={"update_id": 1}, headers=headers) as response:
                assert response.status == 403


async def test_another_program_with_the_same_token_is_named_and_waited_for(
    bot_api: BotApi, start_bot: StartBot
) -> None:
    ann = bot_api.person("Ann")
    bot_api.fail("getUpdates", refused(409, "Conflict: terminated by other getUpdates request"))
    bot = await start_bot(limits=QUICK)
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    assert "another program polls with the same token" in bot.said


async def test_a_wrong_token_ends_the_bot_with_one_sentence(bot_api: BotApi, start_bot: StartBot) -> None:
    bot_api.world.token = "4200000000:another-token"
    bot = await start_bot()
    assert await bot.ended() == 1
    assert "Telegram does not know the token" in bot.said
    assert "Traceback" not in bot.said


async def test_no_log_holds_what_founders_write_or_the_secret(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    bot = await start_bot(webhook=True, limits=QUICK | {"rests_after_failure_s": []})
    await ann.sends("fail my-secret-revenue")
    await ann.wait_for_message("reference")
    secret = bot_api.calls_of("setWebhook")[-1].values["secret_token"]
    assert "my-secret-revenue" not in bot.said
    assert secret not in bot.said
    assert "RuntimeError" in bot.said


async def test_nobody_waits_for_another_founders_slow_answer(bot_api: BotApi, start_bot: StartBot) -> None:
    people = [bot_api.person(f"P{number}") for number in range(20)]
    await start_bot(limits=QUICK | {"messages_per_second": 1000})
    await people[0].sends("hello")
    await people[0].wait_for_message("1: hello")
    began = asyncio.get_running_loop().time()
    for person in people:
        await person.sends("slow 0.5")
    for person in people:
        await person.wait_for_message("slow 0.5")
    assert asyncio.get_running_loop().time() - began < 2.5

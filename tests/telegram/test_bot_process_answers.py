"""What needs a bot process of its own: both ways in, backlogs, limits, faults."""

import pytest

from tests.botapi import BotApi
from tests.telegram.conftest import StartBot


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_founder_gets_an_answer(bot_api: BotApi, start_bot: StartBot, *, webhook: bool) -> None:
    ann = bot_api.person("Ann")
    await start_bot(webhook=webhook)
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")


async def test_a_question_edited_before_its_turn_is_answered_once(
    bot_api: BotApi, start_bot: StartBot
) -> None:
    ann = bot_api.person("Ann")
    question = await ann.sends("Nanning?")
    await ann.edits(question, "Nanjing?")
    await ann.sends("bye")
    await start_bot()
    await ann.wait_for_message("2: bye")
    assert ann.chat.sent == ["1: Nanjing? (edited)", "2: bye"]


async def test_a_person_who_writes_too_fast_is_told_so_once(bot_api: BotApi, start_bot: StartBot) -> None:
    ann, bo = bot_api.person("Ann"), bot_api.person("Bo")
    await start_bot(limits={"messages_per_minute": 3, "chat_interval_s": 0})
    for number in range(6):
        await ann.sends(f"question {number}")
    await bo.sends("me too")
    await bo.wait_for_message("1: me too")
    await ann.wait_for_message("faster than I can answer")
    await bot_api.wait_until_confirmed()
    assert len(ann.chat.sent) == 4


async def test_a_failing_turn_ends_with_an_apology_and_a_reference(
    bot_api: BotApi, start_bot: StartBot
) -> None:
    ann = bot_api.person("Ann")
    bot = await start_bot(limits={"rests_after_failure_s": [0.1, 0.1]})
    await ann.sends("fail because of my secret plan")
    message = await ann.wait_for_message("name the reference", timeout_s=20)
    reference = message.text.split()[-1].strip(".")
    assert f"reference {reference}" in bot.said
    assert "secret plan" not in bot.said
    await ann.sends("again")
    await ann.wait_for_message("1: again")

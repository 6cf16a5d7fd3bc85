"""The sender keeps to Telegram's limits, survives its faults, and loses nothing."""

import pytest

from bot.dialogue.messages import Reply
from bot.store import open_store
from tests.botapi import BotApi
from tests.botapi.faults import Fault, dropped, flood_wait, lost_reply, refused, server_error
from tests.telegram.conftest import StartBot

QUICK = {"chat_interval_s": 0.02}


async def test_a_halt_for_one_chat_does_not_halt_the_others(bot_api: BotApi, start_bot: StartBot) -> None:
    ann, bo = bot_api.person("Ann"), bot_api.person("Bo")
    halt = bot_api.fail("sendMessage", flood_wait(2), chat=ann.chat)
    await start_bot(limits=QUICK)
    await ann.sends("hello")
    await halt.reached()
    await bo.sends("hello")
    await bo.wait_for_message("1: hello", timeout_s=1.5)
    assert ann.chat.said == []
    await ann.sends("still there?")
    await ann.wait_for_message("2: still there?")
    assert ann.chat.sent == ["1: hello", "2: still there?"]


@pytest.mark.parametrize(
    "fault", [server_error(), server_error(502), dropped()], ids=["500", "502", "dropped"]
)
async def test_a_fault_of_the_network_delays_and_does_not_lose(
    bot_api: BotApi, start_bot: StartBot, fault: Fault
) -> None:
    ann = bot_api.person("Ann")
    bot_api.fail("sendMessage", fault, times=2)
    await start_bot(limits=QUICK)
    await ann.sends("hello")
    await ann.sends("you?")
    await ann.wait_for_message("2: you?")
    assert ann.chat.sent == ["1: hello", "2: you?"]


async def test_a_lost_reply_costs_at_most_one_duplicate(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    bot_api.fail("sendMessage", lost_reply())
    await start_bot(limits=QUICK)
    await ann.sends("hello")
    await ann.sends("you?")
    await ann.wait_for_message("2: you?")
    assert ann.chat.sent == ["1: hello", "1: hello", "2: you?"]


async def test_polling_goes_on_after_faults_of_the_network(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    bot_api.fail("getMe", dropped())
    bot_api.fail("getUpdates", server_error(), times=2)
    await start_bot(limits=QUICK)
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")


async def test_a_message_that_the_parser_refuses_goes_as_plain_text(
    bot_api: BotApi, start_bot: StartBot
) -> None:
    ann = bot_api.person("Ann")
    bot_api.fail("sendMessage", refused(400, "Bad Request: can't parse entities: unsupported start tag"))
    await start_bot(limits=QUICK)
    await ann.sends("cite")
    message = await ann.wait_for_message("It pays 30% <b>[1].")
    assert "[1] Measures & Rules" in message.text
    assert "parse_mode" not in bot_api.calls_of("sendMessage")[-1].values


async def test_not_modified_is_silent(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    bot = await start_bot(limits=QUICK)
    await ann.sends("ask which")
    await ann.wait_for_message("Which city?")
    refusal = "Bad Request: message is not modified: specified new message content is the same"
    bot_api.fail("editMessageText", refused(400, refusal))
    await ann.presses("Beijing")
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    assert len(ann.chat.sent) == 2
    assert "WARNING" not in bot.said


async def test_an_answer_whose_message_was_deleted_is_sent_anew(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    await start_bot(limits=QUICK)
    await ann.sends("ask which")
    await ann.wait_for_message("Which city?")
    bot_api.fail("editMessageText", refused(400, "Bad Request: message to edit not found"))
    await ann.presses("Beijing")
    await ann.wait_for_message("You chose city:bj")


async def test_who_blocked_the_bot_gets_their_messages_on_return(
    bot_api: BotApi, start_bot: StartBot
) -> None:
    ann, bo = bot_api.person("Ann"), bot_api.person("Bo")
    await start_bot(limits=QUICK)
    await ann.sends("slow 0.5")
    await ann.blocks()
    await bo.sends(f"notify telegram:{ann.id}")
    await bo.wait_for_message("1: notify")
    assert ann.chat.said == []
    await ann.returns()
    await ann.wait_for_message("1: slow 0.5")
    await ann.sends("hello")
    await ann.wait_for_message("2: hello")


async def test_replies_go_before_broadcasts(bot_api: BotApi, start_bot: StartBot, sqlite_url: str) -> None:
    people = [bot_api.person(f"P{number}", started=True) for number in range(30)]
    await start_bot(limits=QUICK | {"messages_per_second": 10})
    for person in people:
        await person.sends("hello")
    for person in people:
        await person.wait_for_message("1: hello")
    async with open_store(sqlite_url) as store:
        await store.outbox.broadcast(Reply("news"), to=[f"telegram:{person.id}" for person in people])
    await people[0].wait_for_message("news")
    await people[-1].sends("quick?")
    await people[-1].wait_for_message("2: quick?", timeout_s=1.5)
    assert sum("news" in person.chat.texts for person in people) < 25


async def test_telegrams_flood_limits_are_kept(bot_api: BotApi, start_bot: StartBot) -> None:
    bot_api.flood.switch_on()
    people = [bot_api.person(f"P{number}") for number in range(45)]
    group = bot_api.group("Founders", people[:1])
    await start_bot()
    for number in range(4):
        await people[0].sends(f"hello {number}")
    for number in range(3):
        await people[0].sends(f"@voucher_test_bot hello {number}", to=group)
    for person in people[1:]:
        await person.sends("hello")
    for person in people[1:]:
        await person.wait_for_message("1: hello")
    await people[0].wait_for_message("4: hello 3")
    await group.wait_for_message("3: hello 2")
    assert bot_api.flood.refused == []

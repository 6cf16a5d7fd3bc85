"""Names of files, presses, notes of the service, refusals that nobody has foreseen, and chats that were out of reach."""

import pytest

from bot.dialogue.messages import Reply
from tests.botapi import BotApi
from tests.botapi.faults import Fault, refused
from tests.telegram.conftest import StartBot
from tests.telegram.test_unreadable_updates import _base, _deliver
from tests.telegram.within import running

NAMES = ["合同1.pdf", "营业执照 (副本).pdf", "📄.txt", "a%20b.txt", "长" * 80 + ".pdf"]
SERVICE = (
    "chat_background_set", "boost_added", "users_shared", "successful_payment", "web_app_data", "gift",
    "unique_gift", "new_chat_title", "pinned_message", "giveaway_created", "video_chat_started", "a_later_note",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
async def test_a_file_keeps_its_name(bot_api: BotApi, sqlite_url: str, name: str) -> None:
    ann = bot_api.person("Ann", started=True)
    async with running(bot_api, sqlite_url) as (store, _):
        await ann.sends("hello")
        await ann.wait_for_message("1: hello")
        await store.outbox.broadcast(Reply("", document=(name, b"content")), to=[f"telegram:{ann.id}"])
        await bot_api.wait_until(lambda: any(it.file for it in ann.chat.said))
        sent = next(it for it in ann.chat.said if it.file)
        assert sent.raw["document"]["file_name"] == name


async def test_every_press_is_answered_once(bot_api: BotApi, sqlite_url: str) -> None:
    people = [bot_api.person(f"P{number}", started=True) for number in range(20)]
    async with running(bot_api, sqlite_url, messages_per_second=1000):
        for person in people:
            await person.sends("ask which")
        presses = []
        for person in people:
            await person.wait_for_message("Which city?")
            presses.append(await person.presses("Shanghai"))
        for person, press in zip(people, presses, strict=True):
            await person.wait_for_answer(press)
            await person.wait_for_message("You chose city:sh")
    answers = [call.values["callback_query_id"] for call in bot_api.calls_of("answerCallbackQuery")]
    assert sorted(answers) == sorted(press.id for press in presses)


@pytest.mark.parametrize("kind", SERVICE)
async def test_a_note_of_the_service_is_met_with_silence(bot_api: BotApi, sqlite_url: str, kind: str) -> None:
    ann = bot_api.person("Ann", started=True)
    base = _base(bot_api, ann, in_group=False)
    note = {key: value for key, value in base.items() if key not in {"text", "entities"}} | {kind: {}}
    async with running(bot_api, sqlite_url):
        _deliver(bot_api, {"message": note})
        await ann.sends("hello")
        await ann.wait_for_message("1: hello")
    assert ann.chat.sent == ["1: hello"]


REFUSALS = [refused(400, "Bad Request: something odd"), refused(413, "Request Entity Too Large")]


@pytest.mark.parametrize("fault", REFUSALS, ids=["400", "413"])
async def test_an_unknown_refusal_is_followed_by_the_bare_words_and_then_by_an_apology(
    bot_api: BotApi, sqlite_url: str, fault: Fault
) -> None:
    ann = bot_api.person("Ann", started=True)
    async with running(bot_api, sqlite_url):
        bot_api.fail("sendMessage", fault, times=1)
        await ann.sends("ask which")
        bare = await ann.wait_for_message("Which city? which")
        assert bare.markup is None
        bot_api.fail("sendMessage", fault, times=2)
        await ann.sends("hello")
        await ann.wait_for_message("Telegram refused to deliver it")


@pytest.mark.parametrize("sign", ["message", "edit", "press"])
async def test_any_sign_of_a_person_lifts_a_block(bot_api: BotApi, start_bot: StartBot, sign: str) -> None:
    ann = bot_api.person("Ann", started=True)
    await start_bot(limits={"chat_interval_s": 0.02})
    first = await ann.sends("ask which")
    question = await ann.wait_for_message("Which city?")
    halt = bot_api.fail("sendMessage", refused(403, "Forbidden: bot was blocked by the user"))
    await ann.sends("hello")
    await halt.reached()
    await bot_api.wait_until_confirmed()
    if sign == "message":
        await ann.sends("/privacy")
    elif sign == "edit":
        await ann.edits(first, "ask again")
    else:
        await ann.presses("Shanghai", on=question)
    await ann.wait_for_message("1: hello")

"""Requests that break the description of the API are noticed, and refused where Telegram refuses them."""

import aiohttp
import pytest

from tests.botapi import BotApi, Person
from tests.botapi.refusals import Breach, Json


async def ask(bot_api: BotApi, method: str, **values: object) -> Json:
    url = f"{bot_api.base_url}{bot_api.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json=values) as answer:
        result: Json = await answer.json()
        return result


@pytest.fixture
def ann(bot_api: BotApi) -> Person:
    return bot_api.person("Ann", started=True)


def inline(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def key(**fields: object) -> Json:
    return {"text": "x", **fields}


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        ({"text": "hi", "parse_mod": "HTML"}, "parameters", "unknown parameter 'parse_mod'"),
        ({}, "parameters", "text"),
        ({"text": "hi", "reply_parameters": {"message_id": "many"}}, "parameters", "reply_parameters"),
        ({"text": "hi", "reply_parameters": {"message_id": 1, "qoute": "x"}}, "parameters", "qoute"),
        ({"text": "hi", "disable_notification": "perhaps"}, "parameters", "disable_notification"),
        ({"text": " \n"}, "length", "message text is empty"),
        ({"text": "好" * 4097}, "length", "message is too long"),
        ({"text": "😀" * 2049}, "length", "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "entities", "can't parse entities"),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "unsupported", "HTML only"),
        ({"text": "x", "reply_markup": inline([key()])}, "markup", "Text buttons are unallowed"),
        (
            {"text": "x", "reply_markup": inline([key(callback_data="好" * 22)])},
            "markup",
            "BUTTON_DATA_INVALID",
        ),
        ({"text": "x", "reply_markup": inline([key(callback_data="")])}, "markup", "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline([key(url="javascript:x")])}, "markup", "BUTTON_URL_INVALID"),
        ({"text": "x", "reply_markup": inline([key(callback_data="a")] * 9)}, "markup", "too long"),
        ({"text": "x", "reply_markup": inline(*[[key(callback_data="a")]] * 101)}, "markup", "too long"),
        (
            {"text": "x", "reply_markup": inline([key(callback_data="a", url="http://x.org")])},
            "markup",
            "BUTTON",
        ),
        ({"text": "x", "reply_markup": inline([key(text="", callback_data="a")])}, "markup", "non-empty"),
    ],
)
async def test_a_wrong_message_is_noticed(
    bot_api: BotApi, ann: Person, values: Json, kind: Breach, words: str
) -> None:
    await ask(bot_api, "sendMessage", chat_id=ann.id, **values)
    taken = bot_api.take_violations(kind)
    assert any(words in violation.detail for violation in taken), taken
    bot_api.violations.clear()


async def test_a_right_message_is_not_noticed(bot_api: BotApi, ann: Person) -> None:
    keys = inline([key(callback_data="x" * 64)] * 8, [key(url="https://example.org")])
    message = {"text": "<b>" + "好" * 4096 + "</b>", "parse_mode": "HTML", "reply_markup": keys}
    assert (await ask(bot_api, "sendMessage", chat_id=str(ann.id), **message))["ok"]
    assert bot_api.violations == []


@pytest.mark.parametrize(
    ("method", "values", "kind"),
    [
        ("setMyCommands", {"commands": [{"command": "Start!", "description": "x"}]}, "parameters"),
        ("setMyCommands", {"commands": [{"command": "start", "description": ""}]}, "length"),
        ("sendChatAction", {"chat_id": 0, "action": "dancing"}, "parameters"),
        ("sendMessageDraft", {"chat_id": 0, "draft_id": 0, "text": "x"}, "parameters"),
        ("sendPhoto", {"chat_id": 0, "photo": "attach://nothing"}, "parameters"),
        ("sendDice", {"chat_id": 0}, "unsupported"),
    ],
)
async def test_other_wrong_requests_are_refused(
    bot_api: BotApi, ann: Person, method: str, values: Json, kind: Breach
) -> None:
    values = {name: ann.id if name == "chat_id" else value for name, value in values.items()}
    assert not (await ask(bot_api, method, **values))["ok"]
    assert bot_api.take_violations(kind)
    assert bot_api.violations == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"chat_id": 7}, "Bad Request: chat not found"),
        ({"message_thread_id": 3}, "Bad Request: message thread not found"),
        ({"reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
    ],
)
async def test_what_is_not_there_is_refused_but_no_breach(
    bot_api: BotApi, ann: Person, values: Json, words: str
) -> None:
    answer = await ask(bot_api, "sendMessage", **{"chat_id": ann.id, "text": "hi", **values})
    assert answer["description"] == words
    assert bot_api.violations == []


async def test_checks_can_be_switched_off() -> None:
    async with BotApi(validate=False) as api:
        ann = api.person("Ann", started=True)
        assert (await ask(api, "sendMessage", chat_id=ann.id, text="hi", parse_mod="HTML"))["ok"]
        assert api.violations == []

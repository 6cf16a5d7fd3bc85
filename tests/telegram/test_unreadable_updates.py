"""Updates that cannot be read: they are noted and left out, and hold up nobody."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import islice

import aiohttp
import pytest

from bot.channels.telegram.arriving import arrival
from bot.channels.telegram.client import Account
from bot.channels.telegram.incoming import message_said
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.ports import Arrival
from bot.channels.telegram.reader import UnreadableError, read
from bot.channels.telegram.webhook import SECRET_HEADER, secret_for
from bot.commands.check_store import check_updates
from bot.commands.findings import Finding
from bot.settings import Settings
from bot.store.inbox_values import Waiting
from tests.botapi import BotApi, Person
from tests.telegram.conftest import StartBot
from tests.telegram.mutilated import SECRET, Json, memberships, messages, presses
from tests.telegram.processes import BotProcess, free_port

LIMITS = {
    "chat_interval_s": 0,
    "messages_per_second": 100_000,
    "messages_per_minute": 1_000_000,
    "group_messages_per_minute": 1_000_000,
    "rests_after_failure_s": [0.01],
}
POLL: Json = {
    "id": "1",
    "question": SECRET,
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
"""A poll as servers before Bot API 10.0 send it."""
WAYS = pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
_EVERY = 61
"""Of the updates one in so many goes over the wire; one in seven is read in this process."""
PLACES = pytest.mark.parametrize("in_group", [False, True], ids=["private", "group"])


def _base(api: BotApi, person: Person, *, in_group: bool) -> Json:
    chat = api.supergroup("Founders", [person]) if in_group else person.chat
    described = {"id": chat.id, "type": chat.type} | chat.identity
    return _said(api.username, described, person.json, int(api.clock.now()))


def _described(account: Account, *, in_group: bool) -> Json:
    user = {"id": 5, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = (
        {"id": -1005, "type": "supergroup", "title": "Founders"} if in_group else {"id": 5, "type": "private"}
    )
    return _said(account.username, chat, user, 1_790_000_000)


def _said(username: str, chat: Json, user: Json, date: int) -> Json:
    entity = {"type": "bot_command", "offset": 0, "length": len(f"/ask@{username}")}
    text = f"/ask@{username} {SECRET}"
    said = {"message_id": 70_000, "date": date, "chat": chat, "from": user}
    return said | {"text": text, "entities": [entity]}


def _waiting(it: Arrival | None, update: Json, now: datetime) -> Waiting:
    person = it.person if it else None
    return Waiting(update["update_id"], person, None, None, None, now, 0, json.dumps(update), 0)


def _press(base: Json) -> Json:
    me = {"id": 1, "is_bot": True, "first_name": "Bot"}
    message = base | {"from": me}
    return {"id": "77", "from": base["from"], "message": message, "chat_instance": "1", "data": "abc.0"}


def _membership(base: Json) -> Json:
    user = {"id": 1, "is_bot": True, "first_name": "Bot"}
    states = {
        "old_chat_member": {"status": "left", "user": user},
        "new_chat_member": {"status": "member", "user": user},
    }
    return {"chat": base["chat"], "from": base["from"], "date": base["date"]} | states


def _all(base: Json) -> Iterator[Json]:
    wordless = {key: value for key, value in base.items() if key not in {"text", "entities"}}
    yield from messages(base)
    yield from messages(wordless)
    yield from messages(base, "edited_message")
    yield from presses(_press(base))
    yield from memberships(_membership(base))
    yield {"message": wordless | {"poll": POLL}}
    yield {"message": base | {"chat": base["chat"] | {"id": 2**80}}}
    yield {"message": base | {"from": base["from"] | {"id": 2**80}}}
    yield {"callback_query": _press(base) | {"data": "\x00\ud800.1"}}


def _deliver(api: BotApi, update: Json) -> None:
    api.updates.deliver({"update_id": api.updates._next_id} | update)


def _open_rows(url: str) -> int:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM inbox WHERE done_at IS NULL").fetchone()
    return int(count)


def test_whatever_is_wrong_with_an_update_only_one_kind_of_error_comes_of_it() -> None:
    account, now = Account(42, "voucher_test_bot"), datetime.now(UTC)
    for in_group in (False, True):
        for number, update in enumerate(islice(_all(_described(account, in_group=in_group)), 0, None, 7)):
            numbered = json.loads(json.dumps({"update_id": number} | update))
            with suppress(UnreadableError):
                it = arrival(numbered, account, settle_s=0.5, now=now)
                waiting = _waiting(it, numbered, now)
                said = partial(message_said, waiting=waiting, account=account, limits=Limits(), now=now)
                read(numbered, None, said)


async def _all_done(url: str) -> None:
    async with asyncio.timeout(60):
        while _open_rows(url):  # noqa: ASYNC110 (the bot changes it)
            await asyncio.sleep(0.1)


@PLACES
@WAYS
async def test_no_object_of_the_api_holds_up_a_good_message_however_it_is_mutilated(
    bot_api: BotApi, start_bot: StartBot, sqlite_url: str, *, webhook: bool, in_group: bool
) -> None:
    ann, bo = bot_api.person("Ann", started=True), bot_api.person("Bo")
    base = _base(bot_api, ann, in_group=in_group)
    bot = await start_bot(webhook=webhook, limits=LIMITS)
    bot_api.updates.hold()
    for update in islice(_all(base), 2 * webhook + in_group, None, _EVERY):
        _deliver(bot_api, update)
    await bo.sends("hello")
    bot_api.updates.release(lambda held: held)
    await bo.wait_for_message("1: hello", timeout_s=40)
    await ann.sends("still there?")
    await ann.chat.wait_for_message("still there?", timeout_s=40)
    await bot_api.wait_until_confirmed()
    await _all_done(sqlite_url)
    assert SECRET not in bot.said
    assert "polling failed" not in bot.said
    assert "never retrieved" not in bot.said
    assert {delivery.status for delivery in bot_api.webhook.deliveries} <= {200}
    bot_api.violations.clear()  # the people, messages and groups of most of these updates do not exist


@WAYS
async def test_a_poll_of_an_older_server_is_answered_like_whatever_else_cannot_be_used(
    bot_api: BotApi, start_bot: StartBot, sqlite_url: str, *, webhook: bool
) -> None:
    ann = bot_api.person("Ann", started=True)
    base = _base(bot_api, ann, in_group=False)
    bot = await start_bot(webhook=webhook, limits=LIMITS)
    _deliver(bot_api, {"message": {k: v for k, v in base.items() if k != "text"} | {"poll": POLL}})
    await ann.wait_for_message("I cannot use a other")
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    assert bot.said.count("cannot be read in full") == 1
    settings = Settings(database_url=sqlite_url)
    (finding,) = await _in_thread(settings)
    assert not finding.well
    assert "1 of the last 7 days" in finding.says
    assert SECRET not in finding.says


async def _in_thread(settings: Settings) -> list[Finding]:
    return await asyncio.to_thread(lambda: list(check_updates(settings)))


BODIES = {
    "deep": b"[" * 100_000,
    "deep in an update": b'{"update_id": 5, "message": ' + b'{"a":' * 100_000,
    "no JSON": b"<xml/>",
    "no text": b"\xff\xfe\x00",
    "nothing": b"",
    "a list": b"[]",
    "a number": b"5",
    "null": b"null",
    "a number too long to read": b'{"update_id": ' + b"9" * 10_000 + b"}",
    "a number beyond 64 bits": b'{"update_id": 99999999999999999999999, "message": {}}',
    "no number": b'{"message": {"text": "confidential-revenue"}}',
    "too large": b" " * 3_000_000,
}


async def test_no_body_makes_telegram_bring_it_again_for_ever(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    bot: BotProcess = await start_bot(webhook=True, webhook_port=free_port(), limits=LIMITS)
    address = f"http://127.0.0.1:{bot.webhook_port}/telegram"
    headers = {SECRET_HEADER: secret_for(bot_api.token, None)}
    async with aiohttp.ClientSession() as session:
        for name, body in BODIES.items():
            async with session.post(address, data=body, headers=headers) as response:
                assert response.status == 200, name
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    assert SECRET not in bot.said


async def test_an_answer_that_cannot_be_read_costs_polling_one_update(
    bot_api: BotApi, start_bot: StartBot
) -> None:
    ann = bot_api.person("Ann")
    bot_api.updates.hold()
    await ann.sends("before")
    number = bot_api.updates._next_id
    _deliver(bot_api, {"message": 1})
    deep = (
        json.dumps({"update_id": number}).encode()[:-1] + b', "message": ' + b"[" * 5000 + b"]" * 5000 + b"}"
    )
    bot_api.updates.all[number].body = deep
    await ann.sends("after")
    bot_api.updates.release(lambda held: held)
    bot = await start_bot(limits=LIMITS)
    await ann.wait_for_message("2: after")
    assert ann.chat.sent == ["1: before", "2: after"]
    assert bot.said.count(f"the update {number} cannot be read in full") == 1

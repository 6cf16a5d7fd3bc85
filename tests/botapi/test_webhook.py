"""Delivery to a webhook, as Telegram's own server does it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.botapi import BotApi
from tests.botapi.clients import keyboard
from tests.botapi.refusals import Json

Answer = Callable[[web.Request], Awaitable[web.Response]]


class Receiver:
    """The bot's side of a webhook. `answer` decides what it says."""

    def __init__(self) -> None:
        self.updates: list[Json] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.gate: asyncio.Event | None = None
        self.busy = self.most_busy = 0
        self.reply: Json | None = None
        self.drops = 0
        self.url = ""

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates if "message" in update]

    async def receive(self, request: web.Request) -> web.Response:
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.updates.append(await request.json())
        if self.gate:
            await self.gate.wait()
        self.busy -= 1
        if self.drops and request.transport:
            self.drops -= 1
            request.transport.abort()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply, status=status) if self.reply else web.Response(status=status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def wait_for_attempts(bot_api: BotApi, count: int) -> None:
    await bot_api.wait_until(lambda: len(bot_api.webhook.deliveries) == count)


async def test_updates_are_brought_with_the_secret(bot_api: BotApi, ptb: Bot, receiver: Receiver) -> None:
    ann = bot_api.person("Ann")
    await ann.sends("waiting already")
    await ptb.set_webhook(receiver.url, secret_token="s3cret_-")
    await ann.sends("new")
    await bot_api.wait_until_confirmed()
    assert receiver.texts == ["waiting already", "new"]
    assert set(receiver.secrets) == {"s3cret_-"}
    info = await ptb.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (receiver.url, 0, None)
    with pytest.raises(Conflict):
        await ptb.get_updates()
    await ptb.delete_webhook()
    await ann.sends("for the poller")
    assert len(await ptb.get_updates()) == 1
    assert len(receiver.updates) == 2


async def test_a_secret_with_other_letters_is_refused(bot_api: BotApi, ptb: Bot, receiver: Receiver) -> None:
    with pytest.raises(BadRequest, match="unallowed characters"):
        await ptb.set_webhook(receiver.url, secret_token="ß")
    assert bot_api.take_violations("parameters")


async def test_a_failed_delivery_is_repeated_with_growing_pauses(
    bot_api: BotApi, ptb: Bot, receiver: Receiver
) -> None:
    await ptb.set_webhook(receiver.url)
    receiver.statuses = [500, 503, 500, 200]
    await bot_api.person("Ann").sends("hi")
    for attempts, pause_s in ((2, 2), (3, 4)):
        await wait_for_attempts(bot_api, attempts)
        info = await ptb.get_webhook_info()
        assert info.pending_update_count == 1
        assert info.last_error_message is not None
        bot_api.clock.advance(pause_s)
    await bot_api.wait_until_confirmed()
    assert [delivery.status for delivery in bot_api.webhook.deliveries] == [500, 503, 500, 200]
    assert receiver.texts == ["hi"] * 4


async def test_a_lost_connection_brings_the_update_again(
    bot_api: BotApi, ptb: Bot, receiver: Receiver
) -> None:
    await ptb.set_webhook(receiver.url)
    receiver.drops = 1
    await bot_api.person("Ann").sends("hi")
    await bot_api.wait_until_confirmed()
    assert receiver.texts == ["hi", "hi"]
    bot_api.webhook.lose_replies = 1
    await bot_api.person("Bob").sends("ho")
    await bot_api.wait_until_confirmed()
    assert receiver.texts == ["hi", "hi", "ho", "ho"]


async def test_one_chat_stays_in_order_while_others_and_presses_overtake(
    bot_api: BotApi, ptb: Bot, receiver: Receiver
) -> None:
    ann, bob = bot_api.person("Ann", started=True), bot_api.person("Bob")
    await ptb.send_message(ann.id, "Well?", reply_markup=keyboard("Yes"))
    await ptb.set_webhook(receiver.url)
    receiver.gate = asyncio.Event()
    await ann.sends("one")
    await ann.sends("two")
    await ann.presses("Yes")
    await bob.sends("other")
    await bot_api.wait_until(lambda: sum(e.deliveries for e in bot_api.updates.pending) == 3)
    receiver.gate.set()
    await bot_api.wait_until_confirmed()
    assert receiver.texts.index("two") == len(receiver.texts) - 1
    assert "callback_query" in receiver.updates[1]


async def test_no_more_connections_than_were_asked_for(bot_api: BotApi, ptb: Bot, receiver: Receiver) -> None:
    await ptb.set_webhook(receiver.url, max_connections=3)
    for number in range(20):
        await bot_api.person(f"Person {number}").sends("hi")
    await bot_api.wait_until_confirmed()
    assert 1 <= receiver.most_busy <= 3


async def test_a_bot_that_is_away_gets_what_is_not_too_old(bot_api: BotApi, ptb: Bot) -> None:
    await ptb.set_webhook("http://127.0.0.1:9/hook")
    await bot_api.person("Ann").sends("hi")
    await wait_for_attempts(bot_api, 2)
    bot_api.clock.advance(86_401)
    await bot_api.wait_until_confirmed()
    assert len(bot_api.updates.expired) == 1


async def test_the_answer_to_a_delivery_can_be_a_method(
    bot_api: BotApi, ptb: Bot, receiver: Receiver
) -> None:
    ann = bot_api.person("Ann")
    await ptb.set_webhook(receiver.url)
    receiver.reply = {"method": "sendMessage", "chat_id": ann.id, "text": "by the way"}
    await ann.sends("hi")
    assert (await ann.wait_for_message()).text == "by the way"


async def test_a_new_webhook_ends_the_open_poll(bot_api: BotApi, ptb: Bot, receiver: Receiver) -> None:
    poll = asyncio.create_task(ptb.get_updates(timeout=30))
    await bot_api.wait_until(lambda: bot_api.world.polling.is_waiting)
    await ptb.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await poll

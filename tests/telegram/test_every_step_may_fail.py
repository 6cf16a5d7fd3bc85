# ruff: noqa: ANN401 (whatever JSON holds and whatever is replaced)
"""Each step of a turn is made to fail for ever: the tries are bounded, the update ends as done, and nothing is logged."""

import asyncio
import logging
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.telegram import handling, incoming, lanes, rendering, sender
from bot.channels.telegram.handling import Handler
from bot.store import Store
from bot.store.inbox import Inbox
from bot.store.keyboards import Keyboards
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.store.tables import inbox
from bot.store.turn import StoredTurn
from bot.store.turns import Turns
from bot.store.unreadable import Unreadable
from tests.botapi import BotApi
from tests.botapi.faults import flood_wait
from tests.telegram.topics import Playground
from tests.telegram.within import running

SECRET = "confidential-revenue"
RESTS = (0.02, 0.02)
STEPS: tuple[tuple[Any, str], ...] = (
    (Handler, "handle"),
    (Handler, "apologise"),
    (Handler, "_message"),
    (Handler, "_ask"),
    (handling, "read"),
    (handling, "message_said"),
    (incoming, "words_of"),
    (Playground, "answer"),
    (StoredTurn, "commit"),
    (Turns, "take"),
    (Inbox, "failed"),
    (Inbox, "join"),
    (People, "returned"),
    (Keyboards, "find"),
    (Unreadable, "note"),
)
PAIRS = [(step, None) for step in STEPS] + [(step, (Handler, "apologise")) for step in STEPS[2:]]


def _name(step: tuple[Any, str] | None) -> str:
    return step[1].strip("_") if step else "alone"


def _break(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, count: list[str]) -> None:
    def fail(*_arguments: object, **_named: object) -> Any:
        count.append(name)
        raise RuntimeError(SECRET)

    monkeypatch.setattr(owner, name, fail)


async def _open(store: Store) -> list[int]:
    async with store.database.read() as connection:
        return list(await connection.scalars(select(inbox.c.update_id).where(inbox.c.done_at.is_(None))))


@pytest.mark.parametrize(("step", "too"), PAIRS, ids=[f"{_name(a)}-{_name(b)}" for a, b in PAIRS])
async def test_a_step_that_always_fails_is_tried_a_few_times_and_then_left(
    bot_api: BotApi,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: tuple[Any, str],
    too: tuple[Any, str] | None,
) -> None:
    caplog.set_level(logging.DEBUG)
    tries: list[str] = []
    _break(monkeypatch, *step, tries)
    if too is not None:
        _break(monkeypatch, *too, tries)
    ann = bot_api.person("Ann", started=True)
    async with running(bot_api, sqlite_url, rests_after_failure_s=RESTS) as (store, task):
        await ann.sends(f"fail {SECRET}")
        await bot_api.wait_until_confirmed()
        async with asyncio.timeout(10):
            while await _open(store):  # noqa: ASYNC110 (the bot changes it)
                await asyncio.sleep(0.02)
        assert not task.done()
    assert len(tries) <= 3 * (len(RESTS) + 1) + lanes._APOLOGIES
    assert SECRET not in caplog.text
    await task


async def test_a_message_that_cannot_be_made_does_not_hold_up_the_next(
    bot_api: BotApi, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = rendering.render
    tries: list[int] = []

    def render(message: Any, *rest: Any) -> Any:
        if message.reply.text == "1: bad":
            tries.append(message.id)
            raise RuntimeError(SECRET)
        return whole(message, *rest)

    monkeypatch.setattr(sender, "render", render)
    monkeypatch.setattr(sender, "_MOST_FAULTS", 1)
    ann = bot_api.person("Ann", started=True)
    async with running(bot_api, sqlite_url):
        await ann.sends("bad")
        await ann.wait_for_message("Telegram refused to deliver it")
        await ann.sends("good")
        await ann.wait_for_message("2: good")
    assert len(tries) == 2
    assert SECRET not in caplog.text


@pytest.mark.parametrize("owner", [Inbox, Outbox], ids=["inbox", "outbox"])
async def test_a_lane_that_is_not_released_at_once_is_released_later(
    bot_api: BotApi, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, owner: Any
) -> None:
    whole, failures = owner.release, iter(range(2))

    async def release(self: Any, lane: str, *, pause_s: float = 0) -> None:
        if next(failures, None) is not None:
            raise RuntimeError(SECRET)
        await whole(self, lane, pause_s=pause_s)

    monkeypatch.setattr(owner, "release", release)
    ann = bot_api.person("Ann", started=True)
    bot_api.fail("sendMessage", flood_wait(1))
    async with running(bot_api, sqlite_url):
        for number in (1, 2):
            await ann.sends("hello")
            await ann.wait_for_message(f"{number}: hello")

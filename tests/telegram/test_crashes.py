"""The bot is killed, again and again, at the worst moments: nothing is lost, and hardly anything said twice.

VOUCHERBOT_CRASH_ROUNDS makes the series longer than what every run has time for.
"""

import itertools
import os
import random
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.faults import Fault, paused
from tests.telegram.conftest import StartBot
from tests.telegram.processes import BotProcess, free_port

ROUNDS = int(os.environ.get("VOUCHERBOT_CRASH_ROUNDS", "1"))
LIMITS = {"chat_interval_s": 0.02, "messages_per_minute": 1000}


class Series:
    """Six founders who go on writing while the bot dies and is started again."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.people = [api.person(f"P{number}") for number in range(6)]
        self.asked: dict[int, int] = dict.fromkeys((person.id for person in self.people), 0)
        self.crashes = 0

    async def ask(self, seconds: float = 0.0) -> None:
        """Everybody sends a message."""
        for person in self.people:
            self.asked[person.id] += 1
            await person.sends(f"slow {seconds} no {self.asked[person.id]}")

    async def answered(self) -> None:
        """Wait until everybody has an answer to their last message."""
        for person in self.people:
            last = f" no {self.asked[person.id]}"
            await self.api.wait_until(partial(_ends_with, person, last), 30)

    def duplicates(self) -> int:
        """Count what was said twice; fails when anything is lost, out of order or done twice."""
        found = 0
        for person in self.people:
            numbers = [_numbers(text) for text in person.chat.sent]
            once = [number for number, _ in itertools.groupby(numbers)]
            assert once == [(number, number) for number in range(1, self.asked[person.id] + 1)]
            found += len(numbers) - len(once)
        return found


def _ends_with(person: Person, words: str) -> bool:
    return bool(person.chat.sent) and person.chat.sent[-1].endswith(words)


def _numbers(text: str) -> tuple[int, int]:
    """Read how many turns the session has seen, and the number in the question."""
    turn, _, question = text.partition(": ")
    return int(turn), int(question.rpartition(" ")[2])


async def _while_it_takes_updates_in(series: Series) -> None:
    await series.ask()
    waiting = len(series.api.updates.pending)
    await series.api.wait_until(lambda: len(series.api.updates.pending) < waiting)


async def _while_it_makes_answers(series: Series) -> None:
    await series.ask(0.6)
    await series.people[0].chat.wait_for_event("action")


async def _between_commit_and_send(series: Series) -> None:
    await _at_a_send(series, paused("before"))


async def _between_send_and_its_note(series: Series) -> None:
    await _at_a_send(series, paused("after"))


async def _at_a_send(series: Series, fault: Fault) -> None:
    stop = series.api.fail("sendMessage", fault)
    await series.ask()
    await stop.reached()


async def _at_any_moment(series: Series) -> None:
    await series.ask(random.choice((0.0, 0.02, 0.1)))
    seen = sum(len(person.chat.sent) for person in series.people) + random.randint(0, 6)
    await series.api.wait_until(lambda: sum(len(person.chat.sent) for person in series.people) >= seen)


MOMENTS: tuple[Callable[[Series], Awaitable[None]], ...] = (
    _while_it_takes_updates_in,
    _while_it_makes_answers,
    _between_commit_and_send,
    _between_send_and_its_note,
    _at_any_moment,
)


async def _crash(bot: BotProcess, series: Series, moment: Callable[[Series], Awaitable[None]]) -> None:
    await moment(series)
    await bot.kill()
    series.crashes += 1
    series.api.faults.clear()


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_killed_at_the_worst_moments_the_bot_loses_nothing_and_repeats_at_most_one_message_a_crash(
    bot_api: BotApi, start_bot: StartBot, database_url: str, *, webhook: bool
) -> None:
    series, port = Series(bot_api), free_port()
    for moment in MOMENTS * ROUNDS:
        bot = await start_bot(webhook=webhook, webhook_port=port, database_url=database_url, limits=LIMITS)
        await _crash(bot, series, moment)
    await start_bot(webhook=webhook, webhook_port=port, database_url=database_url, limits=LIMITS)
    await series.ask()
    await series.answered()
    assert series.duplicates() <= series.crashes


async def test_a_second_crash_at_the_same_answer_costs_one_more_duplicate_at_most(
    bot_api: BotApi, start_bot: StartBot, sqlite_url: str
) -> None:
    ann: Person = bot_api.person("Ann")
    await ann.sends("hello")
    for _ in range(2):
        stop = bot_api.fail("sendMessage", paused("after"))
        bot = await start_bot(database_url=sqlite_url, limits=LIMITS)
        await stop.reached()
        await bot.kill()
        bot_api.faults.clear()
    await start_bot(database_url=sqlite_url, limits=LIMITS)
    await ann.sends("bye")
    await ann.wait_for_message("2: bye")
    assert ann.chat.sent == ["1: hello"] * 3 + ["2: bye"]

"""The order and the pace in which messages leave."""

import asyncio
import time

from bot.channels.telegram.pacing import ChatPace, Pace


async def test_messages_leave_one_by_one_while_that_keeps_up() -> None:
    pace, on_their_way, most = Pace(1000, lambda: 1), 0, 0

    async def send() -> None:
        nonlocal on_their_way, most
        async with pace.turn(0):
            on_their_way += 1
            most = max(most, on_their_way)
            await asyncio.sleep(0)
            on_their_way -= 1

    await asyncio.gather(*(send() for _ in range(20)))
    assert most == 1


async def test_when_sending_is_slow_more_are_on_their_way_at_once() -> None:
    pace = Pace(1000, lambda: 1)

    async def send() -> None:
        async with pace.turn(0):
            await asyncio.sleep(0.1)

    began = time.monotonic()
    await asyncio.gather(*(send() for _ in range(20)))
    assert time.monotonic() - began < 1.5


async def test_the_more_urgent_message_goes_first() -> None:
    pace, left = Pace(200, lambda: 1), []

    async def send(priority: int) -> None:
        async with pace.turn(priority):
            left.append(priority)

    await asyncio.gather(*(send(priority) for priority in (2, 2, 1, 0)))
    assert left == [2, 0, 1, 2]


async def test_a_message_that_is_given_up_holds_nobody() -> None:
    pace = Pace(50, lambda: 1)

    async def send() -> None:
        async with pace.turn(0):
            pass

    await send()
    waiting = asyncio.create_task(send())
    await asyncio.sleep(0)
    waiting.cancel()
    async with asyncio.timeout(1):
        await send()


async def test_replicas_share_the_pace() -> None:
    pace = Pace(100, lambda: 2)

    async def send() -> None:
        async with pace.turn(0):
            pass

    began = time.monotonic()
    for _ in range(6):
        await send()
    assert time.monotonic() - began >= 0.1


def test_a_group_gets_no_more_than_it_may_in_a_minute() -> None:
    chats = ChatPace(0, 3)
    for _ in range(3):
        assert chats.wait_s(-1) == 0
        chats.note(-1)
    assert 55 < chats.wait_s(-1) < 62
    assert chats.wait_s(1) == 0

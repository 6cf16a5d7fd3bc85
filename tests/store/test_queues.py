"""The inbox and the outbox: nothing twice, nothing out of order, shared between processes."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.dialogue.messages import Reply
from bot.store import Store, open_store
from tests.store.people import Update, said


async def test_an_update_that_comes_again_is_ignored(store: Store) -> None:
    update = Update()
    async with store.presence.joined():
        await store.inbox.put([update])
        await store.inbox.put([update, update])
        [(lane, waiting)] = (await store.inbox.claim(10)).items()
        assert len(waiting) == 1
        await store.inbox.finish(update.update_id)
        await store.inbox.release(lane)
        await store.inbox.put([update])
        assert await store.inbox.claim(10) == {}


async def test_a_chat_is_worked_on_by_one_at_a_time_and_in_order(store: Store, database_url: str) -> None:
    updates = [Update(chat_id=number % 3) for number in range(9)]
    await store.inbox.put(list(reversed(updates)))
    async with open_store(database_url) as other, store.presence.joined(), other.presence.joined():
        mine, theirs = await store.inbox.claim(2), await other.inbox.claim(5)
        assert len(mine) == 2
        assert len(theirs) == 1
        assert not set(mine) & set(theirs)
        for waiting in [*mine.values(), *theirs.values()]:
            ids = [each.update_id for each in waiting]
            assert ids == sorted(ids)
            assert len(ids) == 3


async def test_many_processes_draining_one_queue_do_everything_once(store: Store, database_url: str) -> None:
    await store.inbox.put([Update(chat_id=number % 50) for number in range(200)])
    done: list[int] = []

    async def drain() -> None:
        async with open_store(database_url) as replica, replica.presence.joined():
            while claimed := await replica.inbox.claim(4):
                for lane, waiting in claimed.items():
                    for each in waiting:
                        done.append(each.update_id)
                        await replica.inbox.finish(each.update_id)
                    await replica.inbox.release(lane)

    await asyncio.gather(*(drain() for _ in range(3)))
    assert len(done) == len(set(done)) == 200


async def test_a_resting_chat_keeps_its_order_and_lets_others_go_first(store: Store) -> None:
    first, second, other = Update(chat_id=1), Update(chat_id=1), Update(chat_id=2)
    async with store.presence.joined():
        await store.inbox.put([first, second, other])
        await store.inbox.claim(10)
        await store.inbox.release("work:telegram:1", pause_s=0.2)
        await store.inbox.release("work:telegram:2")
        assert list(await store.inbox.claim(10)) == ["work:telegram:2"]
        await asyncio.sleep(0.25)
        assert [each.update_id for each in (await store.inbox.claim(10))["work:telegram:1"]] == [
            first.update_id,
            second.update_id,
        ]


async def test_what_waits_for_more_to_come_is_not_overtaken(store: Store) -> None:
    album, text = Update(album="a", settle_s=0.3), Update()
    async with store.presence.joined():
        await store.inbox.put([album, text])
        assert await store.inbox.claim(10) == {}
        await asyncio.sleep(0.35)
        [(_, waiting)] = (await store.inbox.claim(10)).items()
        assert [each.update_id for each in waiting] == [album.update_id, text.update_id]


async def test_how_much_somebody_wrote_lately_is_counted_without_presses(store: Store) -> None:
    early = datetime.now(UTC) - timedelta(minutes=5)
    updates = [Update(sent_at=early), Update(), Update(nonce="abc"), Update()]
    async with store.presence.joined():
        await store.inbox.put(updates)
        [(_, waiting)] = (await store.inbox.claim(10)).items()
    assert [each.recent for each in waiting] == [1, 1, 1, 2]


async def test_the_lanes_of_a_silent_process_are_taken_over(store: Store, database_url: str) -> None:
    await store.inbox.put([Update()])
    async with open_store(database_url, lifetime_s=0.5) as other, other.presence.joined():
        silent = store.presence.joined()
        await silent.__aenter__()
        store.presence._lifetime_s = 1000  # its heart does not beat any more
        assert await store.inbox.claim(10)
        assert await other.inbox.claim(10) == {}
        await asyncio.sleep(1.2)
        assert await other.inbox.claim(10)


async def test_one_process_polls_at_a_time(store: Store, database_url: str) -> None:
    async with open_store(database_url) as other, other.presence.joined():
        async with store.presence.joined():
            assert await store.presence.hold("poll")
            assert await store.presence.hold("poll")
            assert not await other.presence.hold("poll")
        assert await other.presence.hold("poll")


async def test_messages_leave_in_order_and_replies_before_broadcasts(store: Store) -> None:
    async with store.presence.joined():
        await _greet(store, 1)
        await store.outbox.broadcast(Reply("news"), to=["telegram:1", "telegram:nobody"])
        await _greet(store, 1)
        await _greet(store, 2)
        claimed = await store.outbox.claim(10)
        texts = {lane: [each.reply.text for each in messages] for lane, messages in claimed.items()}
    assert texts == {"send:telegram:1": ["hello", "hello", "news"], "send:telegram:2": ["hello"]}


async def test_who_blocked_the_bot_gets_nothing_until_they_return(store: Store) -> None:
    async with store.presence.joined():
        await _greet(store, 1)
        await store.outbox.claim(10)
        await store.people.blocked(1)
        assert await store.outbox.claim(10) == {}
        assert await store.people.returned(1)
        assert list(await store.outbox.claim(10)) == ["send:telegram:1"]


async def test_a_group_that_moved_gets_its_messages_in_its_new_place(store: Store) -> None:
    async with store.presence.joined():
        await _greet(store, -5)
        await store.people.moved(-5, -1005)
        [(lane, [message])] = (await store.outbox.claim(10)).items()
    assert (lane, message.chat_id) == ("send:telegram:-1005", -1005)


async def test_what_is_no_longer_needed_is_dropped_and_update_ids_are_kept_for_days(
    database_url: str,
) -> None:
    now = datetime.now(UTC)
    clock = [now]
    async with open_store(database_url, clock=lambda: clock[0]) as store, store.presence.joined():
        update = Update()
        await store.inbox.put([update])
        await store.inbox.finish(update.update_id)
        clock[0] = now + timedelta(hours=48)
        await store.tidy()
        await store.inbox.put([update])
        assert await store.inbox.claim(10) == {}
        clock[0] = now + timedelta(days=10)
        await store.tidy()
        await store.inbox.put([update])
        assert len(await store.inbox.claim(10)) == 1


async def _greet(store: Store, chat_id: int) -> None:
    update = Update(chat_id=chat_id)
    await store.inbox.put([update])
    async with store.take(said(f"telegram:{chat_id}", update_id=str(update.update_id))) as turn:
        await turn.commit([Reply("hello")])

"""Groups in the store: known by their number, followed to a new one, and their topics found again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.dialogue.messages import Reply
from bot.store import Store
from bot.store.clock import now
from bot.store.errand import Errand, run
from bot.store.records import StoredRecords
from bot.store.tables import group_topics, outbox

ROOM, NUMBER, NEW = "telegram:-1001", -1001, -1002000000001


async def _written(store: Store) -> Sequence[Any]:
    async def work(errand: Errand) -> None:
        errand.notify(ROOM, Reply("news"))

    await run(store, work, now())
    async with store.database.read() as connection:
        return (await connection.scalars(select(outbox.c.chat_id).order_by(outbox.c.id))).all()


async def test_a_group_is_written_to_once_it_is_known(store: Store) -> None:
    assert await _written(store) == []
    await store.people.settle(ROOM)
    await store.people.settle(ROOM)
    assert await _written(store) == [NUMBER]


async def test_what_is_no_chat_of_telegram_is_left_alone(store: Store) -> None:
    for room in (None, "", "terminal:desk", "telegram:", "telegram:desk", "telegram:-1:42"):
        await store.people.settle(room)
    assert await _written(store) == []


async def test_a_group_keeps_its_name_when_it_gets_a_new_number(store: Store) -> None:
    await store.people.settle(ROOM)
    await store.people.moved(NUMBER, NEW)
    await store.people.settle(ROOM)
    assert await _written(store) == [NEW]
    records = StoredRecords(store.database)
    assert await records.is_room(ROOM, ROOM)
    assert await records.is_room(f"telegram:{NEW}", ROOM)
    for other in ("telegram:-1003", "telegram:42", "terminal:-1002000000001", "", "telegram:"):
        assert not await records.is_room(other, ROOM)


async def test_what_waits_for_a_group_that_was_out_of_reach_is_tried_again_at_the_next_start(
    store: Store,
) -> None:
    await store.people.settle(ROOM)
    await _written(store)
    async with store.presence.joined():
        assert list(await store.outbox.claim(10)) == [f"send:telegram:{NUMBER}"]
        await store.people.blocked(NUMBER)
        assert await store.outbox.claim(10) == {}
        await store.people.settle(ROOM)
        assert list(await store.outbox.claim(10)) == [f"send:telegram:{NUMBER}"]


async def test_a_topic_is_found_by_what_it_is_for_in_its_own_group(store: Store) -> None:
    assert await store.topics.find(NUMBER, "SQ-1") is None
    await store.topics.opened(NUMBER, "SQ-1", 7)
    await store.topics.opened(NUMBER, "SQ-2", 8)
    assert await store.topics.find(NUMBER, "SQ-1") == 7
    assert await store.topics.find(NEW, "SQ-1") is None
    await store.topics.closed(NUMBER, "SQ-1")
    await store.topics.opened(NEW, "SQ-1", 9)
    assert await store.topics.find(NEW, "SQ-1") == 9
    assert await store.topics.find(NUMBER, "SQ-1") is None
    async with store.database.read() as connection:
        assert len((await connection.execute(select(group_topics))).all()) == 2

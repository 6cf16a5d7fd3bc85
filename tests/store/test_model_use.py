"""What is used of a language model is counted; the switch keeps its history."""

import asyncio

from bot.store import Store
from bot.store.clock import now
from bot.store.forgetting import forget
from bot.store.model_use import EVERYWHERE, ModelUse, Used

_DAY = "2026-11-23"


async def test_tokens_add_up_for_a_person_and_for_everybody(store: Store) -> None:
    use = ModelUse(store.database, now)
    await asyncio.gather(*(use.count(_DAY, person, Used(1, 100, 10)) for person in ["a:1", "a:2", "a:1"]))
    assert await use.used(_DAY, "a:1") == Used(2, 200, 20)
    assert (await use.used(_DAY)).tokens == 330
    assert await use.used("2026-11-24") == Used()


async def test_a_switch_holds_until_it_is_turned_back(store: Store) -> None:
    use = ModelUse(store.database, now)
    assert await use.is_on("telegram")
    await use.switch("telegram", "ann", "wrong figures seen", is_on=False)
    assert not await use.is_on("telegram")
    assert await use.is_on("terminal")
    await use.switch("telegram", "bob", "mended", is_on=True)
    await use.switch(EVERYWHERE, "ann", "audit", is_on=False)
    assert not await use.is_on("telegram")
    assert [(it.author, it.reason, it.is_on) for it in await use.switches()] == [
        ("ann", "wrong figures seen", False),
        ("bob", "mended", True),
        ("ann", "audit", False),
    ]


async def test_a_person_who_is_forgotten_leaves_no_count(store: Store) -> None:
    use = ModelUse(store.database, now)
    await use.count(_DAY, "telegram:1", Used(1, 5, 5))
    async with store.database.write() as connection:
        await forget(connection, "telegram:1")
    assert await use.used(_DAY, "telegram:1") == Used()

"""Fifty founders and five reviewers at once, on two replicas, on both databases."""

import asyncio
from contextlib import AsyncExitStack
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from bot.applications.outcome import Refused
from bot.store import open_store
from bot.store.application_tables import application_events, applications
from bot.store.integrity import broken_histories
from bot.store.listing import Filter, Listing
from tests.applications.acting import Scene
from tests.applications.samples import offer
from tests.applications.talking import Bot, Person

FOUNDERS = 50
POT = Decimal(4_000_000)


async def test_fifty_founders_and_five_reviewers_at_once(database_url: str, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(open_store(database_url)) for _ in range(2)]
        scene = Scene(stores[0])
        await scene.hire("t:admin", "admin")
        reviewers = [f"t:reviewer{number}" for number in range(5)]
        for reviewer in reviewers:
            await scene.hire(reviewer, "reviewer", "t:admin")
        await scene.admin("t:admin", lambda d: d.set_budget(offer().programme, "2026", POT))
        bots = [Bot(store, tmp_path) for store in stores]
        handed_in = asyncio.Event()
        founding = asyncio.gather(*(apply(bots, number) for number in range(FOUNDERS)))
        founding.add_done_callback(lambda _: handed_in.set())
        reviewing = [
            review(Scene(stores[number % 2]), reviewer, handed_in)
            for number, reviewer in enumerate(reviewers)
        ]
        decided = await asyncio.gather(*reviewing)
        references = await founding
        async with stores[0].database.read() as connection:
            rows = (await connection.execute(select(applications))).all()
            grants = await connection.scalars(
                select(application_events.c.application).where(application_events.c.action == "approve")
            )
            granted = list(grants)
        assert len(set(references)) == FOUNDERS == len(rows)
        assert {row.state for row in rows} <= {"approved", "rejected"}
        assert len(granted) == len(set(granted)) == sum(decided)
        total = sum(Decimal(row.granted_cny) for row in rows if row.granted_cny)
        assert total == POT
        assert (await Listing(stores[0].database).pots())[0].granted_cny == POT
        assert await broken_histories(stores[0].database) == []


async def apply(bots: list[Bot], number: int) -> str:
    """Fill in, then press "Submit" on two devices at once."""
    phone = Person(bots[number % 2], f"t:founder{number}")
    await phone.fills_in(number)
    laptop = Person(bots[(number + 1) % 2], phone.name)
    submit = phone.buttons["Submit"]
    texts = await asyncio.gather(phone.forges(submit), laptop.forges(submit))
    references = {text[text.index("SQ-") :][:12] for text in texts}
    assert len(references) == 1
    return references.pop()


async def review(scene: Scene, reviewer: str, handed_in: asyncio.Event) -> int:
    """Decide whatever is free; with an empty pot, reject."""
    granted = 0
    while True:
        last_look = handed_in.is_set()
        page = await Listing(scene.store.database).page(Filter(states=("submitted",)), limit=5)
        for row in page.rows:
            name = str(row["reference"])
            if isinstance(await scene.reviewer(reviewer, lambda d, n=name: d.claim(n)), Refused):  # type: ignore[misc]
                continue
            done = await scene.reviewer(reviewer, lambda d, n=name: d.approve(n, Decimal(100_000)))  # type: ignore[misc]
            if isinstance(done, Refused):
                assert done.reason == "budget-short"
                await scene.reviewer(reviewer, lambda d, n=name: d.reject(n, {"other": "no money"}))  # type: ignore[misc]
            else:
                granted += 1
        if last_look and not page.rows:
            return granted
        await asyncio.sleep(0.02)

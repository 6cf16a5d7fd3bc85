"""Killed with -9 at random points of filling in, uploading, submitting and deciding: nothing lost, nothing doubled.

`VOUCHERBOT_CRASH_ROUNDS` sets how often on each database; 200 is the thorough number.
"""

import asyncio
import os
import random
import time
from collections import Counter
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import select

from bot.store import Store, open_store
from bot.store.application_rows import load_application
from bot.store.application_tables import application_events, applications
from bot.store.blobs import Blobs
from bot.store.integrity import check
from tests.applications import crash_worker
from tests.applications.acting import Scene
from tests.applications.samples import ANSWERS, code, offer

ROUNDS = int(os.environ.get("VOUCHERBOT_CRASH_ROUNDS", "8"))
POT = Decimal(10_000_000)


async def prepare(url: str) -> None:
    async with open_store(url) as store:
        scene = Scene(store)
        await scene.staffed()
        await scene.admin("t:admin", lambda d: d.set_budget(offer().programme, "2026", POT))


def test_a_bot_that_is_killed_at_any_moment_loses_nothing_and_doubles_nothing(
    database_url: str, tmp_path: Path
) -> None:
    asyncio.run(prepare(database_url))
    log = tmp_path / "acknowledged"
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.applications.crash_worker"])
    chance = random.Random(20261123)
    for _ in range(ROUNDS):
        args = (database_url, str(tmp_path), str(log), 0, 10_000)
        worker = context.Process(target=crash_worker.main, args=args)
        before = len(crash_worker.acknowledged(log))
        worker.start()
        wait_for_work(log, before)
        time.sleep(chance.uniform(0, 0.3))
        worker.kill()
        worker.join()
        asyncio.run(verify(database_url, tmp_path, crash_worker.acknowledged(log), whole=False))
    last = int(crash_worker.acknowledged(log)[-1].split(":")[0]) + 1
    crash_worker.main(database_url, str(tmp_path), str(log), 0, last)
    asyncio.run(verify(database_url, tmp_path, crash_worker.acknowledged(log), whole=True))


def wait_for_work(log: Path, before: int) -> None:
    deadline = time.monotonic() + 30
    while len(crash_worker.acknowledged(log)) <= before:
        assert time.monotonic() < deadline, "the worker does not work"
        time.sleep(0.005)


async def verify(url: str, folder: Path, said: list[str], *, whole: bool) -> None:
    assert len(said) == len(set(said))
    async with open_store(url) as store:
        assert await check(store.database, Blobs(str(folder / "files"))) == []
        by_founder: dict[int, set[str]] = {}
        for line in said:
            who, _, step = line.partition(":")
            by_founder.setdefault(int(who), set()).add(step)
        async with store.database.read() as connection:
            found = [load_application(body) for body in await connection.scalars(select(applications.c.body))]
        owners = Counter(it.owner for it in found)
        assert set(owners.values()) <= {1}
        applied = {it.owner: it for it in found}
        for number, steps in by_founder.items():
            it = applied[f"terminal:founder{number}"]
            for step in steps & {*ANSWERS, "credit_code"}:
                assert it.answers[step] == (code(number) if step == "credit_code" else ANSWERS[step])
            assert "file" not in steps or len(it.files) == 1
            assert "submit" not in steps or it.reference
            assert "grant" not in steps or it.granted_cny == Decimal(crash_worker.GRANT)
            assert not whole or it.state == "approved"
        await counted_once(store, len([it for it in found if it.granted_cny]))


async def counted_once(store: Store, granted: int) -> None:
    """No action stands twice in a history, and the pot is short by exactly what was granted."""
    it = application_events.c
    async with store.database.read() as connection:
        rows = (await connection.execute(select(it.application, it.action, it.details))).all()
    once = Counter(
        (row.application, row.action, row.details) for row in rows if row.action in ("answer", "attach")
    )
    once += Counter(
        (row.application, row.action, "") for row in rows if row.action in ("start", "submit", "approve")
    )
    assert set(once.values()) == {1}
    scene = Scene(store)
    budget = await scene.founder("t:x", lambda d: d.records.budget(offer().programme, "2026"))
    assert budget is not None
    assert budget.granted_cny == granted * Decimal(crash_worker.GRANT)

"""Submissions and status queries a second, and a page of the staff's list at 100,000 applications.

`python -m benchmarks.applications [--applications N] [--postgresql]` prints a table; the goal for a page is a
p95 under 50 ms.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from sqlalchemy import insert, text

from bot.applications.application import Actor, Step
from bot.applications.filling import start
from bot.applications.history import GENESIS
from bot.applications.reference import new_reference
from bot.applications.states import State
from bot.store import Store, open_store
from bot.store.application_rows import application_row, event_of, event_row
from bot.store.application_tables import application_events, application_members, applications
from bot.store.integrity import broken_histories
from bot.store.listing import Filter, Listing
from tests.applications.acting import Scene
from tests.applications.samples import ANSWERS, NOW, code, offer
from tests.applications.talking import Bot, Person

_STATES: tuple[State, ...] = ("submitted", "in_review", "info_requested", "approved", "rejected", "withdrawn")
_AT_ONCE = 1000


@contextmanager
def database(*, postgresql: bool) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        if not postgresql:
            yield f"sqlite:///{folder}/v.sqlite"
            return
        from tests.store.databases import fresh_database

        yield from fresh_database("postgresql", Path(folder))


def rows_of(number: int) -> tuple[dict[str, object], dict[str, object], dict[str, object]]:
    """Make one application that was handed in some time ago, with its event and its owner."""
    state = _STATES[number % len(_STATES)]
    what = offer(programme=f"programme-{number % 40}", round=str(number))
    step = start(f"t:founder{number}", what, {}, {}, NOW - timedelta(minutes=number))
    answers = {**ANSWERS, "credit_code": code(number)}
    it = replace(
        step.application, state=state, reference=new_reference(), answers=answers, to_confirm=(),
        submitted_at=NOW - timedelta(minutes=number), assignee=f"t:reviewer{number % 5}",
    )  # fmt: skip
    event = event_of(Step(it, "start", Actor(it.owner), "owner", None, NOW), f"p_{number}", GENESIS)
    member: dict[str, object] = {"application": it.id, "person": it.owner}
    return application_row(it, event.hash), event_row(event), member


async def fill(store: Store, count: int) -> None:
    for first in range(0, count, _AT_ONCE):
        made = [rows_of(number) for number in range(first, min(first + _AT_ONCE, count))]
        async with store.database.write() as connection:
            await connection.execute(insert(applications), [row for row, _, _ in made])
            await connection.execute(insert(application_events), [event for _, event, _ in made])
            await connection.execute(insert(application_members), [member for _, _, member in made])
    async with store.database.write() as connection:
        await connection.execute(text("ANALYZE"))


async def timed(work: Callable[[int], Awaitable[object]], count: int) -> tuple[float, float, float]:
    """Return p50 and p95 in milliseconds, and how many a second, one after the other."""
    spent = []
    begun = time.perf_counter()
    for number in range(count):
        at = time.perf_counter()
        await work(number)
        spent.append((time.perf_counter() - at) * 1000)
    marks = quantiles(spent, n=20)
    return marks[9], marks[18], count / (time.perf_counter() - begun)


async def crowd(work: Callable[[int], Awaitable[object]], count: int, at_once: int = 16) -> float:
    """Return how many a second with many people at once."""
    waiting = iter(range(count))

    async def one_after_the_other() -> None:
        for number in waiting:
            await work(number)

    begun = time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
    return count / (time.perf_counter() - begun)


async def measure(url: str, count: int) -> None:
    async with open_store(url) as store:
        await fill(store, count)
        listing, scene = Listing(store.database), Scene(store)
        pages = {
            "newest": Filter(),
            "one state": Filter(states=("submitted",)),
            "one programme": Filter(programme="programme-7"),
            "one reviewer, two states": Filter(
                states=("in_review", "info_requested"), assignee="t:reviewer3"
            ),
        }
        for name, wanted in pages.items():
            first = await listing.page(wanted)
            print_row(f"list page, {name}", *await timed(lambda _, w=wanted: listing.page(w), 200))  # type: ignore[misc]
            print_row(
                f"list page 2, {name}",
                *await timed(lambda _, w=wanted, a=first.after: listing.page(w, after=a), 200),  # type: ignore[misc]
            )
        bot = Bot(store, Path(tempfile.mkdtemp()))
        people = [Person(bot, f"t:founder{number}") for number in range(1000)]
        print_row("/status through the door", *await timed(lambda n: people[n].says("/status"), 500))
        print_rate("/status, 16 people at once", await crowd(lambda n: people[n].says("/status"), 1000))
        drafts = [await scene.draft(f"t:new{n}", 1_000_000 + n) for n in range(400)]
        print_row(
            "submission",
            *await timed(lambda n: scene.founder(f"t:new{n}", lambda d: d.submit(drafts[n])), 200),
        )
        print_rate(
            "submissions, 16 people at once",
            await crowd(lambda n: scene.founder(f"t:new{200 + n}", lambda d: d.submit(drafts[200 + n])), 200),
        )
        at = time.perf_counter()
        wrong = await broken_histories(store.database)
        assert not wrong, wrong[:3]
        print_rate("applications verified by doctor", count / (time.perf_counter() - at))


def print_row(name: str, p50: float, p95: float, rate: float) -> None:
    print(f"| {name} | {p50:.1f} | {p95:.1f} | {rate:,.0f} |", flush=True)


def print_rate(name: str, rate: float) -> None:
    print(f"| {name} | | | {rate:,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true")
    wanted = parser.parse_args()
    print("| what | p50 ms | p95 ms | a second |\n| --- | ---: | ---: | ---: |")
    with database(postgresql=wanted.postgresql) as url:
        asyncio.run(measure(url, wanted.applications))


if __name__ == "__main__":
    main()

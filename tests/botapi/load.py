"""Load for benchmarks: many people write, and the time to each answer is measured."""

import asyncio
import time
from contextlib import suppress
from dataclasses import asdict, dataclass

from tests.botapi.people import Person
from tests.botapi.refusals import Json
from tests.botapi.server import BotApi


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load came to. Latencies run from the creation of an update to the arrival of its answer."""

    updates: int
    answered: int
    elapsed_s: float
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float

    @property
    def json(self) -> Json:
        """The same as JSON."""
        return asdict(self)


async def run_load(
    api: BotApi,
    *,
    updates: int,
    people: int = 50,
    rate_per_s: float | None = None,
    text: str = "hello",
    timeout_s: float = 120.0,
) -> LoadResult:
    """Send `updates` texts of `people` in turn, all at once or at a rate, and wait for one answer to each."""
    crowd = [api.person(f"Person {number}") for number in range(people)]
    before, started = api.world.answers, api.clock.now()
    await _send(crowd, updates, rate_per_s, text)
    with suppress(TimeoutError):
        await api.wait_until(lambda: api.world.answers >= before + updates, timeout_s)
    return _summarise(crowd, updates, started)


async def _send(crowd: list[Person], updates: int, rate_per_s: float | None, text: str) -> None:
    started = time.monotonic()
    for number in range(updates):
        if rate_per_s and (early_s := started + number / rate_per_s - time.monotonic()) > 0:
            await asyncio.sleep(early_s)
        await crowd[number % len(crowd)].sends(f"{text} {number}")


def _summarise(crowd: list[Person], updates: int, started: float) -> LoadResult:
    latencies_ms: list[float] = []
    last = started
    for person in crowd:
        said = [event.at for event in person.chat.events if event.kind == "message" and not event.by_bot]
        answered = [event.at for event in person.chat.events if event.kind == "message" and event.by_bot]
        latencies_ms += [(end - begin) * 1000 for begin, end in zip(said, answered, strict=False)]
        last = max([last, *answered])
    latencies_ms.sort()
    elapsed_s = last - started
    p50, p95, p99, most = (_quantile(latencies_ms, share) for share in (0.5, 0.95, 0.99, 1.0))
    per_second = len(latencies_ms) / elapsed_s if elapsed_s else 0.0
    return LoadResult(updates, len(latencies_ms), elapsed_s, per_second, p50, p95, p99, most)


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

"""What our steps add to a model's own time, how soon a proved sentence is seen, and a crowd before a slow model.

    python -m benchmarks.models [--questions N] [--founders N] [--slow S]

The model is a real HTTP server that speaks the OpenAI protocol and copies passages; it runs in the same process, so
that its own work counts against the figures. Nothing but the project itself is needed.
"""

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from bot.app import Library, open_app
from bot.dialogue.messages import Incoming
from bot.settings import Settings
from knowledge.answering.models.calling import Caller
from knowledge.answering.models.endpoint import Endpoint
from knowledge.answering.models.provider import LangchainModel
from knowledge.answering.models.terms import Terms
from knowledge.answering.models.writing import Writer
from knowledge.upkeep.evaluate import folder, load
from tests.llm.openai_server import Behaviour, Says, copies, serve

_PLACES = ("庆阳", "南宁", "深圳", "上海", "北京", "杭州", "Qingyang", "Nanning", "Shenzhen", "Shanghai")
_TODAY = date(2026, 11, 23)


@dataclass
class Times:
    """Milliseconds of one run of questions."""

    around: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)


class Timed:
    """A model that notes when its first sentence is on its way and when its last piece is."""

    def __init__(self, pause_s: float) -> None:
        self._pause_s = pause_s
        self.spent_s = 0.0

    def __call__(self, request: dict[str, Any]) -> Behaviour:
        """Copy two passages, a sentence a piece."""
        said = copies(2)(request)
        assert isinstance(said, Says)
        end = said.text.find("},") + 1
        pieces = 1 + (len(said.text) - 1) // end if end > 0 else 1
        self.spent_s = self._pause_s * pieces
        return Says(said.text, piece=max(end, 1), pause_s=self._pause_s)


def percentile(values: Sequence[float], share: int) -> float:
    """Return a percentile."""
    return quantiles(values, n=100)[share - 1] if len(values) > 1 else values[0]


async def around(library: Library, count: int) -> Times:
    """Ask questions one after another; take off the time that the model takes by itself."""
    answerer, model, times = library.answerer(), Timed(0.1), Times()
    questions = [q for q in load([folder()]) if q.kind in {"rate", "cap", "applicant", "window", "steps"}]
    async with serve(model) as server:
        endpoint = Endpoint("openai:small", server.url, "key", "json_schema", 30, 60)
        writer = Writer(Caller(LangchainModel(endpoint), 30), 60)
        for golden in questions[: count + 3]:
            question = golden.asked(_TODAY)
            quoted = await asyncio.to_thread(answerer.answer, question)
            shown: list[float] = []
            before = len(server.requests)
            started = time.perf_counter()
            await writer.write(answerer, question, quoted, Terms(_noting(shown)))
            ended = time.perf_counter()
            if len(server.requests) != before + 1 or not shown:
                continue
            times.around.append((ended - started - model.spent_s) * 1000)
            times.first.append((shown[0] - server.wrote_at[0]) * 1000)
    return Times(times.around[3:], times.first[3:])


def _noting(times: list[float]) -> Callable[[str], None]:
    return lambda _text: times.append(time.perf_counter())


def memory_mb() -> float:
    """Return the memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


async def crowd(data_dir: Path, founders: int, slow_s: float) -> None:
    """Let many founders ask at once, twice, before a model that takes its time."""

    def behave(request: dict[str, Any]) -> Behaviour:
        said = copies(2)(request)
        assert isinstance(said, Says)
        return Says(said.text, waits_s=slow_s)

    async with serve(behave) as server:
        settings = Settings(
            _env_file=None, data_dir=data_dir, llm_model="openai:small", llm_writes=True, llm_base_url=server.url,  llm_tokens_per_day=0, llm_tokens_per_person=0,
        )  # type: ignore[call-arg]  # fmt: skip
        async with open_app(settings, keeps_house=False) as app:
            await _asks(app.conversation, 0, "warm")
            for round_ in range(1, 4):
                before_mb, server.ended = memory_mb(), 0
                started = time.perf_counter()
                told = await asyncio.gather(
                    *(_asks(app.conversation, n, f"r{round_}") for n in range(founders))
                )
                took_s = time.perf_counter() - started
                answered = sum("[1]" in text for text in told)
                print(
                    f"| {founders} founders at once, model {slow_s:g} s, round {round_} | all answered | {answered} answered, "
                    f"{server.ended} by the model, the last after {took_s:.1f} s; {before_mb:.0f} → {memory_mb():.0f} MB |",
                    flush=True,
                )


async def _asks(door: Any, number: int, round_: str) -> str:  # noqa: ANN401 (the conversation)
    place = _PLACES[number % len(_PLACES)]
    text = (
        f"How much does {place} pay? ({number}-{round_})"
        if place.isascii()
        else f"{place}算力券补多少？（{round_}-{number}）"
    )
    incoming = Incoming(f"terminal:{number}", "terminal", f"{round_}-{number}", datetime.now(UTC), text=text)
    replies = await door.reply(incoming)
    return replies.messages[0].text if replies.messages else ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--founders", type=int, default=200)
    parser.add_argument("--slow", type=float, default=5.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder_:
        data_dir = Path(folder_)
        library = Library(Settings(_env_file=None, data_dir=data_dir))  # type: ignore[call-arg]
        times = asyncio.run(around(library, given.questions))
        print("| what | goal | measured |\n| --- | --- | --- |")
        for what, goal, values in (
            ("our steps around the model's time", "p95 under 60 ms", times.around),
            ("first proved sentence after the model's first", "under 30 ms", times.first),
        ):
            print(
                f"| {what}, {len(values)} questions | {goal} | p50 {percentile(values, 50):.0f} ms, p95 {percentile(values, 95):.0f} ms |",
                flush=True,
            )
        asyncio.run(crowd(data_dir, given.founders, given.slow))


if __name__ == "__main__":
    main()

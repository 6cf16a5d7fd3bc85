"""Pre-checks a second, the time to the next question, and how both grow with the number of programmes.

    python -m benchmarks.eligibility

Goals on one core: 500 full pre-checks a second over all programmes, the next question within 20 ms (p95),
and no worse than linear growth up to 4,000 programmes.
"""

import gc
import random
from collections.abc import Callable, Sequence
from datetime import date
from itertools import cycle, islice
from statistics import quantiles
from time import process_time

from knowledge.eligibility.interview import next_question
from knowledge.eligibility.judging import judge_all
from knowledge.eligibility.kinds import Facts, Number, Place, Value
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.reading.programmes import read_programme
from knowledge.eligibility.report import precheck_json
from knowledge.eligibility.rulebook import folder, rulebook
from knowledge.eligibility.vocabulary import Fact, vocabulary

DAY = date(2026, 11, 23)
PLACES = ("110108", "310115", "330106", "340100", "440305", "450103", "500101", "510107", "621002", "131003")
SHARES_KNOWN = (0.15, 0.5, 1.0)
REPEATS = 5


def founders(number: int, share: float) -> list[Facts]:
    """Draw founders who have answered a share of all facts."""
    draw = random.Random(7)
    return [
        {name: value(fact, draw) for name, fact in vocabulary().items() if draw.random() < share}
        for _ in range(number)
    ]


def value(fact: Fact, draw: random.Random) -> Value:
    """Draw a value of a fact."""
    if fact.values:
        return draw.choice(fact.values)
    if isinstance(fact.kind, Place):
        return draw.choice(PLACES)
    if isinstance(fact.kind, Number):
        return fact.kind.read(draw.choice([0, 1000, 300_000, 2_000_000]))
    return date(2025, 1, 1).replace(month=draw.randint(1, 12))


def precheck(programmes: Sequence[Programme], facts: Facts) -> None:
    """Do what one line of a batch does, from facts to the JSON document."""
    precheck_json(judge_all(programmes, facts, DAY), DAY, "zh")


def question(programmes: Sequence[Programme], facts: Facts) -> None:
    """Do what one turn of the interview does."""
    next_question(judge_all(programmes, facts, DAY), vocabulary())


def timed(run: Callable[[Facts], None], known: Sequence[Facts]) -> list[float]:
    """Return for each founder the least seconds of processor time of some runs: neighbours only ever slow one down."""
    return [min(_seconds(run, facts) for _ in range(REPEATS)) for facts in known]


def _seconds(run: Callable[[Facts], None], facts: Facts) -> float:
    start = process_time()
    run(facts)
    return process_time() - start


def generated(number: int) -> list[Programme]:
    """Read so many programmes, each a file of its own made from those there are, and keep them as a process does."""
    texts = [
        (each.id, (folder() / f"{each.id}.yaml").read_text(encoding="utf-8")) for each in rulebook().offered
    ]
    programmes = []
    for count, (id_, text) in enumerate(islice(cycle(texts), number)):
        renamed = text.replace(f"id: {id_}", f"id: {id_}-{count}", 1)
        programmes.append(read_programme(renamed, f"{id_}-{count}.yaml"))
    gc.collect()
    gc.freeze()
    return programmes


def main() -> None:
    """Print the figures."""
    offered = rulebook().offered
    print(f"{len(offered)} programmes")
    for share in SHARES_KNOWN:
        known = founders(200, share)
        full = timed(lambda facts: precheck(offered, facts), known)
        asked = timed(lambda facts: question(offered, facts), known)
        print(
            f"{share:4.0%} of the facts known: {len(full) / sum(full):6.0f} pre-checks/s, "
            f"next question p95 {quantiles(asked, n=20)[-1] * 1000:.2f} ms"
        )
    for number in (40, 400, 4000):
        programmes, known = generated(number), founders(20, 0.5)
        took = timed(lambda facts, all_=programmes: precheck(all_, facts), known)  # type: ignore[misc]
        mean = sum(took) / len(took)
        print(
            f"{number:5} programmes: {mean * 1000:8.2f} ms a pre-check, {mean / number * 1e6:6.1f} µs a programme"
        )


if __name__ == "__main__":
    main()

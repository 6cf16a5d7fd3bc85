"""How many questions the interview needs, beside a form of all facts, and how fast the next one is there.

    python -m benchmarks.interview [FOUNDERS]

Goals: at most 9 questions on average until every verdict of the founder's own place is settled, at most 5 for
one named programme, the next question within 20 ms (p95).
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import mean, quantiles
from time import process_time

from knowledge.eligibility.judging import judge
from knowledge.eligibility.kinds import Facts, Place, Value
from knowledge.eligibility.ordering import Aims, next_fact, open_facts
from knowledge.eligibility.pricing import samples
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.vocabulary import vocabulary

DAY = date(2026, 11, 23)
CITIES = (
    "110108", "110106", "310115", "310104", "330106", "330110", "340100", "340202", "440305", "440307", "450103",
    "500103", "510107", "621002", "131003", "130602", "350203", "350602", "370202", "410105", "420106", "320102",
    "320505", "321002", "120101", "430102", "610113", "441900", "440402", "520102",
)  # fmt: skip
USUAL = {
    "applicant_type": {"enterprise": 85, "university": 4, "research_institute": 4, "unregistered_team": 4},
    "enterprise_size": {"micro": 45, "small": 35, "medium": 15, "large": 5},
    "industry": {"software_it": 60, "data_ai": 20, "manufacturing": 10},
    "service_type": {"intelligent_computing": 60, "model_api": 20, "model_deployment": 5, "data_corpus": 5},
    "registered_zone": {"none": 85},
    "purpose": {"training": 30, "fine_tuning": 25, "inference": 30, "application": 10, "research": 5},
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One interview: what was asked until the verdicts stood, and until the amounts did; seconds a question."""

    verdicts: int
    amounts: int
    took: tuple[float, ...]


GOOD: dict[str, Value] = {
    "applicant_type": "enterprise", "independent_legal_person": True, "clean_record": True, "provider_related": False,
    "provider_listed": True, "provider_self": False, "bought_on_platform": True, "service_type": "intelligent_computing",
    "other_public_support_cny": Decimal(0), "industry": "software_it", "purpose": "training", "enterprise_size": "small",
}  # fmt: skip


def founder(draw: random.Random, *, well_suited: bool = False) -> Facts:
    """Draw a founder; whatever is left out of USUAL is as likely one way as another.

    One who is `well_suited` meets most conditions, so that little is settled by a single no.
    """
    facts: dict[str, Value] = {}
    for name, fact in vocabulary().items():
        if well_suited and name in GOOD:
            facts[name] = GOOD[name]
        elif isinstance(fact.kind, Place):
            facts[name] = draw.choice(CITIES)
        else:
            usual = USUAL.get(name, {})
            values = list(samples(name, DAY))
            facts[name] = draw.choices(values, [usual.get(str(value), 1) for value in values])[0]
    home = facts["registered_region"]
    facts["tax_region"] = home
    for place in ("compute_region", "provider_region"):
        facts[place] = home if draw.random() < 0.5 else facts[place]
    return facts


def interview(programmes: Sequence[Programme], truth: Facts, aims: Aims) -> Run:
    """Ask a founder until nothing is left to ask."""
    known: dict[str, Value] = {}
    number, verdicts, took = 0, 0, []
    while True:
        start = process_time()
        judgements = [judge(each, known, DAY) for each in programmes]
        asked = next_fact(judgements, known, aims)
        took.append(process_time() - start)
        if asked is None:
            return Run(verdicts, number, tuple(took))
        number += 1
        if asked in open_facts(judgements, known, aims):
            verdicts = number
        if known.get(asked) == truth[asked]:
            aims = replace(aims, declined=aims.declined | {asked})  # nothing finer is known
        known[asked] = truth[asked]


def living_in(region: str) -> Facts:
    """Return the places of a founder who is there with everything."""
    return dict.fromkeys(("registered_region", "tax_region", "compute_region", "provider_region"), region)


def form_of(programme: Programme) -> int:
    """Count the facts that a fixed form for one programme would ask."""
    edition = programme.on(DAY)
    criteria = [*edition.common, *(each for line in edition.lines for each in line.criteria)]
    tiers = [tier for line in edition.lines for tier in line.award.tiers]
    asked = {fact for each in criteria for fact in each.condition.facts}
    asked |= {
        fact for tier in tiers for fact in (*tier.formula.facts, *(tier.when.facts if tier.when else ()))
    }
    return len(asked)


def report(title: str, runs: Sequence[Run], form: float) -> None:
    """Print the figures of many interviews, and how many questions a form of all facts would have."""
    for what, counts in (
        ("verdicts", [run.verdicts for run in runs]),
        ("and amounts", [run.amounts for run in runs]),
    ):
        p90 = quantiles(counts, n=10)[-1]
        print(
            f"{title:45} {what:12} mean {mean(counts):4.1f}  p90 {p90:4.1f}  most {max(counts)}  form {form:.0f}"
        )


def main(number: int = 300) -> None:
    """Print the figures."""
    draw = random.Random(11)
    offered = rulebook().offered
    took: list[float] = []
    for title, well_suited in (("any founder", False), ("a well-suited founder", True)):
        founders = [founder(draw, well_suited=well_suited) for _ in range(number)]
        everything = [interview(offered, truth, Aims()) for truth in founders]
        report(f"{title}, all programmes", everything, len(vocabulary()))
        chosen = [draw.choice(offered) for _ in founders]
        named = [
            interview([one], truth, Aims(named=(one.id,)))
            for one, truth in zip(chosen, founders, strict=True)
        ]
        report(f"{title}, one named", named, mean(map(form_of, chosen)))
        at_home = [
            interview([one], {**truth, **living_in(one.region)}, Aims(named=(one.id,)))
            for one, truth in zip(chosen, founders, strict=True)
        ]
        report(f"{title}, one of their own city", at_home, mean(map(form_of, chosen)))
        took += [seconds for run in everything for seconds in run.took]
    p95_ms = quantiles(took, n=20)[-1] * 1000
    print(f"next question: p95 {p95_ms:.2f} ms of processor time, {len(offered)} programmes")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

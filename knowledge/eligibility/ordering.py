"""What to ask a founder next: their own place first, then what can change an amount; nothing for places elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from knowledge.eligibility.conditions.condition import NOTHING_TO_ASK
from knowledge.eligibility.conditions.joined import joined_parts
from knowledge.eligibility.conditions.regions import REGISTERED, ZONE, Home, HomeZone
from knowledge.eligibility.interview import most_decisive, weigh_open
from knowledge.eligibility.judging import Judgement, LineJudgement
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.pricing import awaited
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.places import NATION, lies_within

COMPUTE = "compute_region"


@dataclass(frozen=True, slots=True)
class Aims:
    """What a founder wants to know, and leaves open.

    `moves` are places that they would move to, `buys` those where they would buy; `named` limits everything to
    these programmes.
    """

    moves: tuple[str, ...] = ()
    buys: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    declined: frozenset[str] = frozenset()


class Supposition(NamedTuple):
    """That the founder had moved to a place, or bought in it."""

    what: Literal["move", "buy"]
    place: str


def next_fact(judgements: Sequence[Judgement], facts: Facts, aims: Aims) -> str | None:
    """Return the fact to ask for next, or None when no answer can change a verdict or an amount."""
    if REGISTERED not in facts and REGISTERED not in aims.declined and _wants_place(judgements, aims):
        return REGISTERED
    asked = most_decisive(open_facts(judgements, facts, aims), vocabulary())
    if asked is not None:
        return asked
    own = [judged for judged in judgements if is_own(judged, facts, aims) and not is_past(judged)]
    return most_decisive(_for_amounts(own, facts, aims), vocabulary())


def open_facts(judgements: Iterable[Judgement], facts: Facts, aims: Aims) -> Mapping[str, float]:
    """Weigh the facts that can still change a verdict; where the computing stands may open other places."""
    chosen = [judged for judged in judgements if not is_past(judged)]
    own = [judged for judged in chosen if is_own(judged, facts, aims)]
    local = [judged for judged in own if judged.programme.region != NATION]
    gains = weigh_open(local, aims.declined)
    if not gains and not aims.named and COMPUTE not in aims.declined and any(map(hangs_on_computing, chosen)):
        return {COMPUTE: 1.0}
    return gains or weigh_open(own, aims.declined)


def is_own(judged: Judgement, facts: Facts, aims: Aims) -> bool:
    """Tell whether a programme is one of the founder's place, of the whole country, or named by them."""
    if aims.named:
        return judged.programme.id in aims.named
    region = judged.programme.region
    places = [facts.get(REGISTERED), facts.get("tax_region"), *aims.moves]
    if COMPUTE in _tested(judged):
        places += [facts.get(COMPUTE), *aims.buys]
    near = region == NATION or any(isinstance(place, str) and meet(place, region) for place in places)
    known = supposed(judged.programme, facts, aims)[0]
    return near and not (judged.verdict == "undetermined" and is_away(judged, known))


def supposed(programme: Programme, facts: Facts, aims: Aims) -> tuple[Facts, Supposition | None]:
    """Return the facts by which a programme is judged: as if the founder had moved, or bought, where they would."""
    region, home, compute = programme.region, facts.get(REGISTERED), facts.get(COMPUTE)
    if region == NATION:
        return facts, None
    moved = next((place for place in aims.moves if meet(place, region)), None)
    if moved and not (isinstance(home, str) and lies_within(home, region)):
        there = region if lies_within(region, moved) else moved
        kept = {fact: value for fact, value in facts.items() if fact != ZONE}
        return {**kept, REGISTERED: there, "tax_region": there}, Supposition("move", there)
    bought = next((place for place in aims.buys if meet(place, region)), None)
    if bought and not (isinstance(compute, str) and lies_within(compute, region)):
        there = region if lies_within(region, bought) else bought
        return {**facts, COMPUTE: there}, Supposition("buy", there)
    return facts, None


def is_past(judged: Judgement) -> bool:
    """Tell whether a programme has ended and another stands in its place."""
    return judged.programme.superseded_by is not None and judged.round == "closed"


def is_away(judged: Judgement, facts: Facts) -> bool:
    """Tell whether only a place of registration that is elsewhere keeps a programme from being settled."""
    open_lines = [line for line in judged.lines if line.verdict == "undetermined"]
    return bool(open_lines) and all(_lies_elsewhere(line, facts, judged.as_of) for line in open_lines)


def meet(place: str, region: str) -> bool:
    """Tell whether a place is in a region, or so coarse that it may be."""
    return lies_within(place, region) or (place != NATION and lies_within(region, place))


def _lies_elsewhere(line: LineJudgement, facts: Facts, day: date) -> bool:
    homes = (
        part
        for finding in line.findings
        if finding.truth is None
        for part in joined_parts(finding.criterion.condition)
        if isinstance(part, Home | HomeZone)
    )
    return any(
        home.truth(facts, day) is None and home.open_point(facts, day) == NOTHING_TO_ASK for home in homes
    )


def _wants_place(judgements: Iterable[Judgement], aims: Aims) -> bool:
    chosen = [judged for judged in judgements if not aims.named or judged.programme.id in aims.named]
    return any(REGISTERED in judged.missing for judged in chosen)


def hangs_on_computing(judged: Judgement) -> bool:
    """Tell whether a programme asks where the computing stands and not where the founder is."""
    return COMPUTE in judged.missing and not _tested(judged) & {REGISTERED, ZONE, "tax_region"}


def _tested(judged: Judgement) -> set[str]:
    return {fact for finding in judged.findings for fact in finding.criterion.condition.facts}


def _for_amounts(own: Iterable[Judgement], facts: Facts, aims: Aims) -> Mapping[str, float]:
    """Weigh the facts that change the amount of a programme that is not ruled out, the bases first."""
    wanted: dict[str, float] = defaultdict(float)
    for judged in own:
        known = supposed(judged.programme, facts, aims)[0]
        if judged.verdict == "eligible" or (judged.verdict == "undetermined" and len(judged.leading) == 1):
            for line in judged.leading:
                for rank, fact in enumerate(awaited(line.line.award, known, judged.as_of, aims.declined), 1):
                    wanted[fact] += 1 / rank
    return wanted

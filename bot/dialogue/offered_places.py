"""The places that a question offers: those that decide something."""

from collections.abc import Iterator

from knowledge.eligibility.assessing import Assessment
from knowledge.eligibility.conditions.joined import joined_parts
from knowledge.eligibility.conditions.regions import REGISTERED, ZONE, Within
from knowledge.eligibility.judging import Judgement
from knowledge.eligibility.kinds import Facts, Place
from knowledge.eligibility.ordering import COMPUTE, hangs_on_computing, meet
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.places import NATION, gazetteer, lies_within

_NO_ZONE = "none"


def offered_places(fact: str, found: Assessment, facts: Facts, region: str | None) -> tuple[str, ...]:
    """List places to choose from: parts of a place that is too coarse, one's own, where computing is supported.

    `region` is the place that the founder asked about before.
    """
    if not isinstance(vocabulary()[fact].kind, Place):
        return ()
    coarse = facts.get(fact)
    if isinstance(coarse, str):
        regions = {judged.programme.region for judged in found.own}
        return tuple(sorted(code for code in regions if code != coarse and lies_within(code, coarse)))
    home = [place for place in (facts.get(REGISTERED), region) if isinstance(place, str)]
    tested = sorted(_tested(found)) if fact == COMPUTE else []
    return tuple(dict.fromkeys([*home, *tested]))


def offered_zones(found: Assessment) -> tuple[str, ...]:
    """List the zones of the founder's own places, and none of them."""
    regions = {judged.programme.region for judged in found.own} - {NATION}
    zones = gazetteer().zones
    near = [
        str(zone)
        for zone in vocabulary()[ZONE].values
        if zone in zones and any(meet(zones[str(zone)].within, region) for region in regions)
    ]
    return (_NO_ZONE, *near) if near else ()


def _tested(found: Assessment) -> Iterator[str]:
    """List the places in which the computing must stand."""
    for judged in (*found.own, *(each for each in found.elsewhere if hangs_on_computing(each))):
        if COMPUTE in judged.missing:
            yield from _places_of(judged)


def _places_of(judged: Judgement) -> Iterator[str]:
    for finding in judged.findings:
        for part in joined_parts(finding.criterion.condition):
            if isinstance(part, Within) and part.fact == COMPUTE:
                yield part.code

"""The place that an answer names: by name, alias, pinyin or code; with near spellings where there is none."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from knowledge.eligibility.conditions.regions import ZONE
from knowledge.eligibility.kinds import Value
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.places import Mention, ancestors, gazetteer, lies_within
from knowledge.language import Language, fold, has_han

_NEAR = 6
_FAR = {True: 50, False: 75}
"""How alike, of 100, a misspelt name must be: in Chinese characters one of two may be wrong."""
_AROUND = re.compile(
    r"^((我们|我司|公司|企业|单位|注册|机房|算力|服务商|都|就)*(在|于|是|的)?)|(那边|这边|那里|注册的?|的|吧|呢|啊|市区)+$"
    r"|^((we|it|they) (are|is|re)|we're|it's|registered|located|based|in|at|the|city of|our company is)\s+|\s+(city|province|district|china|please)$"
)


class Placed(NamedTuple):
    """A place by code, with its zone where one is named; else why there is none, and what may be meant."""

    code: str | None
    zone: str | None = None
    reason: str = ""
    near: tuple[Value, ...] = ()


def hear_place(text: str, coarse: Value | None = None) -> Placed:
    """Return the one place that a text names; a bare district is looked for in the `coarse` place first."""
    found = find_places(text, coarse)
    if len(found) == 1:
        return Placed(found[0].code, zone_of(found[0]))
    if found:
        return Placed(None, None, "places-several", tuple(mention.code for mention in found))
    name = _name(text)
    codes = [code for code in _lookup(name) if code != coarse]
    if isinstance(coarse, str):
        codes = [code for code in codes if lies_within(code, coarse)] or codes
    if len(codes) == 1:
        return Placed(codes[0])
    if codes:
        return Placed(None, None, "places-same-name", tuple(codes[:_NEAR]))
    near = _alike(name)
    return Placed(None, None, "place-near" if near else "place", tuple(near))


def find_places(text: str, *coarse: Value | None) -> list[Mention]:
    """List the places of a text; the districts of a place that is known or named count by their bare names."""
    places = gazetteer()
    first = places.find(text)
    inside = [*(mention.code for mention in first), *(place for place in coarse if isinstance(place, str))]
    known = frozenset().union(*(_parts(region) for region in inside))
    return places.find(text, known) if known else first


@lru_cache(maxsize=64)
def _parts(region: str) -> frozenset[str]:
    return frozenset(code for code in gazetteer().places if lies_within(code, region))


def zone_of(mention: Mention) -> str | None:
    """Return the zone that is named, where a programme asks for it."""
    return mention.zone if mention.zone in vocabulary()[ZONE].values else None


def full_name(code: str, language: Language) -> str:
    """Name a place so that it is told from others of its name: 深圳市南山区, Nanshan District, Shenzhen."""
    places = gazetteer()
    above = [code_ for code_ in ancestors(code)[:1] if code_ in places.places]
    if language == "zh":
        return "".join(places.name(each, language) for each in above) + places.name(code, language)
    return ", ".join(places.name(each, language) for each in [code, *above])


def level_of(code: str) -> int:
    """Return 1 for a province, 2 for a city, 3 for a district or county; 0 for what is on no list."""
    place = gazetteer().places.get(code)
    return place.level if place else 0


def _name(text: str) -> str:
    name, before = fold(text).strip(" .,!?。，！？"), ""
    while name != before:
        name, before = _AROUND.sub("", name).strip(), name
    return name


def _lookup(name: str) -> Sequence[str]:
    places = gazetteer()
    if found := places.lookup(name):
        return found
    return next((found for end in "市区县省" if (found := places.lookup(name + end))), ())


def _alike(name: str) -> list[str]:
    """List the places whose names are spelt most alike."""
    from rapidfuzz import fuzz, process

    places = gazetteer().places.values()
    if has_han(name):
        names = {place.code: place.short for place in places if place.level < 3}
    else:
        names = {place.code: place.pinyin for place in places if place.level < 3}
    if len(name) < 2:
        return []
    best = process.extract(
        re.sub(r"[\s'’-]", "", name), names, scorer=fuzz.ratio, limit=3, score_cutoff=_FAR[has_han(name)]
    )
    return [code for _, _, code in best]

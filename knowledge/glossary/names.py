"""Names that are no place of China although they hold or resemble one: suppliers, brands, countries, everyday words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from knowledge.language import fold

NameKind = Literal["vendor", "country", "own_region", "word"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a text holds. `id` is the first spelling of a vendor, a country in English, a code for own regions."""

    kind: NameKind
    id: str
    start: int
    end: int


_NOT_COUNTRY = re.compile(r"us\b")
_ABROAD_ADJECTIVE = {"english", "turkey", "thai", "polish company"}


def find_names(text: str) -> Iterator[Name]:
    """Find the names of a folded text, the longest first where two overlap."""
    for match in _pattern().finditer(text):
        kind, name = _table()[match[0]]
        yield Name(kind, name, match.start(), match.end())


@cache
def _table() -> dict[str, tuple[NameKind, str]]:
    loaded = yaml.safe_load((files("knowledge.glossary") / "names.yaml").read_text(encoding="utf-8"))
    found: dict[str, tuple[NameKind, str]] = {}
    for names in loaded["vendors"]:
        found |= {fold(name): ("vendor", str(names[0])) for name in names}
    found |= {fold(name): ("word", str(name)) for name in loaded["words"]}
    for country, names in loaded["countries"].items():
        found |= {fold(name): ("country", str(country)) for name in names}
    for code, names in loaded["own_regions"].items():
        found |= {fold(name): ("own_region", str(code)) for name in names}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    def each(names: Iterable[str]) -> Iterator[str]:
        for name in sorted(names, key=len, reverse=True):
            if name.isascii():
                yield rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])"
            else:
                yield re.escape(name)

    return re.compile("|".join(each(_table())))

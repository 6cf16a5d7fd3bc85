"""Which language a text is in, and the one spelling that everything is compared in."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_PARTICLE = re.compile(r"[的是吗呢多几怎什么哪谁我你您在可有没要和了吧啥給给补補]")
"""Characters without which Chinese is a name and no sentence."""
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """Drop NULs, lone surrogates, control, zero-width and direction characters; compose the rest (NFC)."""
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text)).strip()


def detect(text: str, default: Language = "zh") -> Language:
    """Name the language that a reader of `text` expects an answer in.

    A text with Chinese characters is Chinese unless they are only names inside an English sentence:
    one Chinese character carries about as much as half an English word.
    """
    han = len(_HAN.findall(text))
    words = len(_LATIN_WORD.findall(text))
    if han == 0:
        return "en" if words else default
    if words >= 3 and not _PARTICLE.search(text):
        return "en"
    return "zh" if han * 0.5 >= words * 0.4 or words < 4 else "en"


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _simplifier() -> _Converter:
    from opencc import OpenCC

    return cast("_Converter", OpenCC("t2s"))


def simplify(text: str) -> str:
    """Write traditional Chinese characters as simplified ones."""
    return _simplifier().convert(text) if _HAN.search(text) else text


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Bring a text into the one form in which names and words are compared: NFKC, simplified, lower case."""
    return simplify(unicodedata.normalize("NFKC", text)).casefold()


def has_han(text: str) -> bool:
    """Tell whether a text has Chinese characters."""
    return _HAN.search(text) is not None


def join_list(items: "Iterable[str]", language: Language) -> str:
    """Write a list as a sentence does: `a, b and c`, `甲、乙和丙`."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    if language == "zh":
        return "、".join(parts[:-1]) + "和" + parts[-1]
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def join_clauses(items: "Iterable[str]", language: Language) -> str:
    """Write clauses one after the other: `a; b`, `甲；乙`."""
    return ("；" if language == "zh" else "; ").join(items)

"""The terms of the field: kinds of vouchers, common slips of the pen."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from knowledge.language import fold

_WORD = re.compile(r"[a-z]{5,}")


@cache
def glossary() -> Mapping[str, Any]:
    """Return terms.yaml as it stands."""
    loaded: Mapping[str, Any] = yaml.safe_load(
        (files("knowledge.glossary") / "terms.yaml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def _instruments() -> Mapping[str, re.Pattern[str]]:
    def pattern(entry: Mapping[str, Any]) -> re.Pattern[str]:
        names = sorted([*entry["names_zh"], *entry["names_en"]], key=len, reverse=True)
        return re.compile("|".join(re.escape(fold(name)) for name in names))

    return {key: pattern(entry) for key, entry in glossary()["instruments"].items()}


_KINDS_EN = "computing|compute|training|corpus|model|data|token"
_KINDS_ZH = "算力|训力|语料|模型|数据"
_LISTED = re.compile(
    rf"\b((?:(?:{_KINDS_EN})(?:, and |, or |, | and | or ))+)(?=\w+ voucher)"
    rf"|((?:(?:{_KINDS_ZH})[、和及与或])+)(?=(?:{_KINDS_ZH})券)"
)
_EACH = re.compile(f"{_KINDS_EN}|{_KINDS_ZH}")


def _written_out(folded: str) -> str:
    """Write `computing, corpus and model vouchers` as the vouchers that are meant."""

    def each(match: re.Match[str]) -> str:
        names = _EACH.findall(match[0])
        return "".join(f"{name} voucher, " if match[1] else f"{name}券、" for name in names)

    return _LISTED.sub(each, folded)


_DENIED = re.compile(r"(不是|并非|而非|除了?|\bnot (the )?|\bother than |\bexcept( for)? )\s*[\w-]{0,14}")


def instruments(text: str) -> frozenset[str]:
    """Name the kinds of vouchers that a text speaks of; `not the model voucher` does not speak of it."""
    folded = _written_out(_DENIED.sub(" ", fold(text)))
    return frozenset(key for key, pattern in _instruments().items() if pattern.search(folded))


_COMPUTING = re.compile(r"\bcomput(e|ing)\b|\bgpus?\b|算力|显卡")


def instruments_asked(question: str) -> frozenset[str]:
    """Name the kinds of vouchers that a question asks about: mere `computing` means the computing voucher."""
    named = instruments(question)
    return named or (frozenset(["computing"]) if _COMPUTING.search(fold(question)) else named)


def correct(text: str, vocabulary: frozenset[str]) -> str:
    """Mend slips of the pen: known Chinese ones, and English words that no document has but that are nearly one.

    Words of `vocabulary` are left alone, and so is everything that is not clearly a common word misspelt.
    """
    from rapidfuzz import fuzz, process

    for wrong, right in glossary()["misspellings"].items():
        text = text.replace(wrong, right)
    common = glossary()["common_words"]

    def mend(match: re.Match[str]) -> str:
        word = match[0].casefold()
        if word in vocabulary or word in common:
            return match[0]
        best = process.extractOne(word, common, scorer=fuzz.ratio, score_cutoff=84)
        return best[0] if best and best[0][0] == word[0] else match[0]

    return re.sub(_WORD.pattern, mend, text, flags=re.IGNORECASE)

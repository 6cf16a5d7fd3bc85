"""Languages that questions come in and are not answered in: told apart by their script or their commonest words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_HALF, _SOME = 0.5, 0.12
"""The share of a text's letters from which on it is of a script; kana stand among Chinese characters."""
_FEWEST, _SHARE = 2, 0.3
"""How many of its commonest words, and what share of all words, a text of a language has."""
_ENGLISH = frozenset(
    ["the", "a", "an", "of", "to", "and", "is", "are", "was", "were", "do", "does", "did", "can", "could", "may", "will", "would", "how", "what", "who", "where", "when", "which", "why", "we", "our", "us", "i", "my", "it", "its", "for", "with", "in", "on", "at", "by", "from", "not", "or", "if", "be", "get", "have", "has", "there", "this", "that", "you", "your", "any", "no"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language that is not answered in, and the sentence in it that says so."""

    code: str
    says: str
    script: re.Pattern[str] | None
    words: frozenset[str]


@cache
def other_languages() -> Mapping[str, OtherLanguage]:
    """Return all of them by code."""
    loaded = yaml.safe_load((files("knowledge.glossary") / "languages.yaml").read_text(encoding="utf-8"))
    return {
        code: OtherLanguage(
            code, told["says"], re.compile(f"[{told['script']}]") if "script" in told else None, frozenset(told.get("words", ()))
        )
        for code, told in loaded.items()
    }  # fmt: skip


def other_language(text: str) -> OtherLanguage | None:
    """Name the language of a text where it is neither Chinese nor English, or return None."""
    letters = _LETTER.findall(text)
    if not letters:
        return None
    for each in other_languages().values():
        if each.script is not None:
            count = sum(each.script.match(letter) is not None for letter in letters)
            if count >= 2 and count / len(letters) >= (_SOME if each.code == "ja" else _HALF):
                return each
    return _by_words([word.casefold() for word in _WORD.findall(text) if word.isascii() or not _is_han(word)])


def _is_han(word: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in word)


def _by_words(words: list[str]) -> OtherLanguage | None:
    english = sum(word in _ENGLISH for word in words)

    def common(each: OtherLanguage) -> frozenset[str]:
        return (each.words & frozenset(words)) - _ENGLISH

    best = max(
        (each for each in other_languages().values() if each.words), key=lambda each: len(common(each))
    )
    count = sum(word in common(best) for word in words)
    enough = len(common(best)) >= _FEWEST and count >= _SHARE * len(words)
    return best if enough and count > english else None

"""What must not leave the machine: codes, numbers and names by which a person or a company can be known."""

import re
import unicodedata
from collections.abc import Sequence
from functools import partial
from typing import Literal

from knowledge.language import Language

Sort = Literal["email", "credit_code", "identity", "card", "phone", "name"]

_PLACEHOLDERS: dict[Language, dict[Sort, str]] = {
    "zh": {"email": "（邮箱）", "credit_code": "（信用代码）", "identity": "（证件号）", "card": "（账号）", "phone": "（电话）", "name": "（名称）"},
    "en": {"email": "(e-mail)", "credit_code": "(credit code)", "identity": "(identity number)", "card": "(account)", "phone": "(phone)", "name": "(name)"},
}  # fmt: skip
_GAP = r"[ \u00a0\-‐–—.·]?"
_PATTERNS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]+\s?(?:@|＠|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+", re.IGNORECASE)),
    ("identity", re.compile(rf"(?<![0-9A-Za-z])\d{{6}}{_GAP}(?:19|20)\d{{2}}{_GAP}[01]\d[0-3]\d{_GAP}\d{{3}}[\dXx](?![0-9A-Za-z])")),
    ("credit_code", re.compile(rf"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy](?:{_GAP}[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]){{17}}(?![0-9A-Za-z])")),
    ("card", re.compile(rf"(?<![0-9A-Za-z])\d(?:{_GAP}\d){{14,20}}(?![0-9A-Za-z])")),
    ("phone", re.compile(rf"(?<![0-9A-Za-z])(?:\+?86{_GAP}|0086{_GAP})?1[3-9]\d(?:{_GAP}\d){{8}}(?![0-9])")),
    ("phone", re.compile(rf"(?<![0-9A-Za-z.,])\(?0\d{{2,3}}\)?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?![0-9])")),
    ("phone", re.compile(r"\+\d{1,3}(?:[ \-().]*\d){7,12}(?!\d)")),
)  # fmt: skip
_DIGITS = re.compile(r"\d")
_SHORTEST_NAME = 2


def redact(text: str, language: Language, private: Sequence[str] = ()) -> str:
    """Put a word for its kind in the place of everything personal; `private` are names known from an application."""
    found = unicodedata.normalize("NFKC", text)
    marks = _PLACEHOLDERS[language]
    for name in sorted({it.strip() for it in private}, key=len, reverse=True):
        if len(name) >= _SHORTEST_NAME:
            whole = unicodedata.normalize("NFKC", name)
            edge = r"\b" if whole.isascii() and whole[0].isalnum() and whole[-1].isalnum() else ""
            found = re.sub(f"{edge}{re.escape(whole)}{edge}", marks["name"], found, flags=re.IGNORECASE)
    for sort, pattern in _PATTERNS:
        found = pattern.sub(partial(_mark, sort=sort, language=language), found)
    return found


def _mark(match: re.Match[str], *, sort: Sort, language: Language) -> str:
    """Return the word for what was found; a long word without digits is no code."""
    if sort == "credit_code" and len(_DIGITS.findall(match[0])) < 8:
        return match[0]
    return _PLACEHOLDERS[language][sort]

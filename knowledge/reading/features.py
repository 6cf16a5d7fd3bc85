"""What the reading model looks at: the message's vector, its words and n-grams with names masked, and the turn before."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.eligibility.kinds import Choice, Day, Number, Place, YesNo
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.names import find_names
from knowledge.glossary.places import gazetteer

Floats = npt.NDArray[np.float32]

BUCKETS = 2**15
"""Hashed n-grams."""
_NUMBER = re.compile(r"\d[\d,.]*")
_WORD = re.compile(r"[a-z']+|[\u4e00-\u9fff]|[§¤£#]")
_SPACES = re.compile(r"\s+")
_PENDING = ("none", "place", "choice", "yes_no", "number", "day", "consent", "submit", "paper", "other")
_GRAMS = range(2, 6)
_LONGEST = 400
"""Characters whose n-grams are counted, half from the beginning and half from the end."""


def masked(folded: str) -> str:
    """Put a sign in the place of each place, supplier, country and number: what is asked does not hang on them."""
    for start, end, _ in sorted(gazetteer().named(folded), reverse=True):
        folded = f"{folded[:start]}§{folded[end:]}"
    for name in reversed(list(find_names(folded))):
        folded = f"{folded[: name.start]}{'¤' if name.kind == 'vendor' else '£'}{folded[name.end :]}"
    return _NUMBER.sub("#", folded)


def grams(text: str) -> Mapping[int, float]:
    """Count the n-grams of a masked text by bucket: of characters within words, of words, of two words; 1 + log(count)."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} {text[-_LONGEST // 2 :]}"
    counts: Counter[int] = Counter()
    for word in _SPACES.sub(" ", text).split():
        padded = f" {word} "
        for size in _GRAMS:
            if len(padded) <= size:
                counts[_bucket(padded)] += 1
                break
            for start in range(len(padded) - size + 1):
                counts[_bucket(padded[start : start + size])] += 1
    words = _WORD.findall(text)
    for left, right in zip(["^", *words], words, strict=False):
        counts[_bucket(f"w:{right}")] += 1
        counts[_bucket(f"w:{left} {right}")] += 1
    return {bucket: 1.0 + float(np.log(count)) for bucket, count in counts.items()}


def _bucket(gram: str) -> int:
    return crc32(gram.encode()) % BUCKETS


def pending_kind(asked: str | None) -> str:
    """Name the kind of question that is pending."""
    if asked is None:
        return "none"
    if asked in _PENDING:
        return asked
    if asked not in vocabulary():
        return "other"
    kind = vocabulary()[asked].kind
    names: Mapping[type, str] = {
        Place: "place",
        Choice: "choice",
        YesNo: "yes_no",
        Number: "number",
        Day: "day",
    }
    return next((name for type_, name in names.items() if isinstance(kind, type_)), "other")


def context(
    asked: str | None, before: Sequence[tuple[str, float]], slots: Sequence[str], length: int
) -> Floats:
    """Return what stands around a message: the question pending, what was asked in the turn before, how short it is."""
    found = np.zeros(len(_PENDING) + len(slots) + 2, np.float32)
    found[_PENDING.index(pending_kind(asked))] = 1
    place = {slot: number for number, slot in enumerate(slots)}
    for slot, weight in before:
        if slot in place:
            found[len(_PENDING) + place[slot]] = weight
    found[-2] = float(bool(before))
    found[-1] = float(bool(before)) * min(1.0, 12 / max(length, 1))
    return found

"""A typed answer to one question: the value that it states, or why it cannot be taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge.eligibility import cues
from knowledge.eligibility.kinds import Day, Facts, InvalidValueError, Number, Place, Value, YesNo
from knowledge.eligibility.moments import hear_day
from knowledge.eligibility.placing import hear_place
from knowledge.eligibility.spans import Span
from knowledge.eligibility.vocabulary import FactError, vocabulary
from knowledge.figures import find_figures
from knowledge.language import fold


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer states: facts, or a day of which only a part is known."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Misheard:
    """Why an answer cannot be taken. `near` are values that may be meant."""

    reason: str
    near: tuple[Value, ...] = ()


DEDUCTIONS = frozenset(["already_granted_cny", "other_public_support_cny"])
"""Sums of which "none" means zero."""
_YES = re.compile(
    r"(是|是的|对|对的|有|有的|会|可以|没错|嗯|嗯嗯|当然|属于|算|能|符合|都符合|yes|yep|yeah|y|true|correct|right|sure|of course"
    r"|(yes )?(we|it|they) (do|are|is|have|has|did|was)|i (do|am|have))"
)
_NO = re.compile(
    r"(不|不是|不是的|否|没有|没|无|不会|不属于|不算|不在|不能|不符合|并不|no|nope|n|false|not|none|never"
    r"|(no )?(we|it|they) (do not|don't|are not|aren't|is not|isn't|have not|haven't|did not|didn't)|i (don't|am not)|it's not|we're not)"
)
_NOTHING = re.compile(r"(没有|没|无|零|0元?|没拿过?|没拿到|还没有|none|no|nothing|zero|not yet|0 yuan|never)")
_EITHER_WAY = frozenset(["clean_record"])
"""Facts whose question holds a "not": a bare no is understood in two ways."""
_MINUS = re.compile(r"(?<![\d.])[-−—]\s*[¥￥]?\d|负|minus|negative")
_FOREIGN = re.compile(r"美元|美金|usd|us\$|\$|dollar|欧元|euro|€|港币|港元|hkd|hk\$|日元|jpy|英镑|gbp|£")
_ABSURD = Decimal(10) ** 11
_SMALL = Decimal(1000)


def hear(fact: str, text: str, facts: Facts, day: date) -> Heard | Misheard:
    """Read an answer to the question for a fact; `facts` are those known, `day` is today."""
    kind = vocabulary()[fact].kind
    if isinstance(kind, Place):
        placed = hear_place(text, facts.get(fact))
        if placed.code is None:
            return Misheard(placed.reason, placed.near)
        zone: Mapping[str, Value] = {"registered_zone": placed.zone} if placed.zone else {}
        return Heard({fact: placed.code, **(zone if fact == "registered_region" else {})})
    if isinstance(kind, Day):
        return _day(fact, text, facts, day)
    if isinstance(kind, Number):
        return _money(fact, text) if kind.unit.zh == "元" else _number(fact, text)
    if isinstance(kind, YesNo):
        return _yes_no(fact, text)
    return _choice(fact, text)


def _choice(fact: str, text: str) -> Heard | Misheard:
    found = cues.values_in(fact, text, labels=True)
    if len(found) == 1:
        return Heard({fact: found.pop()})
    said = _bare(text)
    if (
        not found
        and "none" in vocabulary()[fact].values
        and (_NO.fullmatch(said) or _NOTHING.fullmatch(said))
    ):
        return Heard({fact: "none"})
    return Misheard("several" if found else "choice", tuple(sorted(found, key=str)))


def _yes_no(fact: str, text: str) -> Heard | Misheard:
    found = cues.values_in(fact, text)
    if len(found) == 1:
        return Heard({fact: found.pop()})
    said = re.split(r"[,，。.;；!！\s](?!do |not |is |are |am )", _bare(text) + " ", maxsplit=1)[0]
    whole = _bare(text)
    yes = _YES.fullmatch(said) or _YES.fullmatch(whole)
    no = _NO.fullmatch(said) or _NO.fullmatch(whole)
    if no and fact in _EITHER_WAY:
        return Misheard("either-way")
    if bool(yes) == bool(no):
        return Misheard("yes-no")
    return Heard({fact: bool(yes)})


def _money(fact: str, text: str) -> Heard | Misheard:
    said = _bare(text)
    if fact in DEDUCTIONS and _NOTHING.fullmatch(said):
        return Heard({fact: Decimal(0)})
    if _MINUS.search(said):
        return Misheard("negative")
    if _FOREIGN.search(said):
        return Misheard("currency")
    sums = set(sums_in(text))
    if len(sums) != 1:
        return Misheard("several-sums" if sums else "money")
    return _sum(fact, sums.pop(), said)


def _sum(fact: str, yuan: Decimal, said: str) -> Heard | Misheard:
    if yuan > _ABSURD:
        return Misheard("too-much")
    if 0 < yuan < _SMALL and re.fullmatch(r"[\d.]+", said):
        return Misheard("small", (yuan, yuan * 10_000))
    return _read(fact, yuan, "money")


def sums_in(text: str) -> list[Decimal]:
    """List the sums of money of a text, in yuan or without a currency."""
    figures = find_figures(text)
    if not figures and (bare := _han_number(text)) is not None:
        return [bare]
    sums = [each for each in figures if each.kind in {"money", "number"} and each.unit in {"", "CNY"}]
    years = [each.spelling for each in figures if each.kind == "date" and each.spelling.isdecimal()]
    found = [each.value for each in sums if isinstance(each.value, Decimal)]
    return found or [Decimal(year) for year in years]


def _han_number(text: str) -> Decimal | None:
    """Read a number that is written in Chinese characters alone: 五十, 三千五百."""
    said = _bare(text)
    if not re.fullmatch("[〇零一二两三四五六七八九十百千万亿]+", said):
        return None
    return next((each.value for each in find_figures(said + "元") if isinstance(each.value, Decimal)), None)


def _number(fact: str, text: str) -> Heard | Misheard:
    said = _bare(text)
    if _MINUS.search(said):
        return Misheard("negative")
    numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", said)
    scaled = [figure.value for figure in find_figures(text) if isinstance(figure.value, Decimal)]
    found = {*scaled} if len(scaled) == 1 else {Decimal(each.replace(",", "")) for each in numbers}
    return _read(fact, found.pop(), "number") if len(found) == 1 else Misheard("number")


def _day(fact: str, text: str, facts: Facts, day: date) -> Heard | Misheard:
    said = hear_day(text, day)
    if isinstance(said, str):
        return Misheard(said)
    first, last = said
    if fact == "founded_on":
        if first > day:
            return Misheard("date-future")
        last = min(last, day)
    if first != last:
        return Heard(spans={fact: Span(first, last)})
    start, end = (first if fact == name else facts.get(name) for name in ("contract_start", "contract_end"))
    if isinstance(start, date) and isinstance(end, date) and end < start:
        return Misheard("date-order")
    return _read(fact, first.isoformat(), "date")


def _read(fact: str, raw: object, otherwise: str) -> Heard | Misheard:
    try:
        return Heard({fact: vocabulary()[fact].read(raw)})
    except (FactError, InvalidValueError):
        return Misheard(otherwise)


def _bare(text: str) -> str:
    return fold(text).strip(" \t\n.,!?。，！？;；")

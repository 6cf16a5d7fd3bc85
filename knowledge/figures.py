"""Figures in a text: percentages, money, dates, document numbers, counts, in Chinese and in English.

Two spellings of one value are equal (`200万元`, `2,000,000 yuan`, `CNY 2 million`), so that a figure can be
looked up in a passage of the other language.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

FigureKind = Literal["percent", "money", "date", "time", "document_number", "number"]
DateParts = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value that a text states.

    `value` is a Decimal (percent: 30 for 30%; money: in units of the currency), the (year, month, day) of a
    date with None for what is not stated, or text for a time and a document number.
    """

    kind: FigureKind
    value: Decimal | DateParts | str
    unit: str = ""
    spelling: str = ""

    def __str__(self) -> str:
        """Write the figure in one canonical form, the same for every spelling."""
        if isinstance(self.value, tuple):
            return "date " + "-".join("?" if part is None else f"{part:02d}" for part in self.value)
        if isinstance(self.value, Decimal):
            return f"{self.kind} {self.value.normalize():f} {self.unit}".rstrip()
        return f"{self.kind} {self.value}"


def read_canonical(line: str) -> Figure:
    """Read what `str(figure)` wrote.

    Raises:
        ValueError: the line is no figure in canonical form.
    """
    kind, _, rest = line.strip().partition(" ")
    if kind == "date":
        year, month, day = (None if part == "?" else int(part) for part in rest.split("-"))
        return Figure("date", (year, month, day))
    if kind in {"time", "document_number"}:
        return Figure("time" if kind == "time" else "document_number", rest)
    number, _, unit = rest.partition(" ")
    if kind not in {"percent", "money", "number"}:
        raise ValueError(f"{line!r} is no figure")
    try:
        return Figure(kind, Decimal(number), unit)  # type: ignore[arg-type]
    except InvalidOperation:
        raise ValueError(f"{line!r} is no figure") from None


_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN_NUM = "[〇零一二两三四五六七八九十百千]"
_SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "bn": 9, "k": 3, "m": 6, "mn": 6, "b": 9, "w": 4,
    "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "萬": 4, "億": 8,
}  # fmt: skip
_SCALE = (
    r"(?:thousand|million|billion|bn|mn|(?<=\d)\s?[kKmMbBwW](?![A-Za-z])|[百千十]?[万亿萬億]|千(?=元|人|家))"
)
_CURRENCY_BEFORE = r"(?:CNY|RMB|USD|US\$|HK\$|人民币|[¥$])"
_CURRENCY_AFTER = r"(?:yuan|renminbi|RMB|CNY|美元|美金|US dollars?|dollars?|USD|圆|元|块)"
_RANGE = r"\s*(?:-|–|—|~|to|and|至|到|或|/)\s*"
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"

_TENTH_MORE = r"半|[一二三四五六七八九\d](?![\d.〇零一二两三四五六七八九十百千万亿成年月日号元块家个天周倍%])"
"""The hundredth after a tenth: the 五 of 三成五, but not that of 三成五十万 or 三成五成."""

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("docno", re.compile(r"[〔\[（(【](\d{4})[〕\]）)】]\s*(\d+)\s*号")),
    ("ymd", re.compile(r"(?<![\d.])((?:19|20)\d{2})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})(?:\s*[日号]|(?![\d%]))")),
    ("dmy", re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})(?:,?\s+((?:19|20)\d{{2}}))?\b", re.IGNORECASE)),
    ("mdy", re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+((?:19|20)\d{{2}}))?\b", re.IGNORECASE)),
    ("my", re.compile(rf"\b({_MONTH}),?\s+((?:19|20)\d{{2}})\b", re.IGNORECASE)),
    ("ym", re.compile(r"(?<![\d.])((?:19|20)\d{2})\s*(?:年\s*(\d{1,2})\s*月|[-/](0[1-9]|1[0-2])(?![\d]))")),
    ("md", re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")),
    ("years", re.compile(r"(?<![\d.,])((?:19|20)\d{2})\s*年?\s*(?:-|–|—|~|to|至|到)+\s*((?:19|20)\d{2})(?![\d%]|[,.]\d|\s*(?:yuan|元|万|亿))")),
    ("year", re.compile(r"(?<![\d.,])((?:19|20)\d{2})\s*(?:年(?!度?\s*以[上下]))")),
    ("time", re.compile(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?![\d:])")),
    ("percent_han", re.compile(rf"(?:百分之|百分)\s*({_HAN_NUM}+(?:点{_HAN_NUM}+)?|{_NUM})")),
    ("percent", re.compile(rf"((?:(?<![A-Za-z0-9.])(?:{_NUM})\s*%?{_RANGE})*)(?<![A-Za-z0-9.])({_NUM})\s*(?:%|per\s?cent\b|percent\b|个百分点)", re.IGNORECASE)),
    ("tenths", re.compile(rf"(?<![\d.第完构组〇零一二两三四五六七八九十百千])({_HAN_NUM}|\d(?:\.\d)?)成({_TENTH_MORE})?(?![立员果长功本都熟交为分])")),
    ("amount", re.compile(
        rf"(?P<cur>{_CURRENCY_BEFORE})?\s*(?:(?<![A-Za-z0-9_.])(?P<low>{_NUM})(?:\s*(?P<lowscale>{_SCALE}))?(?:\s*{_CURRENCY_AFTER})?{_RANGE}(?:{_CURRENCY_BEFORE}\s*)?)?"
        rf"(?<![A-Za-z_.])(?<!\d)(?P<num>{_NUM})(?!\d|,\d{{3}})\s*(?P<scale>{_SCALE})?\s*(?P<unit>{_CURRENCY_AFTER})?", re.IGNORECASE)),
    ("han_amount", re.compile(rf"({_HAN_NUM}+(?:[万亿]{_HAN_NUM}*)*)\s*({_CURRENCY_AFTER})|({_HAN_NUM}+[万亿](?:{_HAN_NUM}+万?)?)")),
    ("han_count", re.compile(rf"(?<!第)({_HAN_NUM}+)(?=个月|年(?!期|度)|个工作日|天|周|家|倍|个城市)")),
)  # fmt: skip
_UNITS = {"美元": "USD", "美金": "USD", "usd": "USD", "us$": "USD", "$": "USD", "dollar": "USD", "hk$": "HKD"}


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _han(text: str) -> Decimal | None:
    """Read a Chinese numeral, 一百八十万 too; None when it is none."""
    import cn2an

    if re.fullmatch(r"\d+(\.\d+)?", text):
        return Decimal(text)
    try:
        return Decimal(str(cn2an.cn2an(text.replace("两", "二"), "smart")))
    except (ValueError, InvalidOperation):
        return None


def _unit(currency: str | None) -> str:
    lowered = (currency or "").casefold().removeprefix("us ").rstrip("s")
    return _UNITS.get(lowered, "CNY") if lowered else ""


def _scaled(number: str, scale: str | None) -> Decimal:
    return _decimal(number).scaleb(_SCALES[(scale or "").strip().casefold()]) if scale else _decimal(number)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _date(name: str, match: re.Match[str]) -> Iterator[DateParts]:
    groups = match.groups()
    if name == "ymd":
        yield (int(groups[0]), int(groups[1]), int(groups[2]))
    elif name == "dmy":
        yield (_int(groups[2]), _MONTHS[groups[1].rstrip(".").casefold()], int(groups[0]))
    elif name == "mdy":
        yield (_int(groups[2]), _MONTHS[groups[0].rstrip(".").casefold()], int(groups[1]))
    elif name == "my":
        yield (int(groups[1]), _MONTHS[groups[0].rstrip(".").casefold()], None)
    elif name == "ym":
        yield (int(groups[0]), int(groups[1] or groups[2]), None)
    elif name == "md":
        yield (None, int(groups[0]), int(groups[1]))
    else:
        yield from ((int(year), None, None) for year in groups)


def _amount(match: re.Match[str]) -> Iterator[Figure]:
    scale, unit = match["scale"], _unit(match["cur"] or match["unit"])
    high = _scaled(match["num"], scale)
    kind: FigureKind = "money" if unit else "number"
    bare_year = not scale and not unit and re.fullmatch(r"(?:19|20)\d{2}", match["num"])
    if match["low"]:
        low = _scaled(match["low"], match["lowscale"])
        if not match["lowscale"] and scale and low < high and low < _decimal(match["num"]):
            low = _scaled(match["low"], scale)
        yield Figure(kind, low, unit, match["low"])
    if bare_year:
        yield Figure("date", (int(match["num"]), None, None), "", match[0].strip())
    else:
        yield Figure(kind, high, unit, match[0].strip())


def _percent(match: re.Match[str]) -> Iterator[Figure]:
    for number in [*re.findall(_NUM, match[1]), match[2]]:
        yield Figure("percent", _decimal(number), "", number + "%")


def _chinese(name: str, match: re.Match[str]) -> Iterator[Figure]:
    if name == "percent_han":
        value, kind, unit = _han(match[1]), "percent", ""
    elif name == "tenths":
        tens = _han(match[1])
        value, kind, unit = (None if tens is None else tens * 10 + _hundredths(match[2])), "percent", ""
    elif name == "han_amount":
        value = _han(match[1] or match[3])
        kind, unit = ("money", _unit(match[2])) if match[2] else ("number", "")
    else:
        value, kind, unit = _han(match[1]), "number", ""
    if value is not None:
        yield Figure(kind, value, unit, match[0])  # type: ignore[arg-type]


def _hundredths(written: str | None) -> Decimal:
    """Read what follows the tenths: 半 or a digit."""
    value = Decimal(5) if written == "半" else _han(written) if written else None
    return Decimal(0) if value is None else value


def _read(name: str, match: re.Match[str]) -> Iterator[Figure]:
    if name == "docno":
        yield Figure("document_number", f"〔{match[1]}〕{match[2]}号", "", match[0])
    elif name == "time":
        yield Figure("time", f"{int(match[1])}:{match[2]}", "", match[0])
    elif name == "amount":
        yield from _amount(match)
    elif name == "percent":
        yield from _percent(match)
    elif name in {"percent_han", "tenths", "han_amount", "han_count"}:
        yield from _chinese(name, match)
    else:
        yield from (Figure("date", parts, "", match[0].strip()) for parts in _date(name, match))


_READ = "\x01"
"""Stands in the place of every character that belongs to a figure that was found already."""


def find_figures(text: str) -> list[Figure]:
    """Find all figures of a text, each part of the text read once, dates before amounts."""
    rest = unicodedata.normalize("NFKC", text)
    rest = re.sub(r"https?://\S+|\b[\w.-]+\.(?:gov|com|org|edu|net)(?:\.cn)?\b\S*", " ", rest)
    found: list[tuple[int, Figure]] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            found.extend((match.start(), figure) for figure in _read(name, match))
            rest = f"{rest[: match.start()]}{_READ * len(match[0])}{rest[match.end() :]}"
    return [figure for _, figure in sorted(found, key=lambda item: item[0])]


def _covers(have: DateParts, want: DateParts) -> bool:
    return all(
        w is None or h == w or (h is None and i == 0) for i, (h, w) in enumerate(zip(have, want, strict=True))
    )


def matches(have: Figure, want: Figure) -> bool:
    """Tell whether `have` states what `want` states: the same value, or a date that holds the wanted one."""
    if isinstance(have.value, tuple) and isinstance(want.value, tuple):
        return _covers(have.value, want.value)
    if have.value != want.value:
        return False
    if have.kind == want.kind:
        return have.unit == want.unit or "" in {have.unit, want.unit}
    return {have.kind, want.kind} == {"money", "number"}


def supported(want: Figure, have: Collection[Figure]) -> bool:
    """Tell whether one of the figures `have` states `want`."""
    return any(matches(figure, want) for figure in have)


def unsupported(text: str, sources: Collection[str]) -> list[Figure]:
    """List the figures of `text` that none of the source texts states."""
    have = [figure for source in sources for figure in find_figures(source)]
    return [figure for figure in find_figures(text) if not supported(figure, have)]

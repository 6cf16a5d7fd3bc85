"""Days as people say them: in full, a month or a year alone, today and last year."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from knowledge.eligibility.calendar import years_after
from knowledge.eligibility.spans import Span, end_of_month, span_of
from knowledge.figures import find_figures
from knowledge.language import fold


def _month_before(day: date) -> Span:
    last = day.replace(day=1) - timedelta(days=1)
    return Span(last.replace(day=1), last)


def _day_before(number: int) -> Callable[[date], Span]:
    return lambda day: Span(day - timedelta(days=number), day - timedelta(days=number))


def _year(offset: int) -> Callable[[date], Span]:
    return lambda day: span_of(day.year + offset, None)


_RELATIVE: Mapping[str, Callable[[date], Span]] = {
    r"前天|the day before yesterday": _day_before(2),
    r"昨天|昨日|\byesterday\b": _day_before(1),
    r"今天|今日|\btoday\b": _day_before(0),
    r"明天|\btomorrow\b": _day_before(-1),
    r"(不到|不满|未满|不足)(一|1)年|less than (a|one|1) year|under (a|one|1) year": lambda day: Span(
        years_after(day, -1) + timedelta(days=1), day
    ),
    r"上个?月|\blast month\b": _month_before,
    r"这个?月|本月|\bthis month\b": lambda day: Span(day.replace(day=1), end_of_month(day)),
    r"前年|the year before last": _year(-2),
    r"去年|上年|\blast year\b": _year(-1),
    r"今年|本年|\bthis year\b": _year(0),
}  # fmt: skip
_WITH_MONTH = re.compile(r"(?:前年|去年|今年)(?=\s*\d{1,2}\s*月)")
_OFFSETS = {"前年": -2, "去年": -1, "今年": 0}
_HAN_DAY = re.compile(
    r"([〇零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})[日号])?)?"
)
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})年(?=\s*\d{1,2}\s*月)")
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d{2})(?!\d)")


def hear_day(text: str, today: date) -> Span | str:
    """Return the one day, or the days of the month or year, that a text names; else why not."""
    said = _in_digits(fold(text), today)
    either = _DAY_FIRST.search(said)
    if either:
        one, two = int(either[1]), int(either[2])
        if one <= 12 and two <= 12 and one != two:
            return "date-either"
        day, month = (one, two) if two <= 12 else (two, one)
        said = f"{either[3]}-{month:02d}-{day:02d}"
    found = {figure.value for figure in find_figures(said) if isinstance(figure.value, tuple)}
    if len(found) > 1:
        return "date-several"
    if not found:
        return next((span(today) for cue, span in _RELATIVE.items() if re.search(cue, said)), "date")
    return _span(*found.pop())


def _span(year: int | None, month: int | None, day: int | None) -> Span | str:
    if year is None:
        return "date-year"
    try:
        if month is None or day is None:
            return span_of(year, month)
        return Span(date(year, month, day), date(year, month, day))
    except ValueError:
        return "date-impossible"


def _in_digits(text: str, today: date) -> str:
    """Write 去年3月, 二〇二四年三月, 24年3月 and 20240315 as the dates that they are."""
    text = _WITH_MONTH.sub(lambda match: f"{today.year + _OFFSETS[match[0]]}年", text)
    text = _HAN_DAY.sub(_han_day, text)
    text = _SHORT_YEAR.sub(lambda match: f"20{match[1]}年", text)
    return _COMPACT.sub(r"\1-\2-\3", text)


def _han_day(match: re.Match[str]) -> str:
    year = "".join(str(_DIGITS[digit]) for digit in match[1])
    month = f"{_han(match[2])}月" if match[2] else ""
    return f"{year}年{month}" + (f"{_han(match[3])}日" if match[3] else "")


def _han(text: str) -> int:
    """Read a number up to 99."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)

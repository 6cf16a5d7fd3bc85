"""Days in a policy text: when it was issued, from when and until when it holds."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_YMD = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_EN = (
    r"(?:(\d{1,2})\s+("
    + "|".join(_MONTHS)
    + r")\s+(\d{4})|("
    + "|".join(_MONTHS)
    + r")\s+(\d{1,2}),?\s+(\d{4})|(\d{4})-(\d{2})-(\d{2}))"
)
_ANY = re.compile(f"(?:{_YMD}|{_EN})")
_SINCE = re.compile(
    rf"自\s*{_YMD}\s*(?:起|开始)?\s*(?:施行|实施|生效|执行)|(?:take|takes|took|come|comes|came)\s+(?:effect|into\s+force)\s+(?:on|from)\s+{_EN}|effective\s+(?:as\s+of|from|on)?\s*{_EN}|in\s+force\s+(?:from|since)\s+{_EN}",
    re.IGNORECASE,
)
_SINCE_ISSUE = re.compile(
    r"自(?:印发|发布|公布|颁布)之日起\s*(?:\d+日后)?(?:施行|实施|生效|执行)|(?:take|takes|come|comes)\s+(?:effect|into\s+force)\s+(?:on|from)\s+(?:the\s+)?(?:date|day)\s+of\s+(?:its\s+)?(?:issue|publication)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"(?:有效期(?:至|到|截至)|施行(?:至|到)|截止(?:至|到)?|终止(?:于|至))\s*{_YMD}|(?:valid|in\s+force|effective|remains?\s+in\s+force)\s+until\s+{_EN}|expires?\s+on\s+{_EN}",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?:自|从)?\s*{_YMD}\s*(?:起)?\s*(?:至|到|—|-|–)\s*{_YMD}[^。]{{0,6}}(?:有效|施行|实施)?"
)
_YEARS = re.compile(
    r"有效期(?:为|限为)?\s*([一二两三四五六七八九十\d]+)\s*年|(?:valid|in\s+force|effective)\s+for\s+(\d+|one|two|three|four|five)\s+years?",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    rf"(?:发布|印发|公布|成文|发文)(?:日期|时间)?\s*[:：]\s*(?:{_YMD}|{_EN})|{_YMD}\s*(?:印发|发布|公布)|(?:issued|published)\s+(?:on\s+)?{_EN}",
    re.IGNORECASE,
)
_WORDS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "十": 10,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}


@dataclass(frozen=True, slots=True)
class Dates:
    """What was found, and the words it was found in; None where the text does not say it."""

    issued: date | None = None
    since: date | None = None
    until: date | None = None
    issued_is_sure: bool = False
    quotes: tuple[str, ...] = ()


def _days(text: str) -> list[date]:
    found = []
    for match in _ANY.finditer(text):
        zh, dmy, mdy, iso = (
            match.groups()[0:3],
            match.groups()[3:6],
            match.groups()[6:9],
            match.groups()[9:12],
        )
        try:
            if zh[0]:
                found.append(date(int(zh[0]), int(zh[1]), int(zh[2])))
            elif dmy[0]:
                found.append(date(int(dmy[2]), _month(dmy[1]), int(dmy[0])))
            elif mdy[0]:
                found.append(date(int(mdy[2]), _month(mdy[0]), int(mdy[1])))
            else:
                found.append(date(int(iso[0]), int(iso[1]), int(iso[2])))
        except ValueError:
            continue
    return found


def _month(name: str) -> int:
    return [month.casefold() for month in _MONTHS].index(name.casefold()) + 1


def _first(pattern: re.Pattern[str], text: str) -> tuple[date, str] | None:
    for match in pattern.finditer(text):
        days = _days(match[0])
        if days:
            return days[-1 if pattern is _RANGE else 0], match[0]
    return None


def _signed(text: str) -> date | None:
    """Return the day that stands alone on one of the last lines, below the authority's name."""
    for line in reversed([line.strip() for line in text.splitlines() if line.strip()][-12:]):
        days = _days(line)
        if days and len(line) <= 30:
            return days[0]
    return None


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years) - timedelta(days=1)
    except ValueError:
        return day.replace(year=day.year + years, month=2, day=28)


def find_dates(text: str) -> Dates:
    """Find the days of a policy text."""
    said = _first(_ISSUED, text)
    issued = said[0] if said else _signed(text)
    quotes = [said[1]] if said else []
    since = _first(_SINCE, text)
    start = since[0] if since else None
    if since:
        quotes.append(since[1])
    elif (match := _SINCE_ISSUE.search(text)) and issued:
        start = issued
        quotes.append(match[0])
    until = _first(_UNTIL, text)
    end = until[0] if until else None
    if until:
        quotes.append(until[1])
    elif (match := _YEARS.search(text)) and start:
        number = match[1] or match[2].casefold()
        end = _years_later(start, int(number) if number.isdecimal() else _WORDS.get(number, 1))
        quotes.append(match[0])
    return Dates(issued, start, end, said is not None, tuple(quotes))

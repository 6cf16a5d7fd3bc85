"""Days, months, years and spans of days as people write them, absolute and relative to today.

Each is read to its end and gives the first and the last day that it can mean: a month is a span of its days.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from knowledge.text.numerals import numeral_at

Bound = Literal["from", "until", "before", "after"]


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days in a text: `first` to `last`, both included, equal for one day.

    `bound` is set by words such as since, until, before. `others` are further spans that may be meant as well
    (a day without its year, 3/4/2025). `is_range` marks a start and an end that were both written;
    `is_real` is false for what no calendar has (31 February).
    """

    start: int
    end: int
    first: date
    last: date
    bound: Bound | None = None
    others: tuple[tuple[date, date], ...] = ()
    is_range: bool = False
    approximate: bool = False
    is_real: bool = True
    spelling: str = ""
    start_until: date | None = None
    """The last day that the start of a range can mean."""
    end_from: date | None = None
    """The first day that the end of a range can mean."""

    @property
    def day(self) -> date | None:
        """The one day, where just one is meant."""
        return self.first if self.first == self.last and not self.others and self.is_real else None


Span = tuple[date, date]
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH_EN = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_N = r"[〇零一二两三四五六七八九十\d]"
_YEAR_WORD = r"大前年|前年|去年|上年|今年|本年度?|当年|明年|来年|次年|后年|last year|this year|next year|the year before last"
_YEAR = rf"(?:(?P<year>(?:19|20)\d{{2}})|(?P<short>['’]?[012]\d)(?=\s?年)|(?P<hanyear>[一二][〇零九][〇零一二三四五六七八九]{{2}})|(?P<yearword>{_YEAR_WORD}))"
_YEARS_AWAY = {"大前年": -3, "前年": -2, "the year before last": -2, "去年": -1, "上年": -1, "last year": -1, "今年": 0, "本年": 0, "本年度": 0, "当年": 0,
               "this year": 0, "明年": 1, "来年": 1, "次年": 1, "next year": 1, "后年": 2}  # fmt: skip
_WEEKDAYS = {name: number for number, names in enumerate(
    ("monday mon 一", "tuesday tue tues 二", "wednesday wed 三", "thursday thu thur thurs 四", "friday fri 五", "saturday sat 六", "sunday sun 日 天")) for name in names.split()}  # fmt: skip
_PART = {"初": (1, 3), "年初": (1, 3), "early": (1, 3), "start": (1, 1), "beginning": (1, 1), "底": (12, 12), "末": (12, 12), "尾": (12, 12), "end": (12, 12), "late": (10, 12),
         "中": (5, 8), "mid": (5, 8), "middle": (5, 8)}  # fmt: skip
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}  # fmt: skip


def _int(text: str) -> int:
    number = numeral_at(text, 0)
    return int(number.low) if number is not None else 0


def month_span(year: int, month: int) -> Span:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(year: int) -> Span:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def months_away(day: date, months: int) -> date:
    """Return the day some months later or earlier, the last of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _year_of(match: re.Match[str], today: date) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("short"):
        return 2000 + int(groups["short"].lstrip("'’"))
    if groups.get("hanyear"):
        digits = "".join(
            str("〇一二三四五六七八九".index("〇" if c == "零" else c)) for c in groups["hanyear"]
        )
        return int(digits)
    if groups.get("yearword"):
        return today.year + _YEARS_AWAY[groups["yearword"]]
    return None


Reader = Callable[[re.Match[str], date], "tuple[Span, tuple[Span, ...]] | None"]


def _plain(span: Span) -> tuple[Span, tuple[Span, ...]]:
    return span, ()


def _ymd(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    year = _year_of(match, today)
    if year is None:
        return None
    month = _MONTHS.get(match["m"].rstrip(". ")) or _int(match["m"])
    day = date(year, month, _int(match["d"]))
    return _plain((day, day))


def _dmy_numeric(match: re.Match[str], _today: date) -> tuple[Span, tuple[Span, ...]] | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    ways = [
        date(year, month, day)
        for month, day in ((second, first), (first, second))
        if month <= 12 and day <= monthrange(year, month)[1]
    ]
    ways = list(dict.fromkeys(ways))
    return ((ways[0], ways[0]), tuple((each, each) for each in ways[1:])) if ways else None


def _ym(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    year = _year_of(match, today)
    if year is None:
        return None
    month = _MONTHS.get(match["m"].rstrip(". ")) or _int(match["m"])
    span = month_span(year, month)
    return _plain(_part_of_month(span, match.groupdict().get("part")))


def _part_of_month(span: Span, part: str | None) -> Span:
    first, last = span
    if not part:
        return span
    if part in {"上旬", "初", "early", "start", "beginning"}:
        return first, first.replace(day=10)
    if part in {"中旬", "中", "mid", "middle"}:
        return first.replace(day=11), first.replace(day=20)
    return first.replace(day=21), last


def _md(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    month, day = _MONTHS.get(match["m"].rstrip(". ")) or _int(match["m"]), _int(match["d"])
    ways = [
        date(year, month, day)
        for year in (today.year, today.year - 1, today.year + 1)
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    ]
    if not ways:
        return None
    past = [each for each in ways if each <= today]
    ahead = [each for each in ways if each > today]
    best = max(past) if past else min(ahead)
    rest = [min(ahead)] if past and ahead else []
    return (best, best), tuple((each, each) for each in rest)


def _month_alone(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    month = _MONTHS.get(match["m"].rstrip(". ")) or _int(match["m"])
    if not 1 <= month <= 12:
        return None
    last = today.year if month <= today.month else today.year - 1
    part = match.groupdict().get("part") or match.groupdict().get("part2")
    return _part_of_month(month_span(last, month), part), (_part_of_month(month_span(last + 1, month), part),)


def _year(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    year = _year_of(match, today)
    if year is None:
        return None
    part = match.groupdict().get("part")
    if part:
        first, last = _PART[part]
        return _plain((date(year, first, 1), month_span(year, last)[1]))
    return _plain(year_span(year))


def _year_ago_today(_match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    day = months_away(today, -12)
    return _plain((day, day))


_FEASTS = {
    "元旦": (1, 1),
    "国庆": (10, 1),
    "国庆节": (10, 1),
    "五一": (5, 1),
    "五一劳动节": (5, 1),
    "劳动节": (5, 1),
    "圣诞": (12, 25),
    "圣诞节": (12, 25),
    "双十一": (11, 11),
    "双11": (11, 11),
}
_SEASONS = {
    "spring": 3,
    "summer": 6,
    "autumn": 9,
    "fall": 9,
    "winter": 12,
    "春": 3,
    "夏": 6,
    "秋": 9,
    "冬": 12,
}


def _feast(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    year = _year_of(match, today)
    if year is None:
        return None
    day = date(year, *_FEASTS[match["feast"]])
    return _plain((day, day))


def _season(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    """Read a season: three months; a winter may be either end of its year."""
    year = _year_of(match, today)
    if year is None:
        return None
    first = _SEASONS[match["season"]]
    if first == 12:
        return (date(year, 1, 1), month_span(year, 3)[1]), ((date(year, 12, 1), month_span(year + 1, 2)[1]),)
    return _plain((date(year, first, 1), month_span(year, first + 2)[1]))


def _end_of_year(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    first, last = _PART[match["part"]]
    return _plain((date(today.year, first, 1), month_span(today.year, last)[1]))


def _quarter(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    year = _year_of(match, today) or today.year
    quarter = _QUARTERS[match["q"]]
    return _plain((date(year, 3 * quarter - 2, 1), month_span(year, 3 * quarter)[1]))


def _half(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    year = _year_of(match, today) or today.year
    half = 1 if match["h"] in {"上", "first", "1", "1st"} else 2
    return _plain((date(year, 1 if half == 1 else 7, 1), month_span(year, 6 * half)[1]))


def _near_day(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    away = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "现在": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "今儿": 0, "昨儿": -1,
            "today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}  # fmt: skip
    day = today + timedelta(days=away[match[0]])
    return _plain((day, day))


def _near_month(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    word = match["which"]
    away = (
        -2
        if word in {"上上个", "上上", "the month before last"}
        else -1
        if word in {"上个", "上", "last"}
        else 1
        if word in {"下个", "下", "next"}
        else 0
    )
    there = months_away(today.replace(day=1), away)
    if match.groupdict().get("d"):
        day = there.replace(day=_int(match["d"]))
        return _plain((day, day))
    return _plain(_part_of_month(month_span(there.year, there.month), match.groupdict().get("part")))


def _day_of_month(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    return _near_month(match, today)


def _weekday(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    word, day = match["which"], _WEEKDAYS[match["w"]]
    monday = today - timedelta(days=today.weekday())
    weeks = {"上上": -2, "上": -1, "上个": -1, "last": -1, "下": 1, "下个": 1, "next": 1, "下下": 2}.get(
        word, 0
    )
    if word == "last":
        back = (today.weekday() - day) % 7 or 7
        found = today - timedelta(days=back)
    else:
        found = monday + timedelta(days=7 * weeks + day)
    return _plain((found, found))


def _week(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    weeks = {"上上": -2, "上": -1, "上个": -1, "last": -1, "下": 1, "下个": 1, "next": 1, "下下": 2}.get(
        match["which"], 0
    )
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks)
    return _plain((monday, monday + timedelta(days=6)))


def _ago(match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    written = match["n"]
    unit = match["unit"]
    sign = 1 if match.groupdict().get("ahead") is not None else -1
    half = bool(match.groupdict().get("half"))
    if written in {"半", "half a"}:
        count, half = 0, True
    else:
        number = numeral_at(written, 0)
        if number is None or number.low != number.high or number.low > 1200:
            return None
        count = int(number.low)
        half = half or number.low != count
    if unit[0] in "天日d":
        day = today + timedelta(days=sign * count)
        return _plain((day, day))
    if unit[0] in "周星礼w":
        day = today + timedelta(weeks=sign * count)
        monday = day - timedelta(days=day.weekday())
        return _plain((monday, monday + timedelta(days=6)))
    if unit[0] in "年y" or "year" in unit:
        months = count * 12 + (6 if half else 0)
        there = months_away(today, sign * months)
        return _plain(month_span(there.year, there.month) if half else year_span(there.year))
    there = months_away(today, sign * count)
    return _plain(month_span(there.year, there.month))


_D_END = r"\s?(?:日|号)"
_PART_MONTH = r"(?P<part>上旬|中旬|下旬|初|中(?!国)|底|末)?"
_PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?<![\d.]){_YEAR}\s?年?\s?(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月\s?(?P<d>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]?(?![\d万千百元%个])", _ymd),
        (r"(?<![\d.])(?P<year>(?:19|20)\d{2})\s?(?P<sep>[-/.])\s?(?P<m>0?[1-9]|1[0-2])\s?(?P=sep)\s?(?P<d>[12]\d|3[01]|0?[1-9])(?![\d%])", _ymd),
        (r"(?<!\d)(?P<year>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)", _ymd),
        (rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:of\s)?-?(?P<m>{_MONTH_EN}),?\s?-?(?:{_YEAR}|'(?P<apos>\d\d))", _ymd),
        (rf"(?P<m>{_MONTH_EN})\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}(?!\d)", _ymd),
        (r"(?<![\d.])(?P<a>0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?P<b>0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?P<year>(?:19|20)\d{2})(?!\d)", _dmy_numeric),
        (r"(?:today|exactly)? ?(?P<away>a|one) year ago today|today (?:a|one) year ago|去年的?今天", _year_ago_today),
        (rf"{_YEAR}\s?年?的?(?P<feast>元旦|国庆节?|五一(?:劳动节)?|劳动节|圣诞节?|双十一|双11)", _feast),
        (rf"(?:(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR})(?!\d)", _season), (rf"{_YEAR}\s?年?的?(?P<season>春|夏|秋|冬)(?:天|季)", _season),
        (r"the (?P<d>\d{1,2})(?:st|nd|rd|th)? of (?P<which>last|this|next) month", _day_of_month),
        (rf"(?P<which>上上个|上上|上个|上|这个|这|本|当|下个|下)月(?P<d>[12]\d|3[01]|[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]){_D_END}", _day_of_month),
        (rf"{_YEAR}\s?年?度?的?第?(?P<q>[一二三四1-4])季度?", _quarter), (rf"{_YEAR}\s?年?,?\s?q(?P<q>[1-4])", _quarter),
        (rf"q(?P<q>[1-4])\s?(?:of\s|/|-)?\s?{_YEAR}", _quarter), (rf"(?P<q>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter(?:\sof)?\s{_YEAR}", _quarter),
        (rf"{_YEAR}\s?年?的?(?P<h>上|下)半年", _half), (rf"{_YEAR}\s?h(?P<h>[12])", _half), (rf"h(?P<h>[12])\s?(?:of\s)?{_YEAR}", _half), (rf"(?P<h>first|second|1st|2nd) half of\s{_YEAR}", _half),
        (rf"(?<![\d.]){_YEAR}\s?年?\s?(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?{_PART_MONTH}(?!\d{{1,2}}\s?[日号])", _ym),
        (r"(?<![\d.])(?P<year>(?:19|20)\d{2})\s?[-/.]\s?(?P<m>1[0-2]|0?[1-9])(?![\d%万]|\s?[-/.]\s?\d)", _ym), (r"(?<![\d./-])(?P<m>1[0-2]|0?[1-9])\s?[-/]\s?(?P<year>(?:19|20)\d{2})(?!\d)", _ym),
        (rf"(?:(?P<part>early|mid|late|end of|start of|beginning of)[\s-])?(?P<m>{_MONTH_EN}),?\s?(?:of\s)?(?:{_YEAR}|'(?P<apos>\d\d))(?!\d)", _ym),
        (rf"(?<![\d.]){_YEAR}\s?年?(?P<part>初|底|末|尾|中(?!国|小))", _year), (rf"(?P<part>early|mid|late|end|start|beginning|middle)(?:\sof)?[\s-]+(?:in\s)?{_YEAR}(?!\d)", _year),
        (rf"(?<![\d.])(?<!\d,){_YEAR}\s?(?:年度?)(?!\s?(?:以[上下]|前|后|多|半|期|费|营|内))", _year), (rf"(?P<yearword>{_YEAR_WORD})(?!\s?[度]?同期)", _year),
        (r"(?<![\d.¥$-])(?<!\d,)(?P<year>(?:19[89]|20[0-4])\d)(?![\d,.]\d|\d|\s?(?:元|万|千|亿|w\b|wan|yuan|rmb|cny|块|人|张|卡|p\b|%|k\b|m\b|个|家|gpu|hours|card))", _year),
        (r"(?<![\d今去明前后本当])年(?P<part>底|末|初)", _end_of_year),
        (r"the day before yesterday|the day after tomorrow|大前天|大后天|前天|昨天|昨日|昨晚|昨儿|今天|今日|今儿|明天|明日|后天|today|yesterday|tomorrow", _near_day),
        (rf"(?P<which>上上个|上上|上个|上|这个|这|本|当|下个|下)月份?(?!薪|租|饼){_PART_MONTH}", _near_month), (r"(?P<which>last|this|next) month|(?P<which2>the month before last)", _near_month),
        (r"(?P<which>上上|上个|上|这个|这|本|下下|下个|下)?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])(?!周)", _weekday), (r"(?P<which>last|this|next|on)\s(?P<w>monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thur?s?|fri|sat|sun)\b", _weekday),
        (r"(?P<which>上上|上个|上|这个|这|本|下下|下个|下)(?:周|星期|礼拜)(?![一二三四五六日天])", _week), (r"(?P<which>last|this|next) week", _week),
        (r"(?<!\d)(?P<n>半|\d{1,4}(?:\.\d)?|[一二两三四五六七八九十]{1,4})\s?个?(?P<unit>天|日|周|星期|礼拜|月|年)(?P<half>半)?(?:多)?(?:之|以)?前(?!景|端)", _ago),
        (r"(?<!\d)(?P<n>半|\d{1,4}(?:\.\d)?|[一二两三四五六七八九十]{1,4})\s?个?(?P<unit>天|周|星期|礼拜|月|年)(?P<half>半)?(?P<ahead>(?:之|以)?后)", _ago),
        (r"(?<!\d)(?P<n>half a|an?|\d{1,4}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)(?P<half>\sand\sa\shalf)?\s(?P<unit>days?|weeks?|months?|years?|yrs?)\s(?:ago|back|earlier|before now)", _ago),
        (r"in (?P<ahead>)(?P<n>half a|an?|\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s(?P<unit>days?|weeks?|months?|years?)(?:'s? time)?\b(?!\s(?:of|old))", _ago),
        (rf"(?<!\d)(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?P<d>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]){_D_END}", _md),
        (rf"(?P<m>{_MONTH_EN})\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\s?(?:gpus?|people|months|%|k\b|m\b))", _md), (rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m>{_MONTH_EN})", _md),
        (rf"(?<![\d个一二三四五六七八九十两几半])(?P<m>1[0-2]|0?[1-9]|十[一二]|十|[一二三四五六七八九])月(?:份{_PART_MONTH}|(?P<part2>上旬|中旬|下旬|初|底|末)|(?![饼薪租球光]))", _month_alone),
        (rf"(?:(?:in|since|from|until|till|by|before|after|of|to|and|early|mid|late|last|this|next|-)\s)(?P<m>{_MONTH_EN})(?!\s\d)", _month_alone),
        (r"(?<![a-z])(?P<m>january|february|april|june|july|august|september|october|november|december)\b(?!\s\d)", _month_alone),
    )
)  # fmt: skip


def find_days(text: str, today: date) -> list[Days]:
    """Find the days and spans of a folded text, the longest reading of each place, ranges joined."""
    found: list[Days] = []
    taken: set[int] = set()
    for pattern, reader in _PATTERNS:
        for match in pattern.finditer(text):
            begin = match.start("m") if reader is _month_alone else match.start()
            if not taken.isdisjoint(range(begin, match.end())):
                continue
            span = _safely(reader, match, today)
            if span is None and reader is _ymd:
                found.append(Days(begin, match.end(), today, today, is_real=False))
                taken.update(range(begin, match.end()))
            if span is not None:
                found.append(Days(begin, match.end(), *span[0], others=span[1]))
                taken.update(range(begin, match.end()))
    found.sort(key=lambda each: each.start)
    return [
        replace(each, spelling=text[each.start : each.end])
        for each in (_bound(text, each) for each in _joined(text, found))
    ]


def _safely(reader: Reader, match: re.Match[str], today: date) -> tuple[Span, tuple[Span, ...]] | None:
    """Read a match; a day that no calendar has (31 February) is none."""
    if match.groupdict().get("apos"):
        match = _with_year(match)
    try:
        return reader(match, today)
    except (ValueError, KeyError, OverflowError):
        return None


def _with_year(match: re.Match[str]) -> re.Match[str]:
    """Return the match of the same text with the year written out: jan '24."""
    text = re.sub(r"'(\d\d)$", r"20\1", match[0])
    again = match.re.match(text)
    return again if again is not None else match


_TO = re.compile(r"\s?(?:-|–|—|~|～|至|到|to|through|thru|until|till|and|,)\s?(?:the end of\s)?")


def _joined(text: str, found: list[Days]) -> Iterator[Days]:
    """Join a start and an end; each takes from the other the year that it lacks."""
    index = 0
    while index < len(found):
        left = found[index]
        right = found[index + 1] if index + 1 < len(found) else None
        whole = _range_of(text, left, right) or (
            _short_range(text, left) if right is None or right.start > left.end + 8 else None
        )
        if whole is None:
            yield left
            index += 1
        else:
            yield whole
            index += 2 if right is not None and whole.end == right.end else 1


def _range_of(text: str, left: Days, right: Days | None) -> Days | None:
    if right is None or not (separator := _TO.fullmatch(text[left.end : right.start])):
        return None
    word = separator[0].strip()
    if word in {"and", ","} and not re.search(
        r"(?:between|介于)\s?$", text[max(0, left.start - 9) : left.start]
    ):
        return None
    first, last = (left.first, left.last), (right.first, right.last)
    if right.others:
        last = _year_like(last, right.others, first[0])
    if left.others:
        first = _before(first, left.others, last[1])
    if last[1] < first[0]:
        return None
    return Days(
        left.start, right.end, first[0], last[1], is_range=True, start_until=first[1], end_from=last[0]
    )


def _year_like(span: Span, others: tuple[Span, ...], after: date) -> Span:
    """Choose among the readings of an end the first that is not before the start."""
    years = sorted({span, *others, *(_moved(span, step) for step in range(-8, 9))})
    return next((each for each in years if each[1] >= after), span)


def _before(span: Span, others: tuple[Span, ...], until: date) -> Span:
    years = sorted({span, *others, *(_moved(span, step) for step in range(-8, 9))})
    return next((each for each in reversed(years) if each[0] <= until), span)


def _moved(span: Span, years: int) -> Span:
    first, last = span
    return months_away(first, 12 * years), months_away(last, 12 * years) if last.day != monthrange(
        last.year, last.month
    )[1] else month_span(last.year + years, last.month)[1]


_SHORT = re.compile(
    r"\s?(?:-|–|—|~|～|至|到)\s?(?P<m>1[0-2]|0?[1-9])\s?月(?!\d)|\s?(?:-|–|—|~|～|至|到)\s?(?P<y>(?:19|20)?\d{2})\s?年(?!前)|\s?(?:-|–|—|~|～|至|到)\s?(?P<d>[12]\d|3[01]|0?[1-9])\s?[日号]"
)


def _short_range(text: str, left: Days) -> Days | None:
    """Read an end that is written in short: 2025年9月-12月, 3月1日至15日, 2024-2025年."""
    match = _SHORT.match(text, left.end)
    if match is None:
        return None
    try:
        if match["m"]:
            begin, last = month_span(left.first.year + (int(match["m"]) < left.first.month), int(match["m"]))
        elif match["y"]:
            begin, last = year_span(int(match["y"]) % 100 + 2000)
        else:
            begin = last = left.first.replace(day=int(match["d"]))
    except ValueError:
        return None
    return (
        Days(left.start, match.end(), left.first, last, is_range=True, start_until=left.last, end_from=begin)
        if last >= left.first
        else None
    )


_ABOUT = re.compile(
    r"(?:大约|大概|约|差不多|好像|应该是?|around|about|roughly|approximately|circa|maybe|probably|i think)\s?(?:on |in )?$"
)
_ABOUT_END = re.compile(r"\s?(?:左右|前后|上下|or so\b|or thereabouts|ish\b|吧)")
_FROM = re.compile(
    r"(?:从|自从?|由|since|from|starting|as of|effective|begins?(?: on)?|started?(?: on| in)?|启于)\s?(?:on |in )?$"
)
_UNTIL = re.compile(
    r"(?:到|至|截至|截止|止于|until|till|til|through|to|up to|ends?(?: on| in)?|ending|expires?(?: on| in)?|by)\s?(?:the end of )?$"
)
_BEFORE = re.compile(r"(?:早于|before|prior to|earlier than)\s?$")
_AFTER = re.compile(r"(?:晚于|after|later than)\s?$")
_FROM_END = re.compile(r"(?:开始|起|以来|启动|onwards?|on\b)")
_BEFORE_END = re.compile(r"\s?(?:之前|以前|前(?!年|天))")
_AFTER_END = re.compile(r"\s?(?:之后|以后|后(?!年|天))")
_UNTIL_END = re.compile(r"\s?(?:为?止|结束|到期|截止)")


def _bound(text: str, days: Days) -> Days:
    if days.is_range or not days.is_real:
        return days
    before, bound = text[max(0, days.start - 14) : days.start], None
    for pattern, name in ((_FROM, "from"), (_UNTIL, "until"), (_BEFORE, "before"), (_AFTER, "after")):
        if pattern.search(before):
            bound = name
    for pattern, name in (
        (_FROM_END, "from"),
        (_BEFORE_END, "before"),
        (_AFTER_END, "after"),
        (_UNTIL_END, "until"),
    ):
        if pattern.match(text, days.end):
            bound = name
    about = bool(_ABOUT.search(before)) or bool(_ABOUT_END.match(text, days.end))
    return replace(days, bound=bound, approximate=about)  # type: ignore[arg-type]

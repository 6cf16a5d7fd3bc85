"""Days in a message and the facts that they are of: founding, signing, first and last day of a contract."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from knowledge.eligibility.kinds import Value
from knowledge.reading.findings import Findings
from knowledge.reading.heard import Heard
from knowledge.reading.scope import Mood, Scopes
from knowledge.reading.subject import Party
from knowledge.text.days import Days, months_away
from knowledge.text.quantities import Quantity

DAYS = ("founded_on", "contract_signed_on", "contract_start", "contract_end")
_OF: tuple[tuple[str, re.Pattern[str]], ...] = tuple((fact, re.compile(pattern)) for fact, pattern in (
    ("contract_signed_on", r"签订|签署|签的|签约|签了|签好|签合同|合同签|下单|下的单|签字|盖章|(?<!没)签(?!约率|证)|\bsign(?:ed|ing|ature)?\b|\bexecuted\b|\bordered\b"),
    ("contract_end", r"结束|到期日?|截止|end date|终止|期满|完结|\bend(?:s|ed)?\b|\bending\b|\bexpir\w+\b|\bfinish\w*\b|\bterminat\w+\b|(?<=to )\buntil\b|\brun(?:s|ning)? (?:out|to|until|till)\b"),
    ("contract_start", r"服务.{0,6}(?:从|自|开始|起)|合同.{0,6}(?:从|自|开始|起|生效)|租期.{0,4}(?:从|自)|开始(?:是|于|日|时间|的)|起租|start date|开始(?:用|服务|租|计费|执行)|启用|交付|上线|\bstart(?:s|ed|ing)?\b|\bbegin(?:s|ning)?\b|\bbegan\b|\bcommenc\w+\b|\bkick(?:s|ed)? off\b|\btakes? effect\b"),
    ("founded_on", r"成立|创立|创办|创建|注册于|注册的|注册成立|注册时间|注册下来|注册(?=了|$)|设立|开业|拿到?(?:了)?(?:营业)?执照|执照(?:是|日期|下来)|公司(?:才|刚|开了)|\bfound(?:ed|ing)\b|\bestablished\b|\bincorporat\w+\b|\bset ?up\b|\bregistered (?:in|on|since|back|last|this|a|\d+)\b|\bstarted (?:the |our |this )?(?:company|business|firm|up)\b|\bopened\b|\bexist\w*\b|\bborn\b|\blicen[cs]e (?:is|was|dates?|from)\b|\bin business\b|\bold\b|\bbeen around\b|公司(?=没满|未满|不满|不到|满|没到)|\bco-?founded\b"),
))  # fmt: skip
_PERIOD = re.compile(
    r"合同期|服务期|租期|租用期|期限|合同(?!额|金额|总)|服务(?!商|器|费)|租(?!金)|\bcontract(?! value| amount)\b|\bservice\b|\blease\b|\bterm\b|\bperiod\b|\brent\w*\b|\bruns?\b|\bfrom\b"
)
_NOT_OURS = re.compile(
    r"政策|办法|申报|窗口|指南|通知|文件|措施|受理|申请(?:期|时间)|公示|\bpolicy\b|\bwindow\b|\bdeadline\b|\bmeasures\b|\bguide\b|\bnotice\b|\bvoucher\b|\bprogramme\b|\bapplications?\b"
)
_CONTRACTUAL = re.compile(r"合同|签|租|服务期|contract|sign|rent|lease|agreement")
_OTHER_PAPER = re.compile(
    r"补充协议|框架协议|意向|保密协议|备忘录|续签|\bnda\b|\bmou\b|\bamendment\b|\bsupplement\w*\b|letter of intent|\bterm sheet\b"
)
_AGE_LESS = re.compile(
    r"(?:不到|不足|未满|不满|还没到|还不到|没到|没满|刚过不了|less than|under|not (?:yet |even )?|barely|younger than|within)\s?(?:a |one |1 |一)?\s?(?:年|周年|year)"
)
_WITHIN_A_YEAR = re.compile(
    r"(?:less than|under|not even|within|no more than|不到|不足|未满)\s?(?:a|one|1|一) ?(?:year|年)"
)
_FARTHEST = 48
"""Characters between a day and the word that says what it is of."""
_UNIT_MONTHS = {"months": Decimal(1), "years": Decimal(12)}


def read_moments(heard: Heard, found: list[Days], quantities: list[Quantity], out: Findings) -> list[Days]:
    """Note the days that are said of a fact; return those of none."""
    text, scopes, asked, today, subjects = heard.text, heard.scopes, heard.asked, heard.today, heard.subjects
    found, left = _made_exact(text, found), []
    for days in found:
        if subjects.at(days.start) is Party.OTHER or (
            subjects.at(days.start) is Party.PROVIDER and asked not in DAYS and not _CONTRACTUAL.search(text)
        ):
            left.append(days)
            continue
        fact = _fact_of(text, scopes, days, asked)
        if fact is None or not _note(fact, heard, days, out):
            left.append(days)
    if "founded_on" not in out.values and "founded_on" not in out.ranges:
        _read_age(text, scopes, quantities, asked, today, out)
    _read_duration(text, scopes, quantities, asked, heard.known, out)
    return left


def _is_bare(words: str) -> bool:
    """Tell whether a clause says nothing but its day."""
    return not re.sub(
        r"反正|应该|大概|大约|就|是|在|的|了|也|才|那天|sometime|some time|it was|that was|in|on|at|around|about|of|[\s:,]+",
        "",
        words,
    )


_MONTH_AND_DAY = re.compile(r"(?<![\d.])(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d.%])")


def _made_exact(text: str, found: list[Days]) -> list[Days]:
    """Join to a span a day named right after it that lies within it: the end of next year, 31 December."""
    kept: list[Days] = []
    for days in found:
        last = kept[-1] if kept else None
        near = (
            last is not None and days.start - last.end < 12 and not last.is_range and last.first != last.last
        )
        inside = [] if not near or last is None else _within(days, last)
        if last is not None and len(inside) == 1 and inside[0][0] == inside[0][1]:
            kept[-1] = replace(
                last,
                end=days.end,
                first=inside[0][0],
                last=inside[0][1],
                others=(),
                spelling=text[last.start : days.end],
            )
        else:
            kept.append(days)
    return [_with_number(text, each) for each in kept]


def _within(days: Days, span: Days) -> list[tuple[date, date]]:
    """List the readings of a day, of whatever year where none is written, that lie within a span."""
    ways = [(days.first, days.last), *days.others]
    if days.others:
        ways += [(months_away(days.first, 12 * step), months_away(days.last, 12 * step)) for step in (1, 2)]
    return list(dict.fromkeys(each for each in ways if span.first <= each[0] and each[1] <= span.last))


def _with_number(text: str, days: Days) -> Days:
    """Take a day in bare numbers (12.31) only where it stands beside the span that holds it."""
    match = _MONTH_AND_DAY.search(text, days.end, days.end + 9)
    if match is None or days.first == days.last or days.is_range:
        return days
    try:
        day = date(days.last.year, int(match[1]), int(match[2]))
    except ValueError:
        return days
    return replace(days, end=match.end(), first=day, last=day) if days.first <= day <= days.last else days


def _fact_of(text: str, scopes: Scopes, days: Days, asked: str | None) -> str | None:
    clause = scopes.clause_at(days.start)
    begin, end = clause.start, clause.end
    window, at = text[begin:end], days.start - begin
    hits = []
    for order, (fact, pattern) in enumerate(_OF):
        for match in pattern.finditer(window):
            gap = at - match.end() if match.end() <= at else match.start() - (days.end - begin)
            hits.append((max(gap, 0) + 0.1 * order, fact))
    if (
        days.is_range
        and (asked in DAYS[2:] or _PERIOD.search(text[max(0, begin - 12) : end]))
        and not _NOT_OURS.search(window)
    ):
        return "contract_start"
    if not hits and _is_bare(text[begin : days.start] + text[days.end : end]):
        before = text[max(scopes.sentence_at(days.start)[0], begin - 30) : begin]
        hits = [
            (len(before) - match.end() + 0.1 * order, fact)
            for order, (fact, pattern) in enumerate(_OF)
            for match in pattern.finditer(before)
        ]
    if _OTHER_PAPER.search(window):
        hits = [hit for hit in hits if hit[1] != "contract_signed_on"]
    if hits and min(hits)[0] < _FARTHEST:
        if (
            _NOT_OURS.search(window)
            and min(hits)[1] != "founded_on"
            and not re.search(r"合同|contract|我们|our", window)
        ):
            return None
        return min(hits)[1]
    first, last = scopes.sentence_at(days.start)
    if _PERIOD.search(text[first:last]) and not _NOT_OURS.search(window) and days.bound in {"from", "until"}:
        return "contract_start" if days.bound == "from" else "contract_end"
    if asked in DAYS:
        return asked
    return None


def _note(fact: str, heard: Heard, days: Days, out: Findings) -> bool:
    """Note a day or a span of days as that of a fact; False where it says nothing of it."""
    span = (days.start, days.end)
    mood = heard.scopes.mood(*span)
    if not days.is_real:
        out.ask_about(fact, "date", (), span, days.spelling)
        return True
    if not _is_stated(fact, heard, days, mood):
        return False
    if days.is_range and fact in DAYS[2:]:
        _edges("contract_start", days.first, days.start_until or days.first, span, out)
        _edges("contract_end", days.end_from or days.last, days.last, span, out)
        return True
    first, last = (days.first, days.last) if fact != "founded_on" else _past(days, heard.today)
    is_about = (days.approximate or mood is Mood.DOUBTED) and first == last
    if first > last:
        out.ask_about(fact, "future", (), span, days.spelling)
    elif days.others:
        out.ask_about(fact, "two_values", _readings(fact, first, days), span, days.spelling)
    elif is_about:
        out.ask_about(fact, "approximate", (first,), span, days.spelling)
    else:
        _spread(fact, heard, days, (first, last), out)
    return True


def _is_stated(fact: str, heard: Heard, days: Days, mood: Mood) -> bool:
    """Tell whether a day is meant as the founder's own, not asked, supposed, planned or denied."""
    if mood in {Mood.SUPPOSED, Mood.DENIED} or (fact == "founded_on" and mood is Mood.PLANNED):
        return False
    if mood is Mood.ASKED:
        return fact == heard.asked or _is_told(heard.text, heard.scopes, days)
    return mood is not Mood.UNKNOWN or fact == heard.asked


def _past(days: Days, today: date) -> tuple[date, date]:
    """Return the reading of a day that is not in the future; the first after the last where there is none."""
    ways = [each for each in ((days.first, days.last), *days.others) if each[0] <= today]
    first, last = ways[0] if ways else (today + timedelta(days=1), today)
    return first, min(last, today)


def _readings(fact: str, first: date, days: Days) -> tuple[Value, ...]:
    """List the days that one without its year may be."""
    if fact == "founded_on" and all(other[0].year != first.year for other in days.others):
        return tuple(dict.fromkeys((first, date(first.year - 1, first.month, min(first.day, 28)))))
    return (first, *(other[0] for other in days.others))


def _spread(fact: str, heard: Heard, days: Days, reading: tuple[date, date], out: Findings) -> None:
    """Note a day or a span with its bound: before, after, less than a year ago."""
    (first, last), span, today = reading, (days.start, days.end), heard.today
    around = heard.text[max(0, days.start - 14) : days.end]
    if fact == "founded_on" and last < today and _WITHIN_A_YEAR.search(around):
        out.spread(fact, months_away(today, -12) + timedelta(days=1), today, span)
    elif days.bound == "before" and fact in DAYS[:2]:
        out.spread(fact, None, first - timedelta(days=1), span)
    elif days.bound == "after" and fact in DAYS[:2]:
        is_year = (last - first).days > 300
        out.spread(fact, first if is_year else last + timedelta(days=1), None, span)
    else:
        _edges(fact, first, last, span, out)


def _edges(fact: str, first: date, last: date, span: tuple[int, int], out: Findings) -> None:
    if first == last:
        out.say(fact, first, span)
    elif fact not in out.values:
        out.spread(fact, first, last, span)


def _is_told(text: str, scopes: Scopes, days: Days) -> bool:
    clause = scopes.clause_at(days.start)
    return (
        re.search(
            r"我们?|我司|公司(?!必须|需)|合同|\b(?:we|our|i|my|contract)\b", text[clause.start : days.start]
        )
        is not None
    )


def _read_age(
    text: str, scopes: Scopes, quantities: list[Quantity], asked: str | None, today: date, out: Findings
) -> None:
    """Read an age: 成立8个月, we're 8 months old, not yet a year."""
    founding = dict(_OF)["founded_on"]
    for quantity in quantities:
        if quantity.unit not in _UNIT_MONTHS:
            continue
        clause = scopes.clause_at(quantity.start)
        window = text[clause.start : clause.end]
        if asked != "founded_on" and not founding.search(window):
            continue
        if _NOT_OURS.search(window) or re.search(r"合同|租|contract|rent", window):
            continue
        mood = scopes.mood(quantity.start, quantity.end)
        if mood is Mood.SUPPOSED or (
            mood is Mood.ASKED
            and asked != "founded_on"
            and not re.search(r"我们?|我司|公司(?=成立|刚|才)|\b(?:we|our|i)\b", window)
        ):
            continue
        _note_age(quantity, mood, today, out)
        return


def _note_age(quantity: Quantity, mood: Mood, today: date, out: Findings) -> None:
    factor, span = _UNIT_MONTHS[quantity.unit], (quantity.start, quantity.end)
    low = None if quantity.low is None else quantity.low * factor
    high = None if quantity.high is None else quantity.high * factor
    if low is not None and low == high and mood is not Mood.DENIED:
        there = months_away(today, -int(low))
        if quantity.unit == "months":
            out.spread(
                "founded_on",
                there.replace(day=1),
                min(months_away(there.replace(day=1), 1) - timedelta(days=1), today),
                span,
            )
        else:
            out.spread("founded_on", months_away(today, -int(low) - 12) + timedelta(days=1), there, span)
    elif (low is None and high is not None) or (mood is Mood.DENIED and high is not None):
        out.spread("founded_on", months_away(today, -int(high)) + timedelta(days=1), today, span)
    elif high is None and low is not None:
        out.spread("founded_on", None, months_away(today, -int(low)), span)
    elif low is not None and high is not None:
        out.spread("founded_on", months_away(today, -int(high)), months_away(today, -int(low)), span)


def _read_duration(
    text: str,
    scopes: Scopes,
    quantities: list[Quantity],
    asked: str | None,
    known: Mapping[str, Value],
    out: Findings,
) -> None:
    """Read how long a contract runs, which gives the other end of one whose start or end is known."""
    for quantity in quantities:
        if quantity.unit not in _UNIT_MONTHS or quantity.value is None:
            continue
        clause = scopes.clause_at(quantity.start)
        window = text[max(0, clause.start - 10) : clause.end]
        if asked not in DAYS[2:] and not re.search(
            r"合同|租|签|服务期|期|contract|lease|term|rent|for\s", window
        ):
            continue
        if asked == "founded_on" or re.search(r"成立|founded|old\b", window):
            continue
        months = int(quantity.value * _UNIT_MONTHS[quantity.unit])
        start = _day("contract_start", known, out)
        end = _day("contract_end", known, out)
        if start is not None and end is None and "contract_end" not in out.ranges:
            out.ask_about(
                "contract_end",
                "approximate",
                (months_away(start, months) - timedelta(days=1),),
                (quantity.start, quantity.end),
                quantity.spelling,
            )
        elif end is not None and start is None and "contract_start" not in out.ranges:
            out.ask_about(
                "contract_start",
                "approximate",
                (months_away(end + timedelta(days=1), -months),),
                (quantity.start, quantity.end),
                quantity.spelling,
            )
        return


def _day(fact: str, known: Mapping[str, Value], out: Findings) -> date | None:
    said = out.values.get(fact, ())
    value = said[0] if len(said) == 1 else known.get(fact)
    return value if isinstance(value, date) else None

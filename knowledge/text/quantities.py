"""Quantities in a text: a number with its unit, its bound, its period, and whatever makes it uncertain.

A quantity is read with everything that belongs to it (约, 多, 以上, per month, x 3, another currency). What stands
beside a number and is not understood leaves a reason in `doubts`, so that the number is asked about and never taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from knowledge.text.numerals import Numeral, numeral_at

Doubt = Literal["approximate", "rest", "unit", "currency", "per_month", "per_hour", "per_period"]
Period = Literal["hour", "day", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity. `low` and `high` are the bounds, None where open; equal for a plain value.

    `unit` is `cny`, another currency, `percent` (value 30 for 30 %), `pflops`, `racks`, `people`, `cards`, `hours`,
    `months`, `years`, `days`, `times`, `parameters`, or "" where none is written. `strict` says which bound is itself left
    out ("over", "under"). `per` is the time that a sum is for. `scaled` is true where 万 or million is written.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    per: Period | None = None
    strict: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    scaled: bool = False
    spelling: str = ""

    @property
    def value(self) -> Decimal | None:
        """The one value, where there is just one."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def is_money(self) -> bool:
        """True for a sum in a currency."""
        return self.unit in CURRENCIES


CURRENCIES = frozenset(
    {"cny", "usd", "eur", "gbp", "hkd", "jpy", "sgd", "twd", "mop", "aud", "cad", "krw", "inr", "chf"}
)
_CURRENCY = {
    "cny": r"人民币|rmb|cny|renminbi|¥|￥|yuan|元整|圆整|元人民币|元|圆|块钱|块|kuai|软妹币",
    "usd": r"us\$|usd|us dollars?|u\.s\. dollars?|american dollars?|美元|美金|美刀|刀(?!片)|dollars?|bucks|\$",
    "eur": r"eur(?:os?)?\b|欧元|€", "gbp": r"gbp|英镑|£|pounds? sterling|pounds?\b|quid\b", "hkd": r"hk\$|hkd|港币|港元|港纸|蚊", "jpy": r"jpy|日元|日圆|yen\b",
    "sgd": r"s\$|sgd|新币|新加坡元|singapore dollars?", "twd": r"nt\$|twd|新台币|台币|ntd", "mop": r"mop|澳门元|葡币", "aud": r"aud|澳元", "cad": r"cad\b|加元",
    "krw": r"krw|韩元", "inr": r"inr\b|rupees?|卢比", "chf": r"chf|瑞郎",
}  # fmt: skip
_ORDER = ("hkd", "sgd", "twd", "usd", "eur", "gbp", "jpy", "mop", "aud", "cad", "krw", "inr", "chf", "cny")
_BEFORE = re.compile(r"(?:" + "|".join(f"(?P<{c}>{_CURRENCY[c]})" for c in _ORDER) + r")\s?$")
_AFTER = re.compile(
    r"\s?(?:"
    + "|".join(f"(?P<{c}>{_CURRENCY[c]})(?:(?![a-z])|(?=x\\s?\\d)|(?<=[\u4e00-\u9fff]))" for c in _ORDER)
    + r")"
)
_UNITS: tuple[tuple[str, Decimal, re.Pattern[str]], ...] = tuple(
    (name, Decimal(factor), re.compile(r"\s?-?(?:" + pattern + r")"))
    for name, factor, pattern in (
        ("percent", "1", r"%|个百分点|个点|per\s?cent(?:age points?)?\b|percent\b|pct\b|pc\b(?! of)"),
        ("percent", "0.01", r"(?:basis points?|bps?|个基点)\b"),
        ("pflops", "1", r"(?:pflops|petaflops?|peta|p(?:f)?(?![a-z0-9])(?!\s?/)|p算力)"), ("pflops", "1000", r"(?:eflops|exaflops?|e(?:f)?(?![a-z0-9]))"),
        ("pflops", "0.001", r"(?:tflops|teraflops?|t(?:f)?(?![a-z0-9]))"),
        ("racks", "1", r"(?:个|台|架)?(?:标准)?(?:机架|机柜|架机柜)|(?:standard )?(?:server )?racks?\b|cabinets?\b"),
        ("people", "1", r"(?:个|名|位|号|多)?(?:人(?!民币|工智能)|员工|同事|社保)|(?:people|persons?|employees?|staff|engineers?|devs?|developers?|heads?|folks|pax|of us)\b"),
        ("cards", "1", r"(?:张|块|片|个)?(?:gpu|显卡|加速卡|卡(?!时)|a100|a800|h100|h800|h20|4090|910b)s?(?:卡|显卡)?|张(?!券)|(?:gpus?|cards?|npus?)\b"),
        ("card_hours", "1", r"(?:个)?(?:卡时|卡·时|gpu时)|(?:gpu|card)[- ]?hours?\b"),
        ("hours", "1", r"(?:个)?小时|(?:hours?|hrs?|h)\b"), ("days", "1", r"(?:个)?(?:天|日(?!元|期)|工作日)|(?:working |business )?days?\b"),
        ("weeks", "1", r"(?:个)?(?:周|星期|礼拜)|weeks?\b"), ("months", "1", r"个?多?月(?!\d|份|初|底|\s?\d)|(?:months?|mos?)\b"),
        ("years", "1", r"(?:周年|年(?!度|底|初|前|\s?\d|产|报)|周岁|岁)|(?:years?|yrs?)\b"), ("times", "1", r"(?:次|倍|份|笔|个合同|份合同|家|个项目)|(?:times|contracts?|invoices?|companies)\b"),
        ("parameters", "1", r"(?:b|m)?\s?(?:参数|param(?:eter)?s?\b)|b(?=\s?(?:模型|大模型|model|级|\b))"),
        ("tokens", "1", r"(?:个)?(?:词元|tokens?\b)"),
    )
)  # fmt: skip
_PERIOD_WORD: tuple[tuple[Period, str], ...] = (
    ("hour", r"(?:个)?(?:小时|钟头|卡时)|(?:gpu[- ]|card[- ])?(?:hour|hr)"), ("day", r"天|日|day"), ("week", r"(?:个)?(?:周|星期|礼拜)|week|wk"),
    ("month", r"(?:个)?月|month|mo(?:nth)?"), ("quarter", r"(?:个)?(?:季度|季)|quarter"), ("year", r"年度?|year|yr|annum"),
)  # fmt: skip
_PERIODS = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PERIOD_WORD)
_PER_BEFORE = re.compile(
    rf"(?:每(?:张|块)?(?:卡|gpu)?每?|平均每|一)(?:{_PERIODS})(?:的|要|大概|大约|约|差不多|得|花|付|租金|费用|算力费?|支出|预算|开销|下来|就|是|为|平均|也就|可能|能|左右|spend)*\s?$"
)
_PER_BEFORE_WORD = re.compile(r"(?P<month>月均|月付|月租金?|月费|按月|monthly(?: \w+)?(?: of| is| bill of)?)|(?P<year>年均|年付|年租|年费|按年|annual(?:ly)?(?: \w+)?(?: of| is)?|yearly(?: \w+)?(?: of)?)|(?P<hour>时租|按小时|hourly(?: \w+)?(?: of)?)|(?P<day>日均|日租|daily(?: \w+)?(?: of)?)|(?P<quarter>季均|按季|quarterly(?: \w+)?(?: of)?)")  # fmt: skip
_PER_AFTER = re.compile(
    rf"\s?(?:/|每|per |a(?=\s(?:month|year|day|week|quarter|hour))|an(?=\shour)|each |every |一(?=个?月|年|天|个?小时|周|季))\s?(?:/|卡|gpu|card|each|张卡|块卡|台|node|each )*\s?(?:/|每|per |and |a |an )?\s?(?:{_PERIODS})(?![a-z])"
)
_PER_AFTER_WORD = re.compile(
    r"\s?(?:(?P<month>monthly|p\.?c\.?m\.?\b|月付|的月租|的月费)|(?P<year>annually|yearly|p\.?a\.?(?![a-z])|年付)|(?P<hour>hourly)|(?P<day>daily)|(?P<quarter>quarterly))"
)
_ABOUT_BEFORE = re.compile(
    r"(?:大约|大概|约莫|约为|约|大致|差不多|估计|预计|估摸着?|可能|应该|也就|近|接近|将近|快|小|about|around|roughly|approximately|approx\.?|circa|ca\.?|~|≈|somewhere around|give or take|maybe|probably|nearly|almost|close to|some|like|i think|ish)(?:有|是|在|到)?\s?$"
)
_ABOUT_AFTER = re.compile(
    r"\s?(?:左右|上下|前后|大概|的样子|差不多|吧|ish\b|-ish\b|or so\b|or thereabouts|give or take|roughly|approximately|\(?approx\.?\)?)"
)
_LEAST_BEFORE = re.compile(
    r"(?:至少|最少|起码|最低|不少于|不低于|不小于|不下|(?:at least|no(?:t)? less than|not under|no fewer than|minimum(?: of)?|min\.?|from|≥|>=))\s?$"
)
_OVER_BEFORE = re.compile(
    r"(?:超过了?|超出|超|多于|大于|高于|高过|突破|(?:more than|over|above|exceed(?:s|ing)?|upwards of|north of|>|in excess of|greater than|higher than))\s?$"
)
_MOST_BEFORE = re.compile(
    r"(?:最多|至多|最高|不超过|不高于|不多于|封顶|上限|顶多|充其量|(?:at most|no more than|not more than|up to|max(?:imum)?(?: of)?|capped at|not over|not exceeding|≤|<=|within))\s?$"
)
_UNDER_BEFORE = re.compile(
    r"(?:不到|不足|未满|不满|少于|小于|低于|没到|没有到|(?:less than|under|below|fewer than|just under|shy of|<|lower than|not even|short of))\s?$"
)
_LEAST_AFTER = re.compile(
    r"\s?(?:及?以上|或以上|起步?|打底|往上|\+|plus\b(?! (?:tax|vat))|or more\b|or above\b|and (?:up|above)\b|upwards\b|minimum\b)"
)
_MOST_AFTER = re.compile(
    r"\s?(?:及?以内|以下|之内|封顶|内(?!存|蒙|容|部|网)|or less\b|or under\b|or below\b|max(?:imum)?\b|tops\b|at most\b)"
)
_SLIGHTLY_OVER = re.compile(
    r"(?:多|余|出头|挂零|有余|来)(?:一点儿?|点儿?|些)?(?!少|次|久|家|数|个月|种|项|元化|模态|卡|租户|云)"
)
_TIMES_AFTER = re.compile(r"\s?[x×*乘](?:以)?\s?(?=\d)(?!\d+\s?(?:gpu|a100|h100|h800))")
_OF_AFTER = re.compile(r"\s?(?:的(?:\d|一半)|of (?:that|the|which|\d))")
_RANGE = re.compile(r"\s?(?:-|–|—|~|～|至|到|to|and|or|或者?)\s?")
_TAX = re.compile(
    r"\s?\(?(?:含税|税前|税后|before tax|after tax|incl(?:\.|uding|usive of)?\s?(?:vat|tax)|pre-?tax|post-?tax|excl(?:\.|uding)?\s?(?:vat|tax)|不含税|net of tax|plus (?:vat|tax))"
)
_TAX_EXCLUDED = re.compile(r"不含税|excl|net of tax|plus|before tax|税前|pre-?tax")
_PART_OF = re.compile(
    r"(?:%|percent|per cent|half|quarter|third)s?\s?(?:of|的)\s?(?:the |our |rmb |¥)?$|[成半]的?$(?<=的)"
)
_GLUED = re.compile(r"[a-z0-9]")
_PERCENT_HAN = re.compile(
    r"(?P<base>百分之?|千分之|万分之)\s?(?P<number>[〇零一二两三四五六七八九十百千点\d.]+)"
)
_TENTHS = re.compile(
    r"(?P<whole>[一二两三四五六七八九十\d](?:\.\d)?)成(?P<more>半|[一二三四五六七八九\d](?![\d月年日号个万千百%]))?(?![立员果长功本都熟交为分绩就熟了效品天心名])"
)
_ZHE = re.compile(
    r"(?P<number>\d(?:\.\d{1,2})?|[一二三四五六七八九](?:点?[一二三四五六七八九])?)折(?!算|叠|旧|扣|腾|现)"
)
_FRACTION = re.compile(
    r"(?P<whole>[二两三四五六七八九十])分之(?P<part>[一二两三四五六七八九])|(?P<half>一半|对半|half (?:of )?(?:the|our|it|my)|a half\b)|(?P<third>(?:a|one) third)|(?P<thirds>two thirds)|(?P<quarter>(?:a|one) quarter)(?= of)|(?P<quarters>three quarters)"
)
_IDENTIFIER = re.compile(
    r"[a-z0-9]*[a-z][a-z0-9_-]*\d[a-z0-9_-]*|\d{9,}[a-z0-9]*|\d+[a-z]+\d+[a-z0-9]*|(?:[a-z]+-)+\d+"
)
_NOT_IDENTIFIER = re.compile(
    r"(?:rmb|cny|usd|us|hk|eur|x|yuan|about|approx|ca|circa|over|under)\d|\d+(?:\.\d+)?(?:x|k|m|w|wan|mil|bn|b)\d*$"
)
_ORDINAL = re.compile(
    r"(?:第|no\.? ?|#|方向|附件|条|号|option |question |step |article |direction |batch |round |type |v|gpt-?|qwen-?|llama-?|deepseek-?(?:v|r)?|top )\s?$"
)


def find_quantities(text: str, taken: frozenset[int] = frozenset()) -> list[Quantity]:
    """Find the quantities of a folded text, in order; positions in `taken` (days, names) belong to something else."""
    found: list[Quantity] = []
    position = 0
    while position < len(text):
        if position in taken:
            position += 1
            continue
        quantity = _share_at(text, position) or _quantity_at(text, position, taken)
        if quantity is None:
            position += _identifier_length(text, position) or 1
            continue
        while found and found[-1].start >= quantity.start:
            found.pop()
        found.append(quantity)
        position = quantity.end
    return _joined(text, found)


def _identifier_length(text: str, position: int) -> int:
    """Return how long a code is that begins here (h100, gpt-4, a credit code): its digits are no quantity."""
    if position and text[position - 1].isalnum() and text[position - 1].isascii():
        return 0
    match = _IDENTIFIER.match(text, position)
    if match is None or _NOT_IDENTIFIER.match(match[0]):
        return 0
    if match[0].isdigit() and (
        _AFTER.match(text, match.end())
        or _BEFORE.search(text, max(0, position - 16), position)
        or not _IS_CODE.fullmatch(match[0])
    ):
        return 0
    return len(match[0])


_IS_CODE = re.compile(r"1[3-9]\d{9}|\d{12,}")
"""A mobile number, or longer than any sum that is written without its unit."""


_PARTS = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


def _share_at(text: str, position: int) -> Quantity | None:
    match = _PERCENT_HAN.match(text, position)
    if match:
        number = numeral_at(match["number"], 0)
        if (
            number is None
            or number.end != len(match["number"])
            or (match["base"] == "百分" and number.low > 100)
        ):
            return None
        value = number.low * _PARTS[match["base"][0]]
        return _bounded(text, Quantity(position, match.end(), value, value, "percent"))
    match = _TENTHS.match(text, position)
    if match and not (
        position and (text[position - 1].isdigit() or text[position - 1] in "十百第完构组形变生达")
    ):
        whole = _small(match["whole"])
        more = Decimal(5) if match["more"] == "半" else _small(match["more"]) if match["more"] else Decimal(0)
        value = whole * 10 + more
        return _bounded(text, Quantity(position, match.end(), value, value, "percent"))
    match = _ZHE.match(text, position)
    if match and not (position and text[position - 1].isdigit()):
        digits = match["number"].replace("点", "")
        value = Decimal(match["number"]) * 10 if digits[0].isdigit() else _zhe(digits)
        return Quantity(position, match.end(), value, value, "percent", doubts=("rest",))
    match = _FRACTION.match(text, position)
    if match:
        return _fraction(match, position)
    return None


def _zhe(digits: str) -> Decimal:
    return (
        sum((_small(digit) * 10 ** (1 - place) for place, digit in enumerate(digits)), Decimal(0))
        if len(digits) < 3
        else Decimal(0)
    )


def _small(text: str) -> Decimal:
    number = numeral_at(text, 0)
    return Decimal(0) if number is None else number.low


def _fraction(match: re.Match[str], position: int) -> Quantity:
    if match["whole"]:
        value = (_small(match["part"]) * 100 / _small(match["whole"])).quantize(Decimal("0.01"))
    else:
        name = next(name for name in ("half", "third", "thirds", "quarter", "quarters") if match[name])
        value = {
            "half": Decimal(50),
            "third": Decimal("33.33"),
            "thirds": Decimal("66.67"),
            "quarter": Decimal(25),
            "quarters": Decimal(75),
        }[name]
    return Quantity(position, match.end(), value, value, "percent")


def _quantity_at(text: str, position: int, taken: frozenset[int]) -> Quantity | None:
    if _identifier_length(text, position):
        return None
    number = numeral_at(text, position)
    if number is None:
        return _unread_digits(text, position)
    if any(place in taken for place in range(number.start, number.end)):
        return None
    if _ORDINAL.search(text[max(0, position - 12) : position]) and not number.scaled:
        return None
    quantity = Quantity(number.start, number.end, number.low, number.high, scaled=number.scaled)
    if number.vague:
        quantity = replace(quantity, strict=frozenset({"high"}) if number.low > 0 else frozenset())
    return _finished(text, quantity, number)


_DIGITS = re.compile(r"\d[\d.,]*\d(?:\s?(?:million|billion|thousand|m|k|万|亿|w))?")


def _unread_digits(text: str, position: int) -> Quantity | None:
    """Take digits that are written as no number is (1,8 million) as something to ask about."""
    match = _DIGITS.match(text, position)
    if match is None or (position and text[position - 1].isalnum() and text[position - 1].isascii()):
        return None
    return _currency(text, Quantity(position, match.end(), None, None, doubts=("rest",)))


def _finished(text: str, quantity: Quantity, number: Numeral) -> Quantity:
    quantity = _currency(text, quantity)
    if not quantity.is_money:
        quantity = _unit(text, quantity)
    quantity = _slightly_over(text, quantity)
    if quantity.unit == "":
        quantity = _currency(text, quantity, before=False)
    quantity = _multiplied(text, _bounded(text, quantity))
    quantity = _periodic(text, quantity)
    glued = _GLUED.match(text, quantity.end)
    if (
        glued
        and number.digits
        and (text[quantity.end - 1].isdigit() or quantity.is_money)
        and not text.startswith("s ", quantity.end)
    ):
        quantity = replace(quantity, doubts=(*quantity.doubts, "rest"))
    return quantity


_COUNTED = re.compile(r"\s?(?:块(?:卡|gpu|显卡|a100|h100|屏|地)|元(?:宇宙|器件))")
"""What looks like a currency and counts or names something: 8块卡, 元宇宙."""


def _currency(text: str, quantity: Quantity, *, before: bool = True) -> Quantity:
    start, end, unit = quantity.start, quantity.end, ""
    if before and (match := _BEFORE.search(text, max(0, start - 16), start)):
        unit = match.lastgroup or ""
        written = match[0].strip()
        if not (
            written.isascii()
            and written.isalpha()
            and match.start()
            and text[match.start() - 1].isalpha()
            and text[match.start() - 1].isascii()
        ) and written not in {"元", "块", "圆", "刀", "蚊", "dollar", "dollars"}:
            start = match.start()
        else:
            unit = ""
    match = _AFTER.match(text, end)
    if match and not _COUNTED.match(text, match.start()):
        unit = unit or (match.lastgroup or "")
        end = match.end()
        if more := _AFTER.match(text, end):
            end = more.end() if more.lastgroup == unit else end
    if not unit:
        return quantity
    doubts = quantity.doubts if unit == "cny" else (*quantity.doubts, "currency")
    return replace(quantity, start=start, end=end, unit=unit, doubts=doubts)


def _unit(text: str, quantity: Quantity) -> Quantity:
    for name, factor, pattern in _UNITS:
        match = pattern.match(text, quantity.end)
        if (
            match
            and (name != "pflops" or _fits_flops(text, match))
            and not (name == "times" and quantity.scaled)
        ):
            low = None if quantity.low is None else quantity.low * factor
            high = None if quantity.high is None else quantity.high * factor
            return replace(quantity, end=match.end(), unit=name, low=low, high=high)
    return quantity


def _fits_flops(text: str, match: re.Match[str]) -> bool:
    bare = match[0].strip() in {"e", "t", "tf", "pf", "ef"}
    return not bare or bool(re.search(r"算力|flop|compute|computing|规模|centre|center|集群", text))


def _slightly_over(text: str, quantity: Quantity) -> Quantity:
    match = _SLIGHTLY_OVER.match(text, quantity.end)
    if match is None or quantity.low is None or quantity.low != quantity.high:
        return quantity
    width = _width(quantity.low)
    return replace(quantity, end=match.end(), high=quantity.low + width, strict=frozenset({"high"}))


def _width(value: Decimal) -> Decimal:
    """Return the size of the last digit that is not zero: 10,000 for 1,850,000."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)


def _multiplied(text: str, quantity: Quantity) -> Quantity:
    match = _TIMES_AFTER.match(text, quantity.end)
    if match is None:
        return (
            replace(quantity, doubts=(*quantity.doubts, "rest"))
            if _OF_AFTER.match(text, quantity.end) and quantity.unit == "percent"
            else quantity
        )
    number = numeral_at(text, match.end())
    if number is None:
        return quantity
    factor = number.low
    low = None if quantity.low is None else quantity.low * factor
    high = None if quantity.high is None else quantity.high * factor
    whole = replace(
        quantity, end=number.end, low=low, high=high, scaled=True, doubts=(*quantity.doubts, "rest")
    )
    return _currency(text, whole, before=False)


def _bounded(text: str, quantity: Quantity) -> Quantity:
    """Read the words before and after a quantity that bound it or make it uncertain."""
    before = text[max(0, quantity.start - 24) : quantity.start]
    quantity = _with_tax(text, _bounded_after(text, _bounded_before(text, before, quantity)), before)
    return replace(quantity, doubts=tuple(dict.fromkeys(quantity.doubts)))


_BOUNDS: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (_LEAST_BEFORE, "low", False),
    (_UNDER_BEFORE, "high", True),
    (_MOST_BEFORE, "high", False),
    (_OVER_BEFORE, "low", True),
)
_FROM_TO = re.compile(r"[^,.;]{0,24}? to ")


def _bounded_before(text: str, before: str, quantity: Quantity) -> Quantity:
    for pattern, side, exclusive in _BOUNDS:
        match = pattern.search(before)
        if match is None or (match[0].strip() == "from" and _FROM_TO.match(text, quantity.end)):
            continue
        start = quantity.start - (len(before) - match.start())
        strict = quantity.strict | {side} if exclusive else quantity.strict
        if side == "low":
            return replace(quantity, start=start, high=None, strict=strict)
        return replace(quantity, start=start, low=None, strict=strict)
    match = _ABOUT_BEFORE.search(before)
    if match is None:
        return quantity
    start = quantity.start - (len(before) - match.start())
    return replace(quantity, start=start, doubts=(*quantity.doubts, "approximate"))


def _bounded_after(text: str, quantity: Quantity) -> Quantity:
    if match := _LEAST_AFTER.match(text, quantity.end):
        return replace(quantity, high=None, end=match.end())
    if match := _MOST_AFTER.match(text, quantity.end):
        strict = quantity.strict | {"high"} if "以下" in match[0] else quantity.strict
        return replace(quantity, low=None, end=match.end(), strict=strict)
    if match := _ABOUT_AFTER.match(text, quantity.end):
        about: tuple[Doubt, ...] = () if match[0].strip() == "吧" else ("approximate",)
        return replace(quantity, end=match.end(), doubts=(*quantity.doubts, *about))
    return quantity


def _with_tax(text: str, quantity: Quantity, before: str) -> Quantity:
    """Doubt a sum that holds the tax, or that is a part of another."""
    doubts: tuple[Doubt, ...] = quantity.doubts
    taxed = re.search(r"含税价?\s?$", before)
    if _PART_OF.search(before) or (taxed and before[taxed.start() - 1 : taxed.start()] != "不"):
        doubts = (*doubts, "rest")
    match = _TAX.match(text, quantity.end)
    if match is None:
        return replace(quantity, doubts=doubts)
    if not _TAX_EXCLUDED.search(match[0]):
        doubts = (*doubts, "rest")
    return replace(quantity, end=match.end(), doubts=doubts)


def _periodic(text: str, quantity: Quantity) -> Quantity:
    """Read what time a sum is for. Units of time (12 months) are no sums and have none."""
    if quantity.unit in {"months", "years", "days", "hours", "weeks", "times", "people", "parameters"}:
        return quantity
    before = text[max(0, quantity.start - 24) : quantity.start]
    match = _PER_AFTER.match(text, quantity.end) or _PER_AFTER_WORD.match(text, quantity.end)
    end = quantity.end
    if match:
        end = match.end()
    else:
        match = _PER_BEFORE.search(before) or next(
            (
                found
                for found in _PER_BEFORE_WORD.finditer(before)
                if not before[found.end() :].strip(" :是为约")
            ),
            None,
        )
    if match is None or match.lastgroup is None:
        return replace(quantity, end=end)
    start = quantity.start - (len(before) - match.start()) if match.re == _PER_BEFORE else quantity.start
    per: Period = next(name for name, _ in _PERIOD_WORD if name in match.re.groupindex and match[name])
    if quantity.unit == "percent":
        return quantity
    doubt: Doubt | None = {"month": "per_month", "hour": "per_hour", "year": None}.get(per, "per_period")
    doubts = quantity.doubts if doubt is None else (*quantity.doubts, doubt)
    return replace(quantity, start=start, end=end, per=per, doubts=tuple(dict.fromkeys(doubts)))


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Join two quantities that are one range: 100-200万, 1 to 2 million, between 30% and 50%."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if last is not None and (whole := _range_of(text, last, quantity)):
            joined[-1] = whole
        else:
            joined.append(quantity)
    return [replace(each, spelling=text[each.start : each.end].strip()) for each in joined]


def _range_of(text: str, left: Quantity, right: Quantity) -> Quantity | None:
    between = text[left.end : right.start]
    low, high = left.low, right.high
    if (
        not _RANGE.fullmatch(between)
        or low is None
        or high is None
        or left.value is None
        or right.value is None
    ):
        return None
    word = between.strip()
    if word in {"and", "or", "或", "或者"} and not (
        word == "and" and re.search(r"between\s?$|介于\s?$", text[max(0, left.start - 10) : left.start])
    ):
        return None
    if left.unit not in {"", right.unit} or (left.scaled and not right.scaled):
        return None
    if right.scaled and not left.scaled and left.unit == "":
        factor = _scale_of(text, right)
        if low * factor <= high:
            low *= factor
    if low >= high:
        return None
    start = left.start
    if between.strip() == "and":
        start = (
            text.rfind("between", 0, left.start)
            if "between" in text[max(0, left.start - 10) : left.start]
            else left.start
        )
    return replace(
        right,
        start=start,
        low=low,
        high=high,
        doubts=tuple(dict.fromkeys((*left.doubts, *right.doubts))),
        strict=frozenset(),
    )


def _scale_of(text: str, quantity: Quantity) -> Decimal:
    match = re.search(r"[\d.,]+", text[quantity.start : quantity.end])
    if match is None and (scale := re.search(r"[万亿]", text[quantity.start : quantity.end])):
        return Decimal(10_000) if scale[0] == "万" else Decimal(10**8)
    if match is None or quantity.high is None:
        return Decimal(1)
    written = Decimal(match[0].replace(",", "").strip(".") or "1")
    return quantity.high / written if written else Decimal(1)


def quantities_of(text: str, unit: str) -> Iterator[Quantity]:
    """List the quantities of one unit."""
    return (quantity for quantity in find_quantities(text) if quantity.unit == unit)

"""Numbers as people write them, in digits, Chinese and English, each read to its end.

All functions work on folded text (`knowledge.language.fold`): NFKC, simplified, lower case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_DIGITS = {character: value for value, characters in enumerate(
    ("〇零", "一壹幺", "二两贰俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for character in characters}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": 20, "卅": 30}
_SCALES = {
    "thousand": 3, "thousands": 3, "k": 3, "grand": 3, "million": 6, "millions": 6, "mil": 6, "mill": 6, "mio": 6, "mn": 6,
    "mln": 6, "m": 6, "mm": 6, "billion": 9, "billions": 9, "bn": 9, "b": 9, "trillion": 12, "lakh": 5, "crore": 7, "wan": 4, "w": 4, "yi": 8,
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
_CURRENCY_WORD = r"(?:rmb|cny|yuan|usd|eur|hkd|sgd|kuai)"
_SCALE = re.compile(
    r"\s?个?(?P<han>万亿|[十百千]?[万亿]|[百千])"
    rf"|\s?(?P<letter>mm|mil|mill|mio|mn|mln|bn|wan|yi|k|w|m|b)(?=$|[^a-z]|{_CURRENCY_WORD})"
    r"|[\s-]?(?P<word>thousands?|grand|millions?|billions?|trillion|lakh|crore)\b"
)
_ARABIC = re.compile(
    r"(?<![\w.,])(?:"
    r"(?P<grouped>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3}){2,}(?:\.\d+)?|\d{1,3}(?:'\d{3})+|\d{1,4}(?:,\d{4})+(?!\d))"
    r"|(?P<plain>\d+(?:\.\d+)?(?:e\d{1,2})?|\.\d+))(?![\d])"
)
_ARABIC_ANYWHERE = re.compile(_ARABIC.pattern.replace(r"(?<![\w.,])", r"(?<![\d.])(?<!\d,)", 1))
_HAN_RUN = re.compile(
    r"[〇零一壹二两贰俩三叁仨四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿廿卅半点几数多余来\d.个]+"
)
_HAN_NUMERAL = re.compile(r"[〇零一壹二两贰俩三叁仨四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿廿卅]")
_DROP_UNIT = {10**4: 1000, 10**8: 10**7, 1000: 100, 100: 10}
"""A digit after a scale counts in the next lower one: 13万2 is 132,000, 一百八 is 180."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it stands. `low` and `high` differ for 十几万, 一两百万; `vague` marks 180多万, a couple of."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    scaled: bool = False
    vague: bool = False
    digits: str = ""

    @property
    def value(self) -> Decimal:
        """The number, where there is one alone."""
        return self.low


def find_numerals(text: str) -> Iterator[Numeral]:
    """Find the numbers of a folded text, in order, none within another."""
    position = 0
    while position < len(text):
        found = numeral_at(text, position)
        if found is None:
            position += 1
        else:
            yield found
            position = found.end


def numeral_at(text: str, position: int) -> Numeral | None:
    """Read the number that begins at a position, to its end; None where none begins."""
    character = text[position]
    if (character.isdigit() and character.isascii()) or character == ".":
        return _arabic(text, position)
    if (
        character in _DIGITS
        or character in _SMALL
        or character in _LARGE
        or character in _TENS
        or character in "几数上半"
    ):
        return _han(text, position)
    if "a" <= character <= "z" and (
        position == 0 or not (text[position - 1].isalnum() and text[position - 1].isascii())
    ):
        return _english(text, position)
    return None


# --- digits


def _arabic(text: str, position: int) -> Numeral | None:
    match = _ARABIC_ANYWHERE.match(text, position)
    if match is None or (position and text[position - 1] in "." and text[position].isdigit()):
        return None
    if match["grouped"]:
        written = re.sub(r"[,' ]", "", match["grouped"])
    else:
        written = match["plain"]
        if len(written) > 30:
            return None
    value, end = Decimal(written), match.end()
    if text[end : end + 1] in {",", "."} and text[end + 1 : end + 2].isdigit():
        return None  # 1,8 or 1.000.000: not written as either language writes numbers
    scaled = _scaled(text, end, value)
    return (
        Numeral(position, end, value, value, digits=match[0])
        if scaled is None
        else Numeral(position, *scaled, digits=match[0])
    )


def _scaled(text: str, end: int, value: Decimal) -> tuple[int, Decimal, Decimal, bool, bool] | None:
    """Read what scales a number that ends at `end`: 万, million, 多万, 万5千, 万2."""
    vague = re.match(r"[多余来几]|\+", text[end:])
    at = end + 1 if vague and _SCALE.match(text, end + 1) and _SCALE.match(text, end + 1)["han"] else end  # type: ignore[index]
    match = _SCALE.match(text, at)
    if match is None:
        return None
    if match["letter"] in {"b", "m"} and re.match(
        r"\s?(?:模型|参数|param|model|大模型|级)", text[match.end() :]
    ):
        return None
    name = match["han"] or match["letter"] or match["word"]
    step = Decimal(10) ** _SCALES[name]
    low, end_ = value * step, match.end()
    high = low
    if at != end:
        high = low + step * (10 if value % 10 == 0 and value >= 10 else 1)
        return end_, low, high, True, True
    if match["han"]:
        tail = _tail(text, end_, step)
        if tail is not None:
            end_, more = tail
            low, high = low + more, low + more
        again = re.match(r"亿|万亿", text[end_:])
        if again and step < 10**8:
            factor = Decimal(10) ** _SCALES[again[0]]
            low, high, end_ = low * factor, high * factor, end_ + len(again[0])
    half = re.match(r"半(?!年|天|个|价)", text[end_:])
    if half:
        low, high, end_ = low + step / 2, high + step / 2, end_ + 1
    return end_, low, high, True, False


def _tail(text: str, position: int, step: Decimal) -> tuple[int, Decimal] | None:
    """Read what follows a scale and is smaller: the 5千 of 20万5千, the 2 of 13万2, the 3000 of 5万3000."""
    han = _HAN_PART.match(text, position)
    if han and not _OTHER_UNIT.match(text, han.end()):
        parsed = _parse_han(han[0])
        if parsed is not None and parsed < step:
            single = len(han[0]) == 1 and han[0] in _DIGITS
            return han.end(), parsed * _DROP_UNIT.get(int(step), 1) if single else parsed
        return None
    digits = re.match(r"\d+(?:\.\d+)?(?![\d,])", text[position:])
    if digits is None or _OTHER_UNIT.match(text, position + digits.end()):
        return None
    value, end = Decimal(digits[0]), position + digits.end()
    scale = _SCALE.match(text, end)
    if scale and scale["han"]:
        value, end = value * Decimal(10) ** _SCALES[scale["han"]], scale.end()
    elif len(digits[0]) == 1:
        value *= _DROP_UNIT.get(int(step), 1)
    return (end, value) if value < step else None


_OTHER_UNIT = re.compile(r"个?(?:月|季|小时|周|星期)|[年天次家人张份号台成折]")
_HAN_PART = re.compile(r"[〇零一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万]+(?![分成])")


# --- Chinese


def _han(text: str, position: int) -> Numeral | None:
    vague = _vague_han(text, position)
    if vague is not None:
        return vague
    match = re.match(
        r"[〇零一壹幺二两贰俩三叁仨四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿廿卅]{1,40}"
        r"(?:点[〇零一二三四五六七八九]{1,12})?", text[position:])  # fmt: skip
    if match is None:
        return None
    written, end = match[0], position + match.end()
    if written.startswith(("万一", "亿一")) or (len(written) == 1 and _is_word(text, position)):
        return None
    if written in {"百", "千", "万", "亿", "千万", "百万", "万万"}:
        if written in {"百万", "千万", "亿"} and re.match(r"级|元|块|的?(?:合同|订单|预算|投入)", text[end:]):
            value = Decimal(10) ** _SCALES[written]
            return Numeral(position, end, value, value * 10, scaled=True, vague=True)
        return None
    pair = _digit_pair(written)
    if pair is not None:
        low, high = pair
        scaled = low >= 10**4
        return Numeral(position, end, low, high, scaled=scaled, vague=True)
    value = _parse_han(written)
    if value is None:
        return None
    end, value, value_high, scaled = _han_scale(text, written, end, value)
    vague_after = value_high != value
    if re.match(r"半(?!年|天|个|价|导)", text[end:]) and written[-1] in "万亿":
        step = Decimal(_LARGE[written[-1]])
        value, value_high, end = value + step / 2, value_high + step / 2, end + 1
    return Numeral(position, end, value, value_high, scaled=scaled, vague=vague_after)


_WORDS_OF_ONE = re.compile(
    r"一(?=[定样些起般直旦切致共律下边面并次性级线流站体路键只方种])|(?<=[唯统第同万专不])一|(?<=[星周])[一二三四五六]|(?<=礼拜)[一二三四五六]|(?<=[不])二|三(?=方)|(?<=第)[二三四五六七八九十]"
    r"|四(?=川)|五(?=险)|[一二三四五六七八九](?=[环级手])|千(?=[问瓦兆卡])|百(?=[度炼])|万(?=[科达物维元户能象])|两(?=[者边化融])|零(?=[售碳])|十(?=[五四三]五)|双"
)


def _is_word(text: str, position: int) -> bool:
    """Tell whether a numeral's character is part of a word: 一定, 第三方, 四川."""
    match = _WORDS_OF_ONE.match(text, position)
    return match is not None


def _han_scale(text: str, written: str, end: int, value: Decimal) -> tuple[int, Decimal, Decimal, bool]:
    """Read what scales a Chinese number from outside: 五个亿, 两百多万, 一百来万, 三点五万."""
    match = re.match(
        r"(?P<more>[多余来几])?个?(?P<more2>[多余来])?(?P<scale>[万亿])(?P<half>半)?", text[end:]
    )
    if match:
        step = Decimal(_LARGE[match["scale"]])
        low = value * step
        if match["more"] or match["more2"]:
            width = 10 if value >= 10 and value % 10 == 0 else 1
            width = 100 if value >= 100 and value % 100 == 0 else width
            return end + match.end(), low, low + step * width, True
        low += step / 2 if match["half"] else 0
        return end + match.end(), low, low, True
    return end, value, value, any(character in _LARGE for character in written)


def _vague_han(text: str, position: int) -> Numeral | None:
    """Read 几十万, 十几万, 好几百万, 上百万, 数千万, 半个亿."""
    rest = text[position:]
    match = re.match(
        r"(?P<ten>[十拾])?(?P<few>几|数)(?P<small>[十百千])?个?(?P<large>万亿|[万亿])?(?P<one>个)?", rest
    )
    if (
        match
        and (match["few"] != "数" or match["small"] or match["large"])
        and not re.match(r"[号月点年天时]|成", rest[match.end() :])
    ):
        unit = Decimal(_SMALL.get(match["small"] or "", 1)) * (
            Decimal(10) ** _SCALES[match["large"]] if match["large"] else 1
        )
        low, high = (11, 19) if match["ten"] else (2, 9)
        if not (match["ten"] or match["small"] or match["large"]):
            return None
        end = position + match.end() - (1 if match["one"] and not match["large"] else 0)
        return Numeral(
            position,
            end,
            low * unit,
            (high + 1) * unit - 1 if unit > 1 else high * unit,
            scaled=bool(match["large"]),
            vague=True,
        )
    match = re.match(r"上(?P<small>[十百千])?(?P<large>[万亿])", rest)
    if match:
        unit = Decimal(_SMALL.get(match["small"] or "", 1)) * _LARGE[match["large"]]
        return Numeral(position, position + match.end(), unit, unit * 10, scaled=True, vague=True)
    match = re.match(r"半个?亿|半百万", rest)
    if match:
        value = Decimal(5 * 10**7) if "亿" in match[0] else Decimal(5 * 10**5)
        return Numeral(position, position + match.end(), value, value, scaled=True)
    return None


def _digit_pair(written: str) -> tuple[Decimal, Decimal] | None:
    """Read two neighbouring digits before a scale as from-to: 一两百万, 三五十万, 七八万."""
    match = re.fullmatch(r"([一二两三四五六七八九])([两二三四五六七八九])([十百千]?[万亿]?)", written)
    if match is None or not match[3] or _DIGITS[match[1]] >= _DIGITS[match[2]]:
        return None
    scale = Decimal(10) ** _SCALES[match[3]]
    return _DIGITS[match[1]] * scale, _DIGITS[match[2]] * scale


@cache
def _parse_han(written: str) -> Decimal | None:
    """Parse a whole Chinese numeral, 一百八十万, 壹佰捌拾, 二〇二六, 三点五; None when it is none."""
    whole, _, fraction = written.partition("点")
    if fraction:
        left = _parse_han(whole)
        digits = "".join(str(_DIGITS[character]) for character in fraction if character in _DIGITS)
        return None if left is None or len(digits) != len(fraction) else left + Decimal(f"0.{digits}")
    if all(character in _DIGITS for character in whole) and whole:
        return Decimal("".join(str(_DIGITS[character]) for character in whole)) if len(whole) <= 18 else None
    total, section, number, last = 0, 0, 0, 0
    zero = False
    for character in whole:
        if character in _DIGITS:
            if number:
                return None
            number, zero = _DIGITS[character], zero or character in "〇零"
            last = last if character not in "〇零" else 0
        elif character in _TENS:
            section, number, last = section + _TENS[character], 0, 10
        elif character in _SMALL:
            unit = _SMALL[character]
            section += (number or 1) * unit
            number, last, zero = 0, unit, False
        else:
            unit = _LARGE[character]
            if unit == 10**8:
                total = (total + section + number) * unit if total + section + number else unit
            else:
                total += (section + number or 1) * unit
            section, number, last, zero = 0, 0, unit, False
    if number and last in _DROP_UNIT and not zero and len(whole) > 1 and (last >= 100):
        number *= _DROP_UNIT[last]
    return Decimal(total + section + number)


# --- English words

_ONES = {word: value for value, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
_TENS_EN = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_POWERS = {
    "hundred": 100,
    "thousand": 1000,
    "grand": 1000,
    "million": 10**6,
    "mil": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_WORD = re.compile(r"[a-z]+")
_FEW = re.compile(
    r"(?:a (?:couple|few)(?: of)?|several)\s+(?P<scale>(?:hundred )?(?:thousand|million|billion)|hundred)s?\b"
)
_HALF_A = re.compile(
    r"(?:(?P<half>half)|(?P<quarter>a quarter)(?: of)?|(?P<three>three quarters of)) an? (?P<scale>million|billion|mil)\b"
)


def _english(text: str, position: int) -> Numeral | None:
    match = _HALF_A.match(text, position)
    if match:
        part = Decimal("0.5") if match["half"] else Decimal("0.25") if match["quarter"] else Decimal("0.75")
        value = part * _POWERS[match["scale"]]
        return Numeral(position, match.end(), value, value, scaled=True)
    match = _FEW.match(text, position)
    if match:
        unit = Decimal(1)
        for word in match["scale"].split():
            unit *= _POWERS[word]
        couple = "couple" in match[0]
        return Numeral(position, match.end(), 2 * unit, (3 if couple else 9) * unit, scaled=True, vague=True)
    return _english_words(text, position)


def _english_words(text: str, position: int) -> Numeral | None:
    total, section, end, used, scaled = Decimal(0), Decimal(0), position, False, False
    at, after_and = position, False
    while match := _WORD.match(text, at):
        word = match[0]
        if word in _ONES:
            section += _ONES[word]
        elif word in _TENS_EN:
            section += _TENS_EN[word]
        elif word in _POWERS and used:
            factor = _POWERS[word]
            if factor == 100:
                section *= 100
            else:
                total, section = total + section * factor, Decimal(0)
                scaled = True
        elif word == "a" and not used and re.match(r"a (?:hundred|thousand|million|billion)\b", text[at:]):
            section += 1
        elif (
            word == "and"
            and used
            and (half := re.match(r"and a (half|quarter)(?: (million|billion|thousand))?", text[at:]))
        ):
            share = Decimal("0.5") if half[1] == "half" else Decimal("0.25")
            if half[2]:
                total += (section + share) * _POWERS[half[2]]
                section, scaled = Decimal(0), True
            else:
                total += share * (10**6 if scaled and total >= 10**6 else 1)
            return Numeral(position, at + half.end(), total + section, total + section, scaled=scaled)
        elif word == "and" and used and not after_and:
            after_and = True
            at = _skip(text, match.end())
            continue
        elif word == "point" and used:
            return _english_point(text, position, match.end(), section)
        else:
            break
        used, after_and, end = True, False, match.end()
        at = _skip(text, end)
    if not used:
        return None
    return Numeral(position, end, total + section, total + section, scaled=scaled)


def _english_point(text: str, position: int, at: int, whole: Decimal) -> Numeral | None:
    digits, end = "", at
    while (match := _WORD.match(text, _skip(text, end))) and match[0] in _ONES and _ONES[match[0]] < 10:
        digits, end = digits + str(_ONES[match[0]]), match.end()
    if not digits:
        return None
    value = whole + Decimal(f"0.{digits}")
    scale = re.match(r"[\s-](thousand|million|billion)\b", text[end:])
    if scale:
        value, end = value * _POWERS[scale[1]], end + scale.end()
    return Numeral(position, end, value, value, scaled=scale is not None)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " -":
        at += 1
    return at

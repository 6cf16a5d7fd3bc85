"""Every number and every day reads back in every spelling; whatever is left beside one makes it a question."""

from datetime import date, timedelta
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language import fold
from knowledge.text.days import find_days
from knowledge.text.quantities import find_quantities
from tests.reading.reading import TODAY, read, touched

_FACT = "contract_amount_cny"
sums = st.one_of(
    st.integers(1_000, 10**11),
    st.integers(1, 9_999).flatmap(lambda digits: st.integers(3, 7).map(lambda power: digits * 10**power)),
)


def _spellings(yuan: int) -> list[str]:
    found = [
        f"{yuan}元",
        f"{yuan:,} yuan",
        f"RMB {yuan:,}",
        f"¥{yuan}",
        cn2an.an2cn(str(yuan), "low") + "元",
        cn2an.an2cn(str(yuan), "up") + "元整",
    ]
    wan = Decimal(yuan) / 10_000
    if yuan % 100 == 0:
        found += [f"{wan.normalize():f}万", f"{wan.normalize():f}万元", f"{wan.normalize():f}w"]
    if yuan % 1000 == 0:
        found += [
            f"{(Decimal(yuan) / 10**6).normalize():f} million",
            f"{(Decimal(yuan) / 10**6).normalize():f}m RMB",
            f"{yuan // 1000}k",
        ]
    return found


@settings(max_examples=150)
@given(sums)
def test_a_sum_reads_back_in_every_spelling(yuan: int) -> None:
    for spelling in _spellings(yuan):
        facts = read(spelling, _FACT)["facts"]
        assert _FACT in facts, spelling
        assert Decimal(facts[_FACT]) == yuan, spelling


@settings(max_examples=150)
@given(
    sums,
    st.sampled_from(
        [
            "多",
            "余",
            "x3",
            "/月",
            "每月",
            "每小时",
            "左右",
            "上下",
            "出头",
            "a month",
            " per hour",
            "以上",
            "以内",
            "美元",
            "-ish",
            "%",
        ]
    ),
)
def test_a_number_with_a_rest_is_never_taken(yuan: int, rest: str) -> None:
    written = f"{yuan}{rest}" if rest in {"美元", "%"} else f"{yuan}元{rest}"
    found = read(written, _FACT)
    assert _FACT not in found["facts"], written
    assert touched(found, _FACT), written


@settings(max_examples=200)
@given(sums, st.text("abcdefghijklnopqrstuvxyz", min_size=1, max_size=6))
def test_a_number_with_letters_behind_it_is_never_taken_for_another(yuan: int, letters: str) -> None:
    facts = read(f"{yuan}{letters}", _FACT)["facts"]
    assert _FACT not in facts or Decimal(facts[_FACT]) >= yuan


_TENTHS = "零一二三四五六七八九"


@pytest.mark.parametrize("halves", range(1, 199))
def test_a_share_reads_back_in_every_spelling(halves: int) -> None:
    value = Decimal(halves) / 2
    spelt = [
        f"{value.normalize():f}%",
        f"{value.normalize():f} percent",
        f"百分之{cn2an.an2cn(f'{value.normalize():f}')}",
    ]
    tens, ones = divmod(halves // 2, 10)
    if halves % 2 == 0 and tens:
        spelt.append(f"{_TENTHS[tens]}成{_TENTHS[ones] if ones else ''}")
    for spelling in spelt:
        found = find_quantities(fold(spelling))
        assert [(each.unit, each.value) for each in found] == [("percent", value)], spelling


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


def _written(day: date) -> list[str]:
    month = _MONTHS[day.month - 1]
    han = f"{cn2an.an2cn(day.month)}月{cn2an.an2cn(day.day)}日".replace("一十", "十")
    return [
        day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month:02d}.{day.day:02d}", f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}年{day.month}月{day.day}号", f"{day.year}年{han}",
        f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"{day.day} {month[:3]} {day.year}", f"{month[:3]} {day.day} {day.year}",
    ]  # fmt: skip


@pytest.mark.parametrize("year", range(2022, 2027))
def test_every_day_reads_back_in_every_format(year: int) -> None:
    wrong = []
    for number in range(366 if year % 4 == 0 else 365):
        day = date(year, 1, 1) + timedelta(days=number)
        wrong += [
            text for text in _written(day) if [each.day for each in find_days(fold(text), TODAY)] != [day]
        ]
    assert not wrong, wrong[:10]


@settings(max_examples=150)
@given(st.dates(date(2022, 1, 1), date(2027, 12, 31)), st.integers(1, 700))
def test_a_range_of_days_gives_both_ends(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    for left, right in zip(_written(first), _written(last), strict=True):
        for joined in (f"从{left}到{right}", f"{left}至{right}", f"from {left} to {right}"):
            facts = read(joined, "contract_start")["facts"]
            assert (facts.get("contract_start"), facts.get("contract_end")) == (
                first.isoformat(),
                last.isoformat(),
            ), joined

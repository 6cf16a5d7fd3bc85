"""Figures are the same value in every spelling, and another value is never taken for them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures import Figure, find_figures, matches, read_canonical, supported, unsupported


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("最高200万元", ["money 2000000 CNY"]),
        ("at most 2,000,000 yuan", ["money 2000000 CNY"]),
        ("CNY 2 million", ["money 2000000 CNY"]),
        ("一亿元", ["money 100000000 CNY"]),
        ("合同一百八十万", ["number 1800000"]),
        ("按30%支持", ["percent 30"]),
        ("百分之三十", ["percent 30"]),
        ("三成", ["percent 30"]),
        ("补三成五", ["percent 35"]),
        ("三成半", ["percent 35"]),
        ("3.5成", ["percent 35"]),
        ("三成五成", ["percent 30", "percent 50"]),
        ("补三成，五月起", ["percent 30"]),
        ("10% to 50%", ["percent 10", "percent 50"]),
        ("20/30%", ["percent 20", "percent 30"]),
        ("2026年5月6日至6月5日", ["date 2026-05-06", "date ?-06-05"]),
        ("from 6 May 2026 to June 5, 2026", ["date 2026-05-06", "date 2026-06-05"]),
        ("2026-08-31 17:30", ["date 2026-08-31", "time 17:30"]),
        ("2023—2025年", ["date 2023-?-?", "date 2025-?-?"]),
        ("京经信发〔2026〕34号", ["document_number 〔2026〕34号"]),
        ("140,000 to 280,000 US dollars", ["money 140000 USD", "money 280000 USD"]),
        ("1-3 million yuan", ["money 1000000 CNY", "money 3000000 CNY"]),
        ("100 PFLOPS or 1,000 standard racks", ["number 100", "number 1000"]),
        ("the H200, the A800 and the L40S", []),
        ("zhengce.beijing.gov.cn", []),
    ],
)
def test_a_text_states_these_figures(text: str, canonical: list[str]) -> None:
    assert [str(figure) for figure in find_figures(text)] == canonical


@pytest.mark.parametrize(
    "line", ["money 2000000 CNY", "percent 30", "date 2026-?-?", "time 17:30", "number 0.5"]
)
def test_a_canonical_figure_reads_back_as_itself(line: str) -> None:
    assert str(read_canonical(line)) == line


def test_a_line_that_is_no_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="no figure"):
        read_canonical("thirty percent")


_yuan = st.integers(min_value=1, max_value=99_999).map(lambda wan: wan * 10_000)


@given(_yuan)
def test_both_languages_spell_one_amount(yuan: int) -> None:
    chinese, english = f"最高{yuan // 10_000}万元", f"at most {yuan:,} yuan"
    assert unsupported(chinese, [english]) == []
    assert unsupported(english, [chinese]) == []


@given(_yuan, st.data())
def test_a_changed_digit_is_always_caught(yuan: int, data: st.DataObject) -> None:
    source = f"The cap is {yuan:,} yuan a year."
    digits = [i for i, character in enumerate(source) if character.isdigit()]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != source[place]]))
    assert unsupported(source[:place] + other + source[place + 1 :], [source])


_HAN = "零一二三四五六七八九"


def _spellings(halves: int) -> list[str]:
    """Spell a percentage, given in halves, in every usual way."""
    value = Decimal(halves) / 2
    tens, ones = divmod(halves // 2, 10)
    spelt = [f"{value.normalize():f}%", f"百分之{value.normalize():f}"]
    whole = (_HAN[tens] if tens > 1 else "") + "十" * (tens > 0) + (_HAN[ones] if ones or not tens else "")
    spelt.append(f"百分之{whole}" + ("点五" if halves % 2 else ""))
    if halves % 2 == 0 and tens:
        spelt.append(f"{_HAN[tens]}成" + (_HAN[ones] if ones else ""))
        spelt.append(f"{tens}成" + (str(ones) if ones else ""))
        if ones == 5:
            spelt.append(f"{_HAN[tens]}成半")
    return spelt


@pytest.mark.parametrize("halves", range(1, 199))
def test_a_percentage_reads_back_in_every_spelling(halves: int) -> None:
    for spelling in _spellings(halves):
        for sentence in (spelling, f"按{spelling}补贴", f"补贴{spelling}。", f"最高{spelling}，五月起"):
            assert f"percent {(Decimal(halves) / 2).normalize():f}" == str(find_figures(sentence)[0]), (
                sentence
            )


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_percentage_supports_itself_alone(one: int, two: int) -> None:
    assert supported(find_figures(f"{one}%")[0], find_figures(f"{two}%")) == (one == two)


@given(st.dates(), st.dates())
def test_a_date_supports_itself_and_its_month(day: "object", other: "object") -> None:
    iso = str(day)
    if int(iso[:4]) < 1900 or int(iso[:4]) > 2099:
        return
    have = find_figures(iso)
    assert supported(find_figures(f"{int(iso[:4])}年{int(iso[5:7])}月")[0], have)
    if str(other) != iso and 1900 <= int(str(other)[:4]) <= 2099:
        assert not supported(find_figures(str(other))[0], have)


def test_a_percentage_is_not_an_amount() -> None:
    assert not matches(Figure("percent", Decimal(30)), Figure("money", Decimal(30), "CNY"))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for figure in find_figures(text):
        assert read_canonical(str(figure)).value == figure.value

"""What founders type: one answer to one question, and facts in free words."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.eligibility.kinds import Facts, Value
from knowledge.reading.replies import Heard, Misheard, hear, state

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text", ["1.8m", "180万", "一百八十万", "1,800,000元", "180w", "1.8 million yuan", "180萬"]
)
def test_a_sum_is_understood_in_every_usual_form(text: str) -> None:
    assert hear("contract_amount_cny", text, {}, DAY) == Heard({"contract_amount_cny": Decimal(1_800_000)})


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-15",
        "2024年3月15日",
        "15 March 2024",
        "20240315",
        "2024/3/15",
        "15/03/2024",
        "二〇二四年三月十五日",
    ],
)
def test_a_day_is_understood_in_every_usual_form(text: str) -> None:
    assert hear("founded_on", text, {}, DAY) == Heard({"founded_on": date(2024, 3, 15)})


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年3月", date(2024, 3, 1), date(2024, 3, 31)),
        ("March 2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("去年", date(2025, 1, 1), date(2025, 12, 31)),
        ("last year", date(2025, 1, 1), date(2025, 12, 31)),
        ("今年", date(2026, 1, 1), DAY),
        ("不到一年", date(2025, 11, 24), DAY),
    ],
)
def test_of_a_month_or_a_year_only_what_is_certain_is_kept(text: str, first: date, last: date) -> None:
    heard = hear("founded_on", text, {}, DAY)
    assert isinstance(heard, Heard)
    assert not heard.facts
    assert heard.spans["founded_on"] == (first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("深圳", "440300"), ("鹏城", "440300"), ("Shenzhen", "440300"), ("深圳市南山区", "440305"), ("浦东", "310115"),
        ("Nanshan, Shenzhen", "440305"), ("beijing haidian", "110108"), ("440305", "440305"), ("我们在上海", "310000"),
    ],
)  # fmt: skip
def test_a_place_is_understood_by_name_alias_pinyin_and_code(text: str, code: str) -> None:
    heard = hear("registered_region", text, {}, DAY)
    assert isinstance(heard, Heard)
    assert heard.facts["registered_region"] == code


def test_a_district_alone_is_looked_for_in_the_city_that_is_known() -> None:
    assert hear("registered_region", "南山", {"registered_region": "440300"}, DAY) == Heard(
        {"registered_region": "440305"}
    )
    heard = hear("registered_region", "南山", {}, DAY)
    assert heard == Misheard("places-same-name", ("230404", "440305"))


@pytest.mark.parametrize(
    ("fact", "text", "reason"),
    [
        ("contract_amount_cny", "180", "small"), ("contract_amount_cny", "-5万", "negative"),
        ("contract_amount_cny", "约180万元", "approximate"), ("contract_amount_cny", "每月15万", "per-month"), ("contract_end", "2026-01-01", "date-order"),
        ("registered_region", "Shenzen", "place-near"), ("registered_region", "上海和北京", "places-several"),
        ("clean_record", "没有", "either-way"), ("clean_record", "no", "either-way"), ("founded_on", "04/05/2024", "date-either"),
        ("service_type", "算力", "choice"), ("purpose", "训练和推理", "several"),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_is_never_guessed(fact: str, text: str, reason: str) -> None:
    heard = hear(fact, text, {"contract_start": date(2026, 2, 1)}, DAY)
    assert isinstance(heard, Misheard)
    assert heard.reason == reason


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("我们是深圳的初创公司，去年成立，算力合同180万",
         {"registered_region": "440300", "applicant_type": "enterprise", "contract_amount_cny": Decimal(1_800_000)}),
        ("我们是庆阳的公司，机房也在庆阳",
         {"registered_region": "621000", "applicant_type": "enterprise", "compute_region": "621000"}),
        ("Our company is registered in Nanshan, Shenzhen, servers are in Guizhou, we paid 500,000 yuan",
         {"registered_region": "440305", "applicant_type": "enterprise", "compute_region": "520000",
          "settled_amount_cny": Decimal(500_000)}),
        ("We are in Hangzhou; our provider is based in Hefei", {"registered_region": "330100", "provider_region": "340100"}),
        ("我们是上海的企业，我们不是深圳的", {"registered_region": "310000", "applicant_type": "enterprise"}),
    ],
)  # fmt: skip
def test_facts_are_found_in_free_words_and_what_is_said_in_two_ways_is_left_out(
    text: str, facts: dict[str, Value]
) -> None:
    found: Facts = state(text, DAY).facts
    assert found == facts


@pytest.mark.parametrize(
    ("text", "moves", "buys"),
    [
        ("我们可以搬到成都", ("510100",), ()),
        ("可以去庆阳买算力", (), ("621000",)),
        ("we could buy computing in Qingyang", (), ("621000",)),
        ("We are thinking of moving to Chengdu", ("510100",), ()),
    ],
)
def test_where_a_founder_would_go_is_no_fact_yet(
    text: str, moves: tuple[str, ...], buys: tuple[str, ...]
) -> None:
    said = state(text, DAY)
    assert (said.moves, said.buys) == (moves, buys)
    assert "registered_region" not in said.facts

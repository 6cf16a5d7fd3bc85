"""Each kind of condition, as a case officer writes it."""

from datetime import date
from typing import Any

import pytest

from knowledge.eligibility.award import NO_AWARD
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.kleene import Truth
from knowledge.eligibility.reading.conditions import read_condition
from knowledge.eligibility.rulefile import read
from knowledge.eligibility.vocabulary import vocabulary

DAY = date(2026, 5, 19)
PLACE = "{fact: compute_region, within: '%s'}"


def condition(text: str) -> Condition:
    return read_condition(read(text, "test.yaml"), NO_AWARD)


@pytest.mark.parametrize(
    ("text", "facts", "truth"),
    [
        (PLACE % "440300", {"compute_region": "440305"}, True),
        (PLACE % "440300", {"compute_region": "440000"}, None),
        (PLACE % "440300", {"compute_region": "100000"}, None),
        (PLACE % "440300", {"compute_region": "440100"}, False),
        (PLACE % "440300", {}, None),
        (PLACE % "621000", {"compute_region": "621100"}, False),
        (PLACE % "500000", {"compute_region": "510100"}, False),
        (PLACE % "110106", {"compute_region": "110000"}, None),
        (PLACE % "110106", {"compute_region": "110108"}, False),
        (PLACE % "321000", {"compute_region": "321100"}, False),
        ("{home: '440300'}", {"registered_region": "440305"}, True),
        ("{home: '440300'}", {"registered_region": "110000"}, None),
        ("{works_in: '450100'}", {"registered_region": "110000"}, None),
        ("{works_in: '450100'}", {"registered_region": "110000", "tax_region": "450100"}, True),
        ("{works_in: '450100'}", {"registered_region": "110000", "tax_region": "110000"}, False),
        ("{zone: beijing_etown, lies_in: '110000'}", {"registered_zone": "beijing_etown"}, True),
        ("{zone: beijing_etown, lies_in: '110000'}", {"registered_zone": "none"}, False),
        ("{zone: beijing_etown, lies_in: '110000'}", {"registered_region": "110000"}, None),
        ("{zone: beijing_etown, lies_in: '110000'}", {"registered_region": "310000"}, False),
        ("{home_zone: chengdu_hitech}", {"registered_zone": "chengdu_hitech"}, True),
        ("{home_zone: chengdu_hitech}", {"registered_zone": "none"}, None),
        ("{fact: purpose, in: [training], unclear: [research]}", {"purpose": "research"}, None),
        ("{fact: industry, in: [data_ai], unclear: rest}", {"industry": "manufacturing"}, None),
        ("{fact: one_person_company, is: yes, unclear: [no]}", {"one_person_company": False}, None),
        ("{fact: settled_amount_cny, above: 0}", {"settled_amount_cny": 0}, False),
        ("{fact: settled_amount_cny, above: 0}", {"settled_amount_cny": "0.01"}, True),
        ("{fact: provider_pflops, at_least: 100}", {"provider_pflops": 100}, True),
        ("{no_city_money: yes}", {"other_public_support_cny": 0, "other_support_same_city": True}, True),
        ("{no_city_money: yes}", {"other_public_support_cny": 5, "other_support_same_city": True}, False),
        (
            "{in_principle: {no_city_money: yes}}",
            {"other_public_support_cny": 5, "other_support_same_city": True},
            None,
        ),
        ("{fact: founded_on, younger_than_years: 1}", {"founded_on": "2025-05-20"}, True),
        ("{fact: founded_on, younger_than_years: 1}", {"founded_on": "2025-05-19"}, False),
        ("{unseen: {zh: 规模, en: scale}}", {"settled_amount_cny": 1}, None),
        ("{not: {fact: provider_related, is: yes}}", {"provider_related": False}, True),
        ("{not: {unseen: {zh: 规模, en: scale}}}", {}, None),
    ],
)
def test_a_condition_is_judged(text: str, facts: dict[str, Any], truth: Truth) -> None:
    assert condition(text).truth(vocabulary().read(facts), DAY) is truth


@pytest.mark.parametrize(
    ("text", "facts", "asks"),
    [
        ("{home: '440300'}", {}, ("registered_region",)),
        ("{home: '440300'}", {"registered_region": "440000"}, ("registered_region",)),
        ("{home: '440300'}", {"registered_region": "110000"}, ()),
        ("{works_in: '450100'}", {"registered_region": "110000"}, ("tax_region",)),
        ("{zone: beijing_etown, lies_in: '110000'}", {}, ("registered_zone", "registered_region")),
        (
            "{zone: beijing_etown, lies_in: '110000'}",
            {"registered_region": "110108"},
            ("registered_zone",),
        ),
        ("{home_zone: chengdu_hitech}", {"registered_zone": "none"}, ()),
        ("{fact: purpose, in: [training], unclear: [research]}", {"purpose": "research"}, ()),
        ("{no_city_money: yes}", {}, ("other_public_support_cny", "other_support_same_city")),
        ("{no_city_money: yes}", {"other_public_support_cny": 5}, ("other_support_same_city",)),
        (
            "{in_principle: {no_city_money: yes}}",
            {"other_public_support_cny": 5, "other_support_same_city": True},
            (),
        ),
        ("{unseen: {zh: 规模, en: scale}}", {}, ()),
        (
            "{fact: contract_end, before_anniversary_of: contract_start}",
            {},
            ("contract_end", "contract_start"),
        ),
    ],
)
def test_an_open_condition_asks_for_what_can_settle_it(
    text: str, facts: dict[str, Any], asks: tuple[str, ...]
) -> None:
    assert condition(text).open_point(vocabulary().read(facts), DAY).asks == asks


@pytest.mark.parametrize(
    ("start", "end", "truth"),
    [
        ("2024-01-01", "2024-12-31", True),
        ("2024-01-01", "2025-01-01", False),
        ("2024-02-29", "2025-02-27", True),
        ("2024-02-29", "2025-02-28", False),
    ],
)
def test_a_service_of_a_year_ends_the_day_before_the_anniversary(start: str, end: str, truth: Truth) -> None:
    facts = vocabulary().read({"contract_start": start, "contract_end": end})
    assert condition("{fact: contract_end, before_anniversary_of: contract_start}").truth(facts, DAY) is truth


@pytest.mark.parametrize(("known", "truth"), [(0, None), (1, None), (2, True)])
def test_at_least_two_of_three(known: int, truth: Truth) -> None:
    text = "{at_least_of: 2, of: [{fact: tech_sme, is: yes}, {fact: opc_community, is: yes}, {fact: clean_record, is: yes}]}"
    facts = dict.fromkeys(["tech_sme", "opc_community", "clean_record"][:known], True)
    assert condition(text).truth(facts, DAY) is truth
    assert condition(text).truth({"tech_sme": False, "opc_community": False}, DAY) is False

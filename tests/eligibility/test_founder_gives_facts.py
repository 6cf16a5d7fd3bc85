"""Facts come as JSON; what is impossible is refused with one sentence that names the fact."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.eligibility.vocabulary import Fact, FactError, vocabulary
from knowledge.language import LANGUAGES, Language


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        ("contract_amount_cny", "16666.67", Decimal("16666.67")),
        ("contract_amount_cny", 16666.67, Decimal("16666.67")),
        ("contract_amount_cny", 1800000, Decimal(1800000)),
        ("contract_amount_cny", 0, Decimal(0)),
        ("registered_region", "440300", "440300"),
        ("registered_region", 440300, "440300"),
        ("independent_legal_person", True, True),
        ("independent_legal_person", "no", False),
        ("founded_on", "2024-02-29", date(2024, 2, 29)),
        ("service_type", "model_api", "model_api"),
    ],
)
def test_a_value_is_read(fact: str, raw: object, value: object) -> None:
    assert vocabulary().read({fact: raw}) == {fact: value}


def test_null_is_unknown() -> None:
    assert vocabulary().read({"founded_on": None}) == {}


@pytest.mark.parametrize(
    ("fact", "raw"),
    [
        ("contract_amount_cny", -1),
        ("contract_amount_cny", "1e99"),
        ("contract_amount_cny", "a lot"),
        ("contract_amount_cny", float("nan")),
        ("contract_amount_cny", float("inf")),
        ("contract_amount_cny", 10**20),
        ("contract_amount_cny", True),
        ("contract_amount_cny", [1]),
        ("registered_region", "4403"),
        ("registered_region", "990000"),
        ("registered_region", "Shenzhen"),
        ("registered_region", True),
        ("founded_on", "2025-02-29"),
        ("founded_on", "20250228"),
        ("founded_on", "1025-02-28"),
        ("founded_on", 20250228),
        ("service_type", "computing"),
        ("independent_legal_person", "maybe"),
        ("independent_legal_person", 1.5),
    ],
)
def test_an_impossible_value_is_refused_by_name(fact: str, raw: object) -> None:
    with pytest.raises(FactError, match=rf"^{fact} must be .*\.$"):
        vocabulary().read({fact: raw})


def test_an_unknown_fact_is_refused_with_a_suggestion() -> None:
    with pytest.raises(
        FactError, match=r"'contract_amount' is not a known fact; did you mean contract_amount_cny\?"
    ):
        vocabulary().read({"contract_amount": 1})


def test_a_contract_cannot_end_before_it_starts() -> None:
    with pytest.raises(FactError, match="contract_end must be contract_start"):
        vocabulary().read({"contract_start": "2026-02-01", "contract_end": "2026-01-31"})


@pytest.mark.parametrize("raw", [None, [], "facts", 3])
def test_facts_must_be_an_object(raw: object) -> None:
    with pytest.raises(FactError, match="JSON object"):
        vocabulary().read(raw)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", vocabulary().values(), ids=lambda each: each.name)
def test_every_fact_can_be_asked_in_both_languages(fact: Fact, language: Language) -> None:
    assert fact.label.to(language)
    assert fact.help.to(language)
    assert fact.question.to(language).endswith(("?", "？"))
    assert all(fact.kind.show(value, language) for value in fact.values)

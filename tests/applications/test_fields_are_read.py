"""What a founder may type into a field, and what is said when it can't be taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.applications.form import BY_ID, known
from bot.applications.offer import Offer
from bot.applications.outcome import Refused
from bot.applications.reference import new_reference, read_reference
from bot.applications.validation import Context, exceeds_ceiling, read
from tests.applications.samples import CODES, TODAY, code, offer


def value(field: str, text: str, **answers: str) -> str:
    found = read(BY_ID[field], text, Context(TODAY, answers))
    return found.reason if isinstance(found, Refused) else found


@pytest.mark.parametrize(
    ("field", "typed", "taken"),
    [
        ("company_name", "  庆阳\u200b星算 科技 ", "庆阳星算 科技"),
        ("company_name", "12345", "field-not-words"),
        ("company_name", "", "field-empty"),
        ("company_name", "x" * 121, "field-too-long"),
        ("credit_code", CODES[0].lower(), CODES[0]),
        ("credit_code", "９１１１０００0600037341L", CODES[0]),
        ("credit_code", CODES[0][:-1] + "M", "credit-code-check"),
        ("credit_code", CODES[0][:-1], "credit-code-length"),
        ("legal_representative", "王建国", "王建国"),
        ("legal_representative", "Anne-Marie O'Neil", "Anne-Marie O'Neil"),
        ("legal_representative", "13800138000", "field-not-a-name"),
        ("phone", "138 0013 8000", "+8613800138000"),
        ("phone", "0934-8212345", "+869348212345"),
        ("phone", "+1 212 555", "phone-form"),
        ("email", "Li.Mei@Example.CN", "Li.Mei@example.cn"),
        ("email", "li.mei@", "email-form"),
        ("purpose", "training", "training"),
        ("purpose", "mining", "field-not-a-choice"),
        ("period_start", "2026年12月1日", "2026-12-01"),
        ("period_start", "2026/2/30", "date-form"),
        ("period_start", "2026-02-30", "date-form"),
        ("period_start", "1999-01-01", "date-far"),
        ("requested_cny", "60万", "600000.00"),
        ("requested_cny", "一百八十万", "1800000.00"),
        ("requested_cny", "1.8m", "1800000.00"),
        ("requested_cny", "￥600,000", "600000.00"),
        ("requested_cny", "600000.50", "600000.50"),
        ("requested_cny", "-60万", "money-negative"),
        ("requested_cny", "0", "money-zero"),
        ("requested_cny", "99999亿", "money-range"),
        ("requested_cny", "a lot", "money-form"),
        ("bank_account", "6222 0200-0000 0000", "6222020000000000"),
        ("bank_account", "6222", "account-form"),
    ],
)
def test_a_value_has_one_spelling_or_a_reason(field: str, typed: str, taken: str) -> None:
    assert value(field, typed) == taken


def test_a_period_ends_after_it_starts() -> None:
    assert value("period_end", "2026-11-01", period_start="2026-12-01") == "period-ends-first"
    assert value("period_start", "2026-12-01", period_end="2026-11-01") == "period-starts-last"


@given(st.integers(0, 999_999_999), st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_any_single_wrong_character_in_a_credit_code_is_noticed(number: int, place: int, wrong: str) -> None:
    right = code(number)
    changed = right[:place] + wrong + right[place + 1 :]
    assert value("credit_code", right) == right
    assert changed == right or value("credit_code", changed) != changed


@given(st.sampled_from(list(BY_ID)), st.text())
def test_nothing_typed_breaks_a_field_and_what_is_taken_is_taken_again(field: str, text: str) -> None:
    found = read(BY_ID[field], text, Context(TODAY, {}))
    if not isinstance(found, Refused):
        assert read(BY_ID[field], found, Context(TODAY, {})) == found


@given(st.integers(3, 11), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_reference_number_is_read_back_and_a_misread_character_is_noticed(place: int, wrong: str) -> None:
    reference = new_reference()
    assert read_reference(reference.lower().replace("-", " ")) == reference
    changed = reference[:place] + wrong + reference[place + 1 :]
    assert reference[place] in ("-", wrong) or read_reference(changed) is None


def test_a_reference_number_can_be_read_out_with_o_for_zero() -> None:
    while "0" not in (reference := new_reference())[3:]:
        pass
    assert read_reference(reference.replace("0", "O")) == reference


def test_the_form_is_filled_with_what_is_known_and_asks_for_a_bank_only_where_a_programme_does() -> None:
    plain: Offer = offer()
    assert "bank_account" not in {field.id for field in plain.form}
    assert "bank_account" in {field.id for field in offer(asks_bank=True).form}
    facts = {"purpose": "training", "contract_start": "2026-12-01", "clean_record": True}
    earlier = {"company_name": "星算", "provider": "another provider", "phone": "+8613800138000"}
    filled = known(plain.form, facts, earlier)
    assert filled == {
        "company_name": "星算",
        "purpose": "training",
        "period_start": "2026-12-01",
    }


def test_asking_for_more_than_the_ceiling_is_noticed() -> None:
    assert exceeds_ceiling("600000.01", offer().ceiling_cny)
    assert not exceeds_ceiling("600000.00", offer().ceiling_cny)
    assert not exceeds_ceiling("600000.00", None)

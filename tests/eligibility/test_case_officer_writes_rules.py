"""A wrong rule file is refused with one sentence that names the file and the line."""

from datetime import date

import pytest

from knowledge.eligibility.programme import Programme
from knowledge.eligibility.reading.programmes import read_programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.rulefile import RuleError
from knowledge.eligibility.wording import requirement
from knowledge.language import LANGUAGES
from tests.eligibility.samples import criteria_of

GOOD = """\
id: test-voucher
name: {zh: 测试券, en: Test voucher}
region: "440300"
rounds:
  - {kind: window, from: 2026-01-01, to: 2026-02-01}
criteria:
  - id: kind
    clause: Who may apply
    fact: applicant_type
    in: [enterprise]
    unclear: [university]
  - id: spend
    clause: Amount
    fact: contract_amount_cny
    at_least: 500_000
award:
  rate: 30%
  of: contract_amount_cny
  cap: {2026-01-01: 1_000_000, 2026-07-01: 2_000_000}
  is: exact
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("clause: Who", "cluase: Who", 7, "'clause' is missing here; is 'cluase' meant to be it?"),
        ("at_least: 500_000", "at_least: 500_000\n    labell: x", 16, "'labell' is not known here"),
        ("fact: applicant_type", "fact: aplicant_type", 9, "'aplicant_type' is no fact"),
        ("[enterprise]", "[company]", 10, "applicant_type must be one of"),
        ("[university]", "[enterprise]", 11, "both in the met ones and in the unclear ones"),
        ("500_000", "half a million", 15, "'half a million' is no number"),
        ("to: 2026-02-01", "to: 2025-02-01", 5, "ends on 2025-02-01, before it begins"),
        ("from: 2026-01-01", "from: 2026-13-01", 5, "'2026-13-01' is no date"),
        ("kind: window", "kind: windw", 5, "'windw' is none of window, force, continuous"),
        ("rate: 30%", "rate: 130%", 17, "a rate lies above 0%"),
        ("  is: exact", "  is: exactly", 20, "'exactly' is none of exact, ceiling, unknown"),
        ("id: spend", "id: kind", 7, "two have the criterion id 'kind'"),
        ('"440300"', '"44030"', 3, "'44030' is no six-digit place code"),
        ("criteria:", "criteria:\n  - {id: kind}\ncriteria:", 8, "'criteria' stands here twice"),
        ("en: Test voucher}", "en: Test voucher", 3, "this is not YAML"),
        ("at_least: 500_000", "at_least: 500_000\n    above: 3", 12, "write `is`, or `at_least`"),
        ("  of: contract_amount_cny", "  of: applicant_type", 18, "'applicant_type' is no sum of money"),
        (
            "fact: contract_amount_cny\n    at_least: 500_000",
            "home: '440300'\n    registered: '440300'",
            12,
            "exactly one",
        ),
        ("zh: 测试券, ", "", 2, "'zh' is missing here"),
    ],
)
def test_a_slip_is_refused_with_its_line(old: str, new: str, line: int, says: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_programme(GOOD.replace(old, new, 1), "test-voucher.yaml")
    assert str(caught.value).startswith(f"test-voucher.yaml, line {line}: ")
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["", "just a word", "- a\n- list", "id: [", "\x00"])
def test_what_is_no_programme_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match=r"^x\.yaml, line \d+: "):
        read_programme(text, "x.yaml")


def test_an_amendment_counts_from_its_day() -> None:
    programme = read_programme(GOOD, "test-voucher.yaml")
    caps = [
        programme.on(date.fromisoformat(day)).lines[0].award.tiers[0].formula.cap
        for day in ("2025-01-01", "2026-06-30", "2026-07-01")
    ]
    assert [str(cap) for cap in caps] == ["1000000", "1000000", "2000000"]


@pytest.mark.parametrize("programme", rulebook().offered, ids=lambda each: each.id)
def test_every_criterion_can_be_said_in_both_languages(programme: Programme) -> None:
    for edition in programme.editions:
        for criterion in criteria_of(edition):
            assert all(requirement(criterion, language) for language in LANGUAGES)

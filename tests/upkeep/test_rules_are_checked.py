"""A case officer's slip in the rules is one sentence with file and line, and never stops those that are sound."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.clauses import Document
from knowledge.eligibility.judging import judge
from knowledge.eligibility.rulebook import folder as rules_folder
from knowledge.eligibility.rulebook import load_sound
from knowledge.library.reading import folder, read_all
from knowledge.upkeep.rules_check import check_rules
from knowledge.upkeep.worked_cases import cases_folder

DONGGUAN = "guangdong-dongguan-compute-voucher"
SHENZHEN = "guangdong-shenzhen-training-voucher"
NANNING = "guangxi-nanning-compute-voucher-2025"
ANHUI = "anhui-province-compute-subsidy"
XIAMEN = "fujian-xiamen-compute-voucher-2023"
NEWER = "fujian-xiamen-compute-subsidy-2024"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(read_all([folder()])[0])


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    found = tmp_path / "programmes"
    found.mkdir()
    for name in (DONGGUAN, SHENZHEN, NANNING, ANHUI, XIAMEN, NEWER):
        (found / f"{name}.yaml").write_text(text_of(name), encoding="utf-8")
    return found


def text_of(programme: str) -> str:
    return (rules_folder() / f"{programme}.yaml").read_text(encoding="utf-8")


def change(rules: Path, programme: str, old: str, new: str) -> int:
    """Change a file; returns the line of the change."""
    text = text_of(programme)
    assert old in text
    (rules / f"{programme}.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(rules: Path, documents: list[Document]) -> list[str]:
    return [str(fault) for fault in check_rules(rules, documents, None)]


def test_the_rules_that_come_with_the_project_are_sound(documents: list[Document]) -> None:
    assert check_rules(rules_folder(), documents, cases_folder()) == []


@pytest.mark.parametrize(
    ("programme", "old", "new", "says"),
    [
        (DONGGUAN, "clause: What is covered", "clause: What is coverd", "has no clause 'What is coverd'"),
        (DONGGUAN, "rate: 50%", "rate: 55%", "55% does not stand in the clause 'Amount'"),
        (
            DONGGUAN,
            "cap: 1_000_000",
            "cap: 10_000_000",
            "10_000_000 does not stand in the clause 'Amount'",
        ),
        (DONGGUAN, 'region: "441900"', 'region: "441999"', "441999 is no place of GB/T 2260"),
        (SHENZHEN, "at_least: 500_000", "at_least: 50_000", "50_000 does not stand in the clause"),
        (SHENZHEN, "to: 2026-06-05", "to: 2026-06-06", "2026-06-06 is no day of a window"),
        (NANNING, "to: 2025-12-31}\n", "to: 2025-12-30}\n", "2025-12-30 does not stand in the clause"),
        (XIAMEN, NEWER, "atlantis", "there is no programme 'atlantis'"),
    ],
)
def test_what_the_documents_do_not_bear_is_named(
    rules: Path, documents: list[Document], programme: str, old: str, new: str, says: str
) -> None:
    line = change(rules, programme, old, new)
    found = faults(rules, documents)
    assert found
    assert all(fault.startswith(f"{programme}.yaml, line {line}: ") for fault in found), found
    assert all(says in fault and fault.endswith(".") for fault in found), found


def test_a_later_value_above_an_earlier_one_is_named(rules: Path, documents: list[Document]) -> None:
    line = change(rules, ANHUI, "2025-08-11:  #", "2023-01-01:  #")
    [fault] = faults(rules, documents)
    assert fault.startswith(f"{ANHUI}.yaml, line {line + 1}: ")
    assert "the value from 2023-01-01 stands after that from 2023-11-08" in fault


CONTRADICTIONS = [
    ("is: intelligent_computing", ("is: [intelligent_computing]\n  - {id: model, clause: What is covered, "
     "fact: service_type, is: model_api}"), 1, "nobody can meet 'model' and 'service' together"),
    ("fact: bought_on_platform\n    is: yes", ("all:\n      - {fact: bought_on_platform, is: yes}\n"
     "      - {fact: bought_on_platform, is: no}"), -3, "nobody can meet the criterion 'platform'"),
    ("fact: bought_on_platform\n    is: yes", ("any:\n      - {fact: bought_on_platform, is: yes}\n"
     "      - {fact: bought_on_platform, is: no}"), -3, "'platform' decides nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "offset", "says"), CONTRADICTIONS)
def test_rules_that_make_no_sense_are_named(
    rules: Path, documents: list[Document], old: str, new: str, offset: int, says: str
) -> None:
    line = change(rules, DONGGUAN, old, new)
    [fault] = faults(rules, documents)
    assert fault.startswith(f"{DONGGUAN}.yaml, line {line + offset}: ")
    assert says in fault


def test_a_tier_that_never_counts_is_named(rules: Path, documents: list[Document]) -> None:
    change(rules, SHENZHEN, "    - rate: 50%\n", "    - when: {all: [{fact: applicant_type, is: enterprise},"
           " {fact: founded_on, younger_than_years: 1}]}\n      rate: 50%\n")  # fmt: skip
    [fault] = faults(rules, documents)
    assert "tier 2 of the award never counts" in fault


def test_programmes_that_succeed_each_other_in_a_circle_are_named(
    rules: Path, documents: list[Document]
) -> None:
    change(rules, NEWER, "criteria:", f"superseded_by: {XIAMEN}\ncriteria:")
    found = faults(rules, documents)
    assert len(found) == 2
    assert f"{XIAMEN} succeeds itself: {XIAMEN} → {NEWER} → {XIAMEN}." in found[1]


BROKEN = [
    ("a typo", "clause: What", "cluase: What", "'clause' is missing here"),
    ("no YAML", "criteria:", "criteria: [", "this is not YAML"),
    ("a circle", "criteria:\n", "criteria: &all\n  - all: *all\n", "this contains itself"),
    ("two conditions", "is: intelligent_computing", "is: [a]\n    home: '110000'", "exactly one of these keys"),
    ("an empty file", "", None, "the file is empty"),
    ("no number", "rate: 50%", "rate: half", "'half' is no number"),
    ("an impossible day", "from: 2025-02-05", "from: 2025-02-30", "'2025-02-30' is no date"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "says"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_file_is_named_and_its_last_good_rules_go_on(
    rules: Path, documents: list[Document], tmp_path: Path, old: str, new: str | None, says: str
) -> None:
    kept = tmp_path / "kept"
    before = load_sound(rules, kept)
    assert before.faults == ()
    if new is None:
        (rules / f"{DONGGUAN}.yaml").write_text("", encoding="utf-8")
    else:
        change(rules, DONGGUAN, old, new)
    [fault] = faults(rules, documents)
    assert fault.startswith(f"{DONGGUAN}.yaml, line ")
    assert says in fault
    after = load_sound(rules, kept)
    assert [str(error) + "." for error in after.faults] == [fault]
    day = date(2026, 11, 23)
    assert [judge(each, {}, day) for each in after] == [judge(each, {}, day) for each in before]


def test_a_file_broken_from_the_first_is_left_out_and_the_others_serve(rules: Path, tmp_path: Path) -> None:
    change(rules, DONGGUAN, "criteria:", "criterai:")
    found = load_sound(rules, tmp_path / "kept")
    assert DONGGUAN not in found
    assert {SHENZHEN, NANNING} <= {each.id for each in found}


def test_a_case_that_the_rules_do_not_pass_is_named(
    rules: Path, documents: list[Document], tmp_path: Path
) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    for path in rules.glob("*.yaml"):
        known = cases_folder()
        assert known is not None
        (cases / path.name).write_text((known / path.name).read_text(encoding="utf-8"), encoding="utf-8")
    text = (cases / f"{DONGGUAN}.yaml").read_text(encoding="utf-8")
    (cases / f"{DONGGUAN}.yaml").write_text(
        text.replace("verdict: eligible", "verdict: ineligible", 1), encoding="utf-8"
    )
    (cases / f"{NANNING}.yaml").unlink()
    found = [str(fault) for fault in check_rules(rules, documents, cases)]
    assert len(found) == 2
    assert found[0].startswith(f"{DONGGUAN}.yaml, line 1: the case ")
    assert "verdict is 'eligible', not 'ineligible'" in found[0]
    assert found[1] == f"{NANNING}.yaml, line 1: there are 0 worked cases; a programme on offer needs 6."

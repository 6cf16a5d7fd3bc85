"""`voucherbot precheck` from outside: options, JSON, batches, refusals."""

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.precheck import precheck

QINGYANG = "gansu-qingyang-compute-voucher-2024"
FACTS = {
    "applicant_type": "enterprise",
    "independent_legal_person": True,
    "service_type": "intelligent_computing",
    "compute_region": "621000",
    "contract_amount_cny": "2000000",
    "already_granted_cny": 0,
}
app = typer.Typer()
app.command()(precheck)
runner = CliRunner()


@pytest.fixture
def facts(tmp_path: Path) -> str:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    return str(path)


def test_a_precheck_is_one_json_document(facts: str) -> None:
    ran = runner.invoke(app, ["--facts", facts, "--programme", QINGYANG, "--as-of", "2026-11-23", "--json"])
    found = json.loads(ran.stdout)
    assert ran.exit_code == 0
    assert found["as_of"] == "2026-11-23"
    assert found["next_question"] is None
    [programme] = found["programmes"]
    assert programme["programme"] == QINGYANG
    assert (programme["verdict"], programme["amount_cny"], programme["amount_is"]) == (
        "eligible",
        "600000.00",
        "exact",
    )
    assert programme["criteria"][0] == {
        "id": "applicant_type",
        "status": "met",
        "document": QINGYANG,
        "clause": "Who may apply",
    }


def test_without_a_named_programme_only_those_on_offer_are_judged(facts: str) -> None:
    found = json.loads(runner.invoke(app, ["--facts", facts, "--json"]).stdout)
    ids = [programme["programme"] for programme in found["programmes"]]
    assert ids == sorted(ids)
    assert "shanghai-pudong-model-voucher-2024-draft" not in ids


def test_a_draft_asked_for_by_id_says_why_nobody_is_judged(facts: str) -> None:
    ran = runner.invoke(
        app, ["--facts", facts, "--json", "--programme", "shanghai-pudong-model-voucher-2024-draft"]
    )
    [programme] = json.loads(ran.stdout)["programmes"]
    assert programme["verdict"] == "undetermined"
    assert programme["criteria"] == programme["missing"] == programme["would_change"] == []
    assert programme["note"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "符合条件"), ("en", "eligible; Open for applications since 19 March 2024")],
)
def test_the_text_is_in_either_language(facts: str, language: str, words: str) -> None:
    ran = runner.invoke(app, ["--facts", facts, "--programme", QINGYANG, "--language", language])
    assert words in ran.stdout


def test_a_batch_answers_line_by_line_and_a_bad_line_spoils_no_other() -> None:
    lines = [
        json.dumps({"id": "a", "facts": FACTS, "programmes": [QINGYANG], "as_of": "2026-11-23"}),
        "{not json",
        json.dumps({"id": "c", "facts": {"founded_on": "soon"}}),
        json.dumps({"id": "d", "facts": {}, "programmes": ["atlantis"]}),
        json.dumps({"id": "e", "facts": {}, "as_of": "tomorrow"}),
        json.dumps({"id": "f", "facts": {}}),
    ]
    ran = runner.invoke(app, ["--batch"], input="\n".join(lines))
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.exit_code == 0
    assert [each["id"] for each in found] == ["a", None, "c", "d", "e", "f"]
    assert ["error" in each for each in found] == [False, True, True, True, True, False]
    assert "founded_on must be" in found[2]["error"]
    assert "atlantis" in found[3]["error"]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--programme", "atlantis"], 1, "There is no programme 'atlantis'."),
        (["--as-of", "2026-02-30"], 1, "as-of must be a date"),
        (["--facts", "nowhere.json"], 1, "nowhere.json cannot be read"),
        (["--colour"], 2, "No such option"),
        (["--language", "fr"], 2, "'fr' is none of zh, en"),
    ],
)
def test_a_mistake_is_one_sentence(options: list[str], code: int, says: str) -> None:
    ran = runner.invoke(app, options)
    assert ran.exit_code == code
    assert says in ran.stderr
    assert ran.stdout == ""


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"applicant_type": ', encoding="utf-8")
    ran = runner.invoke(app, ["--facts", str(path)])
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "This is not JSON" in ran.stderr


def test_asking_on_settles_every_verdict_that_can_be_settled() -> None:
    answers = {**FACTS, "registered_region": "440300", "tax_region": "440300"}
    known: dict[str, object] = {}
    for _ in range(43):
        line = json.dumps({"id": 1, "facts": known, "as_of": "2026-11-23", "programmes": [QINGYANG]})
        asked = json.loads(runner.invoke(app, ["--batch"], input=line).stdout)["next_question"]
        if asked is None:
            break
        assert asked not in known
        known[asked] = answers[asked]
    assert len(known) == 5


def test_a_precheck_names_the_release_that_serves(
    built_data_dir: Path, facts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOUCHERBOT_DATA_DIR", str(built_data_dir))
    named = json.loads(runner.invoke(app, ["--facts", facts, "--json"]).stdout)["release"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}\.\d+", named)
    line = json.dumps({"id": 1, "facts": FACTS})
    assert json.loads(runner.invoke(app, ["--batch"], input=line).stdout)["release"] == named


def test_before_the_first_release_none_is_named(
    tmp_path: Path, facts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOUCHERBOT_DATA_DIR", str(tmp_path / "fresh"))
    assert json.loads(runner.invoke(app, ["--facts", facts, "--json"]).stdout)["release"] is None


@pytest.mark.parametrize(
    ("fact", "value", "says"),
    [
        ("founded_on", '"2026-02-30"', "founded_on must be a date"),
        ("contract_amount_cny", "-5", "contract_amount_cny must be a number from 0"),
        ("contract_amount_cny", "1e40", "contract_amount_cny must be a number from 0"),
        ("registered_region", '"Atlantis"', "registered_region must be a six-digit"),
        ("regstered_region", '"440300"', "did you mean registered_region?"),
        ("contract_end", '"2025-01-01"', "or a later day, not 2025-01-01"),
    ],
)
def test_an_impossible_fact_is_one_sentence_with_file_and_line(
    tmp_path: Path, fact: str, value: str, says: str
) -> None:
    path = tmp_path / "facts.json"
    path.write_text(f'{{\n  "contract_start": "2026-01-01",\n  "{fact}": {value}\n}}', encoding="utf-8")
    ran = runner.invoke(app, ["--facts", str(path), "--json"])
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"{path}, line 3: ")
    assert says in ran.stderr
    assert ran.stderr.count("\n") == 1

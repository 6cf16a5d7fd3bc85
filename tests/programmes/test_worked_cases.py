"""Every worked case of every programme; a case is data, its name is a sentence."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.eligibility.judging import judge
from knowledge.eligibility.report import judgement_json
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.vocabulary import vocabulary

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "knowledge" / "documents"
EXPECTED = {"verdict", "round", "amount_cny", "amount_is", "missing", "criteria", "would_change"}


def cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
        for path in sorted(HERE.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("programme", "case"), cases())
def test_worked_case(programme: str, case: dict[str, Any]) -> None:
    facts = vocabulary().read({name: _plain(value) for name, value in case["facts"].items()})
    found = judgement_json(judge(rulebook().get(programme), facts, _day(case["as_of"])), "en")
    found["criteria"] = {criterion["id"]: criterion["status"] for criterion in found["criteria"]}
    expected = dict(case["expect"])
    assert expected.keys() <= EXPECTED
    for id_, status in expected.pop("criteria", {}).items():
        assert found["criteria"][id_] == status
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("programme", [each.id for each in rulebook().offered])
def test_every_programme_has_six_worked_cases(programme: str) -> None:
    path = HERE / f"{programme}.yaml"
    assert path.exists()
    assert len(yaml.safe_load(path.read_text(encoding="utf-8"))) >= 6


@pytest.mark.parametrize("programme", [each.id for each in rulebook().offered])
def test_every_criterion_cites_a_clause_that_exists(programme: str) -> None:
    for edition in rulebook().get(programme).editions:
        for criterion in (*edition.common, *(one for line in edition.lines for one in line.criteria)):
            text = (DOCUMENTS / f"{criterion.document}.en.md").read_text(encoding="utf-8")
            assert f"\n## {criterion.clause}" in text, criterion.id


def test_every_successor_is_there() -> None:
    assert all(each.superseded_by is None or each.superseded_by in rulebook() for each in rulebook())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value

"""Every worked case of every programme; a case is data, its name is a sentence."""

from pathlib import Path
from typing import Any

import pytest

from knowledge.eligibility.rulebook import rulebook
from knowledge.upkeep.worked_cases import Case, differences, read_cases

HERE = Path(__file__).parent


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        read, faults = read_cases(path.read_text(encoding="utf-8"), path.name)
        assert not faults, faults
        found += [pytest.param(path.stem, case, id=f"{path.stem}: {case.name}") for case in read]
    return found


@pytest.mark.parametrize(("programme", "case"), cases())
def test_worked_case(programme: str, case: Case) -> None:
    assert list(differences(rulebook().get(programme), case)) == []

"""Worked cases: sets of facts with the verdict that the rules must give, each with a sentence for a name."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from knowledge.eligibility.judging import judge
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.report import judgement_json
from knowledge.eligibility.vocabulary import FactError, vocabulary
from knowledge.library.faults import Fault

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
AT_LEAST = 6
"""How many cases a programme on offer needs."""
_EXPECTED = {"verdict", "round", "amount_cny", "amount_is", "missing", "criteria", "would_change"}
_KEYS = {"name", "facts", "as_of", "expect"}


class Case(NamedTuple):
    """A worked case; `expect` holds some keys of a verdict's JSON, criteria as a table from id to status."""

    name: str
    facts: Mapping[str, Any]
    as_of: date
    expect: Mapping[str, Any]
    line: int


def cases_folder() -> Path | None:
    """Return the folder of the cases that stand beside the source, or None where only the program is installed."""
    folder = Path(__file__).parents[2] / "tests" / "programmes"
    return folder if folder.is_dir() else None


def read_cases(text: str, file: str) -> tuple[list[Case], list[Fault]]:
    """Read the cases of a programme, and what is wrong with the rest of them."""
    try:
        node, loaded = yaml.compose(text, _Loader), yaml.load(text, _Loader)  # noqa: S506 (a safe one)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        return [], [Fault(file, mark.line + 1 if mark else 1, "this is not YAML.")]
    if not isinstance(loaded, list) or not isinstance(node, yaml.SequenceNode):
        return [], [Fault(file, 1, "a list of worked cases is expected here.")]
    cases, faults = [], []
    for raw, place in zip(loaded, node.value, strict=True):
        line = place.start_mark.line + 1
        wrong = _wrong(raw)
        if wrong:
            faults.append(Fault(file, line, wrong))
        else:
            facts = {name: _plain(value) for name, value in raw["facts"].items()}
            cases.append(Case(raw["name"], facts, raw["as_of"], raw["expect"], line))
    return cases, faults


def _wrong(raw: object) -> str | None:
    if not isinstance(raw, dict) or raw.keys() != _KEYS:
        return f"a worked case has the keys {', '.join(sorted(_KEYS))}."
    if not isinstance(raw["as_of"], date) or not isinstance(raw["facts"], dict):
        return "a worked case needs a day under 'as_of' and a table of facts."
    unknown = sorted(set(raw["expect"] or ()) - _EXPECTED)
    return f"{unknown[0]!r} cannot be expected of a verdict." if unknown else None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def differences(programme: Programme, case: Case) -> Iterator[str]:
    """Say in what the verdict differs from what a case expects.

    Raises:
        FactError: the case's facts are none.
    """
    found = judgement_json(judge(programme, vocabulary().read(case.facts), case.as_of), "en")
    statuses = {criterion["id"]: criterion["status"] for criterion in found["criteria"]}
    for id_, status in (case.expect.get("criteria") or {}).items():
        if statuses.get(id_) != status:
            yield f"the criterion {id_!r} is {statuses.get(id_, 'not there')}, not {status}"
    for key, expected in case.expect.items():
        if key != "criteria" and found[key] != expected:
            yield f"{key} is {found[key]!r}, not {expected!r}"


def check_cases(programme: Programme, folder: Path) -> Iterator[Fault]:
    """Check that a programme has enough worked cases and that they pass."""
    path = folder / f"{programme.id}.yaml"
    cases, faults = read_cases(path.read_text(encoding="utf-8"), path.name) if path.exists() else ([], [])
    yield from faults
    if programme.not_offered is None and len(cases) < AT_LEAST:
        yield Fault(
            path.name, 1, f"there are {len(cases)} worked cases; a programme on offer needs {AT_LEAST}."
        )
    for case in cases:
        try:
            for difference in differences(programme, case):
                yield Fault(path.name, case.line, f"the case {case.name!r} fails: {difference}.")
        except FactError as error:
            yield Fault(path.name, case.line, f"the case {case.name!r} cannot be judged: {error}")

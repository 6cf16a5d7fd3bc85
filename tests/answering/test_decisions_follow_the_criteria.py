"""Each criterion of each programme, asked with a fitting and an unfitting value: the first word is the rules' own."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import Library
from knowledge.answering.plans.decision import decided
from knowledge.answering.polarity import Polarity
from knowledge.answering.supposition import Supposition
from knowledge.eligibility.conditions.answers import Between, OneOf
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.days import During
from knowledge.eligibility.conditions.regions import Within
from knowledge.eligibility.kinds import Value
from knowledge.eligibility.programme import Criterion, Edition, Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.figures import find_figures, supported
from knowledge.language import LANGUAGES, Language, fold
from tests.answering.asking import TODAY, ask, case_of, plan_of, subject_of

FIRST: dict[tuple[Polarity, bool], dict[Language, str]] = {
    ("can", True): {"en": "Yes,", "zh": "可以"},
    ("can", False): {"en": "No,", "zh": "不可以"},
    ("out", True): {"en": "No,", "zh": "不会"},
    ("out", False): {"en": "Yes,", "zh": "会"},
    ("must", False): {"en": "Yes,", "zh": "是，"},
}


def criteria() -> Iterator[tuple[Programme, Criterion, Value, bool]]:
    """List the criteria that one fact decides in programmes of one line, with a value for each outcome."""
    for programme in rulebook():
        if programme.not_offered is not None or len(programme.on(TODAY).lines) != 1:
            continue
        edition = programme.on(TODAY)
        for criterion in (*edition.common, *edition.lines[0].criteria):
            for truth, value in values(criterion.condition):
                if not any(
                    set(criterion.condition.facts) & set(o.condition.facts)
                    for o in _others(edition, criterion)
                ):
                    yield programme, criterion, value, truth


def _others(edition: Edition, criterion: Criterion) -> list[Criterion]:
    return [each for each in (*edition.common, *edition.lines[0].criteria) if each is not criterion]


def values(condition: Condition) -> Iterator[tuple[bool, Value]]:
    """Give a value that meets a condition and one that doesn't, where there are such."""
    tried: list[Value] = []
    if isinstance(condition, OneOf):
        tried = [*condition.met[:1], *condition.refused[:1]]
    elif isinstance(condition, Within):
        tried = [condition.code, "540000"]
    elif isinstance(condition, Between):
        tried = [
            edge + way for edge in (condition.low, condition.high) if edge is not None for way in (-1, 0, 1)
        ]
    elif isinstance(condition, During):
        tried = [date(2020, 1, 1), *(day for day in (condition.period.since, condition.period.until) if day)]
    for value in tried:
        if isinstance(value, Decimal) and value < 0:
            continue
        truth = condition.truth({condition.facts[0]: value}, TODAY)
        if truth is not None:
            yield truth, value


CASES = list(criteria())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("put", ["can", "out"])
@pytest.mark.parametrize(
    ("programme", "criterion", "value", "truth"), CASES, ids=lambda each: getattr(each, "id", str(each))
)
def test_the_first_word_is_the_criterions_truth(  # noqa: PLR0917 (a row of a table)
    library: Library, programme: Programme, criterion: Criterion, value: Value, truth: bool, put: Polarity, language: Language
) -> None:  # fmt: skip
    answerer = library.answerer()
    case = case_of(
        answerer, "这样可以申请算力券吗？" if language == "zh" else "Can we apply for the voucher then?"
    )
    fact = criterion.condition.facts[0]
    supposed = Supposition({fact: value}, {}, frozenset({fact}), is_asked=True)
    answer = decided(case, put, supposed, [subject_of(answerer, programme)])
    assert answer is not None
    assert answer.text.startswith(FIRST[put, truth][language]), answer.text
    assert any(citation.document == criterion.document for citation in answer.citations)
    [computed] = answer.computed
    assert (computed.value == "ineligible") is (not truth), computed


QUESTIONS = yaml.safe_load((Path(__file__).parent / "decisions.yaml").read_text(encoding="utf-8"))


def is_right(library: Library, entry: dict[str, Any]) -> str:
    """Return what is wrong with the answer to a question, nothing where it is right."""
    answer = ask(library, entry["ask"], *entry.get("before", ()))
    have = find_figures(answer.text)
    if "first" in entry and not any(answer.text.startswith(each) for each in entry["first"]):
        return f"{entry['ask']!r} ({plan_of(answer)}) begins {answer.text[:60]!r}"
    for wanted in entry.get("states", ()):
        figures = find_figures(wanted)
        if not (figures and all(supported(figure, have) for figure in figures)) and fold(wanted) not in fold(
            answer.text
        ):
            return f"{entry['ask']!r} ({plan_of(answer)}) does not state {wanted}: {answer.text[:200]!r}"
    cited = {citation.document for citation in answer.citations}
    if missing := set(entry.get("cites", ())) - cited:
        return f"{entry['ask']!r} ({plan_of(answer)}) does not cite {missing}"
    return ""


def test_founders_questions_are_decided(library: Library) -> None:
    wrong = [said for entry in QUESTIONS if (said := is_right(library, entry))]
    assert len(QUESTIONS) == 40
    assert len(wrong) <= 4, "\n".join(wrong)

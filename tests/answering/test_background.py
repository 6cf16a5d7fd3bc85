"""What holds for the vouchers as such is answered in any wording, never by asking back alone."""

import pytest

from knowledge.answering.answer import Answerer
from tests.answering.questions import ask, data

CLAIMS = data("background.yaml")
MISSED = 0.1
"""The share of wordings that the present weights may miss."""


def test_claims_are_answered_in_most_wordings(answerer: Answerer) -> None:
    missed, total = [], 0
    for claim, wordings in CLAIMS.items():
        for language in ("zh", "en"):
            for wording in wordings[language]:
                answer = ask(answerer, wording)
                total += 1
                said = any(word in answer.text for word in wordings["said"][language])
                if not said or not answer.citations:
                    missed.append((claim, wording, answer.text))
    for miss in missed:
        print(*miss, sep=" | ")  # noqa: T201
    print(f"{len(missed)} of {total} wordings missed")  # noqa: T201
    assert len(missed) <= MISSED * total


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("claim", CLAIMS)
def test_no_wording_gets_only_a_question_back(claim: str, language: str, answerer: Answerer) -> None:
    answers = [ask(answerer, wording) for wording in CLAIMS[claim][language]]
    assert all(answer.citations for answer in answers if answer.outcome == "clarify")


def test_the_first_count_of_models_stands_beside_the_newest(answerer: Answerer) -> None:
    answer = ask(answerer, "How many large models has China approved?")
    assert "40 large models" in answer.text
    assert "346" in answer.text

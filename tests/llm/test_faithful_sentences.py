"""What a model says faithfully, in words of its own, is let through."""

from pathlib import Path

import pytest
import yaml

from knowledge.answering.answer import Answerer
from knowledge.answering.models.passages import Numbered
from knowledge.answering.models.proving import Ground, fault
from knowledge.answering.verifying import Sentence

CASES = yaml.safe_load((Path(__file__).parent / "paraphrases.yaml").read_text("utf-8"))


def _numbered(answerer: Answerer, document: str, quote: str) -> Numbered:
    return next(
        Numbered(1, text, clause, statement, cited=True)
        for text in answerer.catalogue.entries[document].texts.values()
        for clause in text.clauses
        for statement in clause.statements
        if statement.text == quote
    )


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_a_faithful_sentence_passes(answerer: Answerer, case: dict[str, str]) -> None:
    numbered = _numbered(answerer, case["document"], case["quote"])
    ground = Ground({1: numbered}, numbered.document.language)
    assert fault(Sentence(case["says"], (1,)), ground) is None


def test_hardly_a_statement_of_the_documents_fails_its_own_proof(answerer: Answerer) -> None:
    """Only what has an address in it, or names in the other language, may not be repeated."""
    count, failed = 0, []
    for entry in answerer.catalogue.entries.values():
        for text in entry.texts.values():
            for clause in text.clauses:
                for statement in clause.statements:
                    numbered = Numbered(1, text, clause, statement, cited=True)
                    ground = Ground({1: numbered}, text.language)
                    count += 1
                    failed += [fault(Sentence(statement.text, (1,)), ground)]
    assert sum(reason is not None for reason in failed) < count / 50

"""Questions that mean the same are one gap; most asked first. With the bundled embedding model."""

from datetime import UTC, datetime

import pytest

from knowledge.language import Language
from knowledge.library.embedding import open_embedder
from knowledge.upkeep.gaps import Unanswered, group

SAME: list[list[tuple[Language, str]]] = [
    [
        ("zh", "外资企业可以申请吗"),
        ("zh", "外商投资企业能不能申领算力券"),
        ("en", "can foreign-owned companies apply"),
    ],
    [
        ("zh", "庆阳算力券发票要什么税率"),
        ("en", "What tax rate must the invoice for the Qingyang voucher have?"),
    ],
    [
        ("zh", "兰州有算力券吗"),
        ("zh", "兰州市有没有发算力券？"),
        ("en", "Is there a computing voucher in Lanzhou?"),
    ],
    [("zh", "兰州算力券怎么申请")],
    [("zh", "我想换绑手机号")],
]


@pytest.fixture(scope="module")
def gaps() -> "list[frozenset[str]]":
    asked = [(number, language, text) for number, same in enumerate(SAME) for language, text in same]
    questions = [
        Unanswered(str(n), f"person-{n}", text, language, "not_covered", datetime(2026, 11, 1, n, tzinfo=UTC))
        for n, (_, language, text) in enumerate(asked)
    ]
    return [frozenset(q.question for q in gap.questions) for gap in group(questions, open_embedder())]


def test_questions_that_mean_the_same_are_one_in_both_languages(gaps: list[frozenset[str]]) -> None:
    assert set(gaps) == {frozenset(text for _, text in same) for same in SAME}


def test_what_most_people_asked_comes_first(gaps: list[frozenset[str]]) -> None:
    assert [len(gap) for gap in gaps] == sorted((len(gap) for gap in gaps), reverse=True)

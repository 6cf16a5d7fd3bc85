"""The benchmarks measure what they say, and the one that outsiders run keeps its face."""

import json
import subprocess
import sys
from math import log2
from pathlib import Path

import pytest

from benchmarks.marks import marks
from benchmarks.peers import _Span
from benchmarks.pools import gold_passages
from knowledge.clauses import Passage
from knowledge.language import Language
from knowledge.upkeep.evaluate import Golden


def test_marks_of_known_lists() -> None:
    found = marks([["a", "b"], ["x", "b", "c"], ["x", "y"]], [{"a"}, {"b", "c"}, {"z"}])
    assert found.count == 3
    assert (found.r1, found.r5) == pytest.approx((1 / 3, 2 / 3))
    assert found.mrr == pytest.approx((1 + 1 / 2) / 3)
    second = (1 / log2(3) + 1 / log2(4)) / (1 + 1 / log2(3))
    assert found.ndcg == pytest.approx((1 + second) / 3)


def test_as_many_passages_count_as_fill_a_page() -> None:
    runs, gold = [["a", "b", "c"]] * 3, [{"b"}] * 3
    assert marks(runs, gold, [1, 2, 3]).page == pytest.approx(2 / 3)
    assert marks(runs, gold).page == 0


def test_what_stands_behind_the_tenth_place_does_not_count() -> None:
    late = marks([[*"bcdefghijk", "a"]], [{"a"}])
    assert (late.r1, late.mrr, late.ndcg) == (0, 0, 0)


@pytest.mark.parametrize(
    ("page", "passage", "held"),
    [((0, 100), (40, 90), True), ((0, 100), (80, 120), True), ((0, 100), (81, 121), False), ((0, 100), (0, 900), True)],
)  # fmt: skip
def test_a_page_holds_a_passage_when_half_of_the_shorter_is_in_both(
    page: tuple[int, int], passage: tuple[int, int], held: bool
) -> None:
    assert _Span("page", *page).holds(_Span("passage", *passage)) is held


def _clause(language: Language, heading: str, text: str, document: str = "d") -> Passage:
    return Passage(f"{document}/{language}/{heading}", document, language, heading, heading, text, ())


def _golden(*states: tuple[str, ...]) -> Golden:
    return Golden("q", "cap", "?", "en", ("answered",), documents=frozenset(["d"]), states=states)


def test_the_clause_that_states_all_figures_is_wanted_in_both_languages() -> None:
    passages = [
        _clause("en", "Amount", "It pays 30%, at most 2 million yuan."),
        _clause("zh", "Amount", "按30%补，最高200万元。"),
        _clause("en", "Example", "For instance 30%."),
        _clause("en", "Amount", "It pays 30%, at most 2 million yuan.", document="other"),
    ]
    wanted = gold_passages(_golden(("30%",), ("2000000 yuan",)), passages)
    assert wanted == {"d/en/Amount", "d/zh/Amount"}


def test_where_no_clause_states_all_figures_each_that_states_one_is_wanted() -> None:
    passages = [_clause("en", "Rate", "It pays 30%."), _clause("en", "Cap", "At most 2 million yuan.")]
    assert gold_passages(_golden(("30%",), ("2000000 yuan",)), passages) == {"d/en/Rate", "d/en/Cap"}
    assert gold_passages(_golden(("45%",)), passages) == frozenset()


def test_the_retrieval_benchmark_writes_the_best_passages_of_each_question_and_needs_no_gold(
    tmp_path: Path,
) -> None:
    passages = [
        {"id": "a", "doc_id": "1", "text": "The library opens at nine."},
        {"id": "b", "doc_id": "1", "text": "Dogs must be kept on a lead in the park."},
        {"id": "c", "doc_id": "2", "text": "图书馆每周一闭馆。"},
        {"id": "d", "doc_id": "2", "text": "遛狗须牵绳。"},
    ]
    asked = [
        {"id": "q1", "question": "May I let my dog run free in the park?"},
        {"id": 2, "question": "它星期几不开门？", "history": ["图书馆在哪里？"], "scenario": ""},
    ]
    for name, rows in (("passages", passages), ("questions", asked)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    out = tmp_path / "run.jsonl"
    command = [sys.executable, "-m", "benchmarks.retrieval", "--set", str(tmp_path), "--run", str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    first, second = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert (first["id"], first["top10"][0]) == ("q1", "b")
    assert (second["id"], second["top10"][0]) == (2, "c")
    assert sorted(first["top10"]) == ["a", "b", "c", "d"]

"""`voucherbot ask`: one question or many, as JSON or as text."""

import json
from typing import Any

import pytest

from tests.cli.running import Voucherbot

QINGYANG = "gansu-qingyang-compute-voucher-2024"
KEYS = {
    "id",
    "question",
    "language",
    "outcome",
    "text",
    "citations",
    "programmes",
    "choices",
    "release",
    "elapsed_ms",
}


def batch(*lines: dict[str, Any] | str) -> str:
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)


def test_an_answer_as_json_has_the_agreed_form(voucherbot: Voucherbot) -> None:
    ended = voucherbot("ask", "How much does Qingyang pay?", "--json")
    assert (ended.code, ended.err) == (0, "")
    answer = ended.json
    assert set(answer) >= KEYS
    assert (answer["language"], answer["outcome"]) == ("en", "answered")
    assert "30%" in answer["text"]
    first = answer["citations"][0]
    assert (first["label"], first["document"], first["language"], first["clause"]) == (
        1,
        QINGYANG,
        "en",
        "Amount",
    )
    assert first["in_force"]["from"] == "2024-03-19"
    assert first["source_url"].startswith("http")
    assert first["quote"]
    assert QINGYANG in answer["programmes"]


def test_an_answer_as_text_ends_with_its_sources_in_its_language(voucherbot: Voucherbot) -> None:
    ended = voucherbot("ask", "庆阳算力券最高多少？")
    assert (ended.code, ended.err) == (0, "")
    text, _, sources = ended.out.partition("依据\n")
    assert "200万元" in text
    assert sources.startswith("[1] ")
    assert "支持标准" in sources
    assert "http" in sources


def test_a_batch_is_answered_in_order_and_a_bad_line_does_not_stop_it(voucherbot: Voucherbot) -> None:
    asked = batch(
        {"id": "q1", "question": "How much does Qingyang pay?"},
        "{broken",
        {"id": 3, "question": "庆阳算力券最高多少？", "as_of": "2026-11-23"},
        {"id": "q4", "question": "   "},
        {"id": "q5", "question": "How much?", "region": "999999"},
        {"id": "q6", "question": "How much?", "as_of": "tomorrow"},
        {"id": "q7", "question": "How much?", "language": "fr"},
        {"id": "q8", "question": "How much?", "history": "none"},
        {
            "id": "q9",
            "question": "那上限呢？",
            "history": [{"role": "founder", "text": "庆阳算力券补多少？"}],
        },
        "[1, 2]",
        {"id": "q11", "question": "What is the cap?", "region": "621000", "language": "en"},
    )
    ended = voucherbot("ask", "--batch", text=asked)
    assert (ended.code, ended.err) == (0, "")
    answers = ended.lines
    assert [answer["id"] for answer in answers] == [
        "q1",
        None,
        3,
        "q4",
        "q5",
        "q6",
        "q7",
        "q8",
        "q9",
        None,
        "q11",
    ]
    for number in (1, 3, 4, 5, 6, 7, 9):
        assert set(answers[number]) == {"id", "outcome", "error"}
        assert answers[number]["outcome"] == "failed"
        assert answers[number]["error"].endswith(".")
    assert "200万元" in answers[2]["text"]
    assert "200万元" in answers[8]["text"]
    assert "2,000,000" in answers[10]["text"]


def test_odd_questions_get_an_honest_answer(voucherbot: Voucherbot) -> None:
    odd = [
        "😀😀😀",
        "\x00\x00",
        "庆阳\x00算力券\x00最高多少？",
        "a" * 100_000,
        "算力" * 50_000,
        "?",
        "\ud800 庆阳补多少",
    ]
    ended = voucherbot(
        "ask", "--batch", text=batch(*({"id": n, "question": text} for n, text in enumerate(odd)))
    )
    assert (ended.code, ended.err) == (0, "")
    answers = ended.lines
    assert len(answers) == len(odd)
    for answer in answers:
        assert "error" in answer or answer["outcome"] in {
            "answered",
            "not_covered",
            "out_of_scope",
            "clarify",
        }
        assert answer.get("error") or answer["text"]
    assert "200万元" in answers[2]["text"]


def test_bytes_that_are_no_text_are_no_fault(voucherbot: Voucherbot) -> None:
    ended = voucherbot(
        "ask", "--batch", text=b'\xff\xfe\n{"id": "b", "question": "\xff How much does Qingyang pay?"}\n'
    )
    assert (ended.code, ended.err) == (0, "")
    assert [answer["id"] for answer in ended.lines] == [None, "b"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([""], "question"),
        ([], "question"),
        (["How much?", "--region", "12"], "12"),
        (["How much?", "--as-of", "2026-02-30"], "2026-02-30"),
        (["How much?", "--language", "fr"], "fr"),
        (["How much?", "--batch"], "--batch"),
    ],
)
def test_wrong_usage_is_told_in_one_sentence(
    voucherbot: Voucherbot, arguments: list[str], named: str
) -> None:
    assert named in voucherbot("ask", *arguments).says_one_sentence(2)


def test_an_unknown_release_is_refused(voucherbot: Voucherbot) -> None:
    assert "1999-01-01.1" in voucherbot("ask", "How much?", "--release", "1999-01-01.1").says_one_sentence(1)

"""The golden questions with Chroma away: the same answers; the doctor says so; what is damaged is named and mended."""

import json
import os
from pathlib import Path

import pytest

from knowledge.upkeep.evaluate import folder, load
from tests.cli.running import Voucherbot
from tests.upkeep.chroma_server import free_port

_STEP = 25


def _asked() -> str:
    golden = load([folder()])[::_STEP]
    return "".join(
        json.dumps({"id": each.id, "question": each.question, "as_of": "2026-11-23", "region": each.region})
        + "\n"
        for each in golden
    )


@pytest.fixture
def own(own_data_dir: Path, tmp_path: Path) -> Voucherbot:
    return Voucherbot(own_data_dir, tmp_path)


def test_golden_questions_have_the_same_answers_without_chroma(own: Voucherbot) -> None:
    asked = _asked()
    answers = [
        [{**line, "elapsed_ms": 0} for line in own("ask", "--batch", text=asked, chroma_url=url).lines]
        for url in ("", f"http://127.0.0.1:{free_port()}")
    ]
    assert len(answers[0]) == asked.count("\n") > 20
    assert answers[1] == answers[0]


def test_a_line_has_an_outcome_whatever_is_broken(own: Voucherbot) -> None:
    asked = (
        '{"id": 1, "question": "中国的AI算力券到底是什么？"}\n{"id": 2, "question": "What is a voucher?"}\n'
    )
    nowhere = own("ask", "--batch", text=asked, database_url="postgresql://nobody@127.0.0.1:9/none")
    assert [line["outcome"] for line in nowhere.lines] == ["failed", "failed"]
    assert "查不了政策文件" in nowhere.lines[0]["text"]
    assert "reference F-" in nowhere.lines[1]["text"]


def test_the_doctor_tells_a_server_that_is_away_from_a_damaged_index(own: Voucherbot) -> None:
    away = own("doctor", chroma_url=f"http://127.0.0.1:{free_port()}")
    assert "unreachable; answers are searched without it" in away.out
    assert "VOUCHERBOT_CHROMA_URL runs" in away.out
    assert "knowledge rebuild" not in away.out


def test_the_doctor_names_damaged_files_and_a_rebuild_mends_them(own: Voucherbot) -> None:
    for path in (own.data_dir / "knowledge").glob("chroma*/**/*"):
        if path.is_file():
            path.write_bytes(os.urandom(path.stat().st_size))
    found = own("doctor")
    assert "is corrupt; answers are searched without it" in found.out
    assert "run `voucherbot knowledge rebuild`" in found.out
    rebuilt = own("knowledge", "rebuild")
    assert (rebuilt.code, rebuilt.err) == (0, "")
    assert own("doctor").code == 0

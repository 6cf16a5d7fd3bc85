"""A scan is read by the Tesseract that is installed, and refused with a sentence where there is none or it fails."""

import os
from pathlib import Path

import pytest

from bot.dialogue.words import say
from knowledge.library.formats import UnreadableFileError, read, read_apart
from knowledge.library.formats.structure import clauses_of
from knowledge.upkeep.proposing import propose
from tests.upkeep import papers
from tests.upkeep.library import TODAY

SAID = """\
庆阳市算力券管理办法
第一条 本办法所称算力券面向在庆阳市注册的企业。
第二条 算力券按合同金额的30%给予支持。
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, says: str = SAID, ends: int = 0) -> Path:
    """Put a program `tesseract` on the path that takes a picture, notes its arguments and says the text."""
    folder.mkdir()
    (folder / "said.txt").write_text(says, encoding="utf-8")
    program = folder / "tesseract"
    program.write_text(
        f"""#!/bin/sh
if [ "$1" = --list-langs ]; then printf 'List of available languages (2):\\nchi_sim\\neng\\n'; exit 0; fi
echo "$@" >> {folder}/asked.txt
head -c 8 | od -An -c | grep -q 'P   N   G' || exit 9
cat > /dev/null
cat {folder}/said.txt
exit {ends}
""",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder / "asked.txt"


def test_a_scan_becomes_clauses_and_is_marked_as_unsure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = install(tmp_path / "bin", monkeypatch)
    foreign = read_apart(papers.scanned(), "扫描.pdf")
    assert asked.read_text(encoding="utf-8").split() == ["-", "-", "-l", "chi_sim+eng"]
    assert foreign.recognised
    headings = [clause.heading for clause in clauses_of(foreign, "zh", "庆阳市算力券管理办法")]
    assert headings == ["第一条", "第二条"]
    proposal = propose(foreign, "扫描.pdf", b"", TODAY)
    assert proposal.document.title == "庆阳市算力券管理办法"
    assert "recognised" in {doubt.reason for doubt in proposal.doubts}


def test_only_the_scanned_page_of_a_file_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = install(tmp_path / "bin", monkeypatch, says="Article 1 The voucher pays 30 percent.\n")
    foreign = read(papers.scanned(text_page=True), "partly.pdf")
    assert len(asked.read_text(encoding="utf-8").splitlines()) == 1
    assert "The first page has text, the second one is a picture." in foreign.text
    assert "Article 1 The voucher pays 30 percent." in foreign.text


def test_a_scan_on_which_tesseract_fails_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "bin", monkeypatch, ends=1)
    with pytest.raises(UnreadableFileError) as refused:
        read(papers.scanned(text_page=True), "partly.pdf")
    assert refused.value.reason == "scan"
    assert str(refused.value) == ("This is a scan, and Tesseract cannot read page 2; send the text version.")


@pytest.mark.parametrize("partly", [False, True])
def test_a_scan_is_refused_with_a_sentence_where_there_is_no_tesseract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, partly: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFileError) as refused:
        read(papers.scanned(text_page=partly), "扫描.pdf")
    assert refused.value.reason == "scan"
    assert ("page 2 is a picture" if partly else "it is a picture") in str(refused.value)
    assert say("zh", "upkeep-unreadable-scan").endswith("。")

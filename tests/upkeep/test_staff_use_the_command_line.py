"""The staff desk on the command line, run as staff run it."""

import json
import time
from pathlib import Path
from threading import Thread

import pytest
from typer import Typer
from typer.testing import CliRunner

from bot.commands import knowledge_desk, knowledge_office
from knowledge.library.releases import Releases
from knowledge.upkeep.publishing import Publisher
from tests.upkeep import papers
from tests.upkeep.library import library, with_rate

commands = Typer()
knowledge_desk.register(commands)


@pytest.fixture
def cli(
    publisher: Publisher, releases: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CliRunner:
    """The commands on a small library, its embedder in place of the bundled one."""
    monkeypatch.setenv("VOUCHERBOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(knowledge_office.KnowledgeOffice, "releases", releases)
    monkeypatch.setattr(knowledge_office.KnowledgeOffice, "desk", publisher.desk)
    monkeypatch.setattr(knowledge_office, "sound", lambda documents, known, desk: [])
    monkeypatch.setattr("knowledge.upkeep.publishing.golden_folder", lambda: publisher.golden[0])
    return CliRunner()


def test_a_pdf_is_added_looked_at_published_and_rolled_back(
    cli: CliRunner, tmp_path: Path, releases: Releases
) -> None:
    paper = tmp_path / "办法.pdf"
    paper.write_bytes(papers.pdf(papers.MEASURES, papers.ZH, papers.TIERS, papers.CLOSING))
    added = cli.invoke(commands, ["add", str(paper), "--json"])
    assert added.exit_code == 1
    (row,) = json.loads(added.stdout)
    assert [doubt["key"] for doubt in row["unsure"]] == ["issued"]
    assert row["taken_in"] is None
    assert {finding["concern"] for finding in row["findings"]} >= {"overlap"}
    added = cli.invoke(commands, ["add", str(paper), "--set", "issued=2025-04-18", "--json"])
    assert added.exit_code == 0, added.output
    shown = cli.invoke(commands, ["diff"])
    assert "庆阳市算力券管理办法" in shown.stdout
    first = releases.current_id()
    done = cli.invoke(commands, ["publish", "--reason", "new measures", "--by", "ann", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["before"] == first
    (line, *_) = json.loads(cli.invoke(commands, ["history", "--json"]).stdout)
    assert (line["author"], line["reason"]) == ("ann", "new measures")
    back = cli.invoke(commands, ["rollback", "--reason", "wrong file", "--json"])
    assert json.loads(back.stdout)["serving"] == first
    assert cli.invoke(commands, ["rebuild"]).exit_code == 0


def test_what_the_gate_holds_ends_with_one_and_a_sentence(cli: CliRunner, publisher: Publisher) -> None:
    publisher.desk.accept(with_rate(library()[0], 45))
    held = cli.invoke(commands, ["publish", "--reason", "typo"])
    assert held.exit_code == 1
    assert "qingyang-rate" in held.stderr
    assert held.stdout == ""
    assert (
        cli.invoke(
            commands, ["publish", "--reason", "new rules", "--except", "qingyang-rate=raised"]
        ).exit_code
        == 0
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["withdraw", "no-such", "--reason", "x"],
        ["rollback", "2020-01-01.1"],
        ["publish", "--reason", " "],
        ["add", "nowhere.pdf"],
    ],
)
def test_a_mistake_is_one_sentence_on_standard_error(cli: CliRunner, arguments: list[str]) -> None:
    result = cli.invoke(commands, arguments)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output


def test_a_file_in_the_drop_folder_is_asked_about_in_a_note_and_then_taken_in(
    cli: CliRunner, tmp_path: Path, publisher: Publisher
) -> None:
    drop = tmp_path / "data" / "knowledge" / "inbox"
    drop.mkdir(parents=True)
    (drop / "办法.pdf").write_bytes(papers.pdf(papers.MEASURES, papers.ZH, papers.TIERS, papers.CLOSING))
    (drop / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert "坏.pdf: The file is damaged" in cli.invoke(commands, ["watch", "--once"]).stdout
    note = drop / "办法.pdf.note.txt"
    assert "issued = 2025-04-18" in note.read_text(encoding="utf-8")
    note.write_text("issued = 2025-04-20\n", encoding="utf-8")
    said = cli.invoke(commands, ["watch", "--once"]).stdout.splitlines()
    assert "taken in" in said[0]
    assert any("621000-voucher" in line for line in said[1:]), "rules of the same place are pointed out"
    assert (drop / "done" / "办法.pdf").exists()
    assert (drop / "refused" / "坏.pdf").exists()
    (taken,) = publisher.desk.tray.papers("document")
    assert "issued: '2025-04-20'" in taken.body
    assert taken.original is not None
    assert publisher.desk.tray.original(taken.original) is not None


def test_a_file_that_is_still_being_copied_is_left_until_it_is_whole(cli: CliRunner, tmp_path: Path) -> None:
    drop = tmp_path / "data" / "knowledge" / "inbox"
    drop.mkdir(parents=True)
    whole = papers.pdf(papers.MEASURES, papers.ZH, papers.TIERS, papers.CLOSING)
    (drop / "办法.pdf").write_bytes(whole[:1000])

    def go_on() -> None:
        time.sleep(0.3)
        (drop / "办法.pdf").write_bytes(whole)

    copying = Thread(target=go_on)
    copying.start()
    assert cli.invoke(commands, ["watch", "--once"]).stdout == ""
    copying.join()
    assert "things are unsure" in cli.invoke(commands, ["watch", "--once"]).stdout

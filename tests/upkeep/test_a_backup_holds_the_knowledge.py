"""What was published is answered, and what waits goes on waiting, after a backup and a restore by the commands."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.catalogue import Catalogue
from knowledge.answering.question import Question
from knowledge.upkeep.intake import Intake
from knowledge.upkeep.proposing import Proposal
from knowledge.upkeep.publishing import Published, Publisher
from tests.store.databases import KINDS, fresh_database
from tests.upkeep.conftest import NOW, open_desk, open_releases
from tests.upkeep.library import document, library, with_rate

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=KINDS)
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    (tmp_path / "other").mkdir()
    yield from fresh_database(request.param, tmp_path / "other")


def voucherbot(folder: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT), "VOUCHERBOT_DATA_DIR": str(folder), "VOUCHERBOT_DATABASE_URL": url,
        "VOUCHERBOT_STAFF_GROUP": "-100123",
    }  # fmt: skip
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)


def test_a_published_text_is_answered_after_a_restore_and_what_waited_waits(
    make_publisher: Callable[[str], Publisher], database_url: str, other_url: str, tmp_path: Path
) -> None:
    publisher = make_publisher(database_url)
    publisher.desk.accept(document("lanzhou", name="兰州算力券", place="620100", rate=37))
    assert isinstance(publisher.publish("ann", "new"), Published)
    publisher.desk.accept(with_rate(library()[2], 35), by="ann")
    publisher.desk.withdraw("310000-voucher", "ann", NOW, "it never applied")
    Intake(publisher.releases, publisher.desk).keep(Proposal(library()[1], (), "ab" * 32, "a.pdf", b"%PDF"))
    (tmp_path / "sql" / "knowledge" / "inbox").mkdir(parents=True)
    (tmp_path / "sql" / "knowledge" / "inbox" / "办法.pdf").write_bytes(b"%PDF")
    archive = tmp_path / "backup.tar.gz"
    done = voucherbot(tmp_path / "sql", database_url, "backup", str(archive))
    assert done.returncode == 0, done.stderr
    assert " 0 rows" not in done.stdout
    new = tmp_path / "new"
    new.mkdir()
    done = voucherbot(new, other_url, "restore", str(archive))
    assert done.returncode == 0, done.stderr
    release = open_releases(new, other_url).current()
    assert release is not None
    answerer = Answerer(Catalogue(release.documents), release.retriever, release.id)
    answer = answerer.answer(Question("兰州算力券按合同金额的多少给予支持？", NOW.date()))
    assert (answer.outcome, "37%" in answer.text) == ("answered", True)
    desk = open_desk(new, other_url, publisher.desk.bundled)
    assert set(desk.taken_in()) == set(publisher.desk.taken_in())
    assert list(desk.withdrawn()) == ["310000-voucher"]
    (draft,) = desk.tray.papers("draft")
    original = desk.tray.original(draft.original or "")
    assert original is not None
    assert original.content == b"%PDF"
    assert (new / "knowledge" / "inbox" / "办法.pdf").read_bytes() == b"%PDF"


def test_a_backup_of_an_empty_place_says_so(tmp_path: Path) -> None:
    done = voucherbot(tmp_path, f"sqlite:///{tmp_path}/a.sqlite", "backup", "b.tar.gz")
    assert done.returncode == 1
    assert "nothing to back up" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "b.tar.gz").exists()
    (tmp_path / "knowledge" / "inbox").mkdir(parents=True)
    (tmp_path / "knowledge" / "inbox" / "a.pdf").write_bytes(b"%PDF")
    done = voucherbot(tmp_path, f"sqlite:///{tmp_path}/a.sqlite", "backup", "b.tar.gz")
    assert done.returncode == 1
    assert "holds no rows" in done.stderr
    assert (tmp_path / "b.tar.gz").exists()

"""The first start on a machine: no data folder, no token, no network; and several starts at once."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import Library
from knowledge.library.ledger import Switch
from tests.cli.running import Ended, Voucherbot
from tests.settings import settings_for


def test_two_first_starts_at_once_build_one_release_and_both_answer(fresh: Voucherbot) -> None:
    def ask(question: str) -> Ended:
        return fresh("ask", question, "--json")

    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(ask, ["How much does Qingyang pay?", "庆阳算力券最高多少？"]))
    assert [(each.code, each.err) for each in ended] == [(0, ""), (0, "")]
    assert [each.json["outcome"] for each in ended] == ["answered", "answered"]
    assert len({each.json["release"] for each in ended}) == 1
    assert len(list((fresh.data_dir / "knowledge" / "releases").glob("*.json"))) == 1


def test_everything_written_lies_below_the_data_folder(fresh: Voucherbot, tmp_path: Path) -> None:
    ended = fresh("chat", text="/help\n")
    assert (ended.code, ended.err) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} <= {"data", ".cache"}


def test_a_release_that_somebody_else_published_is_picked_up_by_a_running_process(
    own_data_dir: Path, tmp_path: Path
) -> None:
    settings = settings_for(own_data_dir)
    running, publisher = Library(settings), Library(settings)
    before = running.answerer().release
    changed = next(d for d in publisher.documents() if d.id == "gansu-qingyang-compute-voucher-2024")
    now = datetime.now(UTC) + timedelta(days=1)
    release = publisher.releases.build_change(
        [replace(changed, status_note="changed")], [], now, ("ann", "test")
    )
    publisher.releases.switch(release.id, Switch(release.id, before, now, "publish", "ann", "test"))
    running._looked_at = 0.0
    assert running.answerer().release == release.id != before
    assert (
        json.loads((own_data_dir / "knowledge" / "releases" / f"{release.id}.json").read_text())["id"]
        == release.id
    )

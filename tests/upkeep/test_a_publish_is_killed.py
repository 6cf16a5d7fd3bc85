"""Kill -9 at every stage of a publish, two publishers at once, readers all the while: never a mixture, never an error."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.library.releases import Release, Releases
from knowledge.upkeep.publishing import Published, Publisher
from tests.upkeep.conftest import open_publisher, open_releases
from tests.upkeep.crashing import PAIR, STAGES, rates, start
from tests.upkeep.library import library

ROUNDS = int(os.environ.get("VOUCHERBOT_TEST_KILLS", "12"))
"""How often a publish is killed; 100 and more for the whole proof."""


def whole(release: Release) -> set[str]:
    """Return the rates of the pair in a release that was looked through: texts, words and index agree."""
    found = set()
    counts = dict.fromkeys(release.manifest.passages, 0)
    for document in release.documents:
        counts[document.language] += len(document.clauses)
    assert counts == release.manifest.passages
    for document in release.documents:
        if document.id not in PAIR:
            continue
        stated = rates([clause.text for clause in document.clauses])
        hits = release.retriever.search(f"{document.short_title}按合同金额的多少给予支持", 6, language="zh")
        own = [
            hit.passage
            for hit in hits
            if hit.passage.document == document.id and hit.passage.heading == "Amount"
        ]
        assert own, f"{document.id} is not found"
        assert rates([passage.text for passage in own]) == stated
        found |= stated
    release.verify()
    return found


@pytest.fixture
def published(
    make_publisher: Callable[[str], Publisher], database_url: str, tmp_path: Path
) -> tuple[Path, Releases]:
    make_publisher(database_url)
    start(tmp_path / "sql", database_url, 10).join()
    return tmp_path / "sql", open_releases(tmp_path / "sql", database_url)


def test_the_old_or_the_new_release_serves_after_a_kill_at_any_stage(
    published: tuple[Path, Releases], database_url: str
) -> None:
    folder, releases = published
    chance = random.Random(7)
    rate = 10
    for number in range(ROUNDS):
        before = releases.current_id()
        if number < len(STAGES):
            process = start(folder, database_url, rate + 1, die_at=STAGES[number])
            process.join()
            assert process.exitcode == -signal.SIGKILL
        else:
            process = start(folder, database_url, rate + 1)
            time.sleep(chance.uniform(0.0, 0.6))
            process.kill()
        process.join()
        serving = releases.current()
        assert serving is not None
        switched = serving.id != before
        rate += int(switched)
        assert whole(serving) == {f"percent {rate}"}, (
            f"killed at {STAGES[number] if number < len(STAGES) else 'a moment'}"
        )
    start(folder, database_url, 60).join()
    last = releases.current()
    assert last is not None
    assert whole(last) == {"percent 60"}


def test_of_two_publishers_one_waits_or_is_told(published: tuple[Path, Releases], database_url: str) -> None:
    folder, releases = published
    first = start(folder, database_url, 30, pause="gate")
    while not (folder / "paused").exists():
        time.sleep(0.01)
    second = start(folder, database_url, 31)
    second.join()
    told = [path.read_text(encoding="utf-8") for path in folder.glob("told-*")]
    assert told == ["Another publish is under way; wait for it to end and try again."]
    (folder / "go").touch()
    first.join()
    serving = releases.current()
    assert serving is not None
    assert whole(serving) == {"percent 30"}


def test_readers_during_publishes_see_whole_releases_and_no_error(
    published: tuple[Path, Releases], database_url: str
) -> None:
    folder, releases = published
    done = threading.Event()
    seen: dict[str, set[str]] = {}
    faults: list[BaseException] = []
    asked = 0

    def read() -> None:
        nonlocal asked
        while not done.is_set():
            try:
                serving = releases.current()
                assert serving is not None
                seen.setdefault(serving.id, set()).update(whole(serving))
                asked += 1
            except BaseException as error:  # noqa: BLE001 (whatever a reader meets is what the test is about)
                faults.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for rate in range(41, 45):
        start(folder, database_url, rate).join()
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert asked > 10
    assert all(len(stated) == 1 for stated in seen.values())
    assert len(seen) >= 3


def test_another_replica_follows_within_seconds_without_a_restart(
    make_publisher: Callable[[str], Publisher], database_url: str, tmp_path: Path
) -> None:
    publisher = make_publisher(database_url)
    replica = open_releases(tmp_path / "replica", database_url)
    first = replica.current()
    assert first is not None
    first.verify()
    other = open_publisher(tmp_path / "sql", publisher.releases, database_url)
    from tests.upkeep.library import with_rate

    other.desk.accept(with_rate(library()[2], 55))
    assert isinstance(other.publish("ann", "rate"), Published)
    began = time.perf_counter()
    second = replica.current()
    assert second is not None
    found = second.retriever.search("深圳算力券按合同金额的多少给予支持", 3, language="zh")
    assert any("55%" in hit.passage.text for hit in found)
    assert time.perf_counter() - began < 5

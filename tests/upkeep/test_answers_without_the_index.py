"""Founders are answered whatever becomes of the index: away, slow, silent, empty, wrong, damaged, being made anew."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.library import chroma_client, index, steady
from knowledge.library.index_problem import IndexProblemError
from knowledge.library.releases import Release, Releases
from tests.store.databases import fresh_database
from tests.upkeep.chroma_server import Mood, Proxy, chroma_server, free_port, proxy_before
from tests.upkeep.conftest import NOW, open_releases
from tests.upkeep.library import CountingEmbedder, library

QUESTIONS = ["庆阳算力券按合同金额的多少给予支持？", "哪里每家最高300万元？", "算力券面向谁？", "成都"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture
def proxy(server: str) -> Iterator[Proxy]:
    with proxy_before(server) as it:
        yield it


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A silent server is given up after two seconds, and asked again at once."""
    monkeypatch.setattr(index, "ASK_S", 2.0)
    monkeypatch.setattr(steady, "_REST_S", 0.0)


def _releases(folder: Path, url: str) -> Releases:
    return Releases(folder, CountingEmbedder(), url)


def _served(releases: Releases) -> Release:
    serving = releases.current()
    if serving is None:
        serving = releases.build(library(), NOW, author="ann", reason="first")
        releases.switch(serving.id)
        serving = releases.current()
    assert serving is not None
    return serving


def _found(release: Release) -> list[list[tuple[str, float]]]:
    return [
        [
            (hit.passage.id, round(hit.score, 4))
            for hit in release.retriever.search(question, 5, language="zh")
        ]
        for question in QUESTIONS
    ]


@pytest.fixture
def expected(tmp_path: Path) -> list[list[tuple[str, float]]]:
    return _found(_served(_releases(tmp_path / "expected", "")))


def _held(url: str) -> dict[str, int]:
    """The collections of a server with what they hold."""
    client = chroma_client.server_client(url, 10)
    return {collection.name: collection.count() for collection in client.list_collections()}


@pytest.mark.parametrize("mood", ["silent", "refusing", "closing", "failing", "nonsense"])
@pytest.mark.parametrize("when", ["before the first release", "at start", "while serving"])
def test_a_server_that_is_away_changes_no_answer_and_nothing_on_it(
    tmp_path: Path, proxy: Proxy, server: str, mood: Mood, when: str, expected: list[list[tuple[str, float]]]
) -> None:
    if when == "at start":
        _served(_releases(tmp_path / "data", server))
    releases = _releases(tmp_path / "data", proxy.url)
    if when == "while serving":
        assert _found(_served(releases)) == expected
    before = _held(server)
    proxy.turn(mood)
    release = _served(releases)
    assert _found(release) == expected
    assert _held(server) == before
    (problem,) = release.index_problems()
    assert problem.cause == ("slow" if mood == "silent" else "unreachable")
    with pytest.raises(IndexProblemError):
        releases.rebuild()
    proxy.turn("well")
    assert _held(server) == before
    release.verify()
    assert release.index_problems() == []
    assert _found(release) == expected
    if when != "before the first release":
        assert _held(server) == before


def test_a_server_where_nobody_listens_changes_no_answer(
    tmp_path: Path, expected: list[list[tuple[str, float]]]
) -> None:
    release = _served(_releases(tmp_path / "data", f"http://127.0.0.1:{free_port()}"))
    assert _found(release) == expected
    assert [problem.cause for problem in release.index_problems()] == ["unreachable"]


@pytest.mark.parametrize("fault", ["dropped", "half empty", "wrong"])
def test_a_collection_that_is_missing_or_wrong_is_made_anew_beside_the_answers(
    tmp_path: Path, server: str, fault: str, expected: list[list[tuple[str, float]]]
) -> None:
    releases = _releases(tmp_path / "data", server)
    release = _served(releases)
    assert _found(release) == expected
    client = chroma_client.server_client(server, 10)
    for collection in client.list_collections():
        if not any(use.id in collection.name for use in release.manifest.segments):
            continue
        held = collection.get(include=["embeddings"])
        if fault == "dropped":
            client.delete_collection(collection.name)
        elif fault == "half empty":
            collection.delete(ids=held["ids"][: len(held["ids"]) // 2])
        else:
            collection.update(
                ids=held["ids"], embeddings=np.roll(np.asarray(held["embeddings"]), 1, axis=0)[:, ::-1]
            )
    fresh = _served(_releases(tmp_path / "data", server))
    (problem,) = fresh.index_problems()
    assert problem.cause == {"dropped": "missing", "half empty": "incomplete", "wrong": "corrupt"}[fault]
    assert _found(fresh) == expected
    for thread in threading.enumerate():
        if thread.name == "index":
            thread.join()
    assert _found(fresh) == expected
    assert fresh.index_problems() == []


def test_one_machine_asks_without_pause_while_another_rebuilds(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch, expected: list[list[tuple[str, float]]]
) -> None:
    here, there = _releases(tmp_path / "here", server), _releases(tmp_path / "there", server)
    release, _ = _served(here), _served(there)
    found: list[list[list[tuple[str, float]]]] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            found.append(_found(release))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        monkeypatch.setattr(index, "GRACE_S", 0.0)
        for _ in range(3):
            there.rebuild()
            there.storehouse.chroma.drop_unused(grace_s=0.0)
    finally:
        done.set()
        asking.join()
    assert found
    assert all(each == expected for each in found)
    assert release.index_problems() == []


def test_what_was_replaced_stays_for_a_while_and_is_then_dropped(tmp_path: Path, server: str) -> None:
    releases = _releases(tmp_path / "data", server)
    release = _served(releases)
    own = release.manifest.segments[0].id
    before = {name for name in _held(server) if own in name}
    releases.rebuild()
    after = {name for name in _held(server) if own in name}
    assert before < after
    releases.storehouse.chroma.drop_unused(grace_s=0.0)
    left = {name for name in _held(server) if own in name}
    assert len(left) == 1
    assert left.isdisjoint(before)


def test_a_build_that_fails_leaves_the_one_that_serves(
    tmp_path: Path, proxy: Proxy, server: str, expected: list[list[tuple[str, float]]]
) -> None:
    releases = _releases(tmp_path / "data", proxy.url)
    release = _served(releases)
    before = _held(server)
    monkey = pytest.MonkeyPatch()
    monkey.setattr(index, "_created", lambda *_: proxy.turn("silent"))
    monkey.setattr(index, "BUILD_S", 0.5)
    with pytest.raises(IndexProblemError):
        releases.rebuild()
    monkey.undo()
    proxy.turn("well")
    assert _held(server) == before
    assert _found(release) == expected


def _index_files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "knowledge").glob("chroma*/**/*") if path.is_file())


@pytest.mark.parametrize("how", ["random", "empty", "missing", "cut"])
@pytest.mark.parametrize("which", ["all", "chroma.sqlite3", "data_level0.bin", "header.bin", "hashes.json"])
def test_damaged_files_of_the_index_are_named_and_mended(
    tmp_path: Path, which: str, how: str, expected: list[list[tuple[str, float]]]
) -> None:
    folder = tmp_path / "data"
    _served(_releases(folder, ""))
    for path in _index_files(folder):
        if which in {"all", path.name}:
            _damage(path, how)
    release = _served(_releases(folder, ""))
    assert _found(release) == expected
    for thread in threading.enumerate():
        if thread.name == "index":
            thread.join()
    releases = _releases(folder, "")
    assert releases.rebuild() is not None
    mended = _served(releases)
    assert mended.index_problems() == []
    assert _found(mended) == expected


def _damage(path: Path, how: str) -> None:
    size = path.stat().st_size
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(
            {"random": os.urandom(size), "empty": b"", "cut": path.read_bytes()[: size // 2]}[how]
        )


def test_no_lock_on_a_local_file_guards_a_server(tmp_path: Path, server: str) -> None:
    from knowledge.library.ledger import only_one

    releases = _releases(tmp_path / "data", server)
    with only_one(tmp_path / "data" / "knowledge" / "storehouse.lock"):
        assert _served(releases).index_problems() == []
        assert releases.rebuild() is not None


@pytest.mark.parametrize("how", ["random", "empty", "missing", "cut"])
def test_each_damaged_file_of_a_segment_is_mended_by_a_rebuild(
    tmp_path: Path, how: str, expected: list[list[tuple[str, float]]]
) -> None:
    url = next(fresh_database("sqlite", tmp_path))
    release = _served(open_releases(tmp_path / "data", url))
    segment = tmp_path / "data" / "knowledge" / "segments" / release.manifest.segments[0].id
    for path in sorted(segment.iterdir()):
        _damage(path, how)
        releases = open_releases(tmp_path / "data", url)
        assert releases.rebuild() is not None, path.name
        assert _found(_served(releases)) == expected, path.name

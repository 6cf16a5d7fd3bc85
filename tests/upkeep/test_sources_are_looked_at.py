"""`knowledge status` names what is overdue, what ends soon, and sources that are dead or hazardous."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from bot.app import Library
from bot.commands.knowledge import commands
from knowledge.clauses import Document, Period
from knowledge.library.releases import Releases
from knowledge.provenance import Source
from knowledge.upkeep.check import hazards
from knowledge.upkeep.reviewing import due_for_review
from knowledge.upkeep.sources import Look, Looks, addresses
from knowledge.upkeep.tray import Paper
from knowledge.upkeep.visiting import look_at
from tests.upkeep.conftest import open_desk, open_publisher
from tests.upkeep.library import TODAY, CountingEmbedder, document, write_all


class Site(BaseHTTPRequestHandler):
    """A site with pages of every fate; notes who was asked for what."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path))
        name = self.path.strip("/")
        if name == "slow":
            time.sleep(3)
        if name == "only-get":
            return self._end(200 if self.command == "GET" else 405)
        if name == "moved":
            return self._end(302, "/fine")
        if name == "circle":
            return self._end(302, "/circle")
        if name == "led-astray":
            return self._end(302, f"http://{min(hazards())}/")
        return self._end(200 if name == "fine" else int(name) if name.isdecimal() else 200)

    def do_GET(self) -> None:
        self.do_HEAD()

    def _end(self, status: int, location: str | None = None) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked.clear()
    with ThreadingHTTPServer(("0.0.0.0", 0), Site) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def look(url: str, timeout_s: float = 5) -> Look:
    return asyncio.run(look_at([url], TODAY, timeout_s))[url]


@pytest.mark.parametrize(
    ("path", "dead", "says"),
    [
        ("fine", False, "answered 200"),
        ("moved", False, "answered 200"),
        ("only-get", False, "answered 200"),
        ("403", False, "answered 403"),
        ("404", True, "answered 404"),
        ("410", True, "answered 410"),
        ("500", True, "answered 500"),
        ("circle", True, "leads on without end"),
    ],
)
def test_a_page_is_dead_when_there_is_nothing_to_read(site: str, path: str, dead: bool, says: str) -> None:
    found = look(f"{site}/{path}")
    assert (found.is_dead, found.says, found.day) == (dead, says, TODAY.isoformat())


def test_a_page_that_does_not_answer_costs_no_more_than_the_limit(site: str) -> None:
    began = time.perf_counter()
    found = look(f"{site}/slow", timeout_s=0.3)
    assert time.perf_counter() - began < 2
    assert (found.is_dead, found.says) == (True, "did not answer in time")


def test_a_host_that_is_gone_is_dead() -> None:
    assert look("http://127.0.0.1:1/").says == "could not be reached"


def test_many_sites_are_asked_at_once(site: str) -> None:
    port = site.rsplit(":", 1)[1]
    urls = [f"http://127.0.0.{number}:{port}/{'fine' if number == 5 else 'slow'}" for number in range(1, 6)]
    began = time.perf_counter()
    looks = asyncio.run(look_at(urls, TODAY, 1))
    assert time.perf_counter() - began < 3
    assert [each.is_dead for each in looks.values()] == [True, True, True, True, False]


def test_a_redirect_to_a_hazardous_host_is_named_and_not_followed(site: str) -> None:
    found = look(f"{site}/led-astray")
    assert found.leads_to == min(hazards())
    astray = with_source(document(), f"{site}/led-astray")
    (due,) = due_for_review([astray], TODAY, {f"{site}/led-astray": found})
    assert (due.concern, "leads to" in due.says) == ("hazard", True)


def with_source(it: Document, url: str) -> Document:
    return replace(it, sources=(Source(1, "official", "官网", "2025-01-01", url),))


def test_hazardous_addresses_are_listed_and_never_asked() -> None:
    bad = with_source(document(), f"https://www.{min(hazards())}/a")
    assert addresses([bad]) == []
    (due,) = due_for_review([bad], TODAY, {})
    assert due.concern == "hazard"


@pytest.mark.parametrize(
    ("reviewed", "until", "concerns"),
    [
        (date(2026, 5, 27), None, []),
        (date(2026, 5, 26), None, ["review"]),
        (TODAY, date(2027, 1, 22), ["expiry"]),
        (TODAY, date(2027, 1, 23), []),
        (TODAY, TODAY, ["expiry"]),
        (TODAY, date(2026, 11, 22), []),
        (date(2026, 1, 1), date(2026, 12, 31), ["review", "expiry"]),
    ],
)
def test_what_is_overdue_or_ends_within_sixty_days_is_listed(
    reviewed: date, until: date | None, concerns: list[str]
) -> None:
    it = replace(document(), reviewed=reviewed, in_force=Period(date(2025, 1, 1), until))
    assert [due.concern for due in due_for_review([it], TODAY, {})] == concerns


def test_looks_are_kept_and_a_damaged_one_counts_as_none(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    kept = Looks(desk.tray, desk.now)
    assert kept.all() == {}
    found = {
        "https://a.example/": Look("2026-11-23", 404),
        "https://b.example/": Look("2026-11-23", None, "x"),
    }
    kept.keep(found)
    assert kept.all() == found
    kept.keep({"https://b.example/": found["https://b.example/"]})
    assert list(kept.all()) == ["https://b.example/"]
    desk.tray.change([Paper("look", "https://b.example/", "[1", "", desk.now())])
    assert kept.all() == {}


@pytest.fixture
def desk(tmp_path: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command on a library of three documents: one source answers, one is gone, one does not answer."""
    made = [
        with_source(document("fine", place="621000"), f"{site}/fine"),
        with_source(document("gone", place="330100", name="杭州算力券"), f"{site}/404"),
        with_source(document("broken", place="440300", name="深圳算力券"), f"{site}/500"),
    ]
    write_all(tmp_path / "bundled", made)
    releases = Releases(tmp_path, CountingEmbedder())
    open_publisher(tmp_path, releases).publish("ann", "first")
    monkeypatch.setenv("VOUCHERBOT_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(Library, "releases", releases)
    return CliRunner()


def dead(desk: CliRunner, *arguments: str) -> list[tuple[str, str]]:
    result = desk.invoke(commands, ["status", "--json", *arguments])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)["due"]
    return [(row["document"], row["says"].split(":")[0]) for row in rows if row["concern"] == "dead"]


def test_status_asks_only_when_told_to_and_keeps_what_it_found(desk: CliRunner, site: str) -> None:
    assert dead(desk) == []
    assert Site.asked == []
    found = dead(desk, "--online")
    assert [document for document, _ in found] == ["broken", "gone"]
    assert found[1][1].startswith("its source 1 answered 404 on 20")
    asked = len(Site.asked)
    assert dead(desk) == found
    assert len(Site.asked) == asked
    shown = desk.invoke(commands, ["status"]).stdout
    assert "due: gone: its source 1 answered 404 on " in shown
    assert f"{site}/404" in shown

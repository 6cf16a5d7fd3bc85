"""A data folder with a published library, in files or on either database."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.blocking import BlockingDatabase
from bot.store.knowledge import SqlLedger
from bot.store.tray import SqlTray
from knowledge.library.pointer import serving
from knowledge.library.releases import Releases
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.publishing import Publisher
from tests.store.databases import KINDS, fresh_database
from tests.upkeep.library import GOLDEN, CountingEmbedder, library, write_all

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from fresh_database(request.param, tmp_path)


def open_releases(folder: Path, database_url: str) -> Releases:
    return Releases(
        folder,
        CountingEmbedder(),
        ledger=lambda: SqlLedger(database_url),
        pointer=lambda: serving(database_url),
    )


def open_desk(folder: Path, database_url: str = "", bundled: Path | None = None) -> Desk:
    """Open a desk over a database, one of its own in the folder where none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    tray = SqlTray(BlockingDatabase(database_url or f"sqlite:///{folder / 'voucherbot.sqlite'}"))
    return Desk(folder, tray, bundled or folder / "bundled")


def open_publisher(folder: Path, releases: Releases, database_url: str = "") -> Publisher:
    golden = folder / "golden"
    golden.mkdir(exist_ok=True, parents=True)
    (golden / "rate.yaml").write_text(GOLDEN, encoding="utf-8")
    return Publisher(releases, open_desk(folder, database_url), lambda: NOW, golden=[golden])


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    """Releases in plain files."""
    return Releases(tmp_path / "data", CountingEmbedder())


@pytest.fixture
def publisher(tmp_path: Path, releases: Releases) -> Publisher:
    """A desk whose first release serves."""
    folder = tmp_path / "data"
    write_all(folder / "bundled", library())
    desk = open_publisher(folder, releases)
    desk.publish("ann", "first")
    return desk


@pytest.fixture
def make_publisher(tmp_path: Path) -> Callable[[str], Publisher]:
    """Make a desk on a database, whose first release serves."""

    def make(database_url: str) -> Publisher:
        folder = tmp_path / "sql"
        write_all(folder / "bundled", library())
        desk = open_publisher(folder, open_releases(folder, database_url), database_url)
        desk.publish("ann", "first")
        return desk

    return make

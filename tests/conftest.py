"""What all tests share: the knowledge base, built once."""

import asyncio
import shutil
from pathlib import Path

import pytest
from hypothesis import settings as profiles

from bot.app import Library
from bot.store import open_store
from bot.store.file_rights import keep_private
from tests.settings import settings_for

# The same examples in every run, however slow the machine; `--hypothesis-profile=default` looks for new ones.
profiles.register_profile("repeatable", derandomize=True, deadline=None)
profiles.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect what is known to fail to fail; known_failures.txt says why, and is to become empty."""
    lines = (Path(__file__).parent / "known_failures.txt").read_text(encoding="utf-8").splitlines()
    known = {line for line in lines if line and not line.startswith("#")}
    for item in items:
        if item.nodeid in known:
            item.add_marker(pytest.mark.xfail(reason="known to fail: tests/known_failures.txt", strict=False))


@pytest.fixture(scope="session")
def kept_data_dir(request: pytest.FixtureRequest) -> Path:
    """A data folder with a release of the project's documents; kept between runs, so that only changes cost time."""
    assert request.config.cache is not None
    folder = Path(request.config.cache.mkdir("built"))
    settings = settings_for(folder)
    asyncio.run(_bring_up_schema(settings.database))
    Library(settings).answerer()
    return folder


async def _bring_up_schema(address: str) -> None:
    """Bring a database that an older version of the project has left up to the schema of this one."""
    async with open_store(address):
        pass


@pytest.fixture(scope="session")
def built_data_dir(kept_data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a release of the project's documents, shared by all tests: nothing may be published here."""
    return _copy(kept_data_dir, tmp_path_factory.mktemp("built") / "data")


@pytest.fixture
def own_data_dir(kept_data_dir: Path, tmp_path: Path) -> Path:
    """A data folder with the same release for one test alone."""
    return _copy(kept_data_dir, tmp_path / "data")


@pytest.fixture(scope="session")
def library(built_data_dir: Path) -> Library:
    """The knowledge base, opened once for all tests that ask it in this process."""
    return Library(settings_for(built_data_dir))


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.lock", "*.publishing", "logs"))
    keep_private(target)
    return target

"""What all tests share: the knowledge base, built once."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from bot.app import Library
from tests.settings import settings_for

# The same examples in every run, however slow the machine; `--hypothesis-profile=default` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def kept_data_dir(request: pytest.FixtureRequest) -> Path:
    """A data folder with a release of the project's documents; kept between runs, so that only changes cost time."""
    assert request.config.cache is not None
    folder = Path(request.config.cache.mkdir("built"))
    Library(settings_for(folder)).answerer()
    return folder


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
    shutil.copytree(
        source, target, ignore=shutil.ignore_patterns("*.lock", "*.publishing", "logs", "voucherbot.sqlite*")
    )
    return target

"""The command over the shared knowledge base, and over a folder of a test's own."""

from pathlib import Path

import pytest

from tests.cli.running import Voucherbot


@pytest.fixture
def voucherbot(built_data_dir: Path, tmp_path: Path) -> Voucherbot:
    return Voucherbot(built_data_dir, tmp_path)


@pytest.fixture
def fresh(tmp_path: Path) -> Voucherbot:
    """The command on a machine where the bot has never run."""
    return Voucherbot(tmp_path / "data", tmp_path)

"""Settings for tests: what a test says, and nothing of the environment's `.env`."""

from pathlib import Path
from typing import Any

from bot.settings import Settings


def settings_for(data_dir: Path, **values: Any) -> Settings:  # noqa: ANN401 (fields of the settings)
    """Return settings over a data folder."""
    given: dict[str, Any] = {"_env_file": None, "data_dir": data_dir, **values}
    return Settings(**given)

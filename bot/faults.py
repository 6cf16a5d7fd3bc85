"""Faults: written down whole with a reference, told in one sentence."""

import logging
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path


def reference() -> str:
    """Return a reference that a person can read out."""
    return secrets.token_hex(3).upper()


def note(error: BaseException, folder: Path, mark: str) -> None:
    """Write a fault with its traceback below a folder; a folder that cannot be written is passed over."""
    lines = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "faults.log").open("a", encoding="utf-8") as stream:
            stream.write(f"{datetime.now(UTC).isoformat()} {mark}\n{lines}\n")
    except OSError:
        logging.getLogger(__name__).warning("fault %s could not be written below %s", mark, folder)


def report(error: BaseException) -> str:
    """Write a fault down and return the sentence that a person is told."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    if isinstance(error, ValidationError | SettingsError):
        return _setting(error)
    from bot.settings import Settings

    mark = reference()
    folder = Settings().data_dir / "logs"
    note(error, folder, mark)
    return (
        f"Something went wrong ({type(error).__name__}); it is written down in {folder}/faults.log as {mark}."
    )


def _setting(error: Exception) -> str:
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = "_".join(str(part) for part in first["loc"]).upper()
        return f"VOUCHERBOT_{place}: {first['msg']}"
    return f"The settings can't be read: {error}"

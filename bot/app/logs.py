"""Where the program's own log goes: a small file below the data folder, made when there is something to write."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_MOST_BYTES = 1_000_000


class _Later(RotatingFileHandler):
    """Makes its folder at the first line; a folder that can't be written to is no second fault."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_MOST_BYTES, backupCount=3, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's own name)
        """Say nothing: the person is being told already."""


def log_into_data_dir(data_dir: Path | None = None) -> None:
    """Write warnings and faults to `logs/voucherbot.log` below the data folder, and nothing to the terminal."""
    if data_dir is None:
        data_dir = _data_dir()
    root = logging.getLogger()
    if any(isinstance(handler, _Later) for handler in root.handlers):
        return
    handler = _Later(data_dir.absolute() / "logs" / "voucherbot.log")
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)


def _data_dir() -> Path:
    from bot.settings import Settings

    try:
        return Settings().data_dir
    except ValueError:
        return Path("data")

"""Who may read what is kept: the user that the bot runs as, and nobody else on the machine."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_OTHERS = 0o077
_OURS = frozenset([
    "voucherbot.sqlite", "voucherbot.sqlite-wal", "voucherbot.sqlite-shm", "voucherbot.sqlite-journal", "files",
    "knowledge", "logs", "received", "terminal.history",
])  # fmt: skip
"""What the bot itself makes in its data folder; the folder may have been put where other things lie."""


def private_file(path: Path) -> BinaryIO:
    """Open a new file that its owner alone can read; one that is there under the name gives way."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def keep_private(data_dir: Path) -> None:
    """Take the rights of others from what lies in the data folder already; what belongs to others stays theirs."""
    for path in _open_to_others(data_dir):
        try:
            path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~_OTHERS)
        except OSError:
            continue  # gone meanwhile, or on a disk that knows no rights; the doctor names what stays open


def open_to_others(data_dir: Path) -> list[Path]:
    """List what others on the machine can read, write or enter."""
    return sorted(_open_to_others(data_dir))


def _open_to_others(data_dir: Path) -> Iterator[Path]:
    if os.name != "posix" or not data_dir.is_dir():
        return
    ours = [path for path in data_dir.iterdir() if path.name in _OURS]
    if len(ours) == sum(1 for _ in data_dir.iterdir()):
        yield from _if_open(data_dir)  # a folder of the bot's own
    for path in ours:
        yield from _if_open(path)
        if path.is_dir() and not path.is_symlink():
            for root, folders, files in os.walk(path):
                for name in (*folders, *files):
                    yield from _if_open(Path(root) / name)


def _if_open(path: Path) -> Iterator[Path]:
    try:
        found = path.lstat()
    except OSError:
        return
    is_kept = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    if is_kept and found.st_uid == os.getuid() and found.st_mode & _OTHERS:
        yield path

"""The file of a backup: a gzipped tar whose first member is the manifest and whose last says that it is whole."""

import gzip
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

MANIFEST, END = "manifest.json", "end.json"
_DAMAGE = (OSError, EOFError, tarfile.TarError, zlib.error)


class BackupError(Exception):
    """Why an archive can't be written or restored, in one sentence."""


class Writer:
    """Writes members one after the other and keeps none of them in memory."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive

    def add(self, name: str, content: bytes) -> None:
        """Add a member."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(content), 0o600
        self._archive.addfile(entry, io.BytesIO(content))
        _forget(self._archive)


def _forget(archive: tarfile.TarFile) -> None:
    """Let an archive forget the members that went by: it would keep every one of them in memory."""
    archive.members = []  # type: ignore[attr-defined]  # its stubs don't name it


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Write an archive beside its place and move it there when it is whole; after an error nothing is left.

    Only its owner can read it: it holds what people said and handed in.
    """
    beside = target.with_name(target.name + ".part")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with (
                gzip.GzipFile("", "wb", 6, file) as packed,
                tarfile.open(fileobj=packed, mode="w|") as archive,
            ):
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


@dataclass(frozen=True)
class Member:
    """A member of an archive, read at once and not later."""

    name: str
    _file: IO[bytes] | None

    def read(self) -> bytes:
        """Return its content.

        Raises:
            BackupError: the archive ends before it does.
        """
        try:
            return self._file.read() if self._file is not None else b""
        except _DAMAGE:
            raise BackupError(f"the backup is damaged: {self.name}") from None


def members(source: Path) -> Iterator[Member]:
    """Yield the members of an archive in one pass.

    Raises:
        BackupError: it is no archive, or is not whole.
    """
    try:
        with tarfile.open(source, "r|gz") as archive:
            for entry in archive:
                yield Member(entry.name, archive.extractfile(entry))
                _forget(archive)
    except _DAMAGE:
        raise BackupError(f"{source} is no backup of voucherbot, or is not whole") from None


def manifest_of(source: Path) -> Mapping[str, Any]:
    """Return the manifest of an archive; in those of the first form it stands last.

    Raises:
        BackupError: there is none.
    """
    for member in members(source):
        if member.name == MANIFEST:
            try:
                found = json.loads(member.read())
            except ValueError:
                break
            if isinstance(found, dict):
                return found
    raise BackupError(f"{source} is no backup of voucherbot, or is not whole")

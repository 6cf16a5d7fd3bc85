"""The contents of files, each under its own hash: below the data folder, or in a bucket through fsspec."""

import asyncio
import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsspec


class FilesAddressError(ValueError):
    """The address of the files cannot be used."""


class Blobs:
    """Contents by their SHA-256. They are written once, never overwritten and never executed.

    Listings are not cached: other replicas write and remove here too.
    """

    def __init__(self, address: str) -> None:
        self._files: Any
        try:
            self._files, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            said = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise FilesAddressError(f"VOUCHERBOT_FILES_URL cannot be used: {said}") from None
        self._root = str(root).rstrip("/")
        self._is_local = "file" in self._files.protocol

    async def put(self, content: bytes) -> str:
        """Store a content and return its hash; it lies safe on the disk when this returns."""
        return await asyncio.to_thread(self._put, content)

    async def get(self, sha256: str) -> bytes | None:
        """Return a content, or None where it is missing or is no longer what its hash says."""
        return await asyncio.to_thread(self._get, sha256)

    async def age(self, sha256: str, now: datetime) -> timedelta:
        """Return how long ago a content was stored."""
        modified: datetime = await asyncio.to_thread(self._files.modified, self._path(sha256))
        return now - (modified if modified.tzinfo else modified.replace(tzinfo=UTC))

    async def remove(self, sha256: str) -> None:
        """Remove a content that nothing names any more."""
        await asyncio.to_thread(self._remove, sha256)

    async def names(self) -> list[str]:
        """Return the hashes of all contents."""
        return await asyncio.to_thread(lambda: list(self._names()))

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256}"

    def _put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if self._get(sha256) is not None:
            return sha256
        if self._is_local:
            _write_safely(Path(path), content)
        else:
            self._files.pipe_file(path, content)
        return sha256

    def _get(self, sha256: str) -> bytes | None:
        try:
            content: bytes = self._files.cat_file(self._path(sha256))
        except FileNotFoundError:
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    def _remove(self, sha256: str) -> None:
        if self._files.exists(self._path(sha256)):
            self._files.rm_file(self._path(sha256))

    def _names(self) -> Iterator[str]:
        if not self._files.exists(self._root):
            return
        for path in self._files.find(self._root):
            name = str(path).rpartition("/")[2]
            if len(name) == 64:
                yield name


def _write_safely(path: Path, content: bytes) -> None:
    """Write beside the place, bring it to the disk, then move it there: no half file is ever found."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

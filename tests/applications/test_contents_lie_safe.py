"""The contents of files, in a folder and in a bucket: once under their hash, and never another content."""

from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from bot.store.blobs import Blobs, FilesAddressError


class Bucket(MemoryFileSystem):  # type: ignore[misc]
    """A bucket that remembers what it has listed, as those in the cloud do unless they are told not to."""

    protocol = "bucket"
    cachable = False
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]

    def info(self, path: str, **named: Any) -> Any:  # noqa: ANN401 (fsspec's own)
        path = self._strip_protocol(path)
        if path in self.dircache:
            return self.dircache[path][0]
        found = super().info(path, **named)
        self.dircache[path] = [found]
        return found


@pytest.fixture(params=["folder", "bucket"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    fsspec.register_implementation("bucket", Bucket, clobber=True)
    Bucket.store.clear()
    return str(tmp_path / "files") if request.param == "folder" else "bucket://files"


def files_of(blobs: Blobs) -> Any:  # noqa: ANN401 (fsspec has no types)
    return blobs._files


async def test_a_content_is_kept_once_and_found_by_every_replica(address: str) -> None:
    one, other = Blobs(address), Blobs(address)
    assert await one.names() == []
    sha = await one.put(b"content")
    assert await other.put(b"content") == sha
    assert await other.get(sha) == b"content"
    assert await one.names() == await other.names() == [sha]
    await other.remove(sha)
    assert await one.get(sha) is None
    assert await one.names() == []


async def test_what_another_replica_removed_is_written_again(address: str) -> None:
    one, other = Blobs(address), Blobs(address)
    sha = await one.put(b"content")
    await one.put(b"content")
    await other.remove(sha)
    await one.put(b"content")
    assert await other.get(sha) == b"content"


async def test_a_changed_content_is_not_given_out_and_the_right_one_can_be_handed_in_again(
    address: str,
) -> None:
    blobs = Blobs(address)
    sha = await blobs.put(b"content")
    files_of(blobs).pipe_file(blobs._path(sha), b"changed")
    assert await blobs.get(sha) is None
    await blobs.put(b"content")
    assert await blobs.get(sha) == b"content"


def test_an_address_that_cannot_be_used_is_one_sentence() -> None:
    with pytest.raises(FilesAddressError, match="VOUCHERBOT_FILES_URL cannot be used"):
        Blobs("nowhere://bucket")

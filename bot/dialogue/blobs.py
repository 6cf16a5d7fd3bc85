"""The port through which the contents of files are stored."""

from typing import Protocol


class Blobs(Protocol):
    """Contents by their SHA-256."""

    async def put(self, content: bytes) -> str:
        """Store a content and return its hash; it lies safe when this returns."""
        ...

    async def get(self, sha256: str) -> bytes | None:
        """Return a content, or None where it is missing or changed."""
        ...

"""Where releases are kept for good: the port that the store implements, and one of plain files.

Clause texts and vectors in the ledger are the truth; folders and Chroma collections are made from them and can be
made again. The pointer to the release that serves moves in one transaction with its line of the history.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from knowledge.clauses import Document
from knowledge.library.segments import Means, SegmentCard
from knowledge.library.vectors import VectorTable

Action = Literal["publish", "rollback"]


class PublishingError(Exception):
    """A publish cannot go on; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class SegmentUse:
    """A segment of a release, and the documents (`id/language`) in it that no longer count."""

    id: str
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release holds, by which it is checked: counts by language, the model, and who made it why."""

    id: str
    parent: str | None
    created: str
    author: str
    reason: str
    model: str
    dimension: int
    centring: str
    fingerprint: str
    documents: int
    passages: dict[str, int]
    texts: dict[str, int]
    segments: tuple[SegmentUse, ...]

    def dump(self) -> str:
        """Write it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Manifest":
        """Read what `dump` wrote.

        Raises:
            ValueError: it is something else.
        """
        value = json.loads(text)
        try:
            uses = tuple(SegmentUse(use["id"], tuple(use["removed"])) for use in value["segments"])
            return cls(**{**value, "segments": uses})
        except (TypeError, KeyError) as error:
            raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Switch:
    """A line of the history: which release began to serve, when, by whom, why, and what it changed in words."""

    release: str
    before: str | None
    at: datetime
    action: Action
    author: str
    reason: str
    confirmed_by: str | None = None
    summary: str = ""
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class SegmentContent:
    """A segment as the ledger keeps it: everything that its folder can be made from."""

    card: SegmentCard
    documents: tuple[Document, ...]
    means: Means
    table: VectorTable


class Ledger(Protocol):
    """Where releases are kept for good."""

    def serving(self) -> str | None:
        """Name the release that serves, or None before the first one."""
        ...

    def manifest(self, release: str) -> Manifest | None:
        """Return a release's manifest, or None when there is no such release."""
        ...

    def releases(self) -> list[str]:
        """Name all releases that are kept, the oldest first."""
        ...

    def add_segment(self, content: SegmentContent) -> None:
        """Keep a segment; one that is there already is left as it is."""
        ...

    def segment(self, segment: str) -> SegmentContent | None:
        """Return a segment, or None."""
        ...

    def add_release(self, manifest: Manifest) -> None:
        """Keep a release that is complete; it does not serve yet."""
        ...

    def switch(self, change: Switch) -> None:
        """Move the pointer and write the line of the history, together.

        Raises:
            PublishingError: another release than `change.before` serves by now.
        """
        ...

    def history(self) -> list[Switch]:
        """List all switches, the newest first."""
        ...

    def add_report(self, release: str, report: str) -> None:
        """Keep what was found about a release that waits for a second person."""
        ...

    def report(self, release: str) -> str | None:
        """Return what was found about a release that waits for a second person, or None when none waits."""
        ...

    def forget(self, releases: Sequence[str]) -> None:
        """Drop releases, and the segments and vectors that no other release uses."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Hold the right to publish; it is free again when the process ends, however it ends.

        Raises:
            PublishingError: somebody else holds it.
        """
        ...


@contextmanager
def only_one(path: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold a lock between processes of one machine; a process that dies lets go of it.

    Raises:
        PublishingError: another process holds it for longer than `wait_s`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        connection.close()
        raise PublishingError("Another publish is under way; wait for it to end and try again.") from None
    try:
        yield
    finally:
        connection.close()


def release_order(release: str) -> tuple[str, int]:
    """Return what releases are sorted by: the day, then the number in it."""
    day, _, number = release.rpartition(".")
    return day, int(number) if number.isdecimal() else 0


def replace_file(path: Path, text: str) -> None:
    """Write a small file in one step; readers see the old or the new text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).replace(path)

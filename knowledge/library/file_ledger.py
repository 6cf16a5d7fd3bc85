"""A ledger of plain files, for tools and tests that need no database."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from knowledge.library.ledger import (
    Manifest,
    PublishingError,
    SegmentContent,
    Switch,
    only_one,
    release_order,
    replace_file,
)


class FileLedger:
    """A ledger of plain files for tools and tests that need no database; its segments are the folders themselves."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def serving(self) -> str | None:
        """Name the release that serves: the one of the last line."""
        lines = self._lines()
        return str(json.loads(lines[-1])["release"]) if lines else None

    def _lines(self) -> list[str]:
        try:
            return (self._root / "switches.jsonl").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def manifest(self, release: str) -> Manifest | None:
        """Return None: the manifests in the folder are all there are."""
        del release
        return None

    def releases(self) -> list[str]:
        """Name all releases that are kept, the oldest first."""
        found = [path.stem for path in (self._root / "releases").glob("*.json")]
        return sorted(found, key=release_order)

    def add_segment(self, content: SegmentContent) -> None:
        """Do nothing: the folder is there."""

    def segment(self, segment: str) -> SegmentContent | None:
        """Return None: the folders are all there are."""
        del segment
        return None

    def add_release(self, manifest: Manifest) -> None:
        """Do nothing: the manifest's file is there."""

    def switch(self, change: Switch) -> None:
        """Move the pointer and write the line of the history.

        Raises:
            PublishingError: another release than `change.before` serves by now.
        """
        if self.serving() != change.before:
            raise PublishingError("Another release was published meanwhile; look at the differences again.")
        line = json.dumps(asdict(change), ensure_ascii=False, default=str)
        replace_file(self._root / "switches.jsonl", "\n".join([*self._lines(), line]) + "\n")

    def history(self) -> list[Switch]:
        """List all switches, the newest first."""
        values = [json.loads(line) for line in reversed(self._lines())]
        return [
            Switch(
                **{
                    **value,
                    "at": datetime.fromisoformat(value["at"]),
                    "exceptions": tuple(value["exceptions"]),
                }
            )
            for value in values
        ]

    def add_report(self, release: str, report: str) -> None:
        """Keep what was found about a release that waits for a second person."""
        replace_file(self._root / "reports" / f"{release}.json", report)

    def report(self, release: str) -> str | None:
        """Return what was found about a release that waits for a second person, or None when none waits."""
        path = self._root / "reports" / f"{release}.json"
        return path.read_text(encoding="utf-8") if path.exists() else None

    def forget(self, releases: Sequence[str]) -> None:
        """Do nothing: the folders are dropped by who tidies them."""

    def alone(self) -> AbstractContextManager[None]:
        """Hold the right to publish."""
        return only_one(self._root / "publishing.lock")

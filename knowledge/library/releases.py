"""Releases: a whole state of the knowledge base, built beside the one that serves and then switched to.

A release is a manifest that names segments. What lies in the data folder is a working copy: what of it is missing
is fetched from the ledger, and Chroma collections are made anew from it.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from knowledge.clauses import Document
from knowledge.library.building import Builder, By, Stage
from knowledge.library.embedding import Embedder
from knowledge.library.file_ledger import FileLedger
from knowledge.library.index import Chroma
from knowledge.library.index_problem import IndexProblemError
from knowledge.library.ledger import (
    Ledger,
    Manifest,
    Switch,
    release_order,
    replace_file,
)
from knowledge.library.release import Release
from knowledge.library.shelves import Live
from knowledge.library.storehouse import Storehouse
from knowledge.library.vectors import Progress

__all__ = ["Manifest", "Release", "Releases"]


class Releases:
    """The releases below a data folder, and in the ledger where there is one.

    `pointer` names the release that serves faster than the ledger does; `ledger` is opened when it is needed.
    """

    def __init__(
        self,
        data_dir: Path,
        embedder: Embedder,
        chroma_url: str = "",
        *,
        ledger: Callable[[], Ledger] | None = None,
        pointer: Callable[[], str | None] | None = None,
    ) -> None:
        self.root = data_dir / "knowledge"
        self.embedder = embedder
        self.chroma = Chroma(self.root / "chroma", chroma_url)
        self._open_ledger = ledger or (lambda: FileLedger(self.root))
        self._pointer = pointer
        self.storehouse = Storehouse(self.root, self.chroma, embedder, lambda: self.ledger)
        self._opened: Release | None = None
        self._lock = threading.Lock()

    @cached_property
    def ledger(self) -> Ledger:
        """Where releases are kept for good."""
        return self._open_ledger()

    def current_id(self) -> str | None:
        """Name the release that serves, or None before the first one."""
        return self._pointer() if self._pointer is not None else self.ledger.serving()

    def manifest(self, release: str) -> Manifest:
        """Return a release's manifest.

        Raises:
            IndexProblemError: there is no such release.
        """
        path = self._manifest_path(release)
        try:
            return Manifest.load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = self.ledger.manifest(release)
        if kept is None:
            raise IndexProblemError(
                f"There is no release {release}; `voucherbot knowledge history` lists them."
            )
        replace_file(path, kept.dump())
        return kept

    def _manifest_path(self, release: str) -> Path:
        return self.root / "releases" / f"{Path(release).name}.json"

    def open(self, release: str) -> Release:
        """Open a release.

        Raises:
            IndexProblemError: there is no such release.
        """
        return Release(self.manifest(release), self.storehouse, self.embedder)

    def current(self) -> Release | None:
        """Open the release that serves, or return None before the first one; the same one is opened once."""
        name = self.current_id()
        if name is None:
            return None
        with self._lock:
            if self._opened is None or self._opened.id != name:
                self._opened = self.open(name)
            return self._opened

    def next_id(self, today: date) -> str:
        """Name the next release of a day: 2026-11-23.1, then .2."""
        kept = {*self.ledger.releases(), *(path.stem for path in (self.root / "releases").glob("*.json"))}
        own = [release_order(name)[1] for name in kept if release_order(name)[0] == today.isoformat()]
        return f"{today.isoformat()}.{max(own, default=0) + 1}"

    def build(
        self,
        documents: Sequence[Document],
        now: datetime,
        *,
        author: str,
        reason: str,
        progress: Progress | None = None,
        stage: Stage | None = None,
    ) -> Release:
        """Build a release of exactly these documents; only what differs from the one that serves is done anew.

        Raises:
            IndexProblemError: the index does not hold what the manifest says.
            EmbeddingError: the embedding model does not answer.
        """
        lives, by = self._start(author, reason, now)
        return self.open(self._builder(progress, stage).whole(documents, lives, by).id)

    def build_change(
        self,
        changed: Sequence[Document],
        removed: Sequence[str],
        now: datetime,
        by: tuple[str, str],
        *,
        progress: Progress | None = None,
        stage: Stage | None = None,
    ) -> Release:
        """Build a release that differs from the one that serves by these documents, and lacks those `removed`.

        `by` is who builds it and why.

        Raises:
            IndexProblemError: the index does not hold what the manifest says.
            EmbeddingError: the embedding model does not answer.
        """
        lives, whole = self._start(*by, now)
        return self.open(self._builder(progress, stage).change(changed, removed, lives, whole).id)

    def _start(self, author: str, reason: str, now: datetime) -> tuple[Sequence[Live], By]:
        serving = self.current()
        return (serving.lives if serving else ()), (serving.id if serving else None, author, reason, now)

    def _builder(self, progress: Progress | None, stage: Stage | None) -> Builder:
        return Builder(self.storehouse, self._keep, progress, stage)

    def _keep(self, made: Callable[[str], Manifest]) -> Manifest:
        """Keep a release that is built and checked, under the next free name."""
        day = datetime.fromisoformat(made("").created).date()
        manifest = made(self.next_id(day))
        self.ledger.add_release(manifest)
        replace_file(self._manifest_path(manifest.id), manifest.dump())
        return manifest

    def switch(self, release: str, change: Switch | None = None) -> None:
        """Let a release serve, in one step; the one before stays as it is.

        Raises:
            PublishingError: somebody switched meanwhile.
        """
        manifest = self.manifest(release)
        before = self.current_id()
        at = datetime.fromisoformat(manifest.created)
        self.ledger.switch(change or Switch(release, before, at, "publish", manifest.author, manifest.reason))

    def rebuild(self, progress: Progress | None = None) -> Release | None:
        """Make the working copy of the release that serves anew from the ledger, without embedding anything."""
        name = self.current_id()
        if name is None:
            return None
        self.storehouse.remake([use.id for use in self.manifest(name).segments], progress)
        self._opened = None
        return self.current()

    def discard(self, release: str) -> None:
        """Drop a release that never served; its segments are kept until the next tidying."""
        self.ledger.forget([release])
        self._manifest_path(release).unlink(missing_ok=True)

    def tidy(self, keep: int) -> list[str]:
        """Drop all but the newest `keep` releases and the one that serves; return those dropped."""
        serving = self.current_id()
        kept = self.ledger.releases()
        dropped = [name for name in kept[: max(len(kept) - keep, 0)] if name != serving]
        left = [self.manifest(name) for name in kept if name not in dropped]
        self.ledger.forget(dropped)
        for name in dropped:
            self._manifest_path(name).unlink(missing_ok=True)
        self.storehouse.drop_unused({use.id for manifest in left for use in manifest.segments})
        return dropped

"""The only place that chooses implementations and wires them."""

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot.settings import Settings
from knowledge.library.embedding import open_embedder

if TYPE_CHECKING:
    from bot.dialogue.conversation import Conversation, Topic
    from bot.store import Store
    from knowledge.answering.answer import Answerer
    from knowledge.library.releases import Releases

Progress = Callable[[int, int], None]


class Library:
    """The knowledge base as it serves: opened at first use, built when there is no release yet."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self._settings = settings
        self._progress = progress
        self._answerer: Answerer | None = None
        self._lock = threading.Lock()

    @cached_property
    def releases(self) -> "Releases":
        """The releases below the data folder, or in the database that several replicas share."""
        from knowledge.library.releases import Releases

        settings = self._settings
        key = settings.embeddings_api_key
        embedder = open_embedder(
            settings.embeddings, settings.embeddings_base_url, key.get_secret_value() if key else ""
        )
        if settings.database_url.startswith("postgresql"):
            from bot.store.knowledge import SqlLedger

            return Releases(
                settings.data_dir, embedder, settings.chroma_url, ledger=lambda: SqlLedger(settings.database)
            )
        return Releases(settings.data_dir, embedder, settings.chroma_url)

    def answerer(self, release: str | None = None) -> "Answerer":
        """Return what answers, from the release that serves at this moment or from the one named.

        Raises:
            IndexProblemError: there is no such release, or its index is broken.
        """
        from knowledge.answering.answer import Answerer
        from knowledge.answering.catalogue import Catalogue

        if release is not None:
            kept = self.releases.open(release)
            return Answerer(Catalogue(kept.documents), kept.retriever, kept.id)
        with self._lock:
            self._build_when_needed()
            serving = self.releases.current()
            assert serving is not None  # noqa: S101 (one was built)
            if self._answerer is None or self._answerer.release != serving.id:
                self._answerer = Answerer(Catalogue(serving.documents), serving.retriever, serving.id)
            return self._answerer

    def _build_when_needed(self) -> None:
        """Build the first release, and a new one when the documents that come with the project have changed.

        A release that somebody published is left alone: what has changed then is theirs to publish.
        """
        from knowledge.library.ledger import only_one

        releases, stamp = self.releases, _stamp()
        kept = releases.root / "bundled.stamp"
        if releases.current_id() is not None and _read(kept) in {stamp, None}:
            return
        releases.root.mkdir(parents=True, exist_ok=True)
        with only_one(releases.root / "first.lock", wait_s=600):
            name = releases.current_id()
            if name is not None and (_read(kept) == stamp or releases.manifest(name).author != "voucherbot"):
                return
            self._build()
            kept.write_text(stamp, encoding="ascii")

    def _build(self) -> None:
        from knowledge.library.reading import bundled

        built = self.releases.build(
            bundled(), datetime.now(UTC), author="voucherbot", reason="the documents that come with the project",
            progress=self._progress,
        )  # fmt: skip
        self.releases.switch(built.id)

    def release_id(self) -> str | None:
        """Name the release that serves, or None before the first one."""
        return self.releases.current_id()


def _read(path: "object") -> str | None:
    from pathlib import Path

    try:
        return Path(str(path)).read_text(encoding="ascii").strip() or None
    except OSError:
        return None


def _stamp() -> str:
    """Return what tells one set of bundled documents from another: names, sizes and times of the files."""
    from knowledge.library.reading import folder

    facts = sorted(
        (path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in folder().glob("*.md")
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


@dataclass(frozen=True)
class App:
    """The wired application."""

    settings: Settings
    store: "Store"
    library: Library
    conversation: "Conversation"


@asynccontextmanager
async def open_app(settings: Settings, progress: Progress | None = None) -> AsyncIterator[App]:
    """Open the store, wire the conversation, and warm retrieval up beside it."""
    from bot.dialogue.conversation import Conversation
    from bot.store import open_store

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    library = Library(settings, progress)
    async with open_store(settings.database) as store:
        conversation = Conversation(store, topics(settings, library))
        warming = asyncio.create_task(asyncio.to_thread(library.answerer))
        warming.add_done_callback(lambda task: task.cancelled() or task.exception())
        yield App(settings, store, library, conversation)


def topics(settings: Settings, library: Library) -> "list[Topic]":
    """Return the topics in the order in which they are offered a message."""
    from bot.dialogue.ask import Ask
    from bot.dialogue.basics import Basics

    from bot.faults import note, reference

    def noted(error: BaseException) -> str:
        mark = reference()
        note(error, settings.data_dir / "logs", mark)
        return mark

    ask = Ask(library.answerer, lambda: datetime.now(settings.zone).date(), settings.language, noted)
    return [Basics(settings.language), ask]

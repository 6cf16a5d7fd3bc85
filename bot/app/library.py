"""The knowledge base as one process uses it: opened at the first question, following the release that serves."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from knowledge.answering.answer import Answerer
    from knowledge.clauses import Document
    from knowledge.library.embedding import Embedder
    from knowledge.library.ledger import Ledger
    from knowledge.library.releases import Release, Releases

Progress = Callable[[int, int], None]
_LOOK_EVERY_S = 1.0
"""How often the pointer to the release that serves is read."""

_log = logging.getLogger(__name__)


class Library:
    """Answers from the release that serves. May be used from many threads."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self._settings = settings
        self._progress = progress
        self._opening = threading.Lock()
        self._answerer: Answerer | None = None
        self._looked_at = 0.0

    @cached_property
    def embedder(self) -> "Embedder":
        """The embedding model that the settings name."""
        from knowledge.library.embedding import open_embedder

        settings, key = self._settings, self._settings.embeddings_api_key
        secret = key.get_secret_value() if key else ""
        return open_embedder(settings.embeddings, settings.embeddings_base_url, secret)

    @cached_property
    def releases(self) -> "Releases":
        """All releases: the pointer is read straight from the database, the rest through its ledger."""
        from knowledge.library.pointer import serving
        from knowledge.library.releases import Releases

        settings = self._settings

        def ledger() -> "Ledger":
            from bot.store.knowledge import SqlLedger

            return SqlLedger(settings.database)

        return Releases(
            settings.data_dir,
            self.embedder,
            settings.chroma_url,
            ledger=ledger,
            pointer=lambda: serving(settings.database),
        )

    def warm_up(self) -> None:
        """Begin to open everything in the background; what goes wrong there is told at the first question."""
        threading.Thread(target=_quietly, args=(self.answerer,), name="knowledge", daemon=True).start()

    def answerer(self, release: str | None = None) -> "Answerer":
        """Return what answers: from the release that serves now, or from the one named.

        Raises:
            IndexProblemError: there is no such release, or its index is broken.
            EmbeddingError: the embedding model does not answer.
            OSError: the database or the disk does not.
        """
        if release is not None:
            return _answerer(self.releases.open(release))
        if self._answerer is None:
            with self._opening:
                if self._answerer is None:
                    self._answerer = self._open_first()
        elif time.monotonic() - self._looked_at >= _LOOK_EVERY_S and self._opening.acquire(blocking=False):
            try:
                self._follow(self._answerer)
            finally:
                self._opening.release()
        return self._answerer

    def documents(self) -> "Sequence[Document]":
        """Return the documents that serve now."""
        return [text for entry in self.answerer().catalogue.entries.values() for text in entry.texts.values()]

    def _open_first(self) -> "Answerer":
        from bot.app.first_release import ensure_release

        def load_model() -> None:
            self.embedder.query("算力券 computing voucher")

        threading.Thread(target=_quietly, args=(load_model,), name="model", daemon=True).start()
        answerer = _answerer(ensure_release(self._settings, self.releases, self._progress))
        self._looked_at = time.monotonic()
        return answerer

    def _follow(self, answerer: "Answerer") -> None:
        """Change to the release that serves; while that can't be opened the old one goes on answering."""
        self._looked_at = time.monotonic()
        try:
            release = self.releases.current()
            if release is not None and release.id != answerer.release:
                self._answerer = _answerer(release)
        except Exception as error:  # noqa: BLE001 (to answer from the old release beats not to answer)
            _log.warning("the serving release does not open: %s", type(error).__name__)


def _answerer(release: "Release") -> "Answerer":
    from knowledge.answering.answer import Answerer
    from knowledge.answering.catalogue import Catalogue

    return Answerer(Catalogue(release.documents), release.retriever, release.id)


def _quietly(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 (whoever asks next meets the same error and is told)
        _log.debug("not opened in the background: %s", type(error).__name__)

"""The working copy of segments on one machine: folders and Chroma collections, fetched and made when they are wanted."""

import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.language import LANGUAGES, Language
from knowledge.library.collection_names import collection_name
from knowledge.library.embedding import Embedder, Vectors, centre
from knowledge.library.exact import ExactSearch
from knowledge.library.index import Chroma, Searchable, SearchableCollection, Space, Wanted
from knowledge.library.index_problem import MADE_ANEW, IndexProblemError
from knowledge.library.ledger import Ledger, PublishingError, only_one
from knowledge.library.segments import Segment, write_segment
from knowledge.library.steady import Health, SteadySearch
from knowledge.library.vectors import Progress

_WAIT_S = 120.0
_log = logging.getLogger(__name__)


class Storehouse:
    """Segments by their id. One that was opened stays open: releases share their segments."""

    def __init__(self, root: Path, chroma: Chroma, embedder: Embedder, ledger: Callable[[], Ledger]) -> None:
        self.root = root
        self.chroma = chroma
        self.embedder = embedder
        self._open_ledger = ledger
        self._segments: dict[str, Segment] = {}
        self._searches: dict[tuple[str, Language], SteadySearch] = {}
        self._health = Health()
        self._mending = threading.Lock()
        self._lock = threading.RLock()

    @property
    def ledger(self) -> Ledger:
        """Where segments are kept for good."""
        return self._open_ledger()

    @property
    def folder(self) -> Path:
        """Where the segments' folders lie."""
        return self.root / "segments"

    def segment(self, name: str) -> Segment:
        """Open a segment, fetched from the ledger when it is not here.

        Raises:
            IndexProblemError: it is nowhere.
        """
        with self._lock:
            if name not in self._segments:
                if not (self.folder / name / "segment.json").exists():
                    self._fetch(name)
                self._segments[name] = Segment(self.folder / name)
            return self._segments[name]

    def _fetch(self, name: str) -> Segment:
        content = self.ledger.segment(name)
        if content is None:
            raise IndexProblemError(
                f"The segment {name} is lost: run `voucherbot knowledge publish` to index anew."
            )
        segment = write_segment(self.folder, content.documents, content.table, content.means)
        if segment.card.id != name:
            raise IndexProblemError(
                f"The segment {name} is not what it was: run `voucherbot knowledge publish`."
            )
        return segment

    def search(self, segment: Segment, language: Language) -> Searchable:
        """Return a search over a segment's texts that answers whatever becomes of the index."""
        name = (segment.card.id, language)
        with self._lock:
            if name not in self._searches:
                self._searches[name] = SteadySearch(
                    lambda: self.index(segment, language),
                    self.exact(segment, language),
                    lambda: self._mend(segment, language),
                    segment.card.texts[language],
                    self._health,
                )
            return self._searches[name]

    def exact(self, segment: Segment, language: Language) -> ExactSearch:
        """Return a search over a segment's own vectors."""
        return ExactSearch(segment.keys(language), lambda keys: self.centred(segment, language, keys))

    def index(self, segment: Segment, language: Language) -> SearchableCollection:
        """Open a segment's collection.

        Raises:
            IndexProblemError: it is missing or not whole, or Chroma does not answer; the cause says which.
        """
        return self.chroma.open(self._wanted(segment, language))

    def _wanted(self, segment: Segment, language: Language) -> Wanted:
        card = segment.card
        last = self.centred(segment, language, segment.keys(language)[-1:])[0]
        space = Space(card.model, card.dimension)
        return Wanted(collection_name(card.id, language), space, card.texts[language], last)

    def make_index(self, segment: Segment, language: Language) -> None:
        """Make a segment's collection from its vectors, unless it is there and whole.

        Raises:
            IndexProblemError: it cannot be made, or Chroma does not answer: then nothing was changed.
        """
        with self._alone():
            try:
                self.index(segment, language)
            except IndexProblemError as error:
                if error.cause not in MADE_ANEW:
                    raise
                chroma = self.chroma.beside() if error.cause == "corrupt" else self.chroma
                self._build(chroma, segment, language)
                chroma.serve()

    def try_index(self, segment: Segment, language: Language) -> None:
        """Make a segment's collection if Chroma answers; if not, answers are searched without it until it does.

        Raises:
            IndexProblemError: it cannot be made for another reason.
        """
        try:
            self.make_index(segment, language)
        except IndexProblemError as error:
            if error.cause not in {"slow", "unreachable"}:
                raise
            self._health.note(error)

    def _build(self, chroma: Chroma, segment: Segment, language: Language) -> None:
        wanted = self._wanted(segment, language)
        numbers = [str(number) for number in range(wanted.count)]
        chroma.build(wanted, numbers, self.centred(segment, language, segment.keys(language)))

    def _mend(self, segment: Segment, language: Language) -> None:
        """Make a collection in a thread, unless one is being made; questions are answered meanwhile."""
        if self._mending.acquire(blocking=False):
            threading.Thread(
                target=self._mend_now, args=(segment, language), name="index", daemon=bool(self.chroma.url)
            ).start()

    def _mend_now(self, segment: Segment, language: Language) -> None:
        try:
            if not (
                self.chroma.url and self.chroma.is_being_built(collection_name(segment.card.id, language))
            ):
                self.make_index(segment, language)
                self._rested(segment, language)
        except (IndexProblemError, PublishingError, OSError) as error:
            _log.warning("the index could not be made: %s", error)
        finally:
            self._mending.release()

    def _rested(self, segment: Segment, language: Language) -> None:
        search = self._searches.get((segment.card.id, language))
        if search is not None:
            search.own.until = 0.0

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the right to change what lies in the data folder; a server's collections are never changed in place."""
        if self.chroma.url:
            yield
            return
        with only_one(self.root / "storehouse.lock", _WAIT_S):
            yield

    def centred(self, segment: Segment, language: Language, keys: Sequence[str]) -> Vectors:
        """Return vectors of a segment as they stand in its collection."""
        return centre(segment.table.take(keys), segment.means[language], self.embedder.parts)

    def remake(self, names: Sequence[str], progress: Progress | None = None) -> None:
        """Make the working copy of segments anew from the ledger, beside the one that serves, and switch to it.

        Raises:
            IndexProblemError: Chroma does not answer, or the segment is lost.
        """
        with self._alone():
            chroma = self.chroma.beside()
            for number, name in enumerate(names, 1):
                self._remake(name, chroma)
                if progress is not None:
                    progress(number, len(names))
            chroma.serve()
        with suppress(IndexProblemError):
            self.chroma.drop_unused()

    def _remake(self, name: str, chroma: Chroma) -> None:
        with self._lock:
            self._segments.pop(name, None)
            self._refetch(name)
            segment = self.segment(name)
            for language in LANGUAGES:
                self._searches.pop((name, language), None)
        for language in LANGUAGES:
            if segment.card.texts.get(language):
                self._build(chroma, segment, language)

    def _refetch(self, name: str) -> None:
        """Write a segment's folder beside the old one, and put it in its place."""
        content, folder = self.ledger.segment(name), self.folder / name
        if content is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with only_one(self.root / "segments.lock", _WAIT_S):
            side = Path(tempfile.mkdtemp(prefix=".remade-", dir=self.folder))
            made = write_segment(side, content.documents, content.table, content.means)
            if made.card.id == name:
                if folder.exists():
                    folder.rename(side / "replaced")
                made.folder.rename(folder)
            shutil.rmtree(side, ignore_errors=True)

    def drop_unused(self, used: Collection[str]) -> None:
        """Remove folders and collections of segments that no release uses, and what a killed build left."""
        if self.folder.exists():
            for path in self.folder.iterdir():
                if path.name not in used:
                    shutil.rmtree(path, ignore_errors=True)
        wanted = {collection_name(name, language) for name in used for language in LANGUAGES}
        try:
            self.chroma.drop_unused(wanted)
        except IndexProblemError as error:
            _log.warning("what the index no longer needs was left: %s", error)

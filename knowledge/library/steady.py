"""A search that always answers: by the index while it is well, else by every vector of the segment."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.library.embedding import Vectors
from knowledge.library.index import Searchable
from knowledge.library.index_problem import MADE_ANEW, IndexProblemError

_REST_S = 30.0
"""How long an index that failed is not asked again."""

_log = logging.getLogger(__name__)


@dataclass
class Health:
    """What the searches of one process know about the index they share: until when it is left alone, and why."""

    until: float = 0.0
    problem: IndexProblemError | None = None

    def note(self, problem: IndexProblemError) -> None:
        """Leave the index alone for a while."""
        if self.problem is None or self.problem.cause != problem.cause:
            _log.warning("answers are searched without the index: %s", problem)
        self.problem, self.until = problem, time.monotonic() + _REST_S

    def is_resting(self) -> bool:
        """Tell whether the index is left alone just now."""
        return time.monotonic() < self.until


@dataclass
class SteadySearch:
    """Searches one segment in one language. `open_index` opens the index, `mend` has it made anew beside the answers."""

    open_index: Callable[[], Searchable]
    exact: Searchable
    mend: Callable[[], None]
    size: int
    health: Health
    """Shared by all searches: when the server is away for one of them it is away for all."""
    own: Health = field(default_factory=Health)
    _opened: Searchable | None = None
    _opening: threading.Lock = field(default_factory=threading.Lock)

    def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return the numbers of the nearest texts with their similarity, best first."""
        found = None if self.health.is_resting() or self.own.is_resting() else self._by_index(vector, count)
        return self.exact.nearest(vector, count) if found is None else found

    def _by_index(self, vector: Vectors, count: int) -> list[tuple[int, float]] | None:
        try:
            opened = self._opened or self._open()
            try:
                return self._sound(opened, vector, count)
            except IndexProblemError as error:
                self._opened = None
                if error.cause != "missing":
                    raise
            opened = self._open()  # replaced by another machine: its successor has another name
            return self._sound(opened, vector, count)
        except IndexProblemError as error:
            self._note(error)
            return None

    def _open(self) -> Searchable | None:
        """Open the index; None while another thread does."""
        if not self._opening.acquire(blocking=False):
            return None
        try:
            self._opened = self.open_index()
            return self._opened
        finally:
            self._opening.release()

    def _sound(
        self, opened: Searchable | None, vector: Vectors, count: int
    ) -> list[tuple[int, float]] | None:
        if opened is None:
            return None
        found = opened.nearest(vector, count)
        if len(found) < min(count, self.size) // 2 or any(number >= self.size for number, _ in found):
            raise IndexProblemError("The index returns what it does not hold.", "corrupt")
        self.health.problem = self.own.problem = None
        return found

    def _note(self, error: IndexProblemError) -> None:
        (self.own if error.cause in MADE_ANEW else self.health).note(error)
        if error.cause in MADE_ANEW:
            self.mend()

"""Application rounds: whether applications are taken on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.clauses import Period

RoundKind = Literal["window", "force", "continuous"]
RoundStatus = Literal["open", "unknown", "upcoming", "closed"]

_BEST: tuple[RoundStatus, ...] = ("open", "unknown", "upcoming", "closed")


@dataclass(frozen=True, slots=True)
class Round:
    """A period of applications.

    A `window` has known days, `force` holds without known windows, `continuous` is open as long as it holds.
    """

    kind: RoundKind
    period: Period

    def status(self, day: date) -> RoundStatus:
        """Tell what the round is on a day; the closing day counts whole."""
        if self.period.since is not None and day < self.period.since:
            return "upcoming"
        if self.period.until is not None and day > self.period.until:
            return "closed"
        return "unknown" if self.kind == "force" else "open"


def status(rounds: Sequence[Round], day: date) -> RoundStatus:
    """Return the best of all rounds; without any round nothing is known."""
    if len(rounds) == 1:
        return rounds[0].status(day)
    found = {each.status(day) for each in rounds}
    return next((best for best in _BEST if best in found), "unknown")


def current(rounds: Iterable[Round], day: date) -> Round | None:
    """Return the round that the status speaks of: the open or next one, else the last."""
    known = sorted(rounds, key=lambda each: (_BEST.index(each.status(day)), each.period.since or date.min))
    if known and known[0].status(day) == "closed":
        return known[-1]
    return known[0] if known else None

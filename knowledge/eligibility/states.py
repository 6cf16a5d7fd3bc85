"""What a day makes of dates: whether applications are taken, and whether a policy is in force. Nothing is quoted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Literal

from knowledge.clauses import Document, Period
from knowledge.eligibility import rounds
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rounds import Round, RoundKind, RoundStatus

ForceStatus = Literal["in_force", "not_yet", "expired", "superseded", "unknown"]


@dataclass(frozen=True, slots=True)
class RoundState:
    """Whether applications are taken on a day, by the round that counts then.

    `days` are those left to the closing day while it is open, those to the opening day before, those since the closing
    day after. `next_opens` is the first day of a later round that is known. `kind` is None where no round is known.
    """

    status: RoundStatus
    kind: RoundKind | None = None
    opens: date | None = None
    closes: date | None = None
    days: int | None = None
    next_opens: date | None = None


@dataclass(frozen=True, slots=True)
class ForceState:
    """Whether a policy is in force on a day; `days` as those of a round. `by` is the document that took its place."""

    status: ForceStatus
    since: date | None = None
    until: date | None = None
    days: int | None = None
    by: Document | None = None


@singledispatch
def rounds_of(subject: Programme | Document, day: date) -> tuple[Round, ...]:  # noqa: ARG001 (see below)
    """Return the rounds of a programme or of a document, as the day's edition has them."""
    raise TypeError(subject)


@rounds_of.register
def _(subject: Programme, day: date) -> tuple[Round, ...]:
    if subject.not_offered is not None:
        return ()
    return tuple(dict.fromkeys(each for line in subject.on(day).lines for each in line.rounds))


@rounds_of.register
def _(subject: Document, day: date) -> tuple[Round, ...]:  # noqa: ARG001 (documents have one edition)
    if subject.windows:
        return tuple(_round(window) for window in subject.windows)
    term = subject.in_force
    return (Round("force", term),) if term.since or term.until else ()


def _round(window: Period) -> Round:
    """Read a window: without a first day it is never surely open, without a last one it stays open."""
    if window.since is None:
        return Round("force", window)
    return Round("continuous" if window.until is None else "window", window)


def round_state(subject: Programme | Document | Sequence[Round], day: date) -> RoundState:
    """Compute whether a programme, a document or some rounds take applications on a day."""
    known = subject if isinstance(subject, Sequence) else rounds_of(subject, day)
    current = rounds.current(known, day)
    if current is None:
        return RoundState("unknown")
    status, period = current.status(day), current.period
    later = [each.period.since for each in known if each.period.since and each.period.since > day]
    following = min((since for since in later if since != period.since), default=None)
    return RoundState(
        status, current.kind, period.since, period.until, _days(status, period, day), next_opens=following
    )


def _days(status: RoundStatus | ForceStatus, period: Period, day: date) -> int | None:
    if status in {"upcoming", "not_yet"}:
        return (period.since - day).days if period.since else None
    return abs((period.until - day).days) if period.until else None


def in_force(document: Document, day: date, successor: Document | None = None) -> ForceState:
    """Compute whether a document is in force on a day; `successor` is the one that has taken its place by then."""
    term = document.in_force
    if successor is not None:
        since = successor.in_force.since
        return ForceState("superseded", since or None, term.until, by=successor)
    if term.until is not None and day > term.until:
        status: ForceStatus = "expired"
    elif term.since is not None and day < term.since:
        status = "not_yet"
    else:
        status = "in_force" if term.since or term.until else "unknown"
    return ForceState(status, term.since, term.until, _days(status, term, day))

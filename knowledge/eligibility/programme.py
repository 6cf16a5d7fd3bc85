"""A programme as it is judged: its editions, their lines, the criteria and the award of each line."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from knowledge.eligibility.award import Award
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.kleene import Truth
from knowledge.eligibility.rounds import Round
from knowledge.eligibility.rulefile import Words

NotOffered = Literal["draft", "users_cannot_apply", "only_a_pot", "background"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition with a stable id, and the document and clause that state it.

    `follows_from` are the document's words from which a figure follows that does not stand there itself.
    """

    id: str
    condition: Condition
    document: str
    clause: str
    label: Words | None = None
    follows_from: Words | None = None


Status = Literal["met", "not_met", "unknown"]
STATUS: Mapping[Truth, Status] = {True: "met", False: "not_met", None: "unknown"}


class Finding(NamedTuple):
    """A criterion as it stands; `line` is the line that it belongs to, None when it is common to all."""

    criterion: Criterion
    line: str | None
    truth: Truth
    id: str
    """The criterion's id, unique in the programme."""
    row: dict[str, str]
    """The finding as JSON; shared by all judgements, to be read only."""


Outcomes = tuple[tuple[Condition, dict[Truth, Finding]], ...]
"""For each criterion its condition and the finding for each truth, made once: judging makes none anew."""


def _outcomes(criteria: tuple[Criterion, ...], line: str | None) -> Outcomes:
    return tuple(
        (each.condition, {truth: _finding(each, line, truth) for truth in STATUS}) for each in criteria
    )


def _finding(criterion: Criterion, line: str | None, truth: Truth) -> Finding:
    id_ = f"{line}.{criterion.id}" if line else criterion.id
    row = {
        "id": id_,
        "status": STATUS[truth],
        "document": criterion.document,
        "clause": criterion.clause,
    }
    return Finding(criterion, line, truth, id_, row)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a programme supports. `id` is None in a programme without lines."""

    id: str | None
    name: Words | None
    rounds: tuple[Round, ...]
    criteria: tuple[Criterion, ...]
    award: Award
    outcomes: Outcomes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcomes", _outcomes(self.criteria, self.id))


@dataclass(frozen=True, slots=True)
class Edition:
    """The values of a programme from one day to the next amendment. `common` criteria hold for every line."""

    since: date
    common: tuple[Criterion, ...]
    lines: tuple[Line, ...]
    reminders: tuple[Words, ...]
    outcomes: Outcomes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcomes", _outcomes(self.common, None))


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme; one that is not offered has no editions and a note that says why."""

    id: str
    name: Words
    region: str
    editions: tuple[Edition, ...]
    superseded_by: str | None = None
    not_offered: NotOffered | None = None
    note: Words | None = None
    _days: tuple[date, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_days", tuple(edition.since for edition in self.editions))

    @property
    def takes_applications(self) -> bool:
        """Whether somebody takes applications: it is offered, and some line of it has rounds, known or not.

        One without any is judged as an indication only.
        """
        return self.not_offered is None and any(
            line.rounds for edition in self.editions for line in edition.lines
        )

    def on(self, day: date) -> Edition:
        """Return the edition that judges on a day; before the first, the first."""
        if len(self.editions) == 1:
            return self.editions[0]
        return self.editions[max(bisect_right(self._days, day) - 1, 0)]

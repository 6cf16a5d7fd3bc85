"""A message as it is heard: its text, the clauses in it, and what is known around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.eligibility.kinds import Value
from knowledge.reading.scope import Clause, Scopes
from knowledge.reading.subject import Subjects, subjects_of


@dataclass(frozen=True, slots=True)
class Heard:
    """One folded message. `asked` is the fact whose question is pending, `known` what is known, `today` the day."""

    text: str
    scopes: Scopes
    asked: str | None
    known: Mapping[str, Value]
    today: date

    @property
    def subjects(self) -> Subjects:
        """Who is spoken of."""
        return subjects_of(self.scopes)

    def words(self, clause: Clause) -> str:
        """Return the words of a clause."""
        return self.text[clause.start : clause.end]

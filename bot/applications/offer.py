"""What a programme offers a founder on a day: the snapshot of the pre-check that an application is made from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.applications.form import Field, fields_of
from knowledge.language import Language

Verdict = Literal["eligible", "ineligible", "undetermined"]
RoundState = Literal["open", "closed", "upcoming", "unknown"]


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion as it was judged, with the clause that it stands in."""

    id: str
    status: Literal["met", "not_met", "unknown"]
    document: str
    clause: str
    label: Both


@dataclass(frozen=True, slots=True)
class Paper:
    """A piece of evidence. `stated` by the Documents clause, or else what usually proves the criteria."""

    id: str
    text: Both
    criteria: tuple[str, ...]
    stated: bool
    document: str
    clause: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme, judged. `round` names the round in which one company has one open application."""

    programme: str
    title: Both
    round: str
    round_state: RoundState
    opens: date | None
    closes: date | None
    verdict: Verdict
    ceiling_cny: Decimal | None
    criteria: tuple[Criterion, ...]
    papers: tuple[Paper, ...]
    asks_bank: bool
    release: str

    @property
    def form(self) -> tuple[Field, ...]:
        """The fields that this programme's form has."""
        return fields_of(asks_bank=self.asks_bank)

    def is_over(self, today: date) -> bool:
        """Whether the last day of the round has passed; the closing day counts whole."""
        return self.closes is not None and self.closes < today

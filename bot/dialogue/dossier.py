"""What is known of a founder for the pre-check, as the session keeps it: facts given, and what they leave open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from bot.dialogue.offering import read_facts
from bot.dialogue.session import Session
from knowledge.eligibility.kinds import Facts, Number
from knowledge.eligibility.ordering import Aims
from knowledge.eligibility.spans import Extent, Span, Sums
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.reading.replies import Heard, Statement

_NOTE = "precheck"
VERDICTS = "verdicts"
"""The note that names the programmes whose verdicts were told, so that a publish can tell of changes."""

Declined = Literal["unknown", "skipped"]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A founder's side of the pre-check, kept in the session."""

    session: Session

    @property
    def _notes(self) -> dict[str, Any]:
        notes: dict[str, Any] = self.session.notes.setdefault(_NOTE, {})
        return notes

    @property
    def facts(self) -> Facts:
        """The facts given."""
        return read_facts(self.session.facts)

    @property
    def spans(self) -> Mapping[str, Extent]:
        """The days of which only a part is known."""
        return _read_spans(self._notes.get("spans", {}))

    @property
    def declined(self) -> Mapping[str, Declined]:
        """The facts that were not answered, and why."""
        found: dict[str, Declined] = self._notes.get("declined", {})
        return found

    @property
    def trail(self) -> tuple[str, ...]:
        """The facts whose questions were answered, the last one at the end."""
        return tuple(fact for fact in self._notes.get("trail", ()) if fact in vocabulary())

    @property
    def aims(self) -> Aims:
        """What the founder wants to know, and leaves open."""
        moves, buys, named = (tuple(self._notes.get(name, ())) for name in ("moves", "buys", "named"))
        return Aims(moves, buys, named, frozenset(self.declined))

    @property
    def heard(self) -> Statement | None:
        """What was said in free words and waits to be confirmed."""
        kept = self._notes.get("heard")
        if kept is None:
            return None
        return Statement(
            read_facts(kept["facts"]), _read_spans(kept["spans"]), tuple(kept["moves"]), tuple(kept["buys"])
        )

    def hold(self, statement: Statement) -> None:
        """Keep what was said until it is confirmed."""
        self._notes["heard"] = {
            "facts": write_facts(statement.facts),
            "spans": _write_spans(statement.spans),
            "moves": list(statement.moves),
            "buys": list(statement.buys),
        }

    def confirm(self) -> None:
        """Take what was said as given."""
        if (held := self.heard) is not None:
            self.take(Heard(held.facts, held.spans))
            self.suppose(held.moves, held.buys)
        self.let_go()

    def let_go(self) -> None:
        """Forget what was said and not confirmed."""
        self._notes.pop("heard", None)

    def take(self, heard: Heard) -> None:
        """Keep an answer; a coarse place that is given again is all that is known of it."""
        again = {
            fact for fact, value in write_facts(heard.facts).items() if self.session.facts.get(fact) == value
        }
        self.session.facts |= write_facts(heard.facts)
        spans = {**self._notes.get("spans", {}), **_write_spans(heard.spans)}
        for fact in heard.spans:
            self.session.facts.pop(fact, None)
        self._notes["spans"] = {fact: span for fact, span in spans.items() if fact not in heard.facts}
        answered = {*heard.facts, *heard.spans}
        declined = {fact: why for fact, why in self.declined.items() if fact not in answered}
        self._notes["declined"] = {**declined, **dict.fromkeys(again, "unknown")}

    def decline(self, fact: str, why: Declined) -> None:
        """Keep that a fact is not known or not told."""
        self._notes["declined"] = {**self.declined, fact: why}

    def remove(self, fact: str) -> None:
        """Forget a fact."""
        self.session.facts.pop(fact, None)
        for kept in ("spans", "declined"):
            self._notes[kept] = {k: v for k, v in self._notes.get(kept, {}).items() if k != fact}

    def step(self, fact: str) -> None:
        """Keep that a question was answered, in one way or another, so that one can go back to it."""
        self._notes["trail"] = [*(each for each in self.trail if each != fact), fact]

    def step_back(self) -> str | None:
        """Forget the last answer; returns the fact that was asked for, None at the first question."""
        *before, last = self.trail or ("",)
        self._notes["trail"] = before
        if last:
            self.remove(last)
        return last or None

    def ask_skipped_again(self) -> None:
        """Forget what was skipped."""
        self._notes["declined"] = {k: v for k, v in self.declined.items() if v != "skipped"}

    def suppose(self, moves: tuple[str, ...], buys: tuple[str, ...]) -> None:
        """Count places where the founder would go, or buy, as their own."""
        for name, places in (("moves", moves), ("buys", buys)):
            self._notes[name] = list(dict.fromkeys([*self._notes.get(name, ()), *places]))

    def name(self, programmes: tuple[str, ...]) -> None:
        """Limit everything to these programmes; none takes the limit away."""
        self._notes["named"] = list(programmes)

    def remember_verdicts(self, programmes: Mapping[str, str]) -> None:
        """Keep which verdicts were told."""
        self.session.notes[VERDICTS] = dict(programmes)


def write_facts(facts: Facts) -> dict[str, Any]:
    """Return facts as JSON values."""
    return {fact: vocabulary()[fact].kind.write(value) for fact, value in facts.items()}


Kept = list[str | None]


def _write_spans(spans: Mapping[str, Extent]) -> dict[str, Kept]:
    return {fact: _write_extent(extent) for fact, extent in spans.items()}


def _write_extent(extent: Extent) -> Kept:
    if isinstance(extent, Span):
        return [extent.first.isoformat(), extent.last.isoformat()]
    return [None if edge is None else f"{edge:f}" for edge in extent]


def _read_spans(kept: Mapping[str, Kept]) -> dict[str, Extent]:
    return {fact: _read_extent(fact, edges) for fact, edges in kept.items() if fact in vocabulary()}


def _read_extent(fact: str, edges: Kept) -> Extent:
    if isinstance(vocabulary()[fact].kind, Number):
        return Sums(*(None if edge is None else Decimal(edge) for edge in edges))
    return Span(*(date.fromisoformat(edge or "") for edge in edges))

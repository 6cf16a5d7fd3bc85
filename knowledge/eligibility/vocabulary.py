"""The facts that a founder can be asked: one vocabulary for all programmes, read from facts.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from knowledge.eligibility.kinds import (
    Choice,
    Day,
    Facts,
    InvalidValueError,
    Kind,
    Number,
    Place,
    Value,
    YesNo,
)
from knowledge.eligibility.rulefile import Entry, Words, read

_FILE = "facts.yaml"
_MOST = Decimal(10) ** 13
_SIMPLE: Mapping[str, Kind] = {
    "place": Place(),
    "yes_no": YesNo(),
    "money": Number(_MOST, Words("元", "yuan")),
    "date": Day(),
}


class FactError(ValueError):
    """One sentence that names the fact and says what is accepted; `fact` is the name as it was given."""

    def __init__(self, sentence: str, fact: str | None = None) -> None:
        super().__init__(sentence)
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Fact:
    """What can be known of an applicant, and how to ask for it.

    `is_given` marks what nobody changes for a voucher's sake: kind, place, what is bought.
    """

    name: str
    kind: Kind
    label: Words
    question: Words
    help: Words
    is_given: bool = False

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value of a fact that has only some; empty for places, numbers and days."""
        if isinstance(self.kind, Choice):
            return tuple(self.kind.options)
        return (True, False) if isinstance(self.kind, YesNo) else ()

    def read(self, raw: object) -> Value:
        """Read a JSON value of this fact.

        Raises:
            FactError: it is no value of this fact.
        """
        try:
            return self.kind.read(raw)
        except InvalidValueError as error:
            raise FactError(f"{self.name} must be {error}, not {_shown(raw)}.", self.name) from None


class Vocabulary(Mapping[str, Fact]):
    """All facts, in the order in which a form would ask them."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts
        self.order = {name: number for number, name in enumerate(facts)}

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def read(self, raw: object) -> Facts:
        """Read a set of facts from JSON; null and absent are unknown.

        Raises:
            FactError: a fact is not known, its value is impossible, or two facts contradict each other.
        """
        if not isinstance(raw, Mapping):
            raise FactError("The facts must be a JSON object of names and values.")
        for name in raw:
            if name not in self._facts:
                near = get_close_matches(str(name), self._facts, n=1)
                hint = f"; did you mean {near[0]}?" if near else "."
                raise FactError(f"{_shown(name)} is not a known fact{hint}", str(name))
        facts = {name: self._facts[name].read(value) for name, value in raw.items() if value is not None}
        _check_order(facts)
        return facts


def _check_order(facts: Facts) -> None:
    start, end = facts.get("contract_start"), facts.get("contract_end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        raise FactError(
            f"contract_end must be contract_start ({start}) or a later day, not {end}.", "contract_end"
        )


def _shown(raw: object) -> str:
    text = repr(raw) if isinstance(raw, str) else str(raw)
    return text if len(text) <= 60 else text[:57] + "..."


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the project."""
    source = files("knowledge.eligibility") / _FILE
    table = read(source.read_text(encoding="utf-8"), _FILE)
    return Vocabulary({name: _fact(name, table.take(name)) for name in table.names()})


def _fact(name: str, entry: Entry) -> Fact:
    label, question, help_ = (entry.take(key).words() for key in ("label", "question", "help"))
    given = entry.maybe("given")
    fact = Fact(name, _kind(entry), label, question, help_, given is not None and given.flag())
    entry.finish()
    return fact


def _kind(entry: Entry) -> Kind:
    kind = entry.take("kind")
    if kind.text() == "choice":
        choices = entry.take("choices")
        return Choice({value: choices.take(value).words() for value in choices.names()})
    if kind.text() == "number":
        return Number(entry.take("at_most").number(), entry.take("unit").words())
    if kind.text() not in _SIMPLE:
        kind.fail(f"{kind.text()!r} is no kind; use choice, number, {', '.join(_SIMPLE)}")
    return _SIMPLE[kind.text()]

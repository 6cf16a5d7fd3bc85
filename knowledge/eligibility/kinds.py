"""The kinds of facts: how an answer is read, and how it is written for people."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from knowledge.eligibility.rulefile import Words
from knowledge.glossary.places import NATION, ancestors, gazetteer
from knowledge.language import Language

Value = str | bool | Decimal | date
Facts = Mapping[str, Value]

_PROVINCES = frozenset(["11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"])  # fmt: skip
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_FINEST = -8
_DISTRICT = 3


class InvalidValueError(ValueError):
    """What is given is no value of the kind; the sentence says what is accepted."""


class Kind(ABC):
    """What values a fact has."""

    @abstractmethod
    def read(self, raw: object) -> Value:
        """Read a JSON value.

        Raises:
            InvalidValueError: it is none of this kind.
        """

    @abstractmethod
    def show(self, value: Value, language: Language) -> str:
        """Write a value for people."""

    def write(self, value: Value) -> str | bool:
        """Write a value for JSON."""
        return value if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Place(Kind):
    """A GB/T 2260 code."""

    def read(self, raw: object) -> Value:
        """Accept a six-digit code of a known province, as text or number."""
        code = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
        if re.fullmatch(r"[0-9]{6}", code) and (code == NATION or code[:2] in _PROVINCES):
            return code
        raise InvalidValueError("a six-digit GB/T 2260 place code such as 440300")

    def show(self, value: Value, language: Language) -> str:
        """Write the place's name, a district's with that of its city."""
        code, places = str(value), gazetteer()
        if code != NATION and code not in places.places:
            return code
        name = places.name(code, language)
        if code == NATION or places.places[code].level < _DISTRICT:
            return name
        above = places.name(ancestors(code)[0], language)
        return f"{above}{name}" if language == "zh" else f"{name}, {above}"


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of several words, each with its label."""

    options: Mapping[str, Words]

    def read(self, raw: object) -> Value:
        """Accept one of the words."""
        if isinstance(raw, str) and raw in self.options:
            return raw
        raise InvalidValueError("one of " + ", ".join(self.options))

    def show(self, value: Value, language: Language) -> str:
        """Write the label."""
        return self.options[str(value)].to(language)


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """Yes or no."""

    def read(self, raw: object) -> Value:
        """Accept true and false, and the words."""
        word = raw.casefold() if isinstance(raw, str) else raw
        if word is True or word in {"yes", "true"}:
            return True
        if word is False or word in {"no", "false"}:
            return False
        raise InvalidValueError("true or false (yes or no)")

    def show(self, value: Value, language: Language) -> str:
        """Write yes or no."""
        if language == "zh":
            return "是" if value else "否"
        return "yes" if value else "no"


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number from 0 to `most`, in `unit`."""

    most: Decimal
    unit: Words

    def read(self, raw: object) -> Value:
        """Accept a number or its decimal text; a float is read as it is printed."""
        text = "" if isinstance(raw, bool) else str(raw).strip()
        try:
            number = (
                Decimal(text)
                if isinstance(raw, Decimal | int | float) or _PLAIN_NUMBER.fullmatch(text)
                else None
            )
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or not 0 <= number <= self.most or _is_too_fine(number):
            raise InvalidValueError(f'a number from 0 to {self.most:,f} such as 500000 or "16666.67"')
        return abs(number)

    def show(self, value: Value, language: Language) -> str:
        """Write the number with its unit, thousands set apart."""
        amount = f"{value:,f}" if isinstance(value, Decimal) else str(value)
        amount = amount.rstrip("0").rstrip(".") if "." in amount else amount
        return f"{amount}{self.unit.zh}" if language == "zh" else f"{amount} {self.unit.en}"

    def write(self, value: Value) -> str:
        """Write the number as plain decimal text."""
        return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _is_too_fine(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return not isinstance(exponent, int) or (exponent < _FINEST and number % Decimal(1).scaleb(_FINEST) != 0)


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A calendar day."""

    def read(self, raw: object) -> Value:
        """Accept an ISO 8601 day from 1900 to 2100."""
        try:
            day = date.fromisoformat(raw) if isinstance(raw, str) and len(raw) == 10 else None
        except ValueError:
            day = None
        if day is None or not 1900 <= day.year <= 2100:
            raise InvalidValueError("a date from 1900 to 2100 such as 2026-05-31")
        return day

    def show(self, value: Value, language: Language) -> str:
        """Write the day."""
        if language == "zh" and isinstance(value, date):
            return f"{value.year}年{value.month}月{value.day}日"
        return str(value)

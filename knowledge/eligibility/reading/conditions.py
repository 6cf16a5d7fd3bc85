"""Reads a condition; every kind of condition is known by the key that stands in it."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from knowledge.clauses import Period
from knowledge.eligibility.award import Award
from knowledge.eligibility.conditions.answers import Between, OneOf
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.days import BeforeAnniversary, During, YoungerThan
from knowledge.eligibility.conditions.joined import AllOf, AnyOf, AtLeastOf, InPrinciple, NotMet, Unseen
from knowledge.eligibility.conditions.regions import REGISTERED, ZONE, Home, HomeZone, InZone, Within
from knowledge.eligibility.conditions.voucher import VoucherFloor
from knowledge.eligibility.kinds import Day, Number, Place, Value
from knowledge.eligibility.rulefile import Entry
from knowledge.eligibility.vocabulary import Fact, FactError, vocabulary

_ZERO = Decimal(0)


def read_condition(entry: Entry, award: Award) -> Condition:
    """Read a condition; `award` is what a floor on the voucher speaks of."""
    found = [key for key in _READERS if key in entry]
    if len(found) != 1:
        known = ", ".join(_READERS)
        entry.fail(f"a condition needs exactly one of these keys: {known}")
    condition = _READERS[found[0]](entry, award)
    entry.finish()
    return _same(condition)


@cache
def _same(condition: Condition) -> Condition:
    """Return one and the same object for equal conditions, so that a case judges what many programmes ask once."""
    return condition


def read_period(entry: Entry, since: str = "from", until: str = "to") -> Period:
    """Read the two ends of a period, each of which may be left open."""
    first, last = entry.maybe(since), entry.maybe(until)
    period = Period(first.day() if first else None, last.day() if last else None)
    if period.since and period.until and period.since > period.until:
        entry.fail(f"the period ends on {period.until}, before it begins on {period.since}")
    return period


def read_code(entry: Entry) -> str:
    """Read a place code."""
    code = entry.text()
    if not re.fullmatch(r"[1-8]\d{5}", code):
        entry.fail(f"{code!r} is no six-digit place code")
    return code


def read_fact(entry: Entry) -> Fact:
    """Read the name of a fact of the vocabulary."""
    fact = vocabulary().get(entry.text())
    if fact is None:
        entry.fail(f"{entry.text()!r} is no fact of facts.yaml")
    return fact


def _read_fact_condition(entry: Entry, award: Award) -> Condition:  # noqa: ARG001 (all readers look alike)
    fact = read_fact(entry.take("fact"))
    if isinstance(fact.kind, Place):
        return Within(fact.name, read_code(entry.take("within")))
    if isinstance(fact.kind, Number):
        return _between(entry, fact)
    return _day(entry, fact) if isinstance(fact.kind, Day) else _one_of(entry, fact)


def _one_of(entry: Entry, fact: Fact) -> Condition:
    met = _values(entry.take("in") if "in" in entry else entry.take("is"), fact)
    rest = tuple(value for value in fact.values if value not in met)
    unclear_entry = entry.maybe("unclear")
    if unclear_entry is None:
        unclear: tuple[Value, ...] = ()
    elif unclear_entry.value == "rest":
        unclear = rest
    else:
        unclear = _values(unclear_entry, fact)
        if set(unclear) & set(met):
            unclear_entry.fail("a value stands both in the met ones and in the unclear ones")
    return OneOf(fact.name, met, unclear, tuple(value for value in rest if value not in unclear))


def _values(entry: Entry, fact: Fact) -> tuple[Value, ...]:
    return tuple(_value(item, fact) for item in entry.items())


def _value(entry: Entry, fact: Fact) -> Value:
    try:
        return fact.read(entry.text())
    except FactError as error:
        entry.fail(str(error))


def _between(entry: Entry, fact: Fact) -> Condition:
    bounds = {
        key: entry.take(key).number()
        for key in ("is", "at_least", "at_most", "above", "below")
        if key in entry
    }
    if "is" in bounds and len(bounds) == 1:
        return Between(fact.name, bounds["is"], bounds["is"])
    strict = "above" in bounds or "below" in bounds
    if not bounds or "is" in bounds or (strict and ("at_least" in bounds or "at_most" in bounds)):
        entry.fail("write `is`, or `at_least` and `at_most`, or `above` and `below`")
    low, high = bounds.get("above" if strict else "at_least"), bounds.get("below" if strict else "at_most")
    if low is not None and high is not None and low > high:
        entry.fail(f"no number is at least {low} and at most {high}")
    return Between(fact.name, low, high, strict)


def _day(entry: Entry, fact: Fact) -> Condition:
    if "younger_than_years" in entry:
        return YoungerThan(fact.name, _count(entry.take("younger_than_years")))
    if "before_anniversary_of" in entry:
        other = read_fact(entry.take("before_anniversary_of"))
        years = entry.maybe("years")
        return BeforeAnniversary(fact.name, other.name, _count(years) if years else 1)
    period, unclear = read_period(entry), entry.maybe("unclear")
    if period.since is None and period.until is None:
        entry.fail(
            f"a test of {fact.name!r} needs `from`, `to`, `younger_than_years` or `before_anniversary_of`"
        )
    return During(fact.name, period, _periods(unclear) if unclear else ())


def _periods(entry: Entry) -> tuple[Period, ...]:
    items = entry.items() if entry.is_list else [entry]
    periods = tuple(read_period(item) for item in items)
    for item in items:
        item.finish()
    return periods


def _count(entry: Entry) -> int:
    number = entry.number()
    if number <= _ZERO or number != int(number):
        entry.fail("a whole number from 1 on is expected here")
    return int(number)


def _parts(entry: Entry, award: Award) -> tuple[Condition, ...]:
    parts = tuple(read_condition(item, award) for item in entry.items())
    if not parts:
        entry.fail("at least one condition is expected here")
    return parts


def _at_least_of(entry: Entry, award: Award) -> Condition:
    number, parts = _count(entry.take("at_least_of")), _parts(entry.take("of"), award)
    if number > len(parts):
        entry.fail(f"{number} of {len(parts)} conditions can never be met")
    return AtLeastOf(number, parts)


def _works_in(entry: Entry, award: Award) -> Condition:  # noqa: ARG001
    code = read_code(entry.take("works_in"))
    return AnyOf((Within(REGISTERED, code), Within("tax_region", code)))


def _zone_name(entry: Entry) -> str:
    return str(_value(entry, vocabulary()[ZONE]))


def _no_city_money(entry: Entry, award: Award) -> Condition:  # noqa: ARG001
    if not entry.take("no_city_money").flag():
        entry.fail("write `no_city_money: yes`, or leave the criterion out")
    same_city = OneOf("other_support_same_city", (False,), (), (True,))
    return AnyOf((Between("other_public_support_cny", _ZERO, _ZERO), same_city))


_READERS: dict[str, Callable[[Entry, Award], Condition]] = {
    "fact": _read_fact_condition,
    "registered": lambda entry, _: Within(REGISTERED, read_code(entry.take("registered"))),
    "home": lambda entry, _: Home(Within(REGISTERED, read_code(entry.take("home")))),
    "works_in": _works_in,
    "zone": lambda entry, _: InZone(
        _zone_name(entry.take("zone")), Within(REGISTERED, read_code(entry.take("lies_in")))
    ),
    "home_zone": lambda entry, _: HomeZone(_zone_name(entry.take("home_zone"))),
    "no_city_money": _no_city_money,
    "voucher_at_least": lambda entry, award: VoucherFloor(award, entry.take("voucher_at_least").number()),
    "unseen": lambda entry, _: Unseen(entry.take("unseen").words()),
    "in_principle": lambda entry, award: InPrinciple(read_condition(entry.take("in_principle"), award)),
    "all": lambda entry, award: AllOf(_parts(entry.take("all"), award)),
    "any": lambda entry, award: AnyOf(_parts(entry.take("any"), award)),
    "not": lambda entry, award: NotMet(read_condition(entry.take("not"), award)),
    "at_least_of": _at_least_of,
}

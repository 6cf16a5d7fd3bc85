"""Reads an award: one formula, or tiers that each change some of its values."""

from decimal import Decimal
from typing import cast

from knowledge.eligibility.award import (
    AMOUNT_CLAUSE,
    NO_AWARD,
    AmountIs,
    Award,
    Formula,
    Limit,
    Proration,
    Tier,
)
from knowledge.eligibility.kinds import Number
from knowledge.eligibility.reading.conditions import read_condition, read_fact, read_period
from knowledge.eligibility.rulefile import Entry

_KINDS = ("exact", "ceiling", "unknown")
_VALUES = ("rate", "of", "is", "cap", "less_granted", "less", "also_at_most", "prorated", "cut_each_step_to")


def read_award(entry: Entry | None) -> Award:
    """Read an award; a programme without one pays what nobody states."""
    if entry is None:
        return NO_AWARD
    in_words = entry.maybe("in_words")
    values = _values(entry)
    clause, document, words = entry.maybe("clause"), entry.maybe("document"), entry.maybe("follows_from")
    tiers = entry.maybe("tiers")
    read = _tiers(tiers, values) if tiers else (Tier(None, _formula(entry, values)),)
    entry.finish()
    return Award(
        read,
        in_words.words() if in_words else None,
        clause.text() if clause else AMOUNT_CLAUSE,
        document.text() if document else None,
        words.words() if words else None,
    )


def _tiers(entry: Entry, shared: dict[str, Entry]) -> tuple[Tier, ...]:
    for item in entry.items()[:-1]:
        if "when" not in item:
            item.fail("only the last tier can go without `when`: the tiers after it would never count")
    return tuple(_tier(item, shared) for item in entry.items())


def _values(entry: Entry) -> dict[str, Entry]:
    return {key: entry.take(key) for key in _VALUES if key in entry}


def _tier(entry: Entry, shared: dict[str, Entry]) -> Tier:
    when = entry.maybe("when")
    formula = _formula(entry, {**shared, **_values(entry)})
    entry.finish()
    return Tier(read_condition(when, NO_AWARD) if when else None, formula)


def _formula(entry: Entry, values: dict[str, Entry]) -> Formula:
    if "is" not in values:
        entry.fail("'is' is missing here: write exact, ceiling or unknown")
    is_ = values["is"].text()
    if is_ not in _KINDS:
        values["is"].fail(f"{is_!r} is none of {', '.join(_KINDS)}")
    if is_ != "unknown" and not {"rate", "of"} <= values.keys():
        entry.fail("an amount needs `rate` and `of`; where they are not known write `is: unknown`")
    if "less_granted" in values and "cap" not in values:
        values["less_granted"].fail("`less_granted` lessens a cap, and there is no `cap`")
    return Formula(
        rate=_rate(values.get("rate")),
        base=_money_fact(values["of"]) if "of" in values else None,
        is_=cast("AmountIs", is_),
        cap=values["cap"].number() if "cap" in values else None,
        less_granted="less_granted" in values and values["less_granted"].flag(),
        less=_money_facts(values.get("less")),
        limits=tuple(_limit(item) for item in values["also_at_most"].items())
        if "also_at_most" in values
        else (),
        proration=_proration(values.get("prorated")),
        step=values["cut_each_step_to"].number() if "cut_each_step_to" in values else Decimal(0),
    )


def _rate(entry: Entry | None) -> Decimal | None:
    if entry is None:
        return None
    rate = entry.number()
    if not 0 < rate <= 1:
        entry.fail(f"a rate lies above 0% and at most at 100%, not at {entry.text()}")
    return rate


def _money_fact(entry: Entry) -> str:
    fact = read_fact(entry)
    if not isinstance(fact.kind, Number):
        entry.fail(f"{fact.name!r} is no sum of money")
    return fact.name


def _money_facts(entry: Entry | None) -> tuple[str, ...]:
    return tuple(_money_fact(item) for item in entry.items()) if entry else ()


def _limit(entry: Entry) -> Limit:
    total, of = entry.maybe("sum"), entry.maybe("of")
    if (total is None) == (of is None):
        entry.fail("a limit is either a `sum` or a `rate` with `of`")
    limit = Limit(
        _rate(entry.take("rate")) if of else None,
        _money_fact(of) if of else None,
        total.number() if total else None,
        _money_facts(entry.maybe("less")),
    )
    entry.finish()
    return limit


def _proration(entry: Entry | None) -> Proration | None:
    if entry is None:
        return None
    period = read_period(entry)
    entry.finish()
    return Proration(period)

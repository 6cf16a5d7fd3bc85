"""Values of facts that lie on both sides of every bound of a programme."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from knowledge.eligibility.conditions.answers import Between
from knowledge.eligibility.conditions.days import During
from knowledge.eligibility.conditions.regions import Within
from knowledge.eligibility.kinds import Day, Number, Place, Value
from knowledge.eligibility.programme import Criterion, Edition
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.upkeep.rule_reach import leaves

FEN = Decimal("0.01")
DAY = timedelta(days=1)
USUAL: dict[type, tuple[Value, ...]] = {
    Number: (Decimal(0), Decimal("16666.66"), Decimal("16666.67"), Decimal(600000)),
    Day: (date(2025, 5, 1), date(2026, 3, 1)),
    Place: ("440000", "440300", "621002"),
}


def criteria_of(edition: Edition) -> list[Criterion]:
    return [*edition.common, *(criterion for line in edition.lines for criterion in line.criteria)]


def values(edition: Edition) -> dict[str, list[Value]]:
    """List values of every fact that the criteria and awards look at, bounds and their neighbours among them."""
    found: dict[str, list[Value]] = {fact: [] for fact in facts_of(edition)}
    for criterion in criteria_of(edition):
        for leaf in leaves(criterion.condition):
            match leaf:
                case Between(fact, low, high):
                    bounds = [bound for bound in (low, high) if bound is not None]
                    found[fact] += [
                        max(bound + step, Decimal(0)) for bound in bounds for step in (-FEN, Decimal(0), FEN)
                    ]
                case During(fact, period, unclear):
                    days = [day for each in (period, *unclear) for day in (each.since, each.until) if day]
                    found[fact] += [day + step for day in days for step in (-DAY, 0 * DAY, DAY)]
                case Within(fact, code):
                    found[fact] += [code, "659001", code[:2] + "0000"]
                case _:
                    pass
    for fact, known in found.items():
        kind = vocabulary()[fact]
        known.extend(kind.values or (() if known else USUAL.get(type(kind.kind), ())))
    return {fact: list(dict.fromkeys(known)) for fact, known in found.items()}


def facts_of(edition: Edition) -> tuple[str, ...]:
    found = [fact for criterion in criteria_of(edition) for fact in criterion.condition.facts]
    for line in edition.lines:
        for tier in line.award.tiers:
            found += [*(tier.when.facts if tier.when else ()), *tier.formula.facts]
    return tuple(dict.fromkeys(found))


def known_facts(edition: Edition) -> st.SearchStrategy[dict[str, Value]]:
    """Draw sets of facts in which any fact may be absent."""
    options = {fact: st.sampled_from(known) for fact, known in values(edition).items() if known}
    return st.fixed_dictionaries({}, optional=options)

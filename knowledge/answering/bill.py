"""The sum that a founder names: how much it is, of what, and what keeps it from being reckoned with."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.reading.reading import Statement
from knowledge.text.quantities import Quantity

BASES = (
    "settled_amount_cny", "contract_amount_cny", "year_compute_spend_cny", "last_year_compute_spend_cny", "three_month_ai_spend_cny",
)  # fmt: skip
"""What an award can be reckoned from, what is surest first."""
CONTRACT, YEAR = "contract_amount_cny", "year_compute_spend_cny"
_SMALLEST = Decimal(1000)
"""Yuan; a bare number below is no sum."""
_MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class Bill:
    """A sum in yuan, from `low` to `high`, None where open. `fact` is what it is said to be, None where it is not said.

    `monthly` is what is paid a month, where the sum was worked out from that; `months` how many were told, None where
    a year was taken. `currency` is set where it is not in yuan, and nothing can be reckoned then.
    """

    low: Decimal | None
    high: Decimal | None
    fact: str | None = None
    is_about: bool = False
    monthly: Decimal | None = None
    months: Decimal | None = None
    currency: str | None = None

    @property
    def exact(self) -> Decimal | None:
        """The one sum, where there is just one."""
        return self.low if self.low == self.high else None

    @property
    def edges(self) -> tuple[Decimal, ...]:
        """The bounds that are known, each once, the lower one first."""
        return tuple(dict.fromkeys(edge for edge in (self.low, self.high) if edge is not None))


def bill_of(stated: Statement) -> Bill | None:
    """Return the sum that a message names of the founder's own spending; what a fact is said of comes first."""
    found = next(_of_facts(stated), None)
    if found is not None:
        return found
    loose = [quantity for quantity in stated.quantities if _is_sum(quantity, stated)]
    sums = {(quantity.low, quantity.high) for quantity in loose}
    return _read(loose[0], None, stated) if len(sums) == 1 else None


def unused(stated: Statement) -> tuple[str, ...]:
    """List the sums beside the one that is reckoned with, as they are written."""
    if next(_of_facts(stated), None) is None:
        return ()
    return tuple(quantity.spelling for quantity in stated.quantities if _is_sum(quantity, stated))


def _of_facts(stated: Statement) -> Iterator[Bill]:
    """List the sums that are said, bounded or spoken of with a doubt, fact by fact."""
    asked = {question.fact: question for question in stated.ask}
    for fact in BASES:
        value = stated.facts.get(fact)
        if isinstance(value, Decimal):
            yield Bill(value, value, fact)
        elif fact in stated.ranges:
            low, high = (edge if isinstance(edge, Decimal) else None for edge in stated.ranges[fact])
            yield Bill(low, high, fact)
        elif fact in asked:
            spelling = asked[fact].spelling
            quantity = next((each for each in stated.quantities if each.spelling == spelling), None)
            if quantity is not None and (read := _read(quantity, _kind(asked[fact].why, fact), stated)):
                yield read


def _kind(why: str, fact: str) -> str | None:
    """A sum that only stands beside computing may be of a contract, or of a year."""
    return None if why == "rest" and fact == CONTRACT else fact


def _is_sum(quantity: Quantity, stated: Statement) -> bool:
    edges = {edge for edge in (quantity.low, quantity.high) if edge is not None}
    if not edges or max(edges) < _SMALLEST or not (quantity.is_money or quantity.unit == ""):
        return False
    if not (quantity.is_money or quantity.scaled or max(edges) >= 10 * _SMALLEST):
        return False
    taken = [value for value in stated.facts.values() if isinstance(value, Decimal)]
    taken += [edge for span in stated.ranges.values() for edge in span if isinstance(edge, Decimal)]
    taken += [edge for each in stated.ask for edge in each.candidates if isinstance(edge, Decimal)]
    return edges.isdisjoint(taken)


def _read(quantity: Quantity, fact: str | None, stated: Statement) -> Bill | None:
    if quantity.is_money and quantity.unit != "cny":
        return Bill(None, None, fact, currency=quantity.unit)
    bill = Bill(quantity.low, quantity.high, fact, is_about="approximate" in quantity.doubts)
    if quantity.per in {"hour", "day", "week", "quarter"}:
        return None
    if quantity.per == "year":
        return replace(bill, fact=fact or YEAR)
    if quantity.per == "month" and quantity.value is not None:
        told = [each.value for each in stated.quantities if each.unit == "months" and each.value is not None]
        months = told[0] if len(told) == 1 else None
        total = quantity.value * (months or _MONTHS)
        return replace(bill, low=total, high=total, monthly=quantity.value, months=months)
    return bill

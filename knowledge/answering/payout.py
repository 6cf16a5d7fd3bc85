"""What a line pays on a founder's sum: every tier that may apply, worked out by the rules, with its step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from knowledge.answering.bill import YEAR, Bill
from knowledge.eligibility.award import GRANTED, Amount, AmountIs, Formula
from knowledge.eligibility.conditions.answers import FEN
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.kinds import Facts, Value
from knowledge.eligibility.programme import Criterion, Line, Programme

_ENDLESS = Decimal(10) ** 13
"""Yuan; stands for a sum without an upper bound."""
_OTHER_TIMES = frozenset({"last_year_compute_spend_cny", "three_month_ai_spend_cny"})


@dataclass(frozen=True, slots=True)
class Share:
    """What one formula pays on one sum: before any cut, and in the end."""

    base: Decimal
    gross: Decimal
    amount: Amount

    @property
    def is_cut(self) -> bool:
        """True where the cap, or what counts against it, makes it less."""
        return self.amount.yuan is not None and self.amount.yuan < self.gross


@dataclass(frozen=True, slots=True)
class Option:
    """A tier that may apply. `when` is its condition where that is still open; `shares` for each edge of the sum."""

    formula: Formula
    when: Condition | None
    shares: tuple[Share, ...]
    is_open: bool
    """True where the sum has no upper bound: the last share is then the cap."""


@dataclass(frozen=True, slots=True)
class Payout:
    """The tiers of a line that may apply, the surest first; `below` is the floor that the sum does not reach."""

    line: Line
    options: tuple[Option, ...]
    base: str
    below: Criterion | None = None


def reckoned(facts: Facts, formula: Formula, sum_: Decimal) -> Facts:
    """Return the facts with the sum as what the formula counts; a service wholly in the cost period where it counts."""
    known: dict[str, Value] = dict(facts)
    if formula.base is not None:
        known[formula.base] = sum_
    for limit in formula.limits:
        if limit.base is not None:
            known.setdefault(limit.base, sum_)
    period = formula.proration.period if formula.proration else None
    if formula.proration and period and period.since and period.until:
        start, end = formula.proration.facts
        if start not in known and end not in known:
            known[start], known[end] = period.since, period.until
    return known


def payout(line: Line, facts: Facts, bill: Bill, day: date) -> Payout | None:
    """Work out a line's award on a sum; None where it has no formula with a rate."""
    tiers = list(_tiers(line, facts, bill, day))
    options = [_option(formula, when, facts, bill) for formula, when in tiers]
    kept = tuple(_distinct([each for each in options if each is not None]))
    base = next((each.formula.base for each in kept if each.formula.base), None)
    if not kept or base is None:
        return None
    return Payout(line, kept, base, _below(line, kept, facts, day))


def _tiers(line: Line, facts: Facts, bill: Bill, day: date) -> Iterator[tuple[Formula, Condition | None]]:
    """List the formulas that may be the one, that for all who are left first, with what is open of each."""
    rest: list[tuple[Formula, Condition | None]] = []
    for tier in line.award.tiers:
        truth = True if tier.when is None else tier.when.truth(facts, day)
        if truth is True:
            yield tier.formula, None
            break
        if truth is None and tier.when is not None and _may_apply(tier.when, facts, bill, day):
            rest.append((tier.formula, tier.when))
    yield from rest


def _may_apply(when: Condition, facts: Facts, bill: Bill, day: date) -> bool:
    """Tell whether a tier may apply: what is spent in a year is never less than one bill of it."""
    if bill.low is None or YEAR in facts or bill.fact in _OTHER_TIMES:
        return True
    return any(when.truth({**facts, YEAR: sum_}, day) is not False for sum_ in (bill.low, _ENDLESS))


def _option(formula: Formula, when: Condition | None, facts: Facts, bill: Bill) -> Option | None:
    if formula.rate is None or formula.base is None or formula.is_ == "unknown":
        return None
    edges = bill.edges
    is_open = bill.high is None
    sums = (*edges, _ENDLESS) if is_open and formula.cap is not None else edges
    shares = [_share(formula, facts, each) for each in sums]
    return Option(formula, when, tuple(each for each in shares if each is not None), is_open)


def _share(formula: Formula, facts: Facts, sum_: Decimal) -> Share | None:
    amount = formula.amount(reckoned(facts, formula, sum_))
    if amount.yuan is None or formula.rate is None:
        return None
    paid = Amount(amount.yuan.quantize(FEN, ROUND_DOWN), amount.is_)
    return Share(sum_, (sum_ * formula.rate).quantize(FEN, ROUND_DOWN), paid)


def _distinct(options: list[Option]) -> Iterator[Option]:
    """Leave out tiers that pay what another one pays at the same rate."""
    seen: set[tuple[object, ...]] = set()
    for option in options:
        key = (option.formula.rate, tuple(share.amount.yuan for share in option.shares))
        if option.shares and key not in seen:
            seen.add(key)
            yield option


def _below(line: Line, options: tuple[Option, ...], facts: Facts, day: date) -> Criterion | None:
    """Find the floor that the sum does not reach, whatever the tier."""
    for criterion in line.criteria:
        asks = set(criterion.condition.facts)
        for option in options:
            base = option.formula.base
            known = reckoned(facts, option.formula, option.shares[-1].base)
            if base in asks and criterion.condition.truth(known, day) is False:
                return criterion
    return None


def payouts(
    programme: Programme, facts: Facts, bill: Bill, day: date, services: tuple[str, ...]
) -> list[Payout]:
    """Work out every line of a programme that the facts, and the kind of voucher named, leave possible."""
    edition = programme.on(day)
    lines = [line for line in edition.lines if _is_for(line, edition.common, facts, services, day)]
    return [each for line in lines if (each := payout(_whole(line, edition.common), facts, bill, day))]


def _whole(line: Line, common: tuple[Criterion, ...]) -> Line:
    return Line(line.id, line.name, line.rounds, (*common, *line.criteria), line.award)


def _is_for(
    line: Line, common: tuple[Criterion, ...], facts: Facts, services: tuple[str, ...], day: date
) -> bool:
    """Tell whether a line may be for what is bought."""
    known: Mapping[str, Value] = {key: facts[key] for key in ("service_type",) if key in facts}
    tried = [known] if known or not services else [{"service_type": each} for each in services]
    criteria = (*common, *line.criteria)
    return any(all(each.condition.truth(facts_, day) is not False for each in criteria) for facts_ in tried)


def granted(facts: Facts) -> Decimal:
    """Return what the founder says was granted this year."""
    value = facts.get(GRANTED)
    return value if isinstance(value, Decimal) else Decimal(0)


def worth(payouts_: list[Payout]) -> tuple[str | None, AmountIs]:
    """Write the amount where just one is possible, as a pre-check does; else None."""
    sums = {share.amount for each in payouts_ for option in each.options for share in option.shares}
    yuan = {amount.yuan for amount in sums}
    if len(yuan) != 1 or any(each.below for each in payouts_):
        return None, "unknown"
    value = yuan.pop()
    is_: AmountIs = "ceiling" if any(amount.is_ == "ceiling" for amount in sums) else "exact"
    return (f"{value:f}", is_) if value is not None else (None, "unknown")

"""What a line pays: a rate on a base, less what counts against it, within caps, in tiers that facts pick."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from typing import Literal, NamedTuple

from knowledge.clauses import Period
from knowledge.eligibility.conditions.answers import FEN
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.rulefile import Words

AmountIs = Literal["exact", "ceiling", "unknown"]
GRANTED = "already_granted_cny"
AMOUNT_CLAUSE = "Amount"
_NOTHING = Decimal(0)


class Amount(NamedTuple):
    """A sum in yuan and what it is; None where it cannot be told."""

    yuan: Decimal | None
    is_: AmountIs


UNKNOWN = Amount(None, "unknown")


def cut(amount: Decimal, step: Decimal) -> Decimal:
    """Cut to a whole number of steps, never rounding up."""
    return amount if step == 0 else (amount / step).to_integral_value(ROUND_DOWN) * step


@dataclass(frozen=True, slots=True)
class Proration:
    """The share of a contract that lies in the cost period, by days as end minus start."""

    period: Period
    start_fact: str = "contract_start"
    end_fact: str = "contract_end"

    @property
    def facts(self) -> tuple[str, str]:
        """The first and the last day of the contract."""
        return (self.start_fact, self.end_fact)

    def apply(self, base: Decimal, facts: Facts) -> Decimal | None:
        """Return the part of the base in the period; None when a day is absent."""
        start, end = facts.get(self.start_fact), facts.get(self.end_fact)
        if not isinstance(start, date) or not isinstance(end, date):
            return None
        first = max(start, self.period.since or start)
        last = min(end, self.period.until or end)
        if (first, last) == (start, end):
            return base
        return base * max((last - first).days, 0) / max((end - start).days, 1)


@dataclass(frozen=True, slots=True)
class Limit:
    """Another most that the award may be: a fixed sum or a rate on a base, less facts."""

    rate: Decimal | None
    base: str | None
    sum: Decimal | None
    less: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """One way of working the award out: rate × base − deductions, at most the cap, less what was granted."""

    rate: Decimal | None
    base: str | None
    is_: AmountIs
    cap: Decimal | None = None
    less_granted: bool = False
    less: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    proration: Proration | None = None
    step: Decimal = _NOTHING

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the sum depends on."""
        if self.rate is None or self.base is None:
            return ()
        dates = self.proration.facts if self.proration else ()
        limits = tuple(fact for limit in self.limits for fact in ((limit.base or ""), *limit.less) if fact)
        granted = (GRANTED,) if self.less_granted else ()
        return tuple(dict.fromkeys((self.base, *dates, *self.less, *limits, *granted)))

    def amount(self, facts: Facts) -> Amount:
        """Work it out, not yet cut to the fen. An absent deduction counts as 0 and makes it a ceiling."""
        gross = self._gross(facts)
        if gross is None or self.is_ == "unknown":
            return UNKNOWN
        deducted = [self.less, *(limit.less for limit in self.limits)]
        absent = any(fact not in facts for less in deducted for fact in less)
        absent = absent or (self.less_granted and GRANTED not in facts)
        sums = [_less(gross, self.less, facts)]
        if self.cap is not None:
            sums.append(_less(self.cap, (GRANTED,) if self.less_granted else (), facts))
        for limit in self.limits:
            own = limit.sum if limit.sum is not None else _share(limit.rate, limit.base, facts)
            if own is None:
                return UNKNOWN
            sums.append(_less(own, limit.less, facts))
        return Amount(max(min(sums), _NOTHING), "ceiling" if absent else self.is_)

    def most(self, facts: Facts) -> Decimal | None:
        """Return the most that it can come to whatever an absent base is; None where nothing bounds it."""
        fixed = [_less(limit.sum, limit.less, facts) for limit in self.limits if limit.sum is not None]
        if self.cap is not None:
            fixed.append(_less(self.cap, (GRANTED,) if self.less_granted else (), facts))
        return max(min(fixed), _NOTHING) if fixed else None

    def _gross(self, facts: Facts) -> Decimal | None:
        base = facts.get(self.base) if self.base else None
        if self.rate is None or not isinstance(base, Decimal):
            return None
        counted = self.proration.apply(base, facts) if self.proration else base
        return None if counted is None else cut(cut(counted, self.step) * self.rate, self.step)


def _share(rate: Decimal | None, base: str | None, facts: Facts) -> Decimal | None:
    value = facts.get(base) if base else None
    return rate * value if rate is not None and isinstance(value, Decimal) else None


def _less(amount: Decimal, deductions: tuple[str, ...], facts: Facts) -> Decimal:
    for fact in deductions:
        value = facts.get(fact)
        amount -= value if isinstance(value, Decimal) else _NOTHING
    return amount


@dataclass(frozen=True, slots=True)
class Tier:
    """A formula and the condition under which it is the one; None for all who are left."""

    when: Condition | None
    formula: Formula


@dataclass(frozen=True, slots=True)
class Award:
    """The tiers, the first that fits counts; and what cannot be reckoned, in words.

    Its figures stand in `clause` of `document`, None for the programme's own, or follow from the words
    of `follows_from`.
    """

    tiers: tuple[Tier, ...]
    in_words: Words | None = None
    clause: str = AMOUNT_CLAUSE
    document: str | None = None
    follows_from: Words | None = None

    def amount(self, facts: Facts, day: date) -> Amount:
        """Work the award out, cut to the fen.

        Where a fact that picks the tier is absent, the sum counts only if every tier it may pick pays the same.
        """
        amounts = {self._cut(formula.amount(facts)) for formula in self.formulas(facts, day)}
        sums = {amount.yuan for amount in amounts}
        yuan = sums.pop() if len(sums) == 1 else None
        if yuan is None:
            return UNKNOWN
        return Amount(yuan, "ceiling" if any(amount.is_ == "ceiling" for amount in amounts) else "exact")

    def formulas(self, facts: Facts, day: date) -> Iterator[Formula]:
        """List the formulas that may be the one."""
        for tier in self.tiers:
            picked = True if tier.when is None else tier.when.truth(facts, day)
            if picked is not False:
                yield tier.formula
            if picked is True:
                return
        yield Formula(None, None, "unknown")

    @staticmethod
    def _cut(amount: Amount) -> Amount:
        return amount if amount.yuan is None else Amount(amount.yuan.quantize(FEN, ROUND_DOWN), amount.is_)

    def least_base(self, floor: Decimal, formula: Formula) -> Decimal | None:
        """Return the smallest base, in fen, whose award reaches a floor before caps."""
        return (floor / formula.rate).quantize(FEN, ROUND_CEILING) if formula.rate else None


NO_AWARD = Award(())

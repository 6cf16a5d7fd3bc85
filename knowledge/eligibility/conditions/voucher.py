"""The floor on the voucher itself, not on the contract."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge.eligibility.award import GRANTED, Award, Formula
from knowledge.eligibility.conditions.condition import Change, Condition, OpenPoint
from knowledge.eligibility.conditions.joined import constants_of
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.kleene import Truth


@dataclass(frozen=True, slots=True)
class VoucherFloor(Condition):
    """The award, before any cutting, is at least `floor`; an absent deduction counts as 0.

    Where what is left below the cap does not reach the floor, no base can: not met, told or not.
    """

    award: Award
    floor: Decimal
    facts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        picks = (fact for tier in self.award.tiers if tier.when for fact in tier.when.facts)
        bases = (fact for tier in self.award.tiers for fact in tier.formula.facts)
        object.__setattr__(self, "facts", tuple(dict.fromkeys((*picks, *bases))))

    @property
    def constants(self) -> tuple[Decimal, ...]:
        """Those by which the tier is picked; the sums themselves rise evenly."""
        return constants_of(tier.when for tier in self.award.tiers if tier.when is not None)

    def truth(self, facts: Facts, day: date) -> Truth:
        """Met when every formula that may be the one reaches the floor."""
        reached = [self._reaches(formula, facts) for formula in self.award.formulas(facts, day)]
        if all(truth is True for truth in reached):
            return True
        return False if all(truth is False for truth in reached) else None

    def _reaches(self, formula: Formula, facts: Facts) -> Truth:
        yuan = formula.amount(facts).yuan
        if yuan is not None:
            return yuan >= self.floor
        most = formula.most(facts)
        return False if most is not None and most < self.floor else None

    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Ask for what the sum needs, never for a deduction."""
        needed = [fact for formula in self.award.formulas(facts, day) for fact in _needed(formula)]
        picks = [
            fact
            for tier in self.award.tiers
            if tier.when is not None and tier.when.truth(facts, day) is None
            for fact in tier.when.open_point(facts, day).asks
        ]
        absent = (fact for fact in (*picks, *needed) if fact not in facts)
        return OpenPoint(tuple(dict.fromkeys(absent)), 0.8, 0.2)

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:
        """Name the smallest base that reaches the floor, and the most that may be granted before."""
        for formula in self.award.formulas(facts, day):
            least = self.award.least_base(self.floor, formula)
            if least is not None and formula.base is not None:
                yield Change(formula.base, "at_least", least, least)
            if formula.less_granted and formula.cap is not None and formula.cap >= self.floor:
                most = formula.cap - self.floor
                yield Change(GRANTED, "at_most", most, most)


def _needed(formula: Formula) -> tuple[str, ...]:
    dates = formula.proration.facts if formula.proration else ()
    return (formula.base, *dates) if formula.base else dates

"""A programme's pot of money: what is granted of it and what is left."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.applications.outcome import Refused


@dataclass(frozen=True, slots=True)
class Budget:
    """The pot of a programme's round. `warn_at` is the share of it, once granted, that staff are warned of."""

    programme: str
    round: str
    pot_cny: Decimal
    granted_cny: Decimal = Decimal(0)
    warn_at: Decimal = Decimal("0.9")
    version: int = 1

    @property
    def left_cny(self) -> Decimal:
        """What can still be granted."""
        return self.pot_cny - self.granted_cny

    def grant(self, amount_cny: Decimal) -> "Budget | Refused":
        """Take a grant out of the pot, or say what is left."""
        if amount_cny > self.left_cny:
            return Refused("budget-short", {"left": f"{self.left_cny:.2f}"})
        return replace(self, granted_cny=self.granted_cny + amount_cny, version=self.version + 1)

    def runs_out(self, before: "Budget") -> bool:
        """Whether the step from `before` to this one crossed the line of the warning."""
        line = self.pot_cny * self.warn_at
        return before.granted_cny < line <= self.granted_cny

"""An applicant's facts on a day, under which each condition is judged once, in however many programmes it stands."""

from datetime import date

from knowledge.eligibility.conditions.condition import Condition, OpenPoint
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.kleene import Truth
from knowledge.eligibility.programme import Finding, Outcomes


class Case:
    """The facts, the day, and what is known of conditions so far."""

    __slots__ = ("_points", "_truths", "day", "facts")

    def __init__(self, facts: Facts, day: date) -> None:
        self.facts = facts
        self.day = day
        self._truths: dict[int, Truth] = {}
        self._points: dict[int, OpenPoint] = {}

    def findings(self, outcomes: Outcomes) -> tuple[Finding, ...]:
        """Judge criteria; the rules outlive the case, so that a condition is known by its identity."""
        truths, facts, day = self._truths, self.facts, self.day
        found = []
        for condition, findings in outcomes:
            key = id(condition)
            if key in truths:
                truth = truths[key]
            else:
                truth = truths[key] = condition.truth(facts, day)
            found.append(findings[truth])
        return tuple(found)

    def open_point(self, condition: Condition) -> OpenPoint:
        """Tell what an unknown condition waits for."""
        key = id(condition)
        point = self._points.get(key)
        if point is None:
            point = self._points[key] = condition.open_point(self.facts, self.day)
        return point

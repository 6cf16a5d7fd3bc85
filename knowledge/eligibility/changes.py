"""The smallest change of one fact that turns a criterion that is not met."""

from datetime import date

from knowledge.eligibility.conditions.condition import Change, Condition
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.vocabulary import vocabulary


def smallest(condition: Condition, facts: Facts, day: date) -> Change | None:
    """Return the first of a condition's own offers that turns it to met, or None where no single fact can."""
    for change in condition.changes(facts, day):
        if condition.truth({**facts, change.fact: change.example}, day) is True:
            return change
    return None


def effort(change: Change | None) -> int:
    """Weigh a change: what is given is harder to change than the rest, and some things no single fact can."""
    if change is None:
        return 3
    return 2 if vocabulary()[change.fact].is_given else 1

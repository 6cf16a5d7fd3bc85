"""What a founder has told so far: the facts and the sum of this message, else of those before it."""

from knowledge.answering.bill import Bill, bill_of
from knowledge.answering.case import Case
from knowledge.eligibility.kinds import Facts
from knowledge.reading.reading import Statement, read_statement

_REMEMBERED = 6
"""How many of the founder's messages before are read."""


def told_before(case: Case) -> list[Statement]:
    """Read the founder's messages before this one, the latest first."""
    lines = [line.text for line in case.question.history if line.role == "founder"][-_REMEMBERED:]
    return [read_statement(text, case.u.day) for text in reversed(lines)]


def told_facts(case: Case) -> Facts:
    """Join the facts of a conversation; what was said last counts."""
    found: dict[str, object] = {}
    for stated in reversed(told_before(case)):
        found.update(stated.facts)
    return {**found, **case.message.stated.facts}  # type: ignore[dict-item]


def told_bill(case: Case) -> Bill | None:
    """Return the sum of this message, or where it names none, the last one before it."""
    found = bill_of(case.message.stated)
    if found is not None:
        return found
    return next((bill for stated in told_before(case) if (bill := bill_of(stated))), None)

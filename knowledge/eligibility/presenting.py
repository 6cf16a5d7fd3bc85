"""What every telling of a judgement shares: marks, criteria under their lines, names of facts, what a sum lacks."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from knowledge.eligibility.conditions.condition import Change
from knowledge.eligibility.judging import Finding, Judgement
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.kleene import Truth
from knowledge.eligibility.rulefile import Words
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.eligibility.wording import label
from knowledge.language import Language, join_list

MARKS: Mapping[Truth, str] = {True: "✓", False: "✗", None: "?"}


def by_line(judgement: Judgement) -> Iterator[tuple[Words | None, Finding]]:
    """List the criteria, the first of each named line with that line's name."""
    names = {judged.line.id: judged.line.name for judged in judgement.lines}
    before: str | None = None
    for finding in judgement.findings:
        begins = finding.line is not None and finding.line != before
        yield names.get(finding.line) if finding.line and begins else None, finding
        before = finding.line


def missing_facts(judgement: Judgement, language: Language) -> str:
    """Name the facts that are missing, in the form's order."""
    return name_facts(sorted(judgement.missing, key=vocabulary().order.__getitem__), language)


def name_facts(facts: Iterable[str], language: Language) -> str:
    """Name facts as a sentence does."""
    return join_list((label(fact, language) for fact in facts), language)


def shortfall(change: Change, facts: Facts) -> tuple[Decimal, Decimal] | None:
    """Return what a known sum lacks, and what is needed, both in the fact's unit; None where nothing is lacking."""
    have, needed = facts.get(change.fact), change.example
    if isinstance(have, Decimal) and isinstance(needed, Decimal) and have < needed:
        return needed - have, needed
    return None

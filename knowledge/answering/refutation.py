"""A claim that is known to be wrong, asked about: what is said against it comes before all rules."""

import re

from knowledge.answering.case import Case
from knowledge.answering.catalogue import Entry
from knowledge.answering.choosing import weigh
from knowledge.answering.drafting import Draft
from knowledge.answering.evidence import Evidence, Finder
from knowledge.answering.needs import Need
from knowledge.answering.question import Answer
from knowledge.clauses import Statement
from knowledge.figures import find_figures, supported
from knowledge.language import fold

_YES_OR_NO = re.compile(
    r"吗|么[?？]|是不是|有没有|是否|真的|(^|[,.;] ?)(is|are|does|do|did|was|were|has|have|can|isn't|doesn't)\b|\btrue\b"
)
_NEAR, _TOGETHER = 0.4, 1.2
"""From which nearness in meaning, alone and with the share of telling words, a claim is the one that is asked about."""
_CLAIM = Need((("conflict", 1.0),))


def refuted(case: Case) -> Answer | None:
    """Answer a yes-or-no question on a claim that is known to be wrong, or return None."""
    if _YES_OR_NO.search(fold(case.u.text)) is None:
        return None
    entries = [entry for entry in case.catalogue.entries.values() if _holds_claims(entry)]
    found = (weigh(entry, "found", None, case.u, case.catalogue) for entry in entries)
    finder = Finder(case.retriever, case.u, case.catalogue.regions, evidence=True)
    told = finder.find([candidate for candidate in found if candidate is not None], _CLAIM)
    best = max(
        (item for item in told if is_claim(item.statement) and _is_meant(item, case.u.text)),
        key=lambda item: item.similarity + item.telling,
        default=None,
    )
    if best is None:
        return None
    draft = Draft(case.u.language)
    draft.quote(best)
    return case.finished(draft, "answered")


def is_claim(statement: Statement) -> bool:
    """Tell whether a statement says of a claim that it does not hold."""
    return statement.standing == "evidence" and "conflict" in statement.topics


def _holds_claims(entry: Entry) -> bool:
    return any(is_claim(statement) for clause in entry.any.clauses for statement in clause.statements)


def _is_meant(item: Evidence, question: str) -> bool:
    """Tell whether a claim is the one asked about; the figure that is named is the one that is wrong."""
    if item.similarity < _NEAR or item.similarity + item.telling < _TOGETHER:
        return False
    claimed = [figure for figure in find_figures(question) if figure.kind in {"percent", "money"}]
    stated = [figure for figure in find_figures(item.statement.text) if figure.kind in {"percent", "money"}]
    return not claimed or any(supported(figure, stated[:1]) for figure in claimed)

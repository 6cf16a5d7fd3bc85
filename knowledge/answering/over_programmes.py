"""A condition over all programmes, where no place is named: how many rule it out, how many take it, and which."""

from collections.abc import Sequence

from knowledge.answering.case import Case
from knowledge.answering.choosing import Candidate
from knowledge.answering.drafting import LISTED, Draft, phrases
from knowledge.answering.evidence import Evidence
from knowledge.answering.proof import of_criterion
from knowledge.answering.question import Answer, Computed
from knowledge.answering.subject import Subject
from knowledge.answering.supposition import Supposition
from knowledge.eligibility.kleene import Truth
from knowledge.eligibility.programme import Criterion, Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.wording import requirement

_SHOWN = 3
"""How many programmes are named with their clause."""


def over_programmes(case: Case, supposed: Supposition) -> Answer | None:
    """Answer what hangs on the place for all programmes that serve, and ask for the place."""
    book = [each for each in rulebook() if each.takes_applications and each.superseded_by is None]
    found = [(each, *ruling) for each in book if (ruling := _rule(case, each, supposed)) is not None]
    barred = [(each, criterion) for each, criterion, truth in found if truth is False]
    shown = barred or [(each, criterion) for each, criterion, _ in found]
    if not shown:
        return None
    draft = Draft(case.u.language)
    counts = {"barred": str(len(barred)), "asked": str(len(found)), "all": str(len(book))}
    proved = [(each, item) for each, item in ((e, _prove(case, e, c)) for e, c in shown) if item][:_SHOWN]
    if not proved:
        return None
    key = "all" if len(barred) == len(found) else "some" if barred else "none"
    draft.compute(
        phrases.say(draft.language, f"plan-decision-over-{key}", **counts), *(item for _, item in proved)
    )
    for _, item in proved:
        draft.quote(item, LISTED)
    draft.say("plan-decision-which-place")
    ids = [each.id for each, _ in barred]
    return case.finished(
        draft, "answered", (Computed("", "selection", ids, (requirement(shown[0][1], draft.language),)),)
    )


def _rule(case: Case, programme: Programme, supposed: Supposition) -> tuple[Criterion, Truth] | None:
    edition = programme.on(case.u.day)
    criteria: Sequence[Criterion] = [
        *edition.common,
        *(each for line in edition.lines for each in line.criteria),
    ]
    about = [each for each in criteria if supposed.about & set(each.condition.facts)]
    truths = [(each, supposed.truth(each.condition, programme.region, case.u.day)) for each in about]
    common = [pair for pair in truths if pair[1] is False and pair[0] in edition.common]
    if len(edition.lines) == 1 or common:
        return next((pair for pair in truths if pair[1] is False), truths[0] if truths else None)
    return min(truths, key=lambda pair: (True, None, False).index(pair[1]), default=None)


def _prove(case: Case, programme: Programme, criterion: Criterion) -> Evidence | None:
    entry = case.catalogue.entries.get(programme.id)
    if entry is None:
        return None
    return of_criterion(case, Subject(programme, Candidate(entry, 1.0, "named", None), None), criterion)

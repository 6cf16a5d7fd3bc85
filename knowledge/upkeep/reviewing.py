"""What staff should look at again: overdue for review, ending soon, or resting on a source that is dead or hazardous."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlparse

from knowledge.clauses import Document
from knowledge.upkeep.sources import Look, is_hazardous

Concern = Literal["review", "expiry", "hazard", "dead"]
_REVIEW_AFTER = timedelta(days=180)
_EXPIRES_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Due:
    """A document that somebody should look at, and why."""

    document: str
    concern: Concern
    says: str


def due_for_review(documents: Sequence[Document], today: date, looks: Mapping[str, Look]) -> list[Due]:
    """List what is due, each once; `looks` says how the addresses of sources answered last."""
    found = (due for document in documents for due in _due(document, today, looks))
    return list(dict.fromkeys(found))


def _due(document: Document, today: date, looks: Mapping[str, Look]) -> Iterator[Due]:
    if today - document.reviewed > _REVIEW_AFTER:
        yield Due(document.id, "review", f"last reviewed on {document.reviewed}")
    for end in (document.in_force.until, *(window.until for window in document.windows)):
        if end is not None and today <= end <= today + _EXPIRES_WITHIN:
            yield Due(document.id, "expiry", f"ends on {end}")
    for source in document.sources:
        look = looks.get(source.url or "")
        if is_hazardous(urlparse(source.url or "").hostname):
            yield Due(
                document.id, "hazard", f"its source {source.number} is on the list of hazardous addresses"
            )
        elif look is not None and is_hazardous(look.leads_to):
            says = f"its source {source.number} leads to {look.leads_to}, which is on the list of hazardous addresses"
            yield Due(document.id, "hazard", says)
        elif look is not None and look.is_dead:
            says = f"its source {source.number} {look.says} on {look.day}: {source.url}"
            yield Due(document.id, "dead", says)

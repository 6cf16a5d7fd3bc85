"""What is asked and what is answered."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from knowledge.clauses import Citation, Topic
from knowledge.language import Language

Outcome = Literal["answered", "partial", "clarify", "not_covered", "out_of_scope", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One earlier line of the conversation. Of the bot's own lines it may be known what they cited and were asked for."""

    role: Literal["founder", "bot"]
    text: str
    programmes: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it comes in. `region` is the founder's own place where it is known, `day` the day it is asked for."""

    text: str
    day: date
    language: Language | None = None
    region: str | None = None
    history: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that the bot offers to ask about next: `text` is what is sent when it is chosen."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Computed:
    """Something worked out for an answer: `value` as JSON, and the steps that led to it in words and figures."""

    programme: str
    what: Literal["amount", "round", "verdict", "selection"]
    value: Any
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its proof. `text` is plain, with [1] marks; only answered and partial ones have citations."""

    question: str
    language: Language
    outcome: Outcome
    text: str
    release: str
    citations: tuple[Citation, ...] = ()
    programmes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    slots: tuple[str, ...] = ()
    """What was read as asked for, the surest first."""
    offers: tuple[Offer, ...] = field(default=())
    elapsed_ms: float = 0.0
    sure: bool = False
    computed: tuple[Computed, ...] = ()
    trace: tuple[tuple[str, Any], ...] = ()
    """The steps that led to the answer, each with what it found; shown where somebody asks why."""

    def as_json(self, id_: str | None = None) -> dict[str, Any]:
        """Return the answer in the form that outsiders rely on."""
        worked_out = [
            {"programme": each.programme, "what": each.what, "value": each.value, "steps": list(each.steps)}
            for each in self.computed
        ]
        return {
            "id": id_,
            "question": self.question,
            "language": self.language,
            "outcome": self.outcome,
            "text": self.text,
            "citations": [_citation(citation) for citation in self.citations],
            "programmes": list(self.programmes),
            "choices": [offer.label for offer in self.offers] if self.outcome == "clarify" else [],
            "release": self.release,
            "elapsed_ms": round(self.elapsed_ms, 1),
            **({"computed": worked_out} if worked_out else {}),
        }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "label": citation.label,
        "document": citation.document,
        "language": citation.language,
        "clause": citation.heading,
        "clause_title": citation.title,
        "document_title": citation.document_title,
        "quote": citation.quote,
        "in_force": {
            "from": citation.since.isoformat() if citation.since else None,
            "until": citation.until.isoformat() if citation.until else None,
        },
        "page": citation.page,
        "source_url": citation.source_url,
        "source_kind": citation.source_kind,
        "official_url": citation.official_url,
    }

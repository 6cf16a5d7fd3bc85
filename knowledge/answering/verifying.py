"""Proof, in code and not by a model: what a sentence says must stand in the passages that it cites."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.clauses import Document, Passage
from knowledge.figures import Figure, find_figures, supported

_AUTHORITY = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:人民政府|办公厅|委员会|管委会|信息化局|科技局|数据局|财政局|发改委|经信局|经信委|工信局|科技创新局)"
    r"|(?:[A-Z][\w'-]+ )+(?:Bureau|Commission|Government|Committee|Ministry|Administration|Department|Council)(?: of (?:[A-Z][\w-]+|and|the)(?: (?:[A-Z][\w-]+|and|the))*)?"
)
_MARK = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Support:
    """What a label stands for: a passage, the words quoted from it, and the document's own particulars."""

    passage: Passage
    quote: str
    document: Document

    @property
    def text(self) -> str:
        """Everything that the label proves."""
        document = self.document
        head = [document.title, document.short_title, document.issuer or "", document.document_number or ""]
        return "\n".join([*head, self.passage.text])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer and the labels that it cites. One without labels may not state anything to prove.

    A `computed` one holds what code worked out from dates of the documents that it cites: only its dates are to prove.
    `given` are words of the question, whose day it may name.
    """

    text: str
    labels: tuple[int, ...] = ()
    computed: bool = False
    given: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence that was taken out, and why."""

    sentence: Sentence
    reason: str


def quote_stands(quote: str, passage: Passage) -> bool:
    """Tell whether a quote stands word for word in its passage."""
    return bool(quote.strip()) and quote in passage.text


def _authorities(text: str) -> set[str]:
    return {match[0].strip() for match in _AUTHORITY.finditer(text)}


def _days(document: Document) -> list[Figure]:
    """List the days of a document's front matter."""
    periods = (document.in_force, *document.windows)
    days = [f"{day}" for period in periods for day in (period.since, period.until) if day]
    return find_figures("\n".join([*days, document.issued or "", document.in_force.note or ""]))


def refuse(sentence: Sentence, labels: Mapping[int, Support]) -> str | None:
    """Return why a sentence must go, or None when it is proved."""
    unknown = [label for label in sentence.labels if label not in labels]
    if unknown:
        return f"label {unknown[0]} was never retrieved"
    for label in sentence.labels:
        if not quote_stands(labels[label].quote, labels[label].passage):
            return f"the quote of label {label} does not stand in its passage"
    proof = "\n".join(labels[label].text for label in sentence.labels)
    have: list[Figure] = find_figures(proof)
    said = find_figures(_MARK.sub("", sentence.text))
    if sentence.computed:
        said = [figure for figure in said if figure.kind == "date"]
        have += find_figures(sentence.given)
        have += [figure for label in sentence.labels for figure in _days(labels[label].document)]
    for figure in said:
        if not supported(figure, have):
            return f"no cited passage states {figure.spelling or figure}"
    for name in _authorities(sentence.text):
        if name not in proof:
            return f"no cited passage names {name}"
    return None


def verify(
    sentences: Sequence[Sentence], labels: Mapping[int, Support]
) -> tuple[list[Sentence], list[Refusal]]:
    """Split sentences into the proved ones and those taken out."""
    kept, refused = [], []
    for sentence in sentences:
        reason = refuse(sentence, labels)
        if reason is None:
            kept.append(sentence)
        else:
            refused.append(Refusal(sentence, reason))
    return kept, refused

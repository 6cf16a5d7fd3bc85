"""An answer that staff gave, kept as a reviewed document and as a golden question."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import yaml

from knowledge.clauses import Clause, Document, Period, Statement
from knowledge.figures import find_figures
from knowledge.glossary.places import NATION, gazetteer
from knowledge.glossary.topics import said
from knowledge.language import Language
from knowledge.library.formats.structure import sentences
from knowledge.provenance import Source
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.tray import Paper
from knowledge.upkeep.writing import read, write

HEADING = "Published questions and answers"
_TITLES = {"zh": "工作人员答复", "en": "Answers by staff"}
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the answer that staff gave, and where it stands."""

    question: str
    answer: str
    source: str
    language: Language
    id: str


def document_id(question: str) -> tuple[str, str]:
    """Name the document that answers on a question's place go into, and the place."""
    codes = [mention.code for mention in gazetteer().find(question)]
    place = codes[0] if codes else NATION
    return f"staff-answers-{place}", place


def keep(answered: Answered, desk: Desk, today: date, by: str = "") -> Document:
    """Add an answer to the document of its place; the next publish takes it in.

    Raises:
        DocumentError: the publisher could not read it.
    """
    id_, place = document_id(answered.question)
    name = f"{id_}.{answered.language}.md"
    while True:
        before = desk.tray.paper("document", name)
        held = read(before.body, name) if before else _empty(id_, place, answered.language, today)
        document = _with(held, answered, today)
        desk.admit(document)
        if desk.tray.replace(Paper("document", name, write(document), by, desk.now()), before):
            break
    desk.restore(id_)
    _add_golden(desk, answered, id_, by)
    return document


def _with(document: Document, answered: Answered, today: date) -> Document:
    url = _URL.search(answered.source)
    number = len(document.sources) + 1
    source = Source(
        number, "official" if url else "index", answered.source, today.isoformat(), url[0] if url else None
    )
    held = document.clause(HEADING)
    title = "官方问答" if answered.language == "zh" else HEADING
    clause = Clause(HEADING, title, (*(held.statements if held else ()), *_statements(answered, number)))
    return replace(document, sources=(*document.sources, source), clauses=(clause,), reviewed=today)


def _empty(id_: str, place: str, language: Language, today: date) -> Document:
    name = gazetteer().name(place, language)
    title = f"{name}{_TITLES[language]}" if language == "zh" else f"{_TITLES[language]}: {name}"
    return Document(
        id=id_, language=language, title=title, short_title=title[:40], kind="background", status="background",
        status_note=None, issuer=None, document_number=None, regions=(place,), issued=None,
        in_force=Period(None, None), windows=(), cost_periods=(), supersedes=(), superseded_by=None, confidence="repost",
        confidence_note="由工作人员核对。" if language == "zh" else "Checked by staff.", aliases=(), sources=(),
        reviewed=today, clauses=(),
    )  # fmt: skip


def _statements(answered: Answered, number: int) -> list[Statement]:
    """Say the question with the first sentence of its answer, so that it can be read alone."""
    first, *rest = sentences(answered.answer)
    question = answered.question.rstrip("?？ ") + ("？" if answered.language == "zh" else "? ")
    topics = tuple(dict.fromkeys([*said(answered.question), *said(first)]))
    return [
        Statement(question + first, topics, (number,)),
        *(Statement(text, said(text), (number,)) for text in rest),
    ]


def _add_golden(desk: Desk, answered: Answered, document: str, by: str) -> None:
    figures = [
        figure.spelling for figure in find_figures(answered.answer) if figure.kind in {"percent", "money"}
    ]
    entry: dict[str, Any] = {
        "id": f"staff-{answered.id}",
        "question": answered.question,
        "language": answered.language,
        "outcome": ["answered", "partial"],
        "documents": [document],
    }
    if figures:
        entry["states"] = figures[:2]
    body = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False)
    desk.tray.change([Paper("questions", f"{entry['id']}.yaml", body, by, desk.now())])

"""What a model is given to write from: numbered statements, of which it sees words and never addresses."""

from dataclasses import dataclass
from math import sqrt

from knowledge.answering.answer import Answerer
from knowledge.answering.guarding import speaks_to_answerer
from knowledge.answering.question import Answer
from knowledge.answering.scoring import words_of
from knowledge.answering.verifying import Support
from knowledge.clauses import Citation, Clause, Document, Passage, Statement, Topic
from knowledge.library.lexical import words

MOST = 14
"""How many statements a model is given."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A statement under its number, and whether the quoted answer cites it."""

    number: int
    document: Document
    clause: Clause
    statement: Statement
    cited: bool

    @property
    def support(self) -> Support:
        """What the number proves: this one statement, and the document's own particulars."""
        return Support(_alone(self), self.statement.text, self.document)

    @property
    def line(self) -> str:
        """The statement as a model reads it."""
        document = self.document
        since, until = document.in_force.since, document.in_force.until
        term = f" ({since or '…'} – {until or '…'})" if since or until else ""
        return f"[{self.number}] {document.short_title}{term} · {self.clause.title}: {self.statement.text}"

    def citation(self, label: int) -> Citation:
        """Return the citation under the label that it has in an answer. The link is the document's own."""
        return self.document.cite(label, self.clause.heading, self.clause.title, self.statement)


def _alone(numbered: "Numbered") -> Passage:
    document, clause, statement = numbered.document, numbered.clause, numbered.statement
    id_ = f"{document.id}/{document.language}/{clause.heading}"
    return Passage(
        id_, document.id, document.language, clause.heading, clause.title, statement.text, (statement,)
    )


def number(answerer: Answerer, answer: Answer, question: str) -> list[Numbered]:
    """Number what the quoted answer cites, and then what else its documents say that is near the question."""
    cited = [_of_citation(answerer, citation) for citation in answer.citations]
    kept = [item for item in cited if item is not None and _is_fit(item[2])]
    beside = [
        item for item in _near(answerer, answer, question) if item not in kept and _may_stand_beside(item[2])
    ]
    chosen = [*((item, True) for item in kept), *((item, False) for item in beside)][:MOST]
    return [Numbered(n, *item, cited=is_cited) for n, (item, is_cited) in enumerate(chosen, 1)]


_Found = tuple[Document, Clause, Statement]


def _of_citation(answerer: Answerer, citation: Citation) -> _Found | None:
    entry = answerer.catalogue.entries.get(citation.document)
    document = entry.texts.get(citation.language) if entry else None
    clause = document.clause(citation.heading) if document else None
    if document is None or clause is None:
        return None
    statement = next((it for it in clause.statements if it.text == citation.quote), None)
    return (document, clause, statement) if statement else None


def _near(answerer: Answerer, answer: Answer, question: str) -> list[_Found]:
    """List the other statements of the cited documents: those on what is asked for first, then by shared words.

    The rules have compared meanings already; doing it again would cost a founder 25 ms.
    """
    asked = frozenset(words(question))
    found: list[tuple[float, _Found]] = []
    for document in _cited_documents(answerer, answer):
        for clause in document.clauses:
            for statement in clause.statements:
                score = _nearness(asked, statement, answer.topics)
                found.append((score, (document, clause, statement)))
    return [item for _, item in sorted(found, key=lambda pair: -pair[0])]


def _cited_documents(answerer: Answerer, answer: Answer) -> list[Document]:
    pairs = dict.fromkeys((citation.document, citation.language) for citation in answer.citations)
    return [answerer.catalogue.entries[name].texts[language] for name, language in pairs]


def _nearness(asked: frozenset[str], statement: Statement, topics: tuple[Topic, ...]) -> float:
    own = words_of(statement.text)
    on_topic = next((1.0 / place for place, topic in enumerate(statement.topics, 1) if topic in topics), 0.0)
    return on_topic + len(asked & own) / sqrt(len(own) or 1)


def _is_fit(statement: Statement) -> bool:
    """Tell whether a statement may be shown to a model: what gives orders instead of rules may not."""
    return not speaks_to_answerer(statement.text)


def _may_stand_beside(statement: Statement) -> bool:
    """Tell whether a statement may be offered unasked: not what others wrongly say, nor what is not stated."""
    return (
        statement.standing != "evidence"
        and _is_fit(statement)
        and "conflict" not in statement.topics
        and not statement.is_gap
    )

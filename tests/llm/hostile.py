"""A knowledge base into one of whose documents somebody has put a sentence."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from knowledge.answering.answer import Answerer
from knowledge.answering.catalogue import Catalogue
from knowledge.clauses import Clause, Document, Passage, Statement
from knowledge.language import Language
from knowledge.library.embedding import Vectors
from knowledge.library.retrieval import Hit, Retriever

TARGET = ("gansu-qingyang-compute-voucher-2024", "Amount")


@dataclass(frozen=True)
class _Tampered:
    """A retriever that finds the sentence in its clause, as near to every question as can be."""

    retriever: Retriever
    statement: Statement

    def __getattr__(self, name: str) -> object:
        return getattr(self.retriever, name)

    def among(
        self, raw: Vectors, documents: Collection[str], *, shelf: Language, language: Language
    ) -> list[Hit]:
        hits = self.retriever.among(raw, documents, shelf=shelf, language=language)
        return [self._with(hit) for hit in hits]

    def _with(self, hit: Hit) -> Hit:
        if (hit.passage.document, hit.passage.heading) != TARGET:
            return hit
        longer = _longer(hit.passage, self.statement)
        return replace(hit, passage=longer, statements=(*hit.statements, 0.5), apart=(*hit.apart, 0.5))


def _longer(passage: Passage, statement: Statement) -> Passage:
    statements = (*passage.statements, statement)
    return replace(passage, statements=statements, text=f"{passage.text}\n{statement.text}")


def tampered(answerer: Answerer, sentence: str) -> Answerer:
    """Return an answerer whose target clause has one more sentence."""
    statement = Statement(sentence, ("rate",))

    def changed(document: Document) -> Document:
        if document.id != TARGET[0]:
            return document
        return replace(document, clauses=tuple(_changed(clause, statement) for clause in document.clauses))

    documents = [
        changed(text) for entry in answerer.catalogue.entries.values() for text in entry.texts.values()
    ]
    retriever = _Tampered(answerer.retriever, statement)
    return Answerer(Catalogue(documents), retriever, answerer.release)  # type: ignore[arg-type]


def _changed(clause: Clause, statement: Statement) -> Clause:
    if clause.heading != TARGET[1]:
        return clause
    return replace(clause, statements=(*clause.statements, statement))

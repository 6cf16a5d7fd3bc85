"""The texts of one language in the order in which they are numbered."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.clauses import Document, Passage
from knowledge.language import Language
from knowledge.library.passages import passages


@dataclass(frozen=True)
class Stock:
    """The passages of one language, and their texts: all statements first, then a text a passage.

    `owners[i]` is the number of the passage that statement `i` belongs to. A passage of several statements is
    embedded by its names, which say what they have in common at a tenth of the cost; `whole` is what its words are
    counted in.
    """

    passages: tuple[Passage, ...]
    owners: tuple[int, ...]
    texts: tuple[str, ...]
    whole: tuple[str, ...]

    @classmethod
    def of(cls, documents: Sequence[Document], language: Language) -> "Stock":
        """Number the texts of a language's documents."""
        own = [document for document in documents if document.language == language]
        titles = {document.id: document.short_title for document in own}
        cut = [passage for document in own for passage in passages(document)]
        statements = [
            (number, statement) for number, passage in enumerate(cut) for statement in passage.statements
        ]
        texts = [f"{titles[cut[number].document]}: {statement.text}" for number, statement in statements]
        whole = tuple(f"{titles[passage.document]}: {passage.text}" for passage in cut)
        names = [
            text if len(passage.statements) == 1 else f"{titles[passage.document]}: {passage.title}"
            for passage, text in zip(cut, whole, strict=True)
        ]
        return cls(tuple(cut), tuple(number for number, _ in statements), (*texts, *names), whole)

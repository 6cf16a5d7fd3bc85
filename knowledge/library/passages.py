"""Documents cut into passages: a clause is a passage, and its statements are what is compared with a question."""

from knowledge.clauses import Document, Passage


def passages(document: Document) -> list[Passage]:
    """Cut one document into its passages, in order."""
    return [
        Passage(
            id=f"{document.id}/{document.language}/{clause.heading}",
            document=document.id,
            language=document.language,
            heading=clause.heading,
            title=clause.title,
            text=clause.text,
            statements=clause.statements,
        )
        for clause in document.clauses
    ]

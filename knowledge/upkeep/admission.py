"""What keeps a document out: whatever the publisher could not read back or would hold back for good."""

from collections.abc import Collection
from pathlib import Path

from knowledge.clauses import Document
from knowledge.library.faults import DocumentError, Fault
from knowledge.upkeep.check import check
from knowledge.upkeep.writing import file_name, read, write

_NO_FIGURES = Path()


def faults_of(document: Document, known: Collection[str]) -> list[Fault]:
    """Return what is wrong with one document that staff take in, among the ids of all that are known.

    It is written and read back as the publisher does it. Staff cut clauses as the text has them and keep no file of
    figures: neither is asked for.
    """
    name = file_name(document)
    text = write(document)
    if any(0xD800 <= ord(sign) < 0xE000 or sign == "\0" for sign in text):
        return [
            Fault(name, 1, "the text holds characters that can't be stored; save it as UTF-8 and try again.")
        ]
    try:
        again = read(text, name)
    except DocumentError as error:
        return error.faults
    return [
        fault
        for fault in check([again], _NO_FIGURES, own=())
        if not is_excused(fault) and not any(fault.sentence == unknown(id_) for id_ in {*known, document.id})
    ]


def is_excused(fault: Fault) -> bool:
    """Tell whether a fault is none for a document of staff, whose clauses are cut as its text has them."""
    return fault.sentence.startswith("the clause ")


def unknown(document: str) -> str:
    """Return the sentence by which the check names a reference to a document among those it was not given."""
    return f"refers to {document!r}, which does not exist."

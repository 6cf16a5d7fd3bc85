"""The check before a publish: all documents together, those that staff took in too."""

from collections.abc import Collection, Sequence

from knowledge.clauses import Document
from knowledge.upkeep.check import check
from knowledge.upkeep.folder import Desk


def sound(documents: Sequence[Document], known: Collection[str], desk: Desk) -> list[str]:
    """Return what is wrong with documents among all that are known, a sentence each.

    What staff took in has its own clauses and no file of figures; it is held to the rest.
    """
    taken_in = {path.name for path in desk.documents.glob("*.md")}
    changed = {name.rsplit(".", 2)[0] for name in taken_in}
    own = {document.id for document in documents} - changed
    faults = check(documents, desk.bundled / "figures", own=own)
    return [
        str(fault)
        for fault in faults
        if not (fault.path.rsplit(".", 2)[0] in changed and fault.sentence.startswith("the clause "))
        and not any(fault.sentence == f"refers to {name!r}, which does not exist." for name in known)
    ]

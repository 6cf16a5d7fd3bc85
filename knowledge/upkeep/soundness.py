"""The check before a publish: all documents together, those that staff took in too."""

from collections.abc import Collection, Sequence

from knowledge.clauses import Document
from knowledge.library.faults import Fault
from knowledge.upkeep.admission import is_excused, unknown
from knowledge.upkeep.check import check
from knowledge.upkeep.folder import Desk


def sound(documents: Sequence[Document], known: Collection[str], desk: Desk) -> list[Fault]:
    """Return what is wrong with documents among all that are known.

    What staff took in has its own clauses and no file of figures; it is held to the rest.
    """
    changed = {name.rsplit(".", 2)[0] for name in desk.taken_in()}
    own = {document.id for document in documents} - changed
    faults = check(documents, desk.bundled / "figures", own=own)
    return [
        fault
        for fault in faults
        if not (fault.path.rsplit(".", 2)[0] in changed and is_excused(fault))
        and not any(fault.sentence == unknown(name) for name in known)
    ]

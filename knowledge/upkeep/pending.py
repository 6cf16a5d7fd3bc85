"""What waits for the next publish: what, from whom, since when and with which faults; and how it is taken back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.library.ids import checked_id
from knowledge.library.releases import Release
from knowledge.upkeep.changes import Changes, key_of
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.tray import Kind, Paper
from knowledge.upkeep.writing import file_name, write

How = Literal["draft", "added", "changed", "faulty", "withdrawn", "removed"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `by` and `since` are not known of what a new version of the program brings."""

    id: str
    language: str | None
    how: How
    by: str | None = None
    since: datetime | None = None
    says: str = ""
    faults: tuple[str, ...] = ()


def waiting(desk: Desk, changes: Changes, serving: Release | None) -> list[Waiting]:
    """List what waits, drafts under way first."""
    return [*_drafts(desk), *_documents(desk, changes, serving), *_removed(desk, changes)]


def _drafts(desk: Desk) -> Iterator[Waiting]:
    for paper in desk.tray.papers("draft"):
        try:
            said = json.loads(paper.body)
            file, unsure = str(said["file"]), [str(doubt["key"]) for doubt in said["doubts"]]
        except (ValueError, KeyError, TypeError):
            file, unsure = "", []
        says = ", ".join([file, *(key for key in unsure if key != "text")])
        yield Waiting(paper.name, None, "draft", paper.by, paper.at, says)


def _documents(desk: Desk, changes: Changes, serving: Release | None) -> Iterator[Waiting]:
    served = serving.hashes if serving else {}
    for document in changes.changed:
        paper = desk.tray.paper("document", file_name(document))
        how: How = "changed" if key_of(file_name(document)) in served else "added"
        yield _entry(file_name(document), how, paper, document.title)
    for name in dict.fromkeys(fault.path for fault in changes.faults):
        faults = tuple(str(fault) for fault in changes.faults if fault.path == name)
        yield _entry(name, "faulty", desk.tray.paper("document", name), "", faults)


def _entry(name: str, how: How, paper: Paper | None, says: str, faults: tuple[str, ...] = ()) -> Waiting:
    id_, _, language = key_of(name).partition("/")
    if paper is None:
        return Waiting(id_, language, how, says=says, faults=faults)
    return Waiting(id_, language, how, paper.by, paper.at, says, faults)


def _removed(desk: Desk, changes: Changes) -> Iterator[Waiting]:
    withdrawn = desk.withdrawn()
    for name in changes.removed:
        id_, _, language = name.rpartition("/")
        mark = withdrawn.get(id_)
        if mark is None:
            yield Waiting(id_, language, "removed")
        else:
            yield Waiting(id_, language, "withdrawn", mark.by, datetime.fromisoformat(mark.at), mark.reason)


def discard(desk: Desk, id_: str, changes: Changes, serving: Release | None) -> bool:
    """Take back whatever waits under an id: a draft, a document, a withdrawal; False when nothing does.

    A document that serves goes on serving as it is, and one that the discarded one was to replace is not replaced.

    Raises:
        IdError: it is no id.
    """
    checked_id(id_)
    waits = {file_name(d) for d in changes.changed if id_ in {d.id, d.superseded_by}}
    waits |= {fault.path for fault in changes.faults if fault.path.rsplit(".", 2)[0] == id_}
    gone: list[tuple[Kind, str]] = [("draft", id_)] if desk.tray.paper("draft", id_) else []
    if any(name.rpartition("/")[0] == id_ for name in changes.removed) and id_ in desk.withdrawn():
        gone.append(("withdrawal", id_))
    gone += [("document", name) for name in sorted(waits) if name in desk.taken_in()]
    put = [paper for _, name in gone if (paper := _as_served(desk, name, serving))]
    back = {paper.name for paper in put}
    desk.tray.change(put, [each for each in gone if each[0] != "document" or each[1] not in back])
    return bool(gone)


def _as_served(desk: Desk, name: str, serving: Release | None) -> Paper | None:
    """Return the text that serves, where the one of the program does not stand behind it."""
    document = serving.by_key.get(key_of(name)) if serving and name.endswith(".md") else None
    if document is None or _bundled_text(desk, name) == write(document):
        return None
    return Paper("document", name, write(document), "", desk.now())


def _bundled_text(desk: Desk, name: str) -> str | None:
    path = desk.bundled / name
    return path.read_text(encoding="utf-8") if path.is_file() else None

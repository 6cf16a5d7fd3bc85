"""The desk of the staff: documents taken in, documents withdrawn, and the drop folder of this machine."""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge.clauses import Document
from knowledge.library.faults import DocumentError
from knowledge.library.ids import checked_id
from knowledge.library.reading import folder as bundled_folder
from knowledge.upkeep.admission import faults_of
from knowledge.upkeep.tray import Kind, Original, Paper, Tray
from knowledge.upkeep.writing import file_name, write


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a document was taken out: by whom, when and why."""

    document: str
    by: str
    at: str
    reason: str


def _now() -> datetime:
    return datetime.now(UTC)


class Desk:
    """What waits for the next publish. It lies in the tray that all machines share; only the drop folder is this one's."""

    def __init__(
        self, data_dir: Path, tray: Tray, bundled: Path | None = None, now: Callable[[], datetime] = _now
    ) -> None:
        self.tray = tray
        self.drop = data_dir / "knowledge" / "inbox"
        self.bundled = bundled if bundled is not None else bundled_folder()
        self.now = now

    def accept(
        self,
        document: Document,
        library: Iterable[Document] = (),
        by: str = "",
        original: Original | None = None,
        draft: str | None = None,
    ) -> str:
        """Take a document in for the next publish and return its name; it takes the place of one with its id.

        Those of the library that it replaces are linked to it; the draft that it was is dropped.

        Raises:
            DocumentError: the publisher could not read or publish it.
        """
        served = list(library)
        self.admit(document, {each.id for each in served})
        taken = [document, *_replaced(document, served)]
        sha256 = original.sha256 if original else self._original_of("draft", draft)
        papers = [
            Paper(
                "document", name, write(each), by, self.now(), sha256 or self._original_of("document", name)
            )
            for each, name, sha256 in (
                (each, file_name(each), sha256 if each is document else None) for each in taken
            )
        ]
        gone: list[tuple[Kind, str]] = [("withdrawal", document.id)]
        if draft:
            gone.append(("draft", draft))
        self.tray.change(papers, gone, original)
        return papers[0].name

    def admit(self, document: Document, known: Collection[str] = ()) -> None:
        """Refuse a document that the publisher could not read or publish.

        Raises:
            DocumentError: it could not.
        """
        ids = {name.rsplit(".", 2)[0] for name in (*self.tray.digests("document"), *self._bundled_names())}
        faults = faults_of(document, ids | {*known})
        if faults:
            raise DocumentError(faults)

    def _original_of(self, kind: Kind, name: str | None) -> str | None:
        kept = self.tray.paper(kind, name) if name else None
        return kept.original if kept else None

    def withdraw(self, document: str, by: str, now: datetime, reason: str) -> Withdrawal:
        """Mark a document as withdrawn; the next publish leaves it out.

        Raises:
            IdError: it is no id.
        """
        withdrawal = Withdrawal(checked_id(document), by, now.isoformat(), reason)
        body = json.dumps({"reason": reason}, ensure_ascii=False)
        self.tray.change([Paper("withdrawal", document, body, by, now)])
        return withdrawal

    def restore(self, document: str) -> bool:
        """Take a withdrawal back; False when there is none.

        Raises:
            IdError: it is no id.
        """
        existed = self.tray.paper("withdrawal", checked_id(document)) is not None
        self.tray.change(remove=[("withdrawal", document)])
        return existed

    def withdrawn(self) -> dict[str, Withdrawal]:
        """List what is withdrawn, by document."""
        return {
            paper.name: Withdrawal(
                paper.name, paper.by, paper.at.isoformat(), json.loads(paper.body)["reason"]
            )
            for paper in self.tray.papers("withdrawal")
        }

    def taken_in(self) -> Mapping[str, str]:
        """Return the names of the documents that staff took in, each with the hash of its text."""
        return self.tray.digests("document")

    def questions(self) -> list[tuple[str, str]]:
        """Return the golden questions of staff: lists in YAML, each with its name."""
        return [(paper.name, paper.body) for paper in self.tray.papers("questions")]

    def bundled_files(self) -> "Iterator[os.DirEntry[str]]":
        """List the files of the documents that come with the program, by name."""
        return iter(sorted(_markdown(self.bundled), key=lambda entry: entry.name))

    def _bundled_names(self) -> Iterator[str]:
        return (entry.name for entry in _markdown(self.bundled))


def _replaced(document: Document, library: Iterable[Document]) -> Iterator[Document]:
    for older in library:
        if older.id in document.supersedes and older.id != document.id:
            yield replace(older, superseded_by=document.id, status="superseded")


def _markdown(folder: Path) -> list["os.DirEntry[str]"]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry for entry in entries if entry.name.endswith(".md")]

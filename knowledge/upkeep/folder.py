"""The folders that the staff fill: documents taken in, documents withdrawn, and the drop folder."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from knowledge.clauses import Document
from knowledge.library.reading import folder as bundled_folder
from knowledge.upkeep.writing import file_name, write


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a document was taken out: by whom, when and why."""

    document: str
    by: str
    at: str
    reason: str


class Desk:
    """What lies below a data folder and waits for the next publish."""

    def __init__(self, data_dir: Path, bundled: Path | None = None) -> None:
        self.documents = data_dir / "knowledge" / "documents"
        self.drop = data_dir / "knowledge" / "inbox"
        self.questions = data_dir / "knowledge" / "questions"
        self.bundled = bundled if bundled is not None else bundled_folder()

    def accept(self, document: Document, library: Iterable[Document] = ()) -> Path:
        """Write a document where the next publish finds it; it takes the place of one with its id.

        Those of the library that it replaces are linked to it.
        """
        path = self.documents / file_name(document)
        for older in _replaced(document, library):
            _write(self.documents / file_name(older), write(older))
        _write(path, write(document))
        (self.documents / f"{document.id}.withdrawn").unlink(missing_ok=True)
        return path

    def withdraw(self, document: str, by: str, now: datetime, reason: str) -> Withdrawal:
        """Mark a document as withdrawn; the next publish leaves it out."""
        withdrawal = Withdrawal(document, by, now.isoformat(), reason)
        _write(self.documents / f"{document}.withdrawn", json.dumps(asdict(withdrawal), ensure_ascii=False))
        return withdrawal

    def restore(self, document: str) -> bool:
        """Take a withdrawal back; False when there is none."""
        path = self.documents / f"{document}.withdrawn"
        existed = path.exists()
        path.unlink(missing_ok=True)
        return existed

    def withdrawn(self) -> dict[str, Withdrawal]:
        """List what is withdrawn, by document."""
        found = (
            Withdrawal(**json.loads(path.read_text(encoding="utf-8")))
            for path in self.documents.glob("*.withdrawn")
        )
        return {withdrawal.document: withdrawal for withdrawal in found}

    def files(self) -> Iterator["os.DirEntry[str]"]:
        """List all document files; one of the data folder comes instead of the bundled one of its name."""
        own = {entry.name: entry for entry in _markdown(self.documents)}
        bundled = {entry.name: entry for entry in _markdown(self.bundled)}
        yield from (entry for _, entry in sorted({**bundled, **own}.items()))


def _replaced(document: Document, library: Iterable[Document]) -> Iterator[Document]:
    for older in library:
        if older.id in document.supersedes and older.id != document.id:
            yield replace(older, superseded_by=document.id, status="superseded")


def _markdown(folder: Path) -> list["os.DirEntry[str]"]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry for entry in entries if entry.name.endswith(".md")]


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).replace(path)

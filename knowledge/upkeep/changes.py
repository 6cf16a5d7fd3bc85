"""What the document folders would change in the release that serves; only files that changed are read."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.clauses import Document
from knowledge.library.faults import DocumentError, Fault, decode
from knowledge.library.ledger import replace_file
from knowledge.library.segments import document_hash, document_key
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.writing import read

_Stamp = tuple[int, int, str, str]
"""When a file changed last, its size, the `id/language` of its document and the document's hash."""


@dataclass(frozen=True)
class Changes:
    """Documents that are new or changed, names (`id/language`) that go, and files that can't be read."""

    changed: tuple[Document, ...] = ()
    removed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed or self.faults)

    @property
    def documents(self) -> frozenset[str]:
        """The ids of all documents that are touched."""
        return frozenset([*(d.id for d in self.changed), *(name.rsplit("/", 1)[0] for name in self.removed)])


@dataclass
class _Scan:
    stamps: dict[str, _Stamp]
    read: dict[str, Document] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    there: dict[str, tuple[str, str]] = field(default_factory=dict)


def collect(desk: Desk, hashes: Mapping[str, str], stamps_path: Path) -> Changes:
    """Compare the folders with a release, given by the hash of each of its documents.

    A document whose file was seen here and is gone is removed; one that was never here is kept, since another
    machine may have published it.
    """
    scan = _Scan(_load_stamps(stamps_path))
    known = dict(scan.stamps)
    for entry in desk.files():
        _look(scan, entry)
    withdrawn = desk.withdrawn()
    wanted = {name: value for name, value in scan.there.items() if name.rsplit("/", 1)[0] not in withdrawn}
    changed = []
    for name, (value, path) in sorted(wanted.items()):
        if hashes.get(name) != value:
            changed.append(scan.read.get(name) or _parse(path))
    seen = {name for _, _, name, _ in known.values() if name}
    removed = [
        name
        for name in hashes
        if name not in wanted and (name in seen or name.rsplit("/", 1)[0] in withdrawn)
    ]
    gone = {path: stamp for path, stamp in known.items() if stamp[2] in removed}
    _save_stamps(stamps_path, {**gone, **scan.stamps}, known)
    return Changes(tuple(changed), tuple(removed), tuple(scan.faults))


def _look(scan: _Scan, entry: "os.DirEntry[str]") -> None:
    state, key = entry.stat(), entry.path
    stamp = scan.stamps.get(key)
    if stamp is None or stamp[:2] != (state.st_mtime_ns, state.st_size):
        try:
            document = _parse(key)
        except DocumentError as error:
            scan.faults.extend(error.faults)
            return
        stamp = (state.st_mtime_ns, state.st_size, document_key(document), document_hash(document))
        scan.read[stamp[2]] = document
        scan.stamps[key] = stamp
    scan.there[stamp[2]] = (stamp[3], key)


def _parse(name: str) -> Document:
    path = Path(name)
    return read(decode(path.read_bytes(), path.name), path.name)


def _load_stamps(path: Path) -> dict[str, _Stamp]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: (stamp[0], stamp[1], stamp[2], stamp[3]) for name, stamp in loaded.items()}


def _save_stamps(path: Path, stamps: Mapping[str, _Stamp], known: Mapping[str, _Stamp]) -> None:
    if stamps != known:
        replace_file(path, json.dumps(stamps, ensure_ascii=False))


def affected(changes: Changes, before: Mapping[str, Document]) -> tuple[list[Document], frozenset[str]]:
    """Return the touched documents in all their languages as they would be, and the ids of all documents then."""
    fresh = {document_key(document): document for document in changes.changed}
    names = {*before, *fresh} - set(changes.removed)
    ids = {name.rsplit("/", 1)[0] for name in fresh} | changes.documents
    touched = sorted(name for name in names if name.rsplit("/", 1)[0] in ids)
    known = frozenset(name.rsplit("/", 1)[0] for name in names)
    return [fresh[name] if name in fresh else before[name] for name in touched], known

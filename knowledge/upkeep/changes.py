"""What the desk would change in the release that serves; only texts that changed are read."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.clauses import Document
from knowledge.library.faults import DocumentError, Fault, decode
from knowledge.library.ledger import replace_file
from knowledge.library.segments import document_hash, document_key
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.writing import read

_Stamp = tuple[str, str, str]
"""The state of a text (of a file: when it changed last and its size), its document's `id/language`, and its hash."""

_TRAY = "tray/"


@dataclass(frozen=True)
class Changes:
    """Documents that are new or changed, names (`id/language`) that go, and texts that can't be read."""

    changed: tuple[Document, ...] = ()
    removed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed or self.faults)

    @property
    def documents(self) -> frozenset[str]:
        """The ids of all documents that are touched."""
        return frozenset([*(d.id for d in self.changed), *(name.rsplit("/", 1)[0] for name in self.removed)])

    def without(self, faults: Mapping[str, Fault]) -> "Changes":
        """Return the changes without those of some documents, given by id with what is wrong with each."""
        kept = tuple(document for document in self.changed if document.id not in faults)
        return replace(self, changed=kept, faults=(*self.faults, *faults.values()))


@dataclass
class _Scan:
    stamps: dict[str, _Stamp]
    read: dict[str, Document] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    there: dict[str, tuple[str, Callable[[], Document]]] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    def look(self, name: str, place: str, state: str, open_: Callable[[], Document]) -> None:
        """Take up a text that lies at a place; it is read only where its state is another than last time."""
        stamp = self.stamps.get(place)
        if stamp is None or stamp[0] != state:
            try:
                document = open_()
            except DocumentError as error:
                self.faults.extend(error.faults)
                self.faulty.add(key_of(name))
                return
            stamp = (state, document_key(document), document_hash(document))
            self.read[stamp[1]] = document
            self.stamps[place] = stamp
        self.there[stamp[1]] = (stamp[2], open_)


def key_of(name: str) -> str:
    """Turn a document's name, `<id>.<language>.md`, into its key, `<id>/<language>`."""
    return "/".join(name.removesuffix(".md").rsplit(".", 1))


def collect(desk: Desk, hashes: Mapping[str, str], stamps_path: Path) -> Changes:
    """Compare the desk with a release, given by the hash of each of its documents.

    A document whose file came with the program and is gone is removed; one that was never here is kept, since
    another machine may have published it. One that can't be read stays as it serves.
    """
    scan = _Scan(_load_stamps(stamps_path))
    known = dict(scan.stamps)
    taken_in = desk.taken_in()
    for entry in desk.bundled_files():
        if entry.name not in taken_in:
            state = entry.stat()
            scan.look(entry.name, entry.path, f"{state.st_mtime_ns} {state.st_size}", _file(Path(entry.path)))
    for name, digest in taken_in.items():
        scan.look(name, f"{_TRAY}{name}", digest, _paper(desk, name))
    withdrawn = desk.withdrawn()
    wanted = {name: value for name, value in scan.there.items() if name.rsplit("/", 1)[0] not in withdrawn}
    changed = [
        scan.read.get(name) or open_()
        for name, (value, open_) in sorted(wanted.items())
        if hashes.get(name) != value
    ]
    seen = {key for place, (_, key, _) in known.items() if not place.startswith(_TRAY)} - scan.faulty
    removed = [
        name
        for name in hashes
        if name not in wanted and (name in seen or name.rsplit("/", 1)[0] in withdrawn)
    ]
    gone = {place: stamp for place, stamp in known.items() if stamp[1] in removed}
    _save_stamps(stamps_path, {**gone, **scan.stamps}, known)
    return Changes(tuple(changed), tuple(removed), tuple(scan.faults))


def _file(path: Path) -> Callable[[], Document]:
    return lambda: read(decode(path.read_bytes(), path.name), path.name)


def _paper(desk: Desk, name: str) -> Callable[[], Document]:
    def open_() -> Document:
        paper = desk.tray.paper("document", name)
        return read(paper.body if paper else "", name)

    return open_


def _load_stamps(path: Path) -> dict[str, _Stamp]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        return {name: (str(state), str(key), str(value)) for name, (state, key, value) in loaded.items()}
    except (OSError, ValueError, AttributeError):
        return {}


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

"""The drop folder: a file put there is read and taken in, or answered with a note that says what is missing."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from knowledge.library.faults import DocumentError
from knowledge.library.formats import UnreadableFileError
from knowledge.upkeep.comparing import Finding
from knowledge.upkeep.intake import Intake
from knowledge.upkeep.proposing import AnswerError, Doubt

_NOTE = ".note.txt"
_SETTLED_S = 1.0
"""How long a file must lie unchanged before it counts as copied."""


class Words(Protocol):
    """Says what is unsure about a document, and what it stands against."""

    def doubt(self, doubt: Doubt) -> str:
        """Say what is unsure."""
        ...

    def finding(self, it: Finding) -> str:
        """Say what a document stands against."""
        ...


def look(intake: Intake, today: date, words: Words, by: str = "") -> Iterator[str]:
    """Go through the drop folder once; says in a sentence what became of each file.

    A note `<file>.note.txt` beside a file asks for what is unsure, one `key = value` a line; once it is filled
    in, the file is taken in. Files that were dealt with move into `done` or `refused`.
    """
    folder = intake.desk.drop
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.iterdir()):
        is_meant = path.is_file() and not path.name.endswith(_NOTE) and not path.name.startswith(".")
        if is_meant and _is_settled(path):
            yield from _take(intake, path, today, words, by)


def _is_settled(path: Path) -> bool:
    """Tell whether a file is whole: one that was written to just now is looked at twice."""
    before = path.stat()
    age_s = min(max(time.time() - before.st_mtime, 0.0), _SETTLED_S)
    time.sleep(_SETTLED_S - age_s)
    after = path.stat()
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def _take(intake: Intake, path: Path, today: date, words: Words, by: str) -> Iterator[str]:
    note = path.with_name(path.name + _NOTE)
    try:
        proposal = intake.propose(path.read_bytes(), path.name, today)
        proposal = proposal.answered(_answers(note), today)
    except (UnreadableFileError, DocumentError) as error:
        _move(path, "refused", str(error))
        yield f"{path.name}: {error}"
        return
    except AnswerError as error:
        yield f"{note.name}: {error}"
        return
    doubts = [doubt for doubt in proposal.doubts if doubt.key != "text"]
    if doubts:
        if not note.exists():
            lines = [
                f"# {words.doubt(doubt)}\n{doubt.key} =" + (f" {doubt.value}" if doubt.value else "")
                for doubt in doubts
            ]
            note.write_text("\n".join(["# Fill in, then delete this line.", *lines, ""]), encoding="utf-8")
            yield f"{path.name}: {len(doubts)} things are unsure; fill in {note.name}."
        return
    findings = intake.findings(proposal, today)
    try:
        taken = intake.accept(proposal, by)
    except DocumentError as error:
        if note.exists():
            yield f"{note.name}: {error}"
            return
        _move(path, "refused", str(error))
        yield f"{path.name}: {error}"
        return
    note.unlink(missing_ok=True)
    _move(path, "done")
    yield f"{path.name}: taken in as {taken}."
    yield from (f"{path.name}: {words.finding(finding)}" for finding in findings)


def _answers(note: Path) -> dict[str, str]:
    """Read a note once its first line was deleted."""
    if not note.exists():
        return {}
    lines = note.read_text(encoding="utf-8").splitlines()
    if lines and lines[0].startswith("# Fill in"):
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def _move(path: Path, where: str, why: str = "") -> None:
    place = path.parent / where
    place.mkdir(exist_ok=True)
    path.replace(place / path.name)
    if why:
        (place / (path.name + _NOTE)).write_text(why + "\n", encoding="utf-8")

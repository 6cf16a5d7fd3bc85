"""What older versions kept below one machine's data folder, brought into the tray that all machines share.

Each file is moved to `before-the-tray` once it lies in the tray, so nothing is brought in twice and nothing is lost. A
document whose text can't be read is brought in too: it waits, is named with its faults, and can be discarded.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from knowledge.language import LANGUAGES
from knowledge.library.ids import is_id
from knowledge.upkeep.tray import Paper, Tray

ASIDE = "before-the-tray"
FILLED = frozenset(["inbox", "documents", "questions", "drafts", ASIDE])
"""The folders below a knowledge folder whose content comes from people; all others are made anew."""
_BY = "before"
"""Who put it there is not known."""


def bring_in(place: Path, tray: Tray) -> list[str]:
    """Bring in what lies below a knowledge folder and return its names; of two of one name the newer stays."""
    brought = []
    for path, paper in _found(place):
        kept = tray.paper(paper.kind, paper.name)
        if kept is None or kept.at < paper.at:
            tray.change([paper])
        _move_aside(place, path)
        brought.append(paper.name)
    return brought


def _found(place: Path) -> Iterator[tuple[Path, Paper]]:
    readers: tuple[tuple[str, str, Callable[[Path], Paper | None]], ...] = (
        ("documents", "*.md", _document),
        ("documents", "*.withdrawn", _withdrawal),
        ("questions", "*.yaml", _questions),
        ("drafts", "*.json", _draft),
    )
    for folder, pattern, read in readers:
        for path in sorted((place / folder).glob(pattern)):
            paper = read(path)
            if paper is not None:
                yield path, paper
    looks = place / "sources.json"
    yield from [(looks, paper) for paper in _looks(looks)]


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _text(path: Path) -> str:
    return (
        path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\0", "\ufffd")
    )


def _document(path: Path) -> Paper | None:
    id_, _, language = path.stem.rpartition(".")
    if not is_id(id_) or language not in LANGUAGES:
        return None
    return Paper("document", path.name, _text(path), _BY, _written(path))


def _withdrawal(path: Path) -> Paper | None:
    try:
        said = json.loads(_text(path))
        at, reason = datetime.fromisoformat(said["at"]), str(said["reason"])
    except (ValueError, KeyError, TypeError):
        return None
    body = json.dumps({"reason": reason}, ensure_ascii=False)
    return (
        Paper("withdrawal", path.stem, body, str(said.get("by", _BY)), at.astimezone(UTC))
        if is_id(path.stem)
        else None
    )


def _questions(path: Path) -> Paper:
    return Paper("questions", path.name, _text(path), _BY, _written(path))


def _draft(path: Path) -> Paper:
    return Paper("draft", path.stem, _text(path), _BY, _written(path))


def _looks(path: Path) -> Iterator[Paper]:
    try:
        looks = json.loads(path.read_text(encoding="utf-8"))
        for url, look in looks.items():
            yield Paper("look", url, json.dumps(look), _BY, _written(path))
    except (OSError, ValueError, AttributeError):
        return


def _move_aside(place: Path, path: Path) -> None:
    target = place / ASIDE / path.relative_to(place)
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.replace(target)


def left_behind(place: Path) -> list[Path]:
    """List the documents and marks that could not be brought in, since their names are no `<id>.<language>.md`."""
    return sorted(path for pattern in ("*.md", "*.withdrawn") for path in (place / "documents").glob(pattern))

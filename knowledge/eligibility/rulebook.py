"""All programmes, loaded once."""

import gc
import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

from knowledge.eligibility.programme import Programme
from knowledge.eligibility.reading.programmes import read_programme
from knowledge.eligibility.rulefile import RuleError

_log = logging.getLogger(__name__)


class UnknownProgrammeError(LookupError):
    """There is no programme with this id."""


class Rulebook:
    """The programmes by id; `faults` say which files are broken."""

    def __init__(self, programmes: Mapping[str, Programme], faults: Sequence[RuleError] = ()) -> None:
        self.faults = tuple(faults)
        self._programmes = dict(sorted(programmes.items()))
        self.offered = tuple(each for each in self._programmes.values() if each.not_offered is None)

    def __iter__(self) -> Iterator[Programme]:
        return iter(self._programmes.values())

    def __contains__(self, id_: str) -> bool:
        return id_ in self._programmes

    def get(self, id_: str) -> Programme:
        """Return a programme.

        Raises:
            UnknownProgrammeError: there is none with this id.
        """
        try:
            return self._programmes[id_]
        except KeyError:
            raise UnknownProgrammeError(f"There is no programme {id_!r}.") from None

    def choose(self, ids: Iterable[str] | None) -> tuple[Programme, ...]:
        """Return the named programmes, each once; those on offer when none is named."""
        return tuple(self.get(id_) for id_ in dict.fromkeys(ids)) if ids is not None else self.offered


def folder() -> Path:
    """Return the folder of the programmes that come with the project."""
    return Path(str(files("knowledge") / "programmes"))


def load(folder: Path) -> Rulebook:
    """Read every programme of a folder.

    Raises:
        RuleError: a file is wrong.
    """
    return Rulebook(
        {path.stem: read_file(path.name, path.read_text(encoding="utf-8")) for path in _files(folder)}
    )


def read_file(name: str, text: str) -> Programme:
    """Read a programme whose id is the name of its file.

    Raises:
        RuleError: the file is wrong.
    """
    programme = read_programme(text, name)
    if f"{programme.id}.yaml" != name:
        raise RuleError(name, 1, f"the id {programme.id!r} is not the name of the file")
    return programme


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def load_sound(folder: Path, kept: Path | None) -> Rulebook:
    """Read every programme that can be read; for a broken file its last good text goes on serving.

    The last good texts are kept in the folder `kept`; without one, or before the first, a broken file is left out.
    """
    programmes: dict[str, Programme] = {}
    faults: list[RuleError] = []
    for path in _files(folder):
        try:
            text = path.read_text(encoding="utf-8")
            programmes[path.stem] = read_file(path.name, text)
        except (RuleError, OSError, UnicodeDecodeError) as error:
            wrong = (
                error
                if isinstance(error, RuleError)
                else RuleError(path.name, 1, "this cannot be read as text")
            )
            _log.warning("%s; its last good rules go on serving", wrong)
            faults.append(wrong)
            programmes.update(_last_good(path, kept))
        else:
            _keep(path.name, text, kept)
    return Rulebook(programmes, faults)


def _last_good(path: Path, kept: Path | None) -> dict[str, Programme]:
    try:
        return (
            {path.stem: read_file(path.name, (kept / path.name).read_text(encoding="utf-8"))} if kept else {}
        )
    except (RuleError, OSError, UnicodeDecodeError):
        return {}


def _keep(name: str, text: str, kept: Path | None) -> None:
    """Keep a good text; what cannot be written is no reason not to serve."""
    if kept is None:
        return
    with suppress(OSError):
        copy = kept / name
        if copy.exists() and copy.read_text(encoding="utf-8") == text:
            return
        kept.mkdir(parents=True, exist_ok=True)
        fresh = copy.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(copy)


@cache
def rulebook() -> Rulebook:
    """Return the programmes that come with the project."""
    found = load_sound(folder(), _kept[-1] if _kept else None)
    gc.freeze()  # the rules stay for good: the collector need not walk through them again and again
    return found


_kept: list[Path] = []


def keep_last_good(kept: Path) -> None:
    """From now on keep the last good text of every file in this folder, and serve it when the file is broken."""
    if kept not in _kept:
        _kept[:] = [kept]
        rulebook.cache_clear()

"""All programmes, loaded once."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from knowledge.eligibility.programme import Programme
from knowledge.eligibility.reading.programmes import read_programme
from knowledge.eligibility.rulefile import RuleError


class UnknownProgrammeError(LookupError):
    """There is no programme with this id."""


class Rulebook:
    """The programmes by id."""

    def __init__(self, programmes: Mapping[str, Programme]) -> None:
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


def load(folder: Path) -> Rulebook:
    """Read every programme of a folder.

    Raises:
        RuleError: a file is wrong.
    """
    programmes: dict[str, Programme] = {}
    for path in sorted(folder.glob("*.yaml")):
        programme = read_programme(path.read_text(encoding="utf-8"), path.name)
        if programme.id != path.stem:
            raise RuleError(path.name, 1, f"the id {programme.id!r} is not the name of the file")
        programmes[programme.id] = programme
    return Rulebook(programmes)


@cache
def rulebook() -> Rulebook:
    """Return the programmes that come with the project."""
    return load(Path(str(files("knowledge") / "programmes")))

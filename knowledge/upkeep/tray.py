"""What staff have put in and not all of it is published: the port that the store implements, for all machines together."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Kind = Literal["draft", "document", "withdrawal", "questions", "look"]
"""A proposal under way, a document taken in, a withdrawal mark, golden questions of staff, an address looked at."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing in the tray: its text, who put it there and when, and the hash of the file that it was made from."""

    kind: Kind
    name: str
    body: str
    by: str
    at: datetime
    original: str | None = None

    @property
    def digest(self) -> str:
        """The hash of its text."""
        return hashlib.sha256(self.body.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came in."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of its content."""
        return hashlib.sha256(self.content).hexdigest()


class Tray(Protocol):
    """Keeps papers by kind and name. The calls block."""

    def paper(self, kind: Kind, name: str) -> Paper | None:
        """Return a paper, or None."""
        ...

    def papers(self, kind: Kind) -> list[Paper]:
        """List the papers of a kind by name."""
        ...

    def digests(self, kind: Kind) -> Mapping[str, str]:
        """Return the hash of each paper's text by name, without reading the texts."""
        ...

    def change(
        self,
        put: Iterable[Paper] = (),
        remove: Iterable[tuple[Kind, str]] = (),
        original: Original | None = None,
    ) -> None:
        """Put papers in and take papers out, all of it or nothing; a paper takes the place of one of its name.

        An original that no paper names any more goes with the last one that did.
        """
        ...

    def replace(self, paper: Paper, before: Paper | None) -> bool:
        """Put a paper in the place of the one that was read before; False when another came meanwhile."""
        ...

    def original(self, sha256: str) -> Original | None:
        """Return a file as it came in, or None."""
        ...

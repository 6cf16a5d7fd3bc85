"""Where a statement was read: among its own sources, and never among those of others in its document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["official", "repost", "index", "news"]
Standing = Literal["rule", "unconfirmed", "evidence"]
"""What a statement is: a rule as its source states it, one that nobody confirmed, or what is known about sources."""

_BEST: tuple[SourceKind, ...] = ("official", "repost", "news", "index")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's statements come from. `url` is None where the address must not be shown.

    A source that was only named by another one is not `read`. `repeated_by` are the numbers of the sources that repeat
    what an official page says. A `wrong` one is kept for what it claims, and is the source of nothing else.
    """

    number: int
    kind: SourceKind
    what: str
    seen: str | None
    url: str | None
    read: bool = True
    repeated_by: tuple[int, ...] = ()
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement was read. `read_in` is the kind of what was read, with an address or without one.

    `official_url` is an official page of the same that was not what was read; only where `url` is not official.
    """

    url: str | None = None
    kind: SourceKind | None = None
    official_url: str | None = None
    read_in: SourceKind | None = None


def trace(
    sources: Sequence[Source], numbers: Sequence[int], *, standing: Standing = "rule", disputes: bool = False
) -> Origin:
    """Trace a statement to its own sources; without any there is no address.

    What is unconfirmed has no official address. A source that is wrong is named only by what `disputes` it.
    """
    own = [source for source in sources if source.number in numbers and (disputes or not source.wrong)]
    if standing == "unconfirmed":
        own = [source for source in own if source.kind != "official"]
    read = sorted((source for source in own if source.read), key=lambda source: _BEST.index(source.kind))
    shown = next((source for source in read if source.url), None)
    if not own:
        return Origin()
    kind = shown.kind if shown else None
    read_in = kind or (read[0].kind if read else "index")
    official = None
    if kind != "official" and standing != "unconfirmed":
        unread = [source for source in own if not source.read]
        repeated = [s for s in sources if set(s.repeated_by) & {source.number for source in own}]
        official = next((s.url for s in (*unread, *repeated) if s.kind == "official" and s.url), None)
    return Origin(shown.url if shown else None, kind, official, read_in)

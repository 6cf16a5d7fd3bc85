"""Which documents can answer: those on the places asked about, as they stood on the day asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from knowledge.answering.catalogue import Catalogue, Entry
from knowledge.answering.understanding import Understanding
from knowledge.glossary.places import NATION, Mention, lies_within

How = Literal["named", "zone", "own", "above", "below", "nation", "found"]

_BY_HOW: dict[How, float] = {
    "named": 1.6, "zone": 1.5, "own": 1.0, "above": 0.45, "below": 0.35, "nation": 0.2, "found": 0.3,
}  # fmt: skip
_BY_KIND = {"programme": 0.3, "framework": 0.0, "draft": -0.2, "background": -0.35}
_ALIKE = {
    "computing": {"training"},
    "training": {"computing"},
    "corpus": {"data"},
    "data": {"corpus"},
    "token": {"model"},
    "model": {"token"},
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may answer, how surely it is meant, and whether another has taken its place by then."""

    entry: Entry
    weight: float
    how: How
    place: str | None
    replaced_by: Entry | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What is asked about as one thing: a place, or a named document; with the documents that can answer for it."""

    place: str | None
    zone: str | None
    candidates: tuple[Candidate, ...]

    @property
    def has_programme(self) -> bool:
        """True when the place itself has a document that is not mere background."""
        return any(
            c.entry.any.kind != "background" and c.how in {"named", "zone", "own"} for c in self.candidates
        )


def _kinds(entry: Entry, wanted: frozenset[str]) -> float:
    if not wanted or not entry.instruments:
        return 0.0
    if entry.instruments & wanted:
        return 0.5
    near = {kind for name in wanted for kind in _ALIKE.get(name, ())}
    return 0.2 if entry.instruments & near else -0.35


def weigh(
    entry: Entry, how: How, place: str | None, u: Understanding, catalogue: Catalogue
) -> Candidate | None:
    """Weigh a document for a question; None when it was not out yet on the day asked for."""
    if not catalogue.known(entry, u.day):
        return None
    newer = catalogue.successor(entry, u.day)
    year = any(year in entry.years for year in u.years)
    weight = _BY_HOW[how] + _BY_KIND[entry.any.kind] + _kinds(entry, u.instruments)
    weight += 0.6 if year and u.years else 0.0
    if newer is not None and not year:
        weight -= 1.0
    if entry.any.in_force.until is not None and entry.any.in_force.until < u.day and not year:
        weight -= 0.15
    return Candidate(entry, weight, how, place, newer)


def _for_place(mention: Mention, u: Understanding, catalogue: Catalogue) -> Group:
    found: list[Candidate | None] = []
    for entry, how in catalogue.about(mention.code):
        seen: How = "own" if how == "own" else "above" if how == "above" else "below"
        if mention.zone is not None and mention.zone in entry.zones:
            seen = "zone"
        elif seen == "own" and entry.zones and mention.zone not in entry.zones:
            seen = "below"
        elif mention.zone is not None and seen == "own":
            seen = "above"
        if entry.id in u.documents:
            seen = "named"
        found.append(weigh(entry, seen, mention.code, u, catalogue))
    kept = tuple(sorted((c for c in found if c is not None), key=lambda c: (-c.weight, c.entry.id)))
    return Group(mention.code, mention.zone, kept)


def _for_names(u: Understanding, catalogue: Catalogue) -> Group:
    entries = [catalogue.entries[name] for name in u.documents]
    newer = [catalogue.successor(entry, u.day) for entry in entries]
    extra = [entry for entry in newer if entry is not None and entry not in entries]
    found = [weigh(entry, "named", None, u, catalogue) for entry in [*entries, *extra]]
    kept = tuple(sorted((c for c in found if c is not None), key=lambda c: (-c.weight, c.entry.id)))
    return Group(None, None, kept)


def _fits(entry: Entry, mentions: Iterable[Mention]) -> bool:
    return any(
        lies_within(region, mention.code) or (region != NATION and lies_within(mention.code, region))
        for mention in mentions
        for region in entry.regions
    )


def groups(u: Understanding, catalogue: Catalogue) -> list[Group]:
    """Return a group for each place that the question names, or one for the documents that it names."""
    if u.mentions:
        return [_for_place(mention, u, catalogue) for mention in u.mentions[:4]]
    return [_for_names(u, catalogue)] if u.documents else []


def misplaced(u: Understanding, catalogue: Catalogue) -> list[Candidate]:
    """List the documents that the question names although they are of another place than it names."""
    others = [
        catalogue.entries[name] for name in u.documents if not _fits(catalogue.entries[name], u.mentions)
    ]
    return [c for c in (weigh(entry, "named", None, u, catalogue) for entry in others) if c is not None]

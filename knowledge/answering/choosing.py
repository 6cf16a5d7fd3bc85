"""Which documents can answer: those on the places asked about, as they stood on the day asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.answering.catalogue import Catalogue, Entry
from knowledge.answering.origins import is_origin
from knowledge.answering.understanding import Understanding
from knowledge.glossary.places import Mention, lies_within, stem
from knowledge.language import fold

How = Literal["named", "zone", "own", "above", "below", "nation", "found"]

_BY_HOW: dict[How, float] = {
    "named": 1.6, "zone": 1.5, "own": 1.0, "above": 0.45, "below": 0.35, "nation": 0.2, "found": 0.3,
}  # fmt: skip
_BY_KIND = {"programme": 0.3, "framework": 0.0, "draft": -0.2, "background": -0.35}
_USUAL = 0.15
"""What it is worth that a programme pays for computing, where the question names no kind of voucher."""
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
    fits_kind: bool = True


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


def alike(kinds: frozenset[str]) -> frozenset[str]:
    """Name the kinds of vouchers that people mean by much the same word."""
    return frozenset(other for kind in kinds for other in _ALIKE.get(kind, ()))


def _kinds(entry: Entry, wanted: frozenset[str]) -> float:
    if not wanted or not entry.instruments:
        return _USUAL if not wanted and entry.instruments & {"computing", "training"} else 0.0
    if entry.instruments & wanted:
        return 0.5
    return 0.2 if entry.instruments & alike(wanted) else -0.35


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
    weight += 1.2 if u.asks_draft and (entry.any.kind == "draft" or "draft" in entry.id) else 0.0
    if newer is not None and not year:
        weight += 0.6 if u.asks_old else -1.0
    if entry.any.in_force.until is not None and entry.any.in_force.until < u.day and not year:
        weight -= 0.15
    return Candidate(entry, round(weight, 3), how, place, newer, _kinds(entry, u.instruments) >= 0)


def for_place(mention: Mention, u: Understanding, catalogue: Catalogue) -> Group:
    """Weigh the documents on a place, on what lies above it and below it."""
    found: list[Candidate | None] = []
    for entry, how in catalogue.about(mention.code):
        if how == "above" and entry.zones and mention.zone not in entry.zones:
            continue  # one zone of a city says nothing of the districts beside it
        seen: How = "own" if how == "own" else "above" if how == "above" else "below"
        if mention.zone is not None and mention.zone in entry.zones:
            seen = "zone"
        elif (
            seen == "own" and entry.zones and mention.zone not in entry.zones and len(stem(mention.code)) < 6
        ):
            seen = "below"
        elif mention.zone is not None and seen == "own":
            seen = "above"
        if entry.id in u.documents and (seen in {"own", "zone"} or len(u.mentions) < 2):
            seen = "named"
        found.append(weigh(entry, seen, mention.code, u, catalogue))
    kept = tuple(sorted((c for c in found if c is not None), key=lambda c: (-c.weight, c.entry.id)))
    return Group(mention.code, mention.zone, kept)


def _meant(kept: tuple[Candidate, ...], u: Understanding) -> tuple[Candidate, ...]:
    """Keep only the documents that the question names, with their successors, where it names one of the place."""
    named = [c for c in kept if c.entry.id in u.documents and c.entry.any.kind != "background"]
    newer = {c.replaced_by.id for c in named if c.replaced_by is not None}
    of_year = [c for c in kept if c.how == "own" and any(year in c.entry.years for year in u.years)]
    old = [c for c in kept if c.how == "own" and u.asks_old and c.replaced_by is not None]
    drafts = [c for c in kept if u.asks_draft and (c.entry.any.kind == "draft" or "draft" in c.entry.id)]
    wanted = {id(c) for c in [*named, *of_year, *old, *drafts]}
    return tuple(c for c in kept if id(c) in wanted or c.entry.id in newer) if named else kept


def for_names(u: Understanding, catalogue: Catalogue, names: Iterable[str]) -> Group:
    """Weigh documents that are named, with their successors."""
    entries = [catalogue.entries[name] for name in names]
    newer = [catalogue.successor(entry, u.day) for entry in entries]
    extra = [entry for entry in newer if entry is not None and entry not in entries]
    found = [weigh(entry, "named", None, u, catalogue) for entry in [*entries, *extra]]
    kept = tuple(sorted((c for c in found if c is not None), key=lambda c: (-c.weight, c.entry.id)))
    return Group(None, None, kept)


_NOT = re.compile(r"(\bnot( in| the)?|other than|instead of|不是|非|除了|而不是|除)\s*$")


def asked_about(mentions: list[Mention], text: str) -> list[Mention]:
    """Drop places that are named only to be left out, and the founder's own where a place above it is asked about."""
    kept = [
        m for m in mentions if not _NOT.search(text[: m.start]) or text.count(text[m.start : m.end]) > 1
    ] or mentions
    above = [
        m
        for m in kept
        if is_origin(text, m) and any(o is not m and lies_within(m.code, o.code) for o in kept)
    ]
    return [m for m in kept if m not in above] or kept


def _without_frame(mentions: list[Mention]) -> list[Mention]:
    """Drop the city in which several places that are compared lie."""

    def parts(frame: Mention) -> int:
        return sum(
            (m.code, m.zone) != (frame.code, frame.zone) and lies_within(m.code, frame.code) for m in mentions
        )

    return [m for m in mentions if m.zone or parts(m) < 2]


def groups(u: Understanding, catalogue: Catalogue) -> list[Group]:
    """Return a group for each place or named document that the question asks about."""
    if not u.mentions:
        return _by_name(u, catalogue, u.names) if u.names else []
    text = fold(u.text)
    mentions = _without_frame(list(u.mentions[:4])) if u.compares else asked_about(list(u.mentions[:4]), text)
    if not u.compares:
        mentions = [
            m for m in mentions if not any(o.code != m.code and lies_within(o.code, m.code) for o in mentions)
        ]
    made = [(mention, for_place(mention, u, catalogue)) for mention in mentions]
    if any(group.has_programme for _, group in made):
        made = [(m, g) for m, g in made if g.has_programme or not is_origin(text, m)]
    if len(made) == 1:
        return _parts(made[0][1], u, catalogue)
    return [replace(group, candidates=_meant(group.candidates, u)) for _, group in made]


def _parts(group: Group, u: Understanding, catalogue: Catalogue) -> list[Group]:
    """Split a place's group where the question sets several of its programmes or versions side by side."""
    here = {c.entry.id for c in group.candidates}
    names = [tuple(d for d in name if d in here) for name in u.names]
    apart = [
        name
        for name in dict.fromkeys(names)
        if name and not any(name != o and set(name) >= set(o) for o in names if o)
    ]
    if len(apart) > 1:
        return [replace(part, place=group.place) for part in _by_name(u, catalogue, apart)]
    own = [
        c for c in group.candidates if c.how in {"own", "named", "zone"} and c.entry.any.kind != "background"
    ]
    by_kind = [
        tuple(c for c in own if kind in c.entry.instruments and c.replaced_by is None)
        for kind in sorted(u.instruments)
    ]
    if len(by_kind) > 1 and all(by_kind) and len({found[0].entry.id for found in by_kind}) == len(by_kind):
        return [replace(group, candidates=found) for found in by_kind]
    by_year = [(year, tuple(c for c in own if year in c.entry.years)) for year in u.years]
    several = [(year, found) for year, found in by_year if found]
    if len(several) > 1 and u.compares and several[0][1] != several[1][1]:
        return [
            replace(group, candidates=tuple(replace(c, replaced_by=None) for c in found))
            for _, found in several
        ]
    return [replace(group, candidates=_meant(group.candidates, u))]


def _by_name(u: Understanding, catalogue: Catalogue, names: Iterable[tuple[str, ...]]) -> list[Group]:
    return [for_names(u, catalogue, name) for name in list(names)[:4]]

"""The documents of a release as answering looks them up: by name, by place, by day."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.answering.tariff import Tariff, tariff_of
from knowledge.clauses import Document
from knowledge.glossary.places import NATION, gazetteer, lies_within
from knowledge.glossary.terms import instruments
from knowledge.language import LANGUAGES, Language, fold

_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Entry:
    """A document in the languages in which it exists."""

    id: str
    texts: Mapping[Language, Document]

    def text(self, language: Language) -> Document:
        """Return the document in a language, or in the one that it has."""
        return self.texts.get(language) or next(iter(self.texts.values()))

    @cached_property
    def any(self) -> Document:
        """The document in one of its languages, for what is the same in all."""
        return next(iter(self.texts.values()))

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The places that the document is about."""
        return self.any.regions

    @cached_property
    def instruments(self) -> frozenset[str]:
        """The kinds of vouchers that its titles and names speak of."""
        return frozenset(
            kind
            for document in self.texts.values()
            for kind in instruments(" ".join([document.title, document.short_title, *document.aliases]))
        )

    @cached_property
    def zones(self) -> frozenset[str]:
        """The development zones that its titles name."""
        found = gazetteer().find(" ".join(f"{d.title} {d.short_title}" for d in self.texts.values()))
        return frozenset(mention.zone for mention in found if mention.zone)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years in its titles and of its issue."""
        heads = " ".join([self.id, self.any.issued or "", *(d.title for d in self.texts.values())])
        return frozenset(int(year) for year in re.findall(r"(?<!\d)20[12]\d(?!\d)", heads))

    @cached_property
    def issued(self) -> date | None:
        """The first day on which it can have been known, as far as its date of issue says."""
        match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", self.any.issued or "")
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None


class Catalogue:
    """All documents of a release."""

    def __init__(self, documents: Iterable[Document]) -> None:
        grouped: dict[str, dict[Language, Document]] = defaultdict(dict)
        for document in documents:
            grouped[document.id][document.language] = document
        self.entries = {key: Entry(key, texts) for key, texts in grouped.items()}

    @cached_property
    def regions(self) -> frozenset[str]:
        """All places that a document is about."""
        return frozenset(region for entry in self.entries.values() for region in entry.regions)

    @cached_property
    def programme_regions(self) -> frozenset[str]:
        """The places with a programme."""
        return frozenset(
            r for e in self.entries.values() if e.any.kind == "programme" for r in e.regions if r != NATION
        )

    @cached_property
    def tariff(self) -> Tariff:
        """The figures of the programmes, read once for a release."""
        return tariff_of(entry.text("zh") for entry in self.entries.values() if entry.any.kind == "programme")

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All English words of the documents, against which slips of the pen are told apart."""
        return frozenset(
            word
            for entry in self.entries.values()
            for document in entry.texts.values()
            for text in (
                document.title,
                document.short_title,
                *document.aliases,
                *(c.text for c in document.clauses),
            )
            for word in _WORD.findall(text.casefold())
        )

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        names: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries.values():
            for document in entry.texts.values():
                for name in (
                    document.title,
                    document.short_title,
                    document.document_number or "",
                    *document.aliases,
                ):
                    if len(fold(name)) >= 3 and entry.id not in names[fold(name)]:
                        names[fold(name)].append(entry.id)
        return {name: tuple(ids) for name, ids in names.items() if name}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_whole, sorted(self._names, key=len, reverse=True))))

    def named(self, text: str) -> tuple[tuple[str, ...], ...]:
        """List what documents a text names, a tuple for each name: several documents may share one."""
        found = [self._names[match[0]] for match in self._pattern.finditer(fold(text))]
        return tuple(dict.fromkeys(found))

    def years_named(self, text: str) -> tuple[int, ...]:
        """List the years in the documents' names that a text names: 厦府办规〔2023〕10号 is of 2023."""
        names = "\n".join(match[0] for match in self._pattern.finditer(fold(text)))
        return tuple(int(year) for year in re.findall(r"(?<!\d)20[12]\d(?!\d)", names))

    def without_names(self, text: str) -> str:
        """Blank out the documents' longer names, whose words may look like what is asked for."""
        blanked = self._pattern.sub(lambda match: " " if len(match[0]) > 12 else match[0], text)
        return re.sub(r"[ \t]+", " ", blanked)

    def about(self, place: str) -> list[tuple[Entry, str]]:
        """List the documents on a place with how: `own`, `above` (its city or province) or `below` (its districts)."""
        found = []
        for entry in self.entries.values():
            if place in entry.regions:
                found.append((entry, "own"))
            elif any(region != NATION and lies_within(place, region) for region in entry.regions):
                found.append((entry, "above"))
            elif any(lies_within(region, place) for region in entry.regions):
                found.append((entry, "below"))
        return found

    def successor(self, entry: Entry, day: date) -> Entry | None:
        """Return the document that has taken the place of this one by a day, or None."""
        newer = self.entries.get(entry.any.superseded_by or "")
        if newer is None:
            return None
        start = newer.any.in_force.since or newer.issued
        return newer if start is None or start <= day else None

    def known(self, entry: Entry, day: date) -> bool:
        """Tell whether the document was out by a day, in an earlier version at least; one without a date always is."""
        return entry.issued is None or entry.issued <= day or any(year < day.year for year in entry.years)


def _whole(name: str) -> str:
    """Write a pattern for a name, which stands by itself where it is of Latin letters.

    It begins with a letter, not with what must not stand before it: that lets `re` pass quickly over a text.
    """
    if not name.isascii():
        return re.escape(name)
    return rf"{re.escape(name[0])}(?<![a-z].){re.escape(name[1:])}(?![a-rt-z])"


def languages_of(entry: Entry) -> tuple[Language, ...]:
    """Name the languages in which a document exists."""
    return tuple(language for language in LANGUAGES if language in entry.texts)

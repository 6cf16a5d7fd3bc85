"""Whether what the rules say stands in the documents: every clause in both languages, every figure in its clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.clauses import Document
from knowledge.eligibility.award import AMOUNT_CLAUSE
from knowledge.eligibility.kinds import Day, Number
from knowledge.eligibility.rulefile import Entry
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.figures import Figure, find_figures, supported
from knowledge.glossary.places import NATION, gazetteer
from knowledge.language import LANGUAGES, Language
from knowledge.library.faults import Fault

Texts = Mapping[tuple[str, Language], Document]
Value = tuple[Entry, Figure]
"""A value where it stands in the rules, and the figure that it is."""

_NAMES = {"zh": "Chinese", "en": "English"}
_BOUNDS = ("at_least", "at_most", "above", "below")
_ENDS = ("from", "to")
_SMALL = 12
"""Counts up to this may be written in words."""


def texts_of(documents: Sequence[Document]) -> Texts:
    """Find documents by id and language."""
    return {(document.id, document.language): document for document in documents}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule says that its words stand."""

    document: str
    clause: str


def check_sources(rules: Entry, texts: Texts) -> Iterator[Fault]:
    """Check the file of a programme on offer, read without a fault, against the documents."""
    programme = rules.take("id").text()
    for language in LANGUAGES:
        if (programme, language) not in texts:
            yield _fault(rules, f"there is no {_NAMES[language]} document {programme!r}.")
    yield from _check_places(rules)
    yield from _check_windows(rules, programme, texts)
    for entry in criteria(rules):
        place = _place(entry, programme, "")
        yield from _check_clause(entry.take("clause"), place, texts)
        yield from _check_figures(entry, list(_bounds(entry)), place, texts)
    for entry in awards(rules):
        place = _place(entry, programme, AMOUNT_CLAUSE)
        found = list(_shares_and_sums(entry))
        if found:
            yield from _check_clause(entry, place, texts)
        yield from _check_figures(entry, found, place, texts)


def tables(entry: Entry) -> Iterator[tuple[str, Entry]]:
    """List all tables below an entry, with the key that each stands under."""
    if isinstance(entry.value, dict):
        for key, child in entry.value.items():
            below = child.value if isinstance(child.value, list) else [child]
            for each in below:
                if isinstance(each.value, dict):
                    yield key, each
            yield from tables(child)
    elif isinstance(entry.value, list):
        for child in entry.value:
            yield from tables(child)


def criteria(rules: Entry) -> list[Entry]:
    """List the criteria of all lines and all days."""
    return [entry for _, entry in tables(rules) if "clause" in entry and "id" in entry]


def awards(rules: Entry) -> list[Entry]:
    """List the awards of all lines and all days."""
    found = [entry for key, entry in tables(rules) if key == "award"]
    return [each for award in found for each in _each_day(award)]


def _place(entry: Entry, programme: str, clause: str) -> Place:
    document, named = entry.maybe("document"), entry.maybe("clause")
    return Place(document.text() if document else programme, named.text() if named else clause)


def _check_clause(entry: Entry, place: Place, texts: Texts) -> Iterator[Fault]:
    for language in LANGUAGES:
        document = texts.get((place.document, language))
        if document is None:
            yield _fault(entry, f"there is no {_NAMES[language]} document {place.document!r}.")
        elif document.clause(place.clause) is None:
            has = ", ".join(clause.heading for clause in document.clauses)
            yield _fault(
                entry,
                f"{place.document} has no clause {place.clause!r} in its {_NAMES[language]} text; it has {has}.",
            )


def _check_figures(entry: Entry, values: Sequence[Value], place: Place, texts: Texts) -> Iterator[Fault]:
    """Check that each figure stands in its clause, or else that the words stand there from which it follows."""
    words = entry.maybe("follows_from")
    for language in LANGUAGES:
        document = texts.get((place.document, language))
        clause = document.clause(place.clause) if document else None
        if document is None or clause is None:
            continue
        have = find_figures(clause.text)
        said = f"of {place.document}, {_NAMES[language]} text"
        if words is not None:
            quote = words.take(language)
            if quote.text() not in _whole(document):
                yield _fault(quote, f"the words {quote.text()!r} do not stand in any clause {said}.")
            continue
        for value, figure in values:
            if not supported(figure, have):
                yield _fault(value, f"{value.text()} does not stand in the clause {place.clause!r} {said}.")


def _whole(document: Document) -> str:
    return "\n".join([document.title, *(clause.text for clause in document.clauses)])


def _bounds(criterion: Entry) -> Iterator[Value]:
    """List the thresholds and days of a criterion as figures."""
    floor = criterion.maybe("voucher_at_least")
    if floor is not None:
        yield floor, Figure("money", floor.number(), "CNY")
    for condition in [criterion, *(entry for _, entry in tables(criterion))]:
        if "fact" in condition:
            yield from _own_bounds(condition)


def _own_bounds(condition: Entry) -> Iterator[Value]:
    kind = vocabulary()[condition.take("fact").text()].kind
    if isinstance(kind, Number):
        unit = "CNY" if kind.unit.en == "yuan" else ""
        for bound in filter(None, map(condition.maybe, _BOUNDS)):
            if bound.number() > _SMALL:
                yield bound, Figure("money" if unit else "number", bound.number(), unit)
    elif isinstance(kind, Day):
        for bound in filter(None, map(condition.maybe, _ENDS)):
            yield bound, _day_figure(bound)


def _day_figure(entry: Entry) -> Figure:
    day = entry.day()
    return Figure("date", (day.year, day.month, day.day))


def _shares_and_sums(award: Entry) -> Iterator[Value]:
    limits = [entry for _, entry in tables(award)]
    for part in [award, *limits]:
        for key in ("rate", "cap", "sum"):
            value = part.maybe(key)
            for each in _each_day(value) if value is not None else ():
                number = each.number()
                yield (
                    each,
                    Figure("percent", number * 100) if key == "rate" else Figure("money", number, "CNY"),
                )


def _each_day(entry: Entry) -> list[Entry]:
    """List the values of a dated table, or the entry itself."""
    return list(entry.value.values()) if entry.is_dated and isinstance(entry.value, dict) else [entry]


def _check_places(rules: Entry) -> Iterator[Fault]:
    for _, entry in [("", rules), *tables(rules)]:
        for key in ("region", "within", "registered", "home", "works_in", "lies_in"):
            code = entry.maybe(key)
            if code is not None and code.text() != NATION and code.text() not in gazetteer().places:
                yield _fault(code, f"{code.text()} is no place of GB/T 2260.")


def _check_windows(rules: Entry, programme: str, texts: Texts) -> Iterator[Fault]:
    """The days of a window are known: they stand in the document, in its text or in its windows."""
    for _, entry in tables(rules):
        kind = entry.maybe("kind")
        if kind is None or kind.value != "window":
            continue
        for bound in filter(None, map(entry.maybe, _ENDS)):
            for language in LANGUAGES:
                document = texts.get((programme, language))
                if document is not None and not _states_day(document, bound):
                    yield _fault(
                        bound,
                        f"{bound.text()} is no day of a window in the {_NAMES[language]} text of {programme}.",
                    )


def _states_day(document: Document, bound: Entry) -> bool:
    if any(bound.day() in (window.since, window.until) for window in document.windows):
        return True
    return supported(_day_figure(bound), find_figures(_whole(document)))


def _fault(entry: Entry, sentence: str) -> Fault:
    return Fault(entry.file, entry.line, sentence)

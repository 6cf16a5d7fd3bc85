"""Whether dated values, rounds and successors stand in order."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulefile import Entry
from knowledge.library.faults import Fault
from knowledge.upkeep.rule_sources import tables


def check_order(rules: Entry) -> Iterator[Fault]:
    """Check the days of a programme's file: later values stand below earlier ones, rounds do not overlap."""
    for _, entry in tables(rules):
        if entry.is_dated:
            days = entry.names()
            for earlier, later in pairwise(days):
                if later < earlier:
                    yield Fault(
                        entry.file,
                        entry.take(later).line,
                        f"the value from {later} stands after that from {earlier}.",
                    )
    for entry in [rules, *(each for _, each in tables(rules))]:
        rounds = entry.maybe("rounds")
        if rounds is not None and rounds.is_list:
            yield from _check_rounds(rounds.items())


def _check_rounds(rounds: list[Entry]) -> Iterator[Fault]:
    for earlier, later in pairwise(rounds):
        ends, begins = earlier.maybe("to"), later.maybe("from")
        if ends is None or begins is None or begins.day() <= ends.day():
            yield Fault(later.file, later.line, "this round does not begin after the one above it has ended.")


def check_successors(programmes: Mapping[str, Programme], files: Mapping[str, Entry]) -> Iterator[Fault]:
    """Check that every successor is there and that no programme succeeds itself in a circle."""
    for id_, programme in programmes.items():
        if programme.superseded_by is None:
            continue
        entry = files[id_].take("superseded_by")
        chain = _chain(id_, programmes)
        if programme.superseded_by not in programmes:
            yield Fault(entry.file, entry.line, f"there is no programme {programme.superseded_by!r}.")
        elif programmes[chain[-1]].superseded_by == id_:
            yield Fault(entry.file, entry.line, f"{id_} succeeds itself: {' → '.join([*chain, id_])}.")


def _chain(id_: str, programmes: Mapping[str, Programme]) -> list[str]:
    chain = [id_]
    while (
        (successor := programmes[chain[-1]].superseded_by)
        and successor in programmes
        and successor not in chain
    ):
        chain.append(successor)
    return chain

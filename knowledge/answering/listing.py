"""Questions over all programmes: which places, the highest, what is open on a day."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from knowledge.answering.catalogue import Catalogue, Entry
from knowledge.answering.choosing import Candidate, weigh
from knowledge.answering.dated import proof_of, round_on, state_of_each, told
from knowledge.answering.evidence import ENOUGH, Evidence, Finder
from knowledge.answering.needs import Need
from knowledge.answering.scoring import kinds_of, speaks_of_sources
from knowledge.answering.understanding import Understanding
from knowledge.clauses import Topic
from knowledge.figures import find_figures
from knowledge.glossary.places import lies_within
from knowledge.language import fold

MOST = 8
_SHARED, _BEHIND = 0.6, 0.6
"""From which share of the question's concepts on a statement is on the condition asked for; how far behind it may be."""
_HIGHEST = re.compile(r"highest|most|largest|biggest|maximum|best|top|最高|最多|最大|最好|最划算|最慷慨")
_LOWEST = re.compile(r"lowest|least|smallest|minimum|最低|最少|最小")
_OPEN = re.compile(
    r"\bcan (we|i) still apply|\bopen (now|at the moment|today|right now|for applications)|(are|is|still|currently|which) .{0,12}\bopen\b(?! to)|still .{0,12}\b(apply|possible|available|accept|accepts|accepting|take|takes|taking)\b|\b(tak|accept)(e|es|ing) (new )?applications|right now|currently|apply now|还能|还可以|还在|(现在|这个月|本月|今天|眼下)(能|可以|还)?(申|报|领)|开放|正在|现在(能|可以|还|在)|来得及|目前|可申请|受理"
)


def topic(u: Understanding) -> Topic | None:
    """Return what a list is about: 最高比例 asks for the rate, although 最高 alone asks for the cap."""
    sure = {item.topic for item in u.topics if item.is_sure}
    named = next((name for name in ("rate", "floor", "budget", "cap", "window") if name in sure), None)
    return named or ("rate" if not u.wanted and wants_highest(u) else None)


def wants_highest(u: Understanding) -> bool:
    """Tell whether the question asks for the highest or lowest of something."""
    return bool(_HIGHEST.search(fold(u.text)) or _LOWEST.search(fold(u.text)))


def wants_open(u: Understanding) -> bool:
    """Tell whether the question asks what takes applications."""
    return _OPEN.search(fold(u.text)) is not None and bool(
        {"window", "applicant", "steps", "in_force"} & set(u.wanted) or not u.wanted
    )


def offered(u: Understanding, catalogue: Catalogue) -> list[Candidate]:
    """List the programmes that count on the day asked for, in the places asked about."""

    def fits(entry: Entry) -> bool:
        if (
            entry.any.kind != "programme"
            or not catalogue.known(entry, u.day)
            or catalogue.successor(entry, u.day)
        ):
            return False
        within = {mention.code for mention in u.mentions} or u.areas
        return not within or any(lies_within(region, code) for code in within for region in entry.regions)

    found = (weigh(entry, "found", None, u, catalogue) for entry in catalogue.entries.values() if fits(entry))
    return [candidate for candidate in found if candidate is not None]


def is_open(entry: Entry, u: Understanding) -> bool:
    """Tell whether a programme is known to take applications on the day."""
    return round_on(entry, u.day).status == "open"


def _size(evidence: Evidence, topic: Topic) -> Decimal:
    kinds = {"percent"} if topic == "rate" else {"money"}
    values = [
        f.value
        for f in find_figures(evidence.statement.text)
        if f.kind in kinds and isinstance(f.value, Decimal)
    ]
    return max(values, default=Decimal(0))


def best_of_each(items: Sequence[Evidence]) -> list[Evidence]:
    """Keep the best statement of each document."""
    seen: dict[str, Evidence] = {}
    for item in items:
        seen.setdefault(item.passage.document, item)
    return list(seen.values())


def listed(finder: Finder, u: Understanding, catalogue: Catalogue, topic: Topic) -> list[Evidence]:
    """Choose the programmes that a question over all of them is answered with, best first."""
    candidates = offered(u, catalogue)
    if wants_open(u):
        return _running(finder, [c for c in candidates if is_open(c.entry, u)])
    found = [
        i
        for i in finder.find(candidates, Need(((topic, 1.0),)))
        if not i.is_gap and "conflict" not in i.statement.topics and finder.fits_kind(i)
    ]
    on_topic = [i for i in found if i.match >= ENOUGH]
    if topic in {"rate", "cap", "floor", "budget"} and wants_highest(u):
        return _by_size([i for i in on_topic if _is_for_all(i, u)], topic, u)
    special = [i for i in found if i.concepts >= _SHARED]
    if special:
        return best_of_each(special)
    each = best_of_each(on_topic)
    if topic == "what":
        return _place_by_place(each)
    return [item for item in each if item.score > each[0].score - _BEHIND]


def _running(finder: Finder, open_now: Sequence[Candidate]) -> list[Evidence]:
    """Choose for each programme that is open the statement with the days of its round, those that close first first."""
    u = finder.question
    states = state_of_each(open_now, u.day)
    ordered = sorted(open_now, key=lambda c: (states[c.entry.id].closes or date.max, c.entry.id))
    proofs = (proof_of(finder, c, " ".join(told(c, u.day, u.language, asks_force=False))) for c in ordered)
    return [proof for proof in proofs if proof is not None]


def _place_by_place(found: Sequence[Evidence]) -> list[Evidence]:
    """Order by places: one of each place first, then the others of places that have several."""
    by_place = sorted(found, key=lambda i: i.candidate.entry.regions[0])
    first = {item.candidate.entry.regions[0]: item for item in reversed(by_place)}
    rest = [item for item in by_place if item not in first.values()]
    return [*sorted(first.values(), key=lambda i: i.candidate.entry.regions[0]), *rest]


def _by_size(found: Sequence[Evidence], topic: Topic, u: Understanding) -> list[Evidence]:
    """Order the documents by the figure that each states on the topic itself, or else beside another."""
    outright = [i for i in found if i.statement.topics[0] == topic]
    told = {i.passage.document for i in outright}
    usable = [*outright, *(i for i in found if i.passage.document not in told)]
    lowest = _LOWEST.search(fold(u.text)) is not None and not _HIGHEST.search(fold(u.text))
    largest: dict[str, Evidence] = {}
    for item in usable:
        known = largest.get(item.passage.document)
        if _size(item, topic) > (_size(known, topic) if known is not None else 0):
            largest[item.passage.document] = item
    ordered = sorted(largest.values(), key=lambda i: _size(i, topic), reverse=not lowest)
    return sorted(
        ordered, key=lambda i: speaks_of_sources(i.statement.text)
    )  # what nobody confirmed comes last


def _is_for_all(item: Evidence, u: Understanding) -> bool:
    """Tell whether a statement is not on one-person companies alone, unless they are asked about."""
    return "opc" in u.instruments or "opc" not in kinds_of(item.statement.text)

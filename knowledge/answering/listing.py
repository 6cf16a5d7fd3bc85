"""Questions over all programmes: which places, the highest, what is open on a day."""

import re
from collections.abc import Sequence
from decimal import Decimal

from knowledge.answering.catalogue import Catalogue, Entry
from knowledge.answering.choosing import Candidate, weigh
from knowledge.answering.evidence import ENOUGH, Evidence, Finder
from knowledge.answering.needs import Need
from knowledge.answering.understanding import Understanding
from knowledge.clauses import Topic
from knowledge.figures import find_figures
from knowledge.glossary.places import lies_within
from knowledge.language import fold

MOST = 8
_HIGHEST = re.compile(r"highest|most|largest|biggest|maximum|best|top|最高|最多|最大|最好|最划算|最慷慨")
_LOWEST = re.compile(r"lowest|least|smallest|minimum|最低|最少|最小")
_OPEN = re.compile(
    r"\bopen (now|at the moment|today|right now|for applications)|(are|is|still|currently|which) .{0,12}\bopen\b(?! to)|still (apply|possible|available)|right now|currently|apply now|还能|还可以|还在|开放|正在|现在(能|可以|还|在)|来得及|目前|可申请|受理"
)


_OVER = re.compile(
    r"\bclosed\b|\bended\b|no (batch|round|window) (was|is) open|已截止|已结束|已关闭|已过|没有开放"
)
"""What a statement on a round that is over says; a programme may have another round that runs."""


def topic(u: Understanding) -> Topic | None:
    """Return what a list is about: 最高比例 asks for the rate, although 最高 alone asks for the cap."""
    sure = {item.topic for item in u.topics if item.is_sure}
    return next((name for name in ("rate", "floor", "budget", "cap", "window") if name in sure), None)


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
        return not u.mentions or any(lies_within(r, m.code) for m in u.mentions for r in entry.regions)

    found = (weigh(entry, "found", None, u, catalogue) for entry in catalogue.entries.values() if fits(entry))
    return [candidate for candidate in found if candidate is not None]


def is_open(entry: Entry, u: Understanding) -> bool:
    """Tell whether a programme is known to take applications on the day."""
    return any(u.day in window for window in entry.any.windows)


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
        running = [c for c in candidates if is_open(c.entry, u)]
        return best_of_each(
            [
                i
                for i in finder.find(running, Need((("window", 1.0),)))
                if i.match >= ENOUGH and not i.is_gap and not _OVER.search(fold(i.statement.text))
            ]
        )
    found = [
        i
        for i in finder.find(candidates, Need(((topic, 1.0),)))
        if i.match >= ENOUGH and not i.is_gap and "conflict" not in i.statement.topics
    ]
    each = best_of_each(found)
    if topic in {"rate", "cap", "floor", "budget"} and wants_highest(u):
        lowest = _LOWEST.search(fold(u.text)) is not None and not _HIGHEST.search(fold(u.text))
        sized = [
            (
                max(
                    (_size(i, topic) for i in found if i.passage.document == e.passage.document),
                    default=Decimal(0),
                ),
                e,
            )
            for e in each
        ]
        sized = [(size, e) for size, e in sized if size > 0]
        best = [
            max((i for i in found if i.passage.document == e.passage.document), key=lambda i: _size(i, topic))
            for _, e in sized
        ]
        return sorted(best, key=lambda i: _size(i, topic), reverse=not lowest)
    if not each or topic == "what":
        return each
    return [item for item in each if item.score > each[0].score - 0.6]

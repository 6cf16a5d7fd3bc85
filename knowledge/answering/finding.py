"""What answers one thing asked for: real statements, one that is better than its mark, or the sources' silence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.choosing import Group
from knowledge.answering.evidence import ENOUGH, Evidence, Finder
from knowledge.answering.needs import Need
from knowledge.answering.scoring import edition, editions_asked, has_quantity, has_sum
from knowledge.clauses import Topic

_NEAR, _STRIKING = 0.45, 0.6
"""From here on a statement is near, or strikingly near, in meaning to a question that names no topic."""
_BETTER = 0.1
"""By how much a statement that is marked with something else must beat the best one on the topic."""
_SURER, _NEARLY = 0.4, 0.2
"""How far behind in score the sources' silence may be and still answer, and a statement with the clause's very words."""
_TOLD = 0.4
"""From here on a statement has the words or concepts of a clause."""

_SORTED_BY_KIND: frozenset[Topic | None] = frozenset(["rate", "cap", "floor", "budget", "formula"])
"""Topics on which each kind of voucher has a figure of its own."""

_LASTING: frozenset[Topic | None] = frozenset(["review", "payment", "validity", "redemption"])
"""Topics of which it is asked how long they take or last."""

_LASTS = re.compile(
    r"[\d一二三四五六七八九十两半几]+ ?个?(天|日|周|星期|月|年|小时|工作日|季度)|季度|年度|每月|当场|即时|实时|有效期"
    r"|(\d+|one|two|three|six|nine|twelve|half) ?(a )?(working |calendar )?(day|week|month|year|hour)|quarter|instant|at once|yearly|monthly"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one thing asked for in one group: real statements, or that there is a gap."""

    need: Need
    group: Group
    evidence: tuple[Evidence, ...]
    gap: Evidence | None

    @property
    def answered(self) -> bool:
        """True when a statement answers."""
        return bool(self.evidence)

    @property
    def topic(self) -> Topic | None:
        """What the best statement is about, or else what was asked for."""
        return self.evidence[0].statement.topics[0] if self.evidence else self.need.main


def _serving(items: Sequence[Evidence]) -> list[Evidence]:
    """Leave out documents that another one has replaced, when one that serves is there too."""
    current = [item for item in items if item.candidate.replaced_by is None]
    replaced = [item for item in items if item.candidate.replaced_by is not None]
    if not current:
        return replaced
    best_current = current[0].candidate.weight
    return sorted(
        [*current, *(item for item in replaced if item.candidate.weight >= best_current)],
        key=lambda item: -item.score,
    )


def find(finder: Finder, group: Group, need: Need, *, alone: bool = True) -> Finding:
    """Look for statements on what is asked for in a group's documents; the surest document first.

    `alone` says that nothing else is asked for, so that the whole question can be compared in meaning.
    """
    vague = not need.is_sure
    usable = _usable(finder, group, need)
    real = [i for i in usable if not i.is_gap and (i.match >= ENOUGH or (vague and i.similarity >= _NEAR))]
    gap = next((i for i in usable if i.is_gap and i.match >= ENOUGH), None)
    if gap is not None and vague and (gap is not usable[0] or gap.candidate.how not in {"named", "zone"}):
        gap = None
    if real and gap is not None and _says_gap(gap, real):
        real = []
    if alone:
        real = _striking(usable, real, gap, need)
    elif not real and gap is not None and need.words:
        real = _instead(usable, gap)
    return Finding(need, group, tuple(real), gap)


def _usable(finder: Finder, group: Group, need: Need) -> list[Evidence]:
    """Leave out what cannot answer, however near it is: other kinds of documents, vouchers and figures."""
    kinds = {"programme", "framework", "draft"}
    usable = _serving(finder.find(group.candidates, need))
    usable = [i for i in usable if i.candidate.entry.any.kind in kinds or group.place is None]
    usable = [i for i in usable if i.candidate.how != "above" or i.candidate.entry.any.kind == "programme"]
    usable = _own_first(usable, group)
    if need.main in _SORTED_BY_KIND:
        usable = [i for i in usable if finder.fits_kind(i, need)]
    if need.main in _SORTED_BY_KIND and need.is_sure:
        usable = [
            i for i in usable if need.main in i.statement.topics or i.is_gap or has_quantity(i.statement)
        ]
    if need.main != "conflict":
        usable = [i for i in usable if "conflict" not in i.statement.topics]
    if asked_for := editions_asked(finder.question):
        of_it = [i for i in usable if edition(i.statement.text) in {None, *asked_for}]
        usable = of_it if any(i.match >= ENOUGH for i in of_it) else usable
    if finder.question.asks_how_long and need.main in _LASTING:
        usable = [i for i in usable if i.is_gap or _LASTS.search(i.statement.text)]
    return usable


def _says_gap(gap: Evidence, real: Sequence[Evidence]) -> bool:
    """Tell whether the sources' not saying a thing answers rather than the best statement on it."""
    best = real[0]
    if gap.candidate is not best.candidate and gap.candidate.weight <= best.candidate.weight:
        return gap.score > best.score + 0.5  # one document's silence is not another's
    surest = max(item.match for item in real)
    surer = gap.match > surest + 0.1 and gap.score > best.score - _SURER
    nearer = gap.score > best.score and gap.similarity > best.similarity + 0.1
    return surer or nearer or gap.score > best.score + 0.5


def _instead(items: Sequence[Evidence], gap: Evidence) -> list[Evidence]:
    """Find what one clause of a question asks for in a statement with its very words, whatever that is marked with."""
    told = (i for i in items if not i.is_gap and max(i.telling, i.concepts) > _TOLD)
    return [i for i in told if i.score >= gap.score - _NEARLY][:1]


def _own_first(items: list[Evidence], group: Group) -> list[Evidence]:
    """Where the place has a programme of the kind asked for, what lies above or below it does not answer."""
    own = [i for i in items if i.candidate.how in {"own", "named", "zone"} and i.candidate.fits_kind]
    return own if own and group.place is not None else items


def _striking(
    items: Sequence[Evidence], real: list[Evidence], gap: Evidence | None, need: Need
) -> list[Evidence]:
    """Put a statement first that is far nearer in meaning than what its mark would make the answer."""
    compared = real[0].similarity if real else gap.similarity if gap else _NEAR
    least = max(_STRIKING, compared + (0.3 if need.is_sure else 0.15))
    others = [i for i in items if not i.is_gap and i not in real]
    if need.is_sure and need.main in _SORTED_BY_KIND:
        others = [i for i in others if has_sum(i.statement)]
    near = [i for i in others if i.similarity >= least]
    beaten = real[0].score if real else gap.score if gap else None
    if not near and beaten is not None:
        near = [i for i in others if i.score >= beaten + _BETTER]
        near.sort(key=lambda i: -i.score)
        return [*near[:1], *real]
    return [*sorted(near, key=lambda i: -i.similarity)[:1], *real]

"""From evidence to sentences: the fact asked for first, then what must be known beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.choosing import Candidate, Group
from knowledge.answering.drafting import Draft, phrases
from knowledge.answering.evidence import ENOUGH, Evidence, Finder
from knowledge.answering.needs import Need
from knowledge.answering.scoring import has_quantity, has_sum
from knowledge.answering.understanding import Understanding
from knowledge.clauses import Topic
from knowledge.glossary.places import gazetteer
from knowledge.glossary.topics import cues
from knowledge.language import Language

ROOM = {"zh": 160, "en": 400}
"""How long an answer to one question may be before its sources, in characters."""

_NEAR, _STRIKING = 0.45, 0.6
"""From here on a statement is near, or strikingly near, in meaning to a question that names no topic."""
_MARGIN = 0.55
"""How far apart in score two statements on one point may be that are both quoted."""
_BETTER = 0.1
"""By how much a statement that is marked with something else must beat the best one on the topic."""
_SURER, _NEARLY = 0.4, 0.2
"""How far behind in score the sources' silence may be and still answer, and a statement with the clause's very words."""
_TOLD = 0.4
"""From here on a statement has the words or concepts of a clause."""
_DEADLINE_TOPICS = frozenset(
    ["rate", "cap", "floor", "steps", "applicant", "covered", "documents", "formula", "payment", "provider"]
)


_BESIDE: Mapping[Topic | None, tuple[Topic, ...]] = {
    "rate": ("cap",),
    "cap": ("rate",),
    "what": ("covered", "applicant", "rate", "cap"),
}
"""What whoever asks for the one wants to know too, as far as there is room."""

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
    items = _serving(finder.find(group.candidates, need))
    vague = not need.is_sure
    kinds = {"programme", "framework", "draft"}
    usable = [i for i in items if i.candidate.entry.any.kind in kinds or group.place is None]
    usable = [i for i in usable if i.candidate.how != "above" or i.candidate.entry.any.kind == "programme"]
    usable = _own_first(usable, group)
    if need.main in _SORTED_BY_KIND:
        usable = [i for i in usable if finder.fits_kind(i, need)]
    if need.main in _SORTED_BY_KIND and not vague:
        usable = [
            i for i in usable if need.main in i.statement.topics or i.is_gap or has_quantity(i.statement)
        ]
    if need.main != "conflict":
        usable = [i for i in usable if "conflict" not in i.statement.topics]
    if finder.question.asks_how_long and need.main in _LASTING:
        usable = [i for i in usable if i.is_gap or _LASTS.search(i.statement.text)]
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


def lead(draft: Draft, finding: Finding, room: int) -> None:
    """Quote the best statement, then those beside it on the same point as far as there is room."""
    best = finding.evidence[0]
    draft.quote(best)
    for item in finding.evidence[1:]:
        if item.passage.document != best.passage.document or draft.length + len(item.statement.text) > room:
            continue
        same_point = item.statement.topics[0] == best.statement.topics[0]
        if same_point and not item.is_gap and item.score > best.score - 2 * _MARGIN:
            draft.quote(item)


def several(draft: Draft, finding: Finding, room: int) -> int:
    """Quote one statement each of a place's programmes that answer about equally well; returns how many."""
    best = finding.evidence[0]
    said: dict[str, Evidence] = {}
    for item in finding.evidence:
        near = item.score > best.score - 1.6 * _MARGIN and item.candidate.how == best.candidate.how
        if near and item.candidate.replaced_by is None and item.passage.document not in said:
            said[item.passage.document] = item
    chosen = list(said.values())[:3]
    if len(chosen) < 2:
        return 0
    for item in chosen:
        if draft.length == 0 or draft.length + len(item.statement.text) < 2 * room:
            draft.quote(item, "· ")
    return len(chosen)


def notes(draft: Draft, finder: Finder, u: Understanding, first: Evidence, topic: Topic | None) -> None:
    """Add what a founder must know beside the answer: a draft, a successor, a closed round, sources that conflict."""
    candidate, document = first.candidate, first.candidate.entry.text(u.language)
    if document.kind == "draft":
        draft.say("answer-draft")
    if candidate.replaced_by is not None and not u.years:
        draft.say("answer-superseded", newer=candidate.replaced_by.text(u.language).short_title)
    room = ROOM[u.language]
    wanted: list[Topic] = []
    closed = bool(document.windows) and all(
        period.until is not None and period.until < u.day for period in document.windows
    )
    over = document.in_force.until is not None and document.in_force.until < u.day
    if closed and topic in _DEADLINE_TOPICS:
        wanted.append("window")
    elif over and topic not in {"in_force", "window"}:
        wanted.append("in_force")
    wanted.extend(_BESIDE.get(topic, ()))
    for extra in wanted:
        best = next(
            (
                i
                for i in finder.find([candidate], Need(((extra, 1.0),)))
                if extra in i.statement.topics
                and not i.is_gap
                and "conflict" not in i.statement.topics
                and finder.fits_kind(i)
            ),
            None,
        )
        if best is not None and draft.length + len(best.statement.text) <= room * 1.3:
            draft.quote(best)
    conflict = next(
        (
            i
            for i in finder.find([candidate], Need((("conflict", 1.0),)))
            if topic in i.statement.topics and i.match >= ENOUGH and i.similarity > 0.2
        ),
        None,
    )
    if conflict is not None and draft.length + len(conflict.statement.text) <= room:
        draft.quote(conflict)


def introduce(draft: Draft, u: Understanding, finding: Finding) -> None:
    """Say it when the programme is not the place's own."""
    best = finding.evidence[0].candidate
    place = finding.group.place
    if place is None or best.how not in {"above", "below"} or finding.group.has_programme:
        return
    title = best.entry.text(u.language).short_title
    key = "answer-above" if best.how == "above" else "answer-below"
    draft.say(key, place=name_of(finding.group, u.language), programme=title)


def name_of(group: Group, language: Language) -> str:
    """Return a group's name in an answer."""
    places = gazetteer()
    if group.zone is not None:
        zone = places.zones[group.zone]
        return zone.zh if language == "zh" else zone.en
    if group.place is not None:
        return places.name(group.place, language)
    return group.candidates[0].entry.text(language).short_title if group.candidates else ""


def topic_name(topic: Topic | None, language: Language) -> str:
    """Return a topic's name in an answer."""
    return (
        cues()[topic].names[language]
        if topic is not None and topic in cues()
        else ("这一点" if language == "zh" else "this point")
    )


def missing_item(finding: Finding, language: Language) -> str:
    """Name what is not covered."""
    if not any(c.entry.any.kind != "background" for c in finding.group.candidates):
        return phrases.say(language, "answer-partial-place", place=name_of(finding.group, language))
    title = _title(finding.group.candidates, language)
    return phrases.say(
        language, "answer-partial-item", programme=title, topic=topic_name(finding.topic, language)
    )


def _title(candidates: Sequence[Candidate], language: Language) -> str:
    return candidates[0].entry.text(language).short_title

"""From evidence to sentences: the fact asked for first, then what must be known beside it."""

from collections.abc import Mapping, Sequence

from knowledge.answering.choosing import Candidate, Group
from knowledge.answering.dated import DATED, is_over, round_on, say_state
from knowledge.answering.drafting import LISTED, Draft, phrases
from knowledge.answering.evidence import ENOUGH, Evidence, Finder
from knowledge.answering.finding import Finding
from knowledge.answering.needs import Need
from knowledge.answering.understanding import Understanding
from knowledge.clauses import Topic
from knowledge.glossary.places import gazetteer
from knowledge.language import Language
from knowledge.reading.slots import slots

ROOM = {"zh": 160, "en": 400}
"""How long an answer to one question may be before its sources, in characters."""

_MARGIN = 0.55
"""How far apart in score two statements on one point may be that are both quoted."""
_DEADLINE_TOPICS = frozenset(
    ["rate", "cap", "floor", "steps", "applicant", "covered", "documents", "formula", "payment", "provider"]
)


_BESIDE: Mapping[Topic | None, tuple[Topic, ...]] = {
    "rate": ("cap",),
    "cap": ("rate",),
    "what": ("covered", "applicant", "rate", "cap"),
}
"""What whoever asks for the one wants to know too, as far as there is room."""


_STATED = frozenset(["programme", "mine", "nothing"])
"""What the slots depend on that a document can be silent on."""
_SLOT_OF: Mapping[str, str] = {
    "provider": "supplier", "background": "reason", "conflict": "evidence", "not_stated": "evidence",
}  # fmt: skip
"""The slot that names a topic to people, where it has another name."""


_OTHERS: frozenset[Topic] = frozenset(["conflict", "provider"])
"""Topics of statements that are no note for an applicant, whatever else they are on."""


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
            draft.quote(item, LISTED)
    return len(chosen)


def notes(draft: Draft, finder: Finder, u: Understanding, first: Evidence, topic: Topic | None) -> None:
    """Add what a founder must know beside the answer: a draft, a successor, a closed round, sources that conflict."""
    candidate, document = first.candidate, first.candidate.entry.text(u.language)
    if document.kind == "draft":
        draft.say("answer-draft")
    if candidate.replaced_by is not None and not u.years and topic not in DATED:
        draft.say("answer-superseded", newer=candidate.replaced_by.text(u.language).short_title)
    room, spoken_of = ROOM[u.language], {item.topic for item in u.topics}
    wanted = _BESIDE.get(topic, ())
    if "provider" in spoken_of:
        wanted = ("window", *wanted)  # suppliers have days of their own
    elif topic not in DATED:
        _note_state(draft, finder, candidate, topic)
    for extra in wanted:
        best = next(
            (
                i
                for i in finder.find([candidate], Need(((extra, 1.0),)))
                if extra in i.statement.topics
                and not i.is_gap
                and not (_OTHERS - spoken_of) & set(i.statement.topics)
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


def _note_state(draft: Draft, finder: Finder, candidate: Candidate, topic: Topic | None) -> None:
    """Say beside a rule that it can't be used on the day asked for, or until when it can."""
    day = finder.question.day
    current = round_on(candidate.entry, day)
    dated = is_over(candidate, day) or (current.kind == "window" and current.status in {"open", "upcoming"})
    if candidate.replaced_by is None and dated and (topic in _DEADLINE_TOPICS or is_over(candidate, day)):
        say_state(draft, finder, candidate, asks_force=False, first=False)


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


def point_name(topic: Topic | None, language: Language, slot: str | None = None) -> str:
    """Name what is asked for as people say it: the slot that was read, or the one that stands for a topic."""
    read = slots().get(slot or "")
    fits = read is not None and read.of in _STATED and (topic is None or topic in read.topics)
    meant = read.name if read is not None and fits else _SLOT_OF.get(topic or "conflict", topic or "evidence")
    return phrases.say(language, f"plan-outside-slot-{meant.replace('.', '-')}")


def missing_item(finding: Finding, language: Language) -> str:
    """Name what is not covered."""
    if not any(c.entry.any.kind != "background" for c in finding.group.candidates):
        return phrases.say(language, "answer-partial-place", place=name_of(finding.group, language))
    title = _title(finding.group.candidates, language)
    return phrases.say(
        language, "answer-partial-item", programme=title, topic=point_name(finding.topic, language)
    )


def _title(candidates: Sequence[Candidate], language: Language) -> str:
    return candidates[0].entry.text(language).short_title

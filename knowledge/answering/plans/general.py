"""What holds for the vouchers as such, in any wording; what each place decides, in general first and then by example."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.answering import composing
from knowledge.answering.case import Case
from knowledge.answering.catalogue import Entry
from knowledge.answering.choosing import Candidate, groups, weigh
from knowledge.answering.drafting import LISTED, Draft
from knowledge.answering.evidence import ENOUGH, Evidence, Finder
from knowledge.answering.finding import find
from knowledge.answering.needs import Need
from knowledge.answering.plans.outside import concerns_founder, is_at_home, own_places
from knowledge.answering.question import Answer, Offer, Outcome
from knowledge.clauses import Topic
from knowledge.figures import find_figures
from knowledge.glossary.places import NATION, Mention, gazetteer
from knowledge.reading.slots import Slot, slots

_SURE, _LIKELY = 0.5, 0.3
"""From which probability on something general, and something that each place decides, is what is asked for."""
_CANONICAL, _RIVAL = 0.5, 0.12
"""What nearness to the usual wordings of the slot is worth, and how far behind the best a statement may be."""
_HOLDS, _NEAR = 0.33, 0.2
"""From which nearness in meaning on a general statement answers what each place decides; and something general."""
_MOST, _EXAMPLES = 3, 3
_OFFERED = ("110000", "310000", "440300", "330100", "510100", "420100", "621000", "500000")
"""Places that are named as examples and offered, the best known first."""
_OVERVIEW = "What it is"
_UNWANTED: frozenset[Topic] = frozenset(["conflict", "not_stated"])


def general(case: Case) -> Answer | None:
    """Answer what holds everywhere, and what each place decides where no place is spoken of."""
    slot = slots().get(case.message.slot or "")
    if slot is None:
        return None
    p = case.message.intent.slot(slot.name)
    if (
        slot.of == "nothing"
        and p >= _SURE
        and not (is_at_home(case) and not slot.name.startswith("background."))
    ):
        return _background(case, slot)
    if case.u.scope == "all" or not _is_placeless(case):
        return None
    if slot.name == "what" and p >= _SURE and not case.u.from_history:
        return None if case.u.instruments - {"computing"} else _background(case, slot)
    if (
        slot.of in {"programme", "mine"}
        and slot.topics
        and p >= _LIKELY
        and slot.name not in {"claim", "what"}
    ):
        return by_example(case, slot)
    return None


def _is_placeless(case: Case) -> bool:
    """Tell whether neither the message nor the conversation leaves a place of the mainland to answer for."""
    if own_places(case) and not is_at_home(case) and concerns_founder(case):
        return True
    programmes = any(case.catalogue.entries[name].any.kind != "background" for name in case.u.documents)
    return not case.u.mentions and not programmes and case.u.scope != "nation"


def _background(case: Case, slot: Slot) -> Answer | None:
    """Quote what the background says, the newest figure beside the first one."""
    ranked = [pair for pair in _ranked(case, slot) if pair[0].similarity >= _NEAR]
    if not ranked:
        return None
    draft, best = Draft(case.u.language), ranked[0][1]
    chosen = [item for item, worth in ranked if worth > best - _RIVAL][:_MOST]
    for item in [*chosen[:1], *_newest(chosen[0], ranked), *chosen[1:]]:
        if not draft.length or draft.length + len(item.statement.text) <= 2 * composing.ROOM[case.u.language]:
            draft.quote(item)
    return case.finished(draft, "answered")


def _ranked(case: Case, slot: Slot) -> list[tuple[Evidence, float]]:
    """Order the statements of the background by nearness to the question and to how its slot is usually asked."""
    kept = _nation(case)
    asked = Need(tuple((topic, 1.0 - 0.1 * place) for place, topic in enumerate(slot.topics)))
    usual = Finder(case.retriever, replace(case.u, text=_usual(case, slot)), case.catalogue.regions)
    near = {item.key: item.similarity for item in usual.find(kept, asked)}
    found = [
        i for i in case.finder.find(kept, asked) if not i.is_gap and not _UNWANTED & set(i.statement.topics)
    ]

    def worth(item: Evidence) -> float:
        marked = 0.15 * bool(set(slot.topics[:1]) & set(item.statement.topics))
        overview = 0.3 * (item.passage.heading == _OVERVIEW)
        told = 0.25 * max(item.telling, item.concepts)
        return item.similarity + _CANONICAL * near.get(item.key, 0.0) + marked + told - overview

    return sorted(((item, worth(item)) for item in found), key=lambda pair: -pair[1])


def _usual(case: Case, slot: Slot) -> str:
    """Return the usual wording of a slot in the language of the question."""
    return slot.examples[0 if case.u.language == "zh" else -1]


def _nation(case: Case) -> tuple[Candidate, ...]:
    entries = (
        entry
        for entry in case.catalogue.entries.values()
        if NATION in entry.regions and entry.any.kind == "background"
    )
    weighed = (weigh(entry, "found", None, case.u, case.catalogue) for entry in entries)
    return tuple(replace(candidate, weight=0.0) for candidate in weighed if candidate is not None)


def _newest(first: Evidence, ranked: Sequence[tuple[Evidence, float]]) -> list[Evidence]:
    """Find the newest count of what the first statement counts, where it counts something."""
    if not _counts(first):
        return []
    rivals = [item for item, _ in ranked[:12] if _counts(item) and item.similarity > first.similarity / 2]
    latest = max(rivals, key=_day, default=first)
    return [latest] if _day(latest) > _day(first) else []


def _counts(item: Evidence) -> bool:
    return (
        any(figure.kind == "number" for figure in find_figures(item.statement.text))
        and "background" in item.statement.topics
    )


def _day(item: Evidence) -> tuple[int, ...]:
    days = [
        f.value for f in find_figures(item.statement.text) if f.kind == "date" and isinstance(f.value, tuple)
    ]
    return max((tuple(part or 0 for part in day) for day in days), default=())


def by_example(case: Case, slot: Slot) -> Answer:
    """Answer what each place decides: what holds in general, then two or three places, then the places to choose."""
    draft = Draft(case.u.language)
    holds = [item for item, _ in _ranked(case, slot) if _holds(item, slot)]
    for item in holds[:2]:
        draft.quote(item)
    examples = list(_examples(case, slot))
    if examples and holds:
        draft.say("plan-general-places")
    elif examples:
        draft.say("plan-general-places-only", point=composing.point_name(None, case.u.language, slot.name))
    for item in examples:
        draft.quote(item, LISTED)
    draft.say("plan-general-choose" if examples or holds else "answer-clarify-place")
    outcome: Outcome = "answered" if holds else "clarify"
    answer = (
        case.finished(draft, outcome) if examples or holds else case.plain("clarify", "answer-clarify-place")
    )
    return replace(answer, offers=_offers(case))


def _holds(item: Evidence, slot: Slot) -> bool:
    return (
        item.similarity >= _HOLDS
        and bool(set(slot.topics[:2]) & set(item.statement.topics))
        and item.passage.heading != _OVERVIEW
    )


def _examples(case: Case, slot: Slot) -> Iterator[Evidence]:
    """Find a statement on what is asked for in each of the best known places with a programme, three at most."""
    need, count = Need(tuple((topic, 1.0 - 0.1 * place) for place, topic in enumerate(slot.topics))), 0
    for code in _OFFERED:
        if code not in case.catalogue.programme_regions or count == _EXAMPLES:
            continue
        for group in groups(replace(case.u, mentions=(Mention(code, 0, 0),), names=()), case.catalogue)[:1]:
            own = tuple(
                c for c in group.candidates if c.how == "own" and _serves(c.entry) and c.replaced_by is None
            )
            best = (
                next(iter(find(case.finder, replace(group, candidates=own), need).evidence), None)
                if own
                else None
            )
            if best is not None and best.match >= ENOUGH and best.statement.standing == "rule":
                count += 1
                yield best


def _serves(entry: Entry) -> bool:
    return entry.any.kind == "programme"


def _offers(case: Case) -> tuple[Offer, ...]:
    names = (
        gazetteer().name(code, case.u.language)
        for code in _OFFERED
        if code in case.catalogue.programme_regions
    )
    return tuple(Offer(name, name) for name in names)

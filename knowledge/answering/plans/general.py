"""What holds for the vouchers as such, in any wording; what each place decides, in general first and then by example."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from knowledge.answering import composing
from knowledge.answering.case import Case
from knowledge.answering.catalogue import Catalogue, Entry
from knowledge.answering.choosing import Candidate, weigh
from knowledge.answering.drafting import LISTED, Draft
from knowledge.answering.evidence import ENOUGH, Evidence
from knowledge.answering.general import in_general
from knowledge.answering.needs import Need
from knowledge.answering.plans.outside import concerns_founder, is_at_home, own_places
from knowledge.answering.question import Answer, Offer, Outcome
from knowledge.clauses import Topic
from knowledge.glossary.background import senses
from knowledge.glossary.places import NATION, gazetteer
from knowledge.language import Language
from knowledge.library.retrieval import Retriever
from knowledge.reading.slots import Slot, slots

_SURELY, _SURE, _LIKELY = 0.9, 0.5, 0.3
"""From which probability on something general, and something that each place decides, is what is asked for."""
_WORDS, _NEARLY = 0.5, 0.3
"""From which share of its telling words, and which nearness, on the background has a question's answer in any case."""
_SENSE = 0.35
"""From which nearness on a statement has the sense that is searched."""
_TELLING, _LATER, _FAME, _READ = 0.4, 0.04, 0.3, 0.6
"""What the question's telling words are worth beside nearness, what standing later costs, being well known, and the reading."""
_NEAR = 0.2
"""From which nearness on another place's statement is an example for a fine point."""
_BESIDE = 0.1
"""From this probability on another point may be meant beside the one that was read."""
_MOST, _EXAMPLES, _ROOM = 3, 3, 2
_USUAL = frozenset(["computing", "training"])
_GENERAL_TOO = frozenset(
    ["applicant", "applicant.revenue", "government_project", "covered", "purpose", "model_filing"]
)
"""What each place decides and the background answers all the same."""
_OFFERED = ("110000", "310000", "440300", "330100", "510100", "420100", "621000", "500000")
"""Places that are named as examples and offered, the best known first."""
_NOT_BY_PLACE = frozenset(["claim", "what", "evidence", "official_text"])
_UNWANTED: frozenset[Topic] = frozenset(["conflict", "not_stated"])


def general(case: Case) -> Answer | None:
    """Answer what holds everywhere, and what each place decides where no place is spoken of."""
    slot = slots().get(case.message.slot or "")
    if slot is None:
        return None
    p, weights = case.message.intent.slot(slot.name), _weights(case)
    broad = sum(p for name, p in weights.items() if name != "what")
    if broad >= _SURE and (not is_at_home(case) or p >= _SURELY):
        return _background(case, weights)
    if case.u.scope == "all" or not _is_placeless(case):
        return None
    is_what = (
        broad + weights["what"] >= _SURE
        and not case.u.from_history
        and not case.u.instruments - {"computing"}
    )
    if is_what or (p < _SURELY and _is_near(case)):
        return _background(case, weights)
    if slot.of in {"programme", "mine"} and slot.topics and p >= _LIKELY and slot.name not in _NOT_BY_PLACE:
        return by_example(case, slot, is_sure=p >= _SURE)
    return None


def _is_placeless(case: Case) -> bool:
    """Tell whether neither the message nor the conversation leaves a place of the mainland to answer for."""
    if own_places(case) and not is_at_home(case) and concerns_founder(case):
        return True
    programmes = any(case.catalogue.entries[name].any.kind != "background" for name in case.u.documents)
    return not case.u.mentions and not programmes and case.u.scope != "nation"


def _weights(case: Case) -> dict[str, float]:
    """Weigh what may be asked for of what holds for the vouchers as such; its points lie close together."""
    return {
        name: case.message.intent.slot(name)
        for name, slot in slots().items()
        if slot.of == "nothing" or name == "what"
    }


def _likely(case: Case, slot: Slot) -> dict[str, float]:
    """Weigh what may be asked for of what each place decides: the slot that was read, and those beside it."""
    beside = {
        name: p
        for name, p in case.message.intent.slots
        if p >= _BESIDE and slots()[name].of in {"programme", "mine"}
    }
    return {**beside, slot.name: 1.0}


def _background(case: Case, weights: Mapping[str, float]) -> Answer | None:
    """Quote what the background says, what is nearest to the question first."""
    found = _said(case, weights)
    if not found:
        return None
    draft, room = Draft(case.u.language), _ROOM * composing.ROOM[case.u.language]
    for item in found[:_MOST]:
        if not draft.length or draft.length + len(item.statement.text) <= room:
            draft.quote(item)
    return case.finished(draft, "answered")


def _is_near(case: Case) -> bool:
    """Tell whether a statement of the background has what is asked for, whatever it was read as."""
    best = next(iter(_said(case, dict.fromkeys(_weights(case), 0.0))), None)
    return best is not None and best.telling >= _WORDS and best.similarity >= _NEARLY


def _said(case: Case, weights: Mapping[str, float]) -> list[Evidence]:
    """Find the statement of each sense of what is asked for; those that the question is near to come first."""
    own = {item.key: item for item in case.finder.find(_nation(case), Need(()))}
    found: dict[tuple[str, str], float] = {}
    for name, place, key in _statements(case.retriever, case.catalogue, case.u.language):
        if name in weights and key in own:
            item = own[key]
            worth = (
                item.similarity
                + _TELLING * max(item.telling, item.concepts)
                + _READ * weights[name]
                - _LATER * place
            )
            found[key] = max(found.get(key, -9.0), worth)
    return [own[key] for key in sorted(found, key=lambda key: -found[key])]


@lru_cache(maxsize=8)
def _statements(
    retriever: Retriever, catalogue: Catalogue, language: Language
) -> tuple[tuple[str, int, tuple[str, str]], ...]:
    """Find the statement that has each sense of the background once for a release: slot, place among its senses, key."""
    names = [
        entry.id for entry in catalogue.entries.values() if _is_background(entry) and language in entry.texts
    ]
    return tuple(
        (slot, place, best[1])
        for slot in slots()
        for place, sense in enumerate(senses(slot, language))
        if (best := _best(retriever, names, sense, language))[0] >= _SENSE
    )


def _best(
    retriever: Retriever, names: Sequence[str], sense: str, language: Language
) -> tuple[float, tuple[str, str]]:
    """Return the statement that is nearest to a sense, and how near it is."""
    hits = retriever.among(retriever.embed(sense), names, shelf=language, language=language)
    rows = (
        (near, (hit.passage.id, statement.text))
        for hit in hits
        for statement, near in zip(hit.passage.statements, hit.statements, strict=True)
        if not _UNWANTED & set(statement.topics) and statement.standing == "rule"
    )
    return max(rows, default=(0.0, ("", "")))


def _is_background(entry: Entry) -> bool:
    return NATION in entry.regions and entry.any.kind == "background"


def _nation(case: Case) -> tuple[Candidate, ...]:
    entries = (entry for entry in case.catalogue.entries.values() if _is_background(entry))
    weighed = (weigh(entry, "found", None, case.u, case.catalogue) for entry in entries)
    return tuple(replace(candidate, weight=0.0) for candidate in weighed if candidate is not None)


def by_example(case: Case, slot: Slot, *, is_sure: bool = False) -> Answer:
    """Answer what each place decides: what holds in general, then two or three places, then the places to choose."""
    told = in_general(case)
    if told.sure:
        return told
    draft, language = Draft(case.u.language), case.u.language
    holds = _said(case, _likely(case, slot))[:2]
    for item in holds:
        draft.quote(item)
    examples = _examples(case, slot)
    if not examples and not holds:
        return replace(case.plain("clarify", "answer-clarify-place"), offers=_offers(case))
    if examples and holds:
        draft.say("plan-general-places")
    elif examples:
        draft.say("plan-general-places-only", point=composing.point_name(slot.topics[0], language, slot.name))
    for item in examples:
        draft.quote(item, LISTED)
    draft.say("plan-general-choose")
    outcome: Outcome = "answered" if holds and is_sure and slot.name in _GENERAL_TOO else "clarify"
    return replace(case.finished(draft, outcome), offers=_offers(case))


def _examples(case: Case, slot: Slot) -> list[Evidence]:
    """Find what is asked for in the programmes of three places, the nearest to the question and the best known first."""
    entries = [e for e in case.catalogue.entries.values() if _serves(e, case)]
    weighed = (weigh(entry, "found", entry.regions[0], case.u, case.catalogue) for entry in entries)
    need = Need(tuple((topic, 1.0 - 0.1 * place) for place, topic in enumerate(slot.topics)))
    found = case.finder.find([c for c in weighed if c is not None], need)
    usable = [
        i
        for i in found
        if not i.is_gap and i.match >= ENOUGH and i.statement.standing == "rule" and _fits(case, i)
    ]
    fame = _FAME if "." not in slot.name else _FAME / 4

    def worth(item: Evidence) -> float:
        first = -_LATER * item.passage.statements.index(item.statement)
        return (
            item.similarity
            + _TELLING * max(item.telling, item.concepts)
            + fame * (_place(item) in _OFFERED)
            + first
        )

    usable.sort(key=lambda item: -worth(item))
    chosen: dict[str, Evidence] = {}
    for item in usable:
        if item.similarity >= (_NEAR if "." in slot.name else 0.0) and len(chosen) < _EXAMPLES:
            chosen.setdefault(_place(item)[:4], item)
    return list(chosen.values())


def _place(item: Evidence) -> str:
    return item.candidate.entry.regions[0]


def _fits(case: Case, item: Evidence) -> bool:
    return bool(item.candidate.entry.instruments & (case.u.instruments or _USUAL)) and case.finder.fits_kind(
        item
    )


def _serves(entry: Entry, case: Case) -> bool:
    """Tell whether a document is a programme that holds on the day asked for."""
    until, newer = entry.any.in_force.until, case.catalogue.successor(entry, case.u.day)
    return (
        entry.any.kind == "programme"
        and newer is None
        and (until is None or until >= case.u.day)
        and NATION not in entry.regions
    )


def _offers(case: Case) -> tuple[Offer, ...]:
    names = (
        gazetteer().name(code, case.u.language)
        for code in _OFFERED
        if code in case.catalogue.programme_regions
    )
    return tuple(Offer(name, name) for name in names)

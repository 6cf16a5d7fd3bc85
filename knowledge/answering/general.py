"""Answers that hang on no one place: in general, and over all programmes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering import composing, listing
from knowledge.answering.case import Case
from knowledge.answering.catalogue import Entry
from knowledge.answering.choosing import Candidate, weigh
from knowledge.answering.dated import is_over, named, told
from knowledge.answering.drafting import LISTED, Draft
from knowledge.answering.evidence import NEAR_ENOUGH, TELLING, Evidence
from knowledge.answering.needs import Need, clauses
from knowledge.answering.question import Answer, Outcome
from knowledge.answering.scoring import kinds_of, words_of
from knowledge.answering.understanding import CONTEXT, Understanding
from knowledge.clauses import Topic
from knowledge.glossary.places import NATION
from knowledge.language import fold
from knowledge.library.lexical import words

_SURE = 0.46
_SURELY_TELLING, _SURELY_NEAR = 0.65, 0.2
_MEANT = {"zh": "算力", "en": "computing"}
"""What a question about vouchers means that names no kind."""
_NEAR = 0.15
"""From here on a statement with the question's telling words or concepts may answer."""
_STRANGE = 0.4
"""From here on a statement of some place's programme may answer a question that names neither."""
_CLEAR = CONTEXT - {"background"}
_OUTRIGHT, _BROAD = 0.6, 0.8
"""What a mark is worth beyond its match where it says outright what is asked for, and what a broad one is not."""
_MOST, _BESIDE, _FURTHER = 4, 0.3, 1.2
"""How many statements are quoted at most, how far behind the best one, and how far beyond the room for further clauses."""
_BRACKETS = re.compile(r"[()（）]")
_DEFINES, _UNASKED = 1.0, 0.5
"""What it is worth that a statement defines the very term that is asked for, and what it costs to define another."""
_ASKS = 0.5
"""From this probability on a message asks something about vouchers."""


def in_general(case: Case) -> Answer:
    """Answer what is the same everywhere from the background documents and, for names, from all."""
    u, finder = case.u, case.finder
    kept = _candidates(case)
    found = finder.find(kept, u.needs[0] if u.needs else Need(()))
    ranked = _ranked([i for i in found if not i.is_gap and _may_answer(i)], u)
    if not ranked:
        outcome: Outcome = "not_covered" if case.message.intent.act("ask") >= _ASKS else "out_of_scope"
        key = "answer-not-covered" if outcome == "not_covered" else "answer-out-of-scope"
        return case.plain(outcome, key)
    draft = Draft(u.language)
    room = composing.ROOM[u.language] * 3 // 2
    best, worth = ranked[0]
    asking = clauses(fold(u.text))
    for item, other in ranked[: _MOST if len(asking) < 2 else 2]:
        fits = not draft.length or draft.length + len(item.statement.text) <= room
        if _goes_with(item, best) and other > worth - _BESIDE and fits:
            draft.quote(item)
    for clause in asking[1:]:
        part = [i for i in finder.find(kept, Need((), words=clause)) if not i.is_gap and i.telling >= TELLING]
        told = _ranked(part, u)[0][0] if part else None
        if told is not None and draft.length + len(told.statement.text) <= room * _FURTHER:
            draft.quote(told)
    return replace(case.finished(draft, "answered"), sure=_is_sure(best, u))


def surest(case: Case) -> Evidence | None:
    """Return the statement that answers best in general, if any may."""
    found = case.finder.find(_candidates(case), case.u.needs[0] if case.u.needs else Need(()))
    ranked = _ranked([i for i in found if not i.is_gap and _may_answer(i)], case.u)
    return ranked[0][0] if ranked else None


def _goes_with(item: Evidence, best: Evidence) -> bool:
    """Tell whether a statement can stand beside the best one: one of the nation's, no claim that is wrong."""
    same = item.passage.document == best.passage.document
    return same or (NATION in item.candidate.entry.regions and "conflict" not in item.statement.topics)


def _is_sure(best: Evidence, u: Understanding) -> bool:
    """Tell whether a statement answers even where every place has a rule of its own."""
    if best.similarity >= _SURE:
        return True
    if best.candidate.entry.any.kind != "background":
        return False
    vague = not any(need.is_sure for need in u.needs)
    if vague and best.telling >= _SURELY_TELLING and best.similarity >= _SURELY_NEAR:
        return True
    return best.concepts >= _SURELY_TELLING and best.similarity >= NEAR_ENOUGH


def _may_answer(item: Evidence) -> bool:
    """Tell whether a statement is near enough; one on the very topic, of context, needs less."""
    told = max(item.telling, item.concepts) >= TELLING and item.similarity >= _NEAR
    if NATION not in item.candidate.entry.regions:
        return told or item.similarity >= _STRANGE  # what one place's rules say holds there
    return told or item.match >= 1 or item.similarity >= NEAR_ENOUGH or item.telling >= TELLING


def _candidates(case: Case) -> tuple[Candidate, ...]:
    """Gather the nation's documents and, unless only they can answer, those with the passages that are nearest."""
    nation = {e.id: e for e in case.catalogue.entries.values() if NATION in e.regions}
    entries = {} if _asks_context(case.u) else _nearest(case)
    candidates = [
        weigh(entry, "found", None, case.u, case.catalogue) for entry in {**nation, **entries}.values()
    ]
    return tuple(
        replace(c, weight=0.25 if NATION in c.entry.regions else 0.0) for c in candidates if c is not None
    )


def _nearest(case: Case) -> dict[str, Entry]:
    hits = case.retriever.search(
        case.u.text, 12, language=case.u.language, within=[case.u.language], raw=case.finder.raw
    )
    return {hit.passage.document: case.catalogue.entries[hit.passage.document] for hit in hits}


def _asks_context(u: Understanding) -> bool:
    """Tell whether the question is outright about why there are vouchers, how they began, what they cannot do."""
    return any(need.is_sure and need.main in CONTEXT for need in u.needs)


def _ranked(items: Sequence[Evidence], u: Understanding) -> list[tuple[Evidence, float]]:
    """Order background by worth: broad marks say less than words, and an overview is about its document."""
    asks_what, clear = "what" in u.wanted, bool(u.wanted) and u.wanted[0] in _CLEAR
    asked_for = frozenset(words(u.text if u.instruments else f"{u.text} {_MEANT[u.language]}"))
    told = max((max(i.telling, i.concepts) for i in items), default=0.0)

    def worth(item: Evidence) -> float:
        overview = item.passage.heading == "What it is"  # says what the document is
        mark = _OUTRIGHT * (item.match >= 1) if clear else -_BROAD * item.match
        # What a term means answers nothing where another statement has what is asked beside the term.
        beside = told >= TELLING and max(item.telling, item.concepts) < told - _BESIDE
        term = item.passage.heading == "Definitions"
        other = bool(
            u.instruments - kinds_of(item.statement.text) - {"computing"}
        )  # another voucher is asked about
        defines = term and asks_what and not beside and not other and _defines(item, asked_for, fold(u.text))
        return item.score + mark - 0.3 * overview + _DEFINES * defines - _UNASKED * (term and not defines)

    return sorted(((item, worth(item)) for item in items), key=lambda pair: -pair[1])


def _defines(item: Evidence, asked_for: frozenset[str], folded: str) -> bool:
    """Tell whether a statement defines a term that is asked for: it or its words stand before the colon."""
    term, colon, _ = item.statement.text.replace("：", ":").partition(":")
    names = (name for name in _BRACKETS.split(term) if name.strip())
    return bool(colon) and any(words_of(name) <= asked_for or fold(name).strip() in folded for name in names)


def over_all(case: Case, topic: Topic) -> Answer:
    """Answer a question over all programmes with a statement of each; with none found, in general."""
    u = case.u
    found = listing.listed(case.finder, u, case.catalogue, topic)
    if not found:
        return in_general(case)
    draft = Draft(u.language)
    draft.say("answer-list-open" if listing.wants_open(u) else "answer-list-lead", day=u.day.isoformat())
    for item in found[: listing.MOST]:
        _list(draft, item, u, is_open=listing.wants_open(u))
    if len(found) > listing.MOST:
        draft.say("answer-list-more", count=str(len(found) - listing.MOST))
    return case.finished(draft, "answered")


def _list(draft: Draft, item: Evidence, u: Understanding, *, is_open: bool) -> None:
    """Say a programme of a list: its state where that is asked for, else its statement and that it is over."""
    candidate = item.candidate
    over = is_over(candidate, u.day)
    if not (is_open or over):
        draft.quote(item, LISTED)
        return
    state = " ".join(told(candidate, u.day, u.language, asks_force=False))
    if is_open:
        draft.compute(LISTED + named(candidate, state, u.language), item)
    else:
        draft.compute(f"{LISTED}{item.statement.text} {state}", item)

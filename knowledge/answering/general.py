"""Answers that hang on no one place: in general, over all programmes, or a question back for the place."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering import composing, listing
from knowledge.answering.case import Case
from knowledge.answering.choosing import Candidate, Group, weigh
from knowledge.answering.drafting import Draft
from knowledge.answering.evidence import NEAR_ENOUGH, TELLING, Evidence
from knowledge.answering.finding import Finding
from knowledge.answering.guarding import speaks_of_vouchers
from knowledge.answering.needs import Need, clauses
from knowledge.answering.question import Answer, Offer, Outcome
from knowledge.answering.scoring import words_of
from knowledge.answering.understanding import Understanding
from knowledge.clauses import Topic
from knowledge.glossary.places import NATION, gazetteer
from knowledge.language import fold
from knowledge.library.lexical import words

_SURE = 0.46
_SURELY_TELLING = 0.65
_MEANT = {"zh": "算力", "en": "computing"}
"""What a question about vouchers means that names no kind."""
_DEFINES = 1.0
"""What it is worth that a statement defines the very term that is asked for."""
_OFFERED_PLACES = ("110000", "310000", "440300", "330100", "510100", "420100", "621000")


def in_general(case: Case) -> Answer:
    """Answer what is the same everywhere from the background documents and, for names, from all."""
    u, finder = case.u, case.finder
    kept = _candidates(case)
    found = finder.find(kept, u.needs[0] if u.needs else Need(()))
    items = [i for i in found if not i.is_gap and (i.similarity >= NEAR_ENOUGH or i.telling >= TELLING)]
    if not items:
        outcome: Outcome = "not_covered" if speaks_of_vouchers(case.question.text) else "out_of_scope"
        key = "answer-not-covered" if outcome == "not_covered" else "answer-out-of-scope"
        return case.plain(outcome, key)
    ranked = _ranked(items, u)
    draft = Draft(u.language)
    room = composing.ROOM[u.language] * 3 // 2
    composing.lead(draft, Finding(Need(()), Group(None, None, kept), tuple(ranked[:6]), None), room)
    for clause in clauses(fold(u.text))[1:]:
        part = [i for i in finder.find(kept, Need((), words=clause)) if not i.is_gap and i.telling >= TELLING]
        if part and draft.length + len(part[0].statement.text) <= room:
            draft.quote(_ranked(part, u)[0])
    answer = case.finished(draft, "answered")
    best = ranked[0]
    vague = not any(need.is_sure for need in u.needs)
    telling = vague and best.telling >= _SURELY_TELLING and best.candidate.entry.any.kind == "background"
    return replace(answer, sure=best.similarity >= _SURE or telling)


def _candidates(case: Case) -> tuple[Candidate, ...]:
    """Gather the nation's documents and those with the passages that are nearest."""
    hits = case.retriever.search(
        case.u.text, 12, language=case.u.language, within=[case.u.language], raw=case.finder.raw
    )
    entries = {hit.passage.document: case.catalogue.entries[hit.passage.document] for hit in hits}
    nation = {e.id: e for e in case.catalogue.entries.values() if NATION in e.regions}
    candidates = [
        weigh(entry, "found", None, case.u, case.catalogue) for entry in {**nation, **entries}.values()
    ]
    return tuple(
        replace(c, weight=0.25 if NATION in c.entry.regions else 0.0) for c in candidates if c is not None
    )


def _ranked(items: Sequence[Evidence], u: Understanding) -> list[Evidence]:
    """Order background: its marks say less than its words, and an overview answers only what something is."""
    asks_what = "what" in u.wanted
    asked_for = frozenset(words(u.text if u.instruments else f"{u.text} {_MEANT[u.language]}"))

    def score(item: Evidence) -> float:
        overview = item.passage.heading == "Overview" and not asks_what
        defines = asks_what and _defines(item, asked_for)
        return item.score - 0.8 * item.match - 0.3 * overview + _DEFINES * defines

    return sorted(items, key=lambda item: -score(item))


def _defines(item: Evidence, asked_for: frozenset[str]) -> bool:
    """Tell whether a statement defines a term that is asked for: its words stand before the colon."""
    term, colon, _ = item.statement.text.replace("：", ":").partition(":")
    return item.passage.heading == "Definitions" and bool(colon) and words_of(term) <= asked_for


def over_all(case: Case, topic: Topic) -> Answer:
    """Answer a question over all programmes with a statement of each; with none found, in general."""
    u = case.u
    found = listing.listed(case.finder, u, case.catalogue, topic)
    if not found:
        return in_general(case)
    draft = Draft(u.language)
    draft.say("answer-list-open" if listing.wants_open(u) else "answer-list-lead", day=u.day.isoformat())
    for item in found[: listing.MOST]:
        draft.quote(item, "· ")
    if len(found) > listing.MOST:
        draft.say("answer-list-more", count=str(len(found) - listing.MOST))
    return case.finished(draft, "answered")


def ask_place(case: Case) -> Answer:
    """Ask back for the place on which the answer depends."""
    u = case.u
    places = gazetteer()
    offers = tuple(
        Offer(places.name(code, u.language), places.name(code, u.language))
        for code in _OFFERED_PLACES
        if code in case.catalogue.programme_regions
    )
    return replace(case.plain("clarify", "answer-clarify-place"), offers=offers)

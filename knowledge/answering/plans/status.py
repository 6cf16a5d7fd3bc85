"""Whether a programme is open or in force on the day asked for, with what is known of the next round."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.answering.case import Case
from knowledge.answering.catalogue import Entry
from knowledge.answering.choosing import Candidate, groups
from knowledge.answering.dated import force_on, named, proof_of, round_on, told
from knowledge.answering.drafting import LISTED, Draft
from knowledge.answering.question import Answer, Computed
from knowledge.answering.stating import cited, statement_at
from knowledge.clauses import Topic
from knowledge.eligibility.states_told import day_told
from knowledge.reading.relations import read_relations, span_of

_STATES = ("status", "in_force", "next_round")
"""Slots that ask for a state, not for the days themselves."""
_DAYS = ("window", "validity")
_ASKED, _WITH_DAY, _TOGETHER, _LITTLE = 0.4, 0.3, 0.6, 0.2
"""From which probability on a state is asked for: outright, where a day is named, together with the days themselves; and
its own least share of that."""
_SURELY = 0.8
"""From this probability of the first slot on whatever else seems to be asked for does not count."""
_ELSE: frozenset[Topic] = frozenset(
    ["rate", "cap", "floor", "budget", "formula", "documents", "payment", "penalties"]
)
_LINES = 8
_OWN = frozenset(["named", "zone", "own"])


def status(case: Case) -> Answer | None:
    """Tell the state of the programmes of one place, or of one named; None where something else is asked."""
    if not _asks(case):
        return None
    candidates = _candidates(case)
    if not candidates:
        return None
    draft = Draft(case.u.language)
    worked_out: list[Computed] = []
    first, last = span_of(read_relations(case.message.stated).days, case.u.day)
    several = len(candidates) > 1
    for candidate in candidates:
        _say(case, draft, candidate, (first, last), several=several)
        worked_out.append(_computed(candidate, first, case))
    if not several:
        _say_beside(case, draft, candidates[0], first)
    if not draft.used:
        return None
    return replace(case.finished(draft, "answered"), computed=tuple(worked_out))


def _asks(case: Case) -> bool:
    intent, u = case.message.intent, case.u
    if u.compares or not u.has_place or not intent.slots:
        return False
    if u.asks_draft or (_ELSE & set(u.wanted) and intent.slots[0][1] < _SURELY):
        return False
    states, days = case.message.asks_any(_STATES), case.message.asks_any(_DAYS)
    top, _ = intent.slots[0]
    if top not in (*_STATES, *_DAYS):
        return False
    relations = read_relations(case.message.stated)
    if (
        relations.days is not None
        and states + days >= _WITH_DAY
        and (states >= _LITTLE or bool(relations.events))
    ):
        return True
    return (top in _STATES and states >= _ASKED) or (states >= _LITTLE and states + days >= _TOGETHER)


def _candidates(case: Case) -> Sequence[Candidate]:
    """Choose the programmes whose state is told: the named one, else the place's own of the kind that is asked for."""
    found = groups(case.u, case.catalogue)
    if len(found) != 1:
        return ()
    group = found[0]
    own = [c for c in group.candidates if c.how in _OWN and c.entry.any.kind in {"programme", "draft"}]
    by_name = [c for c in own if any(c.entry.id in name for name in case.u.names)]
    if len(by_name) == 1 or (by_name and len(by_name) < len(own)):
        return by_name
    years = (
        [c for c in own if set(case.u.years) & c.entry.years]
        if case.u.years and not _has_full_day(case)
        else []
    )
    current = years or [c for c in own if c.replaced_by is None and c.entry.any.kind == "programme"] or own
    kinds = case.u.instruments
    of_kind = [c for c in current if kinds & c.entry.instruments] if kinds else current
    return (of_kind or current)[:_LINES]


def _has_full_day(case: Case) -> bool:
    return read_relations(case.message.stated).days is not None


def _asks_force(case: Case) -> bool:
    intent = case.message.intent
    return intent.slot("in_force") + intent.slot("validity") > max(
        intent.slot("status"), intent.slot("next_round"), intent.slot("window")
    )


def _say(case: Case, draft: Draft, candidate: Candidate, span: tuple[date, date], *, several: bool) -> None:
    """Say the state on the day; over several days that at their beginning, and that at their end where it differs."""
    language, (first, last) = case.u.language, span
    asks_force = _asks_force(case)
    begins = " ".join(told(candidate, first, language, asks_force=asks_force))
    changes = _state(candidate, first, case) != _state(candidate, last, case)
    ends = " ".join(told(candidate, last, language, asks_force=asks_force)) if changes else ""
    lead = LISTED if several else ""
    for day, text in ((first, begins), (last, ends)):
        if not text:
            continue
        proof = proof_of(case.finder, candidate, text) or cited(
            candidate, language, statement_at(candidate.entry, ("", 0), ())
        )
        shown = named(candidate, text, language)
        if day != case.u.day:
            shown = f"{day_told(day, language)}{'，' if language == 'zh' else ', '}{shown}"
        draft.compute(lead + shown, proof, own=day.isoformat())


def _state(candidate: Candidate, day: date, case: Case) -> tuple[str, str]:
    return (round_on(candidate.entry, day).status, force_on(candidate, day, case.u.language).status)


def _say_beside(case: Case, draft: Draft, candidate: Candidate, day: date) -> None:
    """Quote the days themselves, say what is known of a next round, and when the text was last checked."""
    language = case.u.language
    state = round_on(candidate.entry, day)
    for proof in list(draft.used[:1]):
        draft.quote(proof)
    if state.status == "closed" and state.next_opens is None:
        draft.say("plan-status-no-next")
    if candidate.replaced_by is not None:
        draft.say("answer-superseded", newer=candidate.replaced_by.text(language).short_title)
    draft.say("plan-status-reviewed", day=day_told(candidate.entry.text(language).reviewed, language))


def _computed(candidate: Candidate, day: date, case: Case) -> Computed:
    entry: Entry = candidate.entry
    state = round_on(entry, day)
    value = {
        "day": day.isoformat(),
        "round": state.status,
        "force": force_on(candidate, day, case.u.language).status,
        "opens": state.opens.isoformat() if state.opens else None,
        "closes": state.closes.isoformat() if state.closes else None,
        "days": state.days,
    }
    return Computed(entry.id, "round", value)

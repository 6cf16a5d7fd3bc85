"""Answers about places and named documents: look in each, say the fact first, then what is not covered."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering import composing
from knowledge.answering.case import Case
from knowledge.answering.choosing import groups
from knowledge.answering.dated import DATED, is_over, proof_of, round_on, say_state, told
from knowledge.answering.drafting import Draft
from knowledge.answering.evidence import NEAR_ENOUGH, TELLING, Finder
from knowledge.answering.finding import Finding, find
from knowledge.answering.listing import wants_open
from knowledge.answering.needs import Need, asks_costs, clauses
from knowledge.answering.question import Answer, Outcome
from knowledge.answering.scoring import concepts_of
from knowledge.answering.uncovered import not_covered
from knowledge.answering.understanding import Understanding
from knowledge.answering.wanting import AMOUNT, wanted_of
from knowledge.clauses import Topic
from knowledge.glossary.places import stem
from knowledge.language import fold, join_clauses

_FURTHER = 1.2
"""How far beyond its room an answer may go for the further clauses of a question."""
_ALIKE, _FEW = 0.2, 3
"""From which nearness in meaning on a statement is on a condition, and how many of a document's can be."""
_UNTIL = re.compile(r"到(什么时候|何时|几时|哪一?[天年月])(?!.{0,4}账)|\buntil (when|what)\b")
_LISTS: frozenset[Topic] = frozenset(["documents", "steps", "applicant"])
"""Topics whose answer is a list rather than one fact."""


def about_places(case: Case) -> Answer:
    """Answer what is asked of one place or several, or of documents by name."""
    u, finder = case.u, case.finder
    things = groups(u, case.catalogue)
    needs = wanted_of(things, u)
    findings = [find(finder, group, need, alone=len(needs) == 1) for group in things for need in needs]
    if len(u.needs) < 2 and not any(finding.answered for finding in findings):
        findings = [find(finder, finding.group, finding.need) for finding in findings]
    findings = [_by_days(finder, _loosen(finder, finding)) for finding in findings]
    unspoken = any(finder.unspoken(finding.group.candidates) for finding in findings)
    if not u.needs and not unspoken and not any(finding.answered for finding in findings):
        findings = [
            find(finder, finding.group, need, alone=False)
            for finding in findings
            for need in (*AMOUNT, Need((("what", 1.0),), either=True))
        ]
    return _compose(case, findings)


def _loosen(finder: Finder, finding: Finding) -> Finding:
    """Where nothing is marked with the topic, let what is nearest in meaning answer if it is near enough."""
    sure = finding.need.is_sure
    if finding.answered or finding.gap is not None or not finding.group.candidates:
        return finding
    needed = NEAR_ENOUGH + (0.22 if sure else 0.1)
    near = [
        item
        for item in finder.find(finding.group.candidates, finding.need)
        if not item.is_gap
        and item.candidate.entry.any.kind != "background"
        and (item.similarity >= needed or (not sure and max(item.telling, item.concepts) >= TELLING))
    ]
    return replace(finding, evidence=tuple(near[:3]))


def _by_days(finder: Finder, finding: Finding) -> Finding:
    """Where no window is stated but the day decides all the same, let the statement on its days answer."""
    if finding.answered or finding.need.main not in DATED or not finding.group.candidates:
        return finding
    candidate = finding.group.candidates[0]
    u = finder.question
    is_open = wants_open(u) and round_on(candidate.entry, u.day).status == "open"
    if candidate.how not in {"named", "zone", "own"} or not (is_open or is_over(candidate, u.day)):
        return finding
    text = " ".join(told(candidate, u.day, u.language, asks_force=not is_open))
    proof = proof_of(finder, candidate, text)
    return replace(finding, evidence=(proof,)) if proof is not None else finding


def _say_states(case: Case, draft: Draft, answered: Sequence[Finding]) -> None:
    """Begin with whether it is open, or in force, on the day asked for, where that is asked."""
    for finding in reversed(answered):
        best, need = finding.evidence[0], finding.need
        asked_for = need.main in DATED and not asks_costs(need.words or case.u.text)
        if asked_for and DATED & set(best.statement.topics) and "provider" not in best.statement.topics:
            asks_force = need.main == "in_force"
            say_state(draft, case.finder, best.candidate, asks_force=asks_force, first=True)


def _say_term(case: Case, draft: Draft, answered: Sequence[Finding]) -> None:
    """Begin with until when it holds where that is asked in so many words, whatever else is asked."""
    candidate = answered[0].evidence[0].candidate
    if _UNTIL.search(fold(case.u.text)) and not any(sentence.computed for sentence in draft.sentences):
        say_state(draft, case.finder, candidate, asks_force=True, first=True)


def _compose(case: Case, findings: Sequence[Finding]) -> Answer:
    u, draft = case.u, Draft(case.u.language)
    room = composing.ROOM[u.language] * (2 if _LISTS & set(u.wanted) else 1)
    answered = [finding for finding in findings if finding.answered]
    if not answered:
        return not_covered(case, findings)
    for finding in answered:
        composing.introduce(draft, u, finding)
        if len(answered) > 1 or u.documents or composing.several(draft, finding, room) == 0:
            share = max(room // len(answered), room // 2)
            composing.lead(draft, finding, draft.length + share if len(answered) > 1 else int(room * 0.75))
    _say_states(case, draft, answered)
    _say_term(case, draft, answered)
    if len(findings) == 1:
        _quote_other_clauses(case, draft, answered[0], room)
    _quote_condition(case, draft, answered[0], room)
    if len(answered) == 1 or len({f.group.place for f in answered}) == 1:
        composing.notes(
            draft, case.finder, u, answered[0].evidence[0], answered[0].topic if u.needs else "what"
        )
    missing = _missing(u, findings)
    outcome: Outcome = "answered"
    if missing or any(_stands_in(finding, asks_own=u.asks_own) for finding in answered):
        outcome = "partial"
    if missing:
        items = list(dict.fromkeys(composing.missing_item(finding, u.language) for finding in missing))
        draft.say("answer-partial-gap", what=join_clauses(items, u.language))
    return case.finished(draft, outcome)


def _quote_other_clauses(case: Case, draft: Draft, finding: Finding, room: int) -> None:
    """Answer the clauses of a question that name no topic with a statement that has their very words, if there is one."""
    asking = clauses(fold(case.u.text))
    for clause in asking if len(asking) > 1 else ():
        found = case.finder.find(finding.group.candidates, Need((), words=clause))
        told = [
            i
            for i in found
            if not i.is_gap and i.candidate is finding.evidence[0].candidate and i.telling >= TELLING
        ]
        best = max(told, key=lambda i: i.telling + i.concepts, default=None)
        if best is not None and draft.length + len(best.statement.text) <= room * _FURTHER:
            draft.quote(best)


def _quote_condition(case: Case, draft: Draft, finding: Finding, room: int) -> None:
    """Add what the document says of a condition that the question names and that nothing quoted speaks of."""
    said = (concepts_of(item.statement.text) for item in draft.used)
    missing = concepts_of(case.u.text).difference(*said)
    if not missing:
        return
    told = [
        i
        for i in case.finder.find(finding.group.candidates, finding.need)
        if not i.is_gap
        and i.candidate is finding.evidence[0].candidate
        and concepts_of(i.statement.text) & missing
        and i.similarity >= _ALIKE
    ]
    spoken_of = Counter(concept for i in told for concept in concepts_of(i.statement.text) & missing)
    rare = {concept for concept, count in spoken_of.items() if count <= _FEW}
    for item in told:
        special = concepts_of(item.statement.text) & rare
        if special and draft.length + len(item.statement.text) <= room * _FURTHER:
            draft.quote(item)
            return


def _missing(u: Understanding, findings: Sequence[Finding]) -> list[Finding]:
    """List what was asked for outright and is not answered; `how much` asks for the rate and the cap as one thing."""
    if len(u.needs) <= 1 and len({id(f.group) for f in findings}) == 1:
        return []
    answered = {f.group.place for f in findings if f.answered and f.need.either}
    lacking = [f for f in findings if not f.answered and f.need.is_sure and f.need.main != "conflict"]
    return [f for f in lacking if not f.need.either or f.group.place not in answered]


def _stands_in(finding: Finding, *, asks_own: bool) -> bool:
    """Tell whether a province's programme answers for a city, a district's for its city, a city's for a district's own."""
    best, place = finding.evidence[0].candidate, finding.group.place
    return place is not None and (
        best.how == "below"
        or (best.how == "above" and (asks_own or (len(stem(place)) < 6 and finding.group.zone is None)))
    )

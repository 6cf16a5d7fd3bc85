"""What there is for a founder who tells their situation: the best programme, the next two, what still decides."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.answering import payout_told
from knowledge.answering.bill import CONTRACT, Bill
from knowledge.answering.case import Case
from knowledge.answering.choosing import Candidate
from knowledge.answering.drafting import Draft, phrases
from knowledge.answering.evidence import Evidence
from knowledge.answering.payout import Payout, payouts, worth
from knowledge.answering.plans.decision import asks_condition
from knowledge.answering.proof import of_award, of_criterion, of_words
from knowledge.answering.question import Answer, Computed
from knowledge.answering.subject import Subject, services
from knowledge.answering.told_before import told_bill, told_facts
from knowledge.eligibility.assessing import Assessment, assess
from knowledge.eligibility.conditions.regions import REGISTERED
from knowledge.eligibility.judging import Judgement
from knowledge.eligibility.kinds import Facts, Value
from knowledge.eligibility.ordering import Aims
from knowledge.eligibility.presenting import name_facts
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.spans import Span
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.eligibility.wording import requirement
from knowledge.language import Language

_LIKELY, _TELLS, _ASKS = 0.4, 0.3, 0.5
"""From these probabilities on a message asks what there is, tells, and asks anything at all."""
_SLOTS = ("situation", "eligible", "list", "selection", "best_place", "what", "amount", "do.check")
_ON_RULE, _RIVAL = ("floor", "cap", "cap.period", "rate", "claim", "stacking"), 0.15
"""Slots of the rule's own figures, and the probability from which they are what is asked."""
_FACTS, _SHOWN, _OPEN = 2, 3, 2
"""How many facts make a situation, how many programmes are told, and how many facts that still decide."""


def situation(case: Case) -> Answer | None:
    """Answer with what fits the facts told."""
    bill = told_bill(case)
    if not _tells_situation(case, bill):
        return None
    facts = _placed(case, told_facts(case))
    if REGISTERED not in facts:
        return None
    known = dict(facts)
    if bill is not None and bill.exact is not None:
        known.setdefault(bill.fact or CONTRACT, bill.exact)
    found = assess(rulebook().offered, known, _spans(case), Aims(), case.u.day)
    return _answer(case, found, facts, bill)


def _tells_situation(case: Case, bill: Bill | None) -> bool:
    message, stated = case.message, case.message.stated
    facts = {*stated.facts, *stated.ranges, *stated.denied} | ({CONTRACT} if bill else set())
    if bill is None and (case.u.quantity or case.u.moment):
        return False
    if len(facts) < _FACTS or case.u.documents or asks_condition(case):
        return False
    slots = message.asks_any(_SLOTS)
    if message.slot not in _SLOTS or message.asks_any(_ON_RULE) >= _RIVAL:
        return False
    tells = message.intent.act("tell") >= _TELLS and slots >= _LIKELY / 2
    return (slots >= _LIKELY or tells) and max(message.intent.act("ask"), message.intent.act("tell")) >= _ASKS


def _placed(case: Case, facts: Facts) -> Facts:
    """Take the place asked about for the founder's own where they name no other."""
    codes = [mention.code for mention in case.u.mentions]
    code = codes[0] if codes else case.question.region
    return facts if REGISTERED in facts or code is None else {**facts, REGISTERED: code}


def _spans(case: Case) -> Mapping[str, Span]:
    return {
        fact: Span(low, high)
        for fact, (low, high) in case.message.stated.ranges.items()
        if isinstance(low, date) and isinstance(high, date)
    }


def _answer(case: Case, found: Assessment, facts: Facts, bill: Bill | None) -> Answer | None:
    draft, computed = Draft(case.u.language), []
    asked = {mention.code for mention in case.u.mentions}
    hopeful = sorted(found.hopeful, key=lambda each: each.programme.region not in asked)
    shown = [each for each in hopeful if each.programme.id in case.catalogue.entries][:_SHOWN]
    if not shown:
        return _nothing(case, found)
    for number, judged in enumerate(shown, 1):
        subject = _subject(case, judged, facts)
        told, proofs, value = _line(case, subject, judged, facts, bill)
        if proofs:
            state = _say(draft.language, f"state-{judged.round}")
            name = subject.programme.name.to(draft.language)
            verdict = _say(draft.language, f"verdict-{judged.verdict}")
            text = _say(
                draft.language, "line", number=str(number), name=name, told=told, state=state, verdict=verdict
            )  # fmt: skip
            draft.compute(text, *proofs)
            computed.append(Computed(subject.programme.id, "amount", value, (told,)))
    if not draft.used:
        return None
    deciding = _deciding(found, shown[0])
    if deciding:
        draft.say("plan-situation-decides", facts=name_facts(deciding, draft.language))
    draft.say("plan-situation-next")
    return case.finished(draft, "answered", tuple(computed))


def _line(
    case: Case, subject: Subject, judged: Judgement, facts: Mapping[str, Value], bill: Bill | None
) -> tuple[str, tuple[Evidence, ...], object]:
    """Tell what a programme pays: on the founder's sum, else by rate and cap, else in its words."""
    language, day = case.u.language, case.u.day
    found: list[Payout] = []
    if bill is not None and bill.edges:
        found = payouts(subject.programme, facts, bill, day, services(case))
    if found and bill is not None:
        best = next((each for each in found if judged.line and each.line.id == judged.line.id), found[0])
        proofs = of_award(case, subject, best.line.award, best.options[0].formula)
        return payout_told.line_told(best, bill, facts, language), proofs, worth(found)[0]
    for line in (judged.line, *(each.line for each in judged.leading)):
        formula = next(iter(line.award.formulas(facts, day)), None) if line else None
        if line and formula and formula.rate is not None:
            rate = payout_told.percent(formula.rate)
            cap = payout_told.yuan(formula.cap, language) if formula.cap is not None else ""
            told = _say(language, "rate-cap" if cap else "rate", rate=rate, cap=cap)
            return told, of_award(case, subject, line.award, formula), None
    return _say(language, "no-formula"), of_words(case, subject), None


def _subject(case: Case, judged: Judgement, facts: Mapping[str, Value]) -> Subject:
    entry, place = case.catalogue.entries[judged.programme.id], str(facts.get(REGISTERED))
    return Subject(judged.programme, Candidate(entry, 1.0, "own", place), place)


def _deciding(found: Assessment, best: Judgement) -> Sequence[str]:
    """List what still decides, what an interview would ask first at the front."""
    missing = sorted(best.missing, key=vocabulary().order.__getitem__)
    return list(dict.fromkeys([*([found.asked] if found.asked in best.missing else []), *missing]))[:_OPEN]


def _nothing(case: Case, found: Assessment) -> Answer | None:
    """Say that nothing of the place fits, with the first reason of each."""
    draft = Draft(case.u.language)
    for judged in found.own:
        failed = [each.criterion for each in judged.findings if each.truth is False]
        if judged.verdict != "ineligible" or not failed or judged.programme.id not in case.catalogue.entries:
            continue
        proof = of_criterion(case, _subject(case, judged, found.facts), failed[0])
        if proof is not None and len(draft.sentences) < _SHOWN:
            reason, name = requirement(failed[0], draft.language), judged.programme.name.to(draft.language)
            draft.compute(_say(draft.language, "out", name=name, requirement=reason), proof)
    if not draft.used:
        return None
    draft.say("plan-situation-next")
    return case.finished(draft, "answered")


def _say(language: Language, key: str, **values: str) -> str:
    return phrases.say(language, f"plan-situation-{key}", **values)

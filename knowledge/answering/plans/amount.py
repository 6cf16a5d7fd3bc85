"""What a founder would get on a sum that they name: worked out by the rules, for each place, line and tier."""

from collections.abc import Mapping, Sequence

from knowledge.answering import payout_told
from knowledge.answering.bill import Bill, bill_of, unused
from knowledge.answering.case import Case
from knowledge.answering.dated import round_on, say_state
from knowledge.answering.drafting import Draft
from knowledge.answering.evidence import Evidence
from knowledge.answering.payout import Payout, payouts, worth
from knowledge.answering.proof import of_award, of_criterion, of_words
from knowledge.answering.question import Answer, Computed
from knowledge.answering.subject import Subject, services, subjects
from knowledge.answering.told_before import told_bill, told_facts
from knowledge.eligibility.judging import judge
from knowledge.eligibility.kinds import Value
from knowledge.eligibility.programme import Criterion
from knowledge.eligibility.wording import requirement
from knowledge.glossary.places import gazetteer
from knowledge.language import Language, join_list

_SURE, _LIKELY, _RIVAL = 0.35, 0.5, 0.1
"""From these probabilities on a sum is asked for: outright, by what else a founder with a sum of their own asks, and
something of the rule's own figures instead."""
_OUTRIGHT = ("amount",)
_NEAR = (
    "amount",
    "rate",
    "rate.tier",
    "cap",
    "formula",
    "situation",
    "worth",
    "what",
    "eligible",
    "best_place",
)
_SITUATION = 2
"""With so many facts told a message that asks what there is tells a situation."""
_LINES, _LINES_EACH = 4, 2
"""How many lines of programmes are told for one place, and for each of several."""


def amount(case: Case) -> Answer | None:
    """Answer with the founder's own sum."""
    bill = told_bill(case)
    if bill is None or not _asks_sum(case, bill):
        return None
    groups = subjects(case)
    if not groups:
        return None
    if case.message.asks_any(_OUTRIGHT) < _LIKELY:
        groups = [group for group in groups if _of_group(case, bill, told_facts(case), group)]
    if bill.currency is not None:
        return case.plain("clarify", "plan-amount-currency")
    if not bill.edges:
        return None
    return _answer(case, bill, groups)


def _asks_sum(case: Case, bill: Bill) -> bool:
    message, intent = case.message, case.message.intent
    tells = len(message.stated.facts) >= _SITUATION and intent.slot("situation") > intent.slot("amount")
    if tells:
        return False
    if intent.slot("amount") < _LIKELY and message.asks_any(tuple(_ABOUT_RULE)) >= _RIVAL:
        return False
    own = bill.fact is not None or bill_of(message.stated) is None
    return message.asks_any(_OUTRIGHT) >= _SURE or (own and message.asks_any(_NEAR) >= _LIKELY)


def told_programme(case: Case, subject: Subject) -> Answer | None:
    """Answer with the founder's own sum for one programme, however it was asked about."""
    bill = told_bill(case)
    return _answer(case, bill, [[subject]]) if bill is not None else None


_ABOUT_RULE = frozenset({"cap.period", "floor", "budget", "evidence", "claim"})
"""What is asked of the rule's own figures, whatever sum is named."""


def _answer(case: Case, bill: Bill, groups: Sequence[Sequence[Subject]]) -> Answer | None:
    draft, computed = Draft(case.u.language), []
    facts = told_facts(case)
    told: list[tuple[Subject, Payout]] = []
    silent: list[Subject] = []
    for group in groups:
        found = _of_group(case, bill, facts, group)
        left = _LINES if len(groups) == 1 else _LINES_EACH
        told += (lines := [(s, p) for s, each in found for p in each][:left])
        silent += [] if lines else list(group[:1])
        for subject, _ in found:
            shown = [p for s, p in lines if s is subject]
            if shown:
                computed.append(_tell(case, draft, bill, facts, subject, shown, alone=len(found) == 1))
        if not lines:
            _say_no_formula(case, draft, group[0])
    if not draft.used:
        return None
    _say_rest(case, draft, bill, facts, told)
    return case.finished(draft, "partial" if silent else "answered", tuple(computed))


def _of_group(
    case: Case, bill: Bill, facts: Mapping[str, Value], group: Sequence[Subject]
) -> list[tuple[Subject, list[Payout]]]:
    bought, day = services(case), case.u.day
    found = [(each, payouts(each.programme, facts, bill, day, bought)) for each in group if each.is_offered]
    return [(subject, each) for subject, each in found if each]


def _tell(  # noqa: PLR0913 (what is told, of what, to whom)
    case: Case, draft: Draft, bill: Bill, facts: Mapping[str, Value], subject: Subject, each: list[Payout], *, alone: bool
) -> Computed:  # fmt: skip
    """Tell a programme's lines, a sentence each, and return what was worked out."""
    language, steps = draft.language, []
    barred = _barred(case, facts, subject, [payout.below for payout in each])
    for payout in each:
        said = payout_told.line_told(payout, bill, facts, language)
        steps.append(said)
        name = name_of(subject, payout, language, alone=alone, several=len(each) > 1)
        proofs = list(of_award(case, subject, payout.line.award, payout.options[0].formula))
        reason: Evidence | None = None
        if barred is not None:
            said = payout_told.say(language, "barred", requirement=requirement(barred, language), step=said)
            reason = of_criterion(case, subject, barred)
        elif payout.below is not None:
            reason = of_criterion(case, subject, payout.below)
        proofs = ([reason] if reason else []) + proofs
        if proofs:
            draft.compute(payout_told.say(language, "line", name=name, told=said), *proofs)
    value, is_ = (None, "unknown") if barred else worth(each)
    return Computed(subject.programme.id, "amount", value, tuple(steps)) if value else Computed(
        subject.programme.id, "amount", None, (*steps, is_)
    )  # fmt: skip


def _barred(
    case: Case, facts: Mapping[str, Value], subject: Subject, floors: Sequence[Criterion | None]
) -> Criterion | None:
    """Find what rules the programme out by what the founder said, whatever the sum."""
    judged = judge(subject.programme, facts, case.u.day)
    failed = [
        each.criterion for each in judged.findings if each.truth is False and each.criterion not in floors
    ]
    return failed[0] if judged.verdict == "ineligible" and failed else None


def name_of(
    subject: Subject, payout: Payout | None, language: Language, *, alone: bool, several: bool
) -> str:
    """Name the place where it has one programme, else the programme, with its line where it has several."""
    name = subject.programme.name.to(language)
    if alone and subject.place is not None and subject.candidate.how == "own":
        name = gazetteer().name(subject.place, language)
    if payout is None or not several or payout.line.name is None:
        return name
    return payout_told.say(language, "of-line", name=name, line=payout.line.name.to(language))


def _say_no_formula(case: Case, draft: Draft, subject: Subject) -> None:
    """Say that a sum can't be worked out, and what the text does say of it."""
    language = draft.language
    found = of_words(case, subject)
    if found:
        name = subject.programme.name.to(language)
        draft.compute(payout_told.say(language, "no-formula", name=name), *found)
        draft.quote(found[0])


def _say_rest(
    case: Case, draft: Draft, bill: Bill, facts: Mapping[str, Value], told: Sequence[tuple[Subject, Payout]]
) -> None:
    """Say what the sums hang on, the months asked for, and that a round is closed."""
    said: dict[str, None] = {}
    left = unused(case.message.stated)
    if told and left:
        draft.say("plan-amount-unused", sums=join_list(left, draft.language))
    for _, payout in told:
        said.update(dict.fromkeys(payout_told.remarks(payout, bill, facts, draft.language)))
    if told and len({id(subject) for subject, _ in told}) == 1:
        subject = told[0][0]
        proofs = of_award(case, subject, told[0][1].line.award, told[0][1].options[0].formula)
        for text in (*said, *filter(None, [payout_told.yearly(bill, draft.language)])):
            if proofs:
                draft.compute(text, proofs[0])
        if round_on(subject.candidate.entry, case.u.day).status in {"closed", "upcoming"}:
            say_state(draft, case.finder, subject.candidate, asks_force=False, first=False)
        return
    for key in ("plan-amount-ceiling", "plan-amount-bases"):
        if told:
            draft.say(key)
    if bill.monthly is not None:
        draft.say("plan-amount-months")

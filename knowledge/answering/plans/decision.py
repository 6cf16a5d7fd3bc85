"""Yes or no for the founder's case: the criteria concerned, judged by what is told or asked about."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.case import Case
from knowledge.answering.composing import ROOM
from knowledge.answering.dated import round_on, say_state
from knowledge.answering.drafting import LISTED, Draft, phrases
from knowledge.answering.over_programmes import over_programmes
from knowledge.answering.payout_told import percent, yuan
from knowledge.answering.polarity import Polarity, is_polar, polarity
from knowledge.answering.proof import of_award, of_criterion
from knowledge.answering.question import Answer, Computed
from knowledge.answering.subject import Subject, services, subjects
from knowledge.answering.supposition import ASKED, Supposition, supposition
from knowledge.eligibility.award import Tier
from knowledge.eligibility.judging import judge
from knowledge.eligibility.kleene import Truth
from knowledge.eligibility.programme import Criterion, Line
from knowledge.eligibility.wording import describe, founders_values, requirement
from knowledge.language import Language, join_clauses

_ASKS, _LIKELY = 0.4, 0.4
"""From these probabilities on a message asks, and asks whether a condition is met."""
_WITH_QUOTE = 1.3
"""How far beyond its room an answer may go to quote the clause."""
_ANYWHERE = 0.6
"""From this probability on a condition is judged over all programmes where no place is named."""
_WHOLE = ("eligible",)
"""Slots that ask for a decision without saying of what."""
_LEAST = 0.15
"""The least that the slots with a fact of their own must have together where the whole is asked about."""
_SUBJECTS, _ALSO = 4, 3
"""How many programmes are judged in one answer, and how many further criteria are named."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Where a programme stands on what is asked: the deciding criterion and its truth, and what else is open."""

    subject: Subject
    line: Line
    criterion: Criterion
    truth: Truth
    is_open: bool
    """True where the truth hangs on facts that are not known, and not on the text."""
    also: tuple[Criterion, ...]


def decision(case: Case) -> Answer | None:
    """Answer whether the founder's case fits."""
    if not asks_condition(case):
        return None
    put = polarity(case.message.stated.folded)
    supposed = supposition(case, must=put == "must")
    if supposed is None:
        return None
    groups = subjects(case)
    if not groups:
        sure = case.message.asks_any(tuple(ASKED)) >= _ANYWHERE and not case.u.has_place
        sure = sure and supposed.about <= _EVERYWHERE
        return over_programmes(case, supposed) if sure else None
    return decided(
        case, put, supposed, [subject for group in groups for subject in group if subject.is_offered]
    )


def decided(case: Case, put: Polarity, supposed: Supposition, among: Sequence[Subject]) -> Answer | None:
    """Answer for these programmes; None where none of them has a condition on what is asked."""
    offered = among[:_SUBJECTS]
    rulings = [ruling for each in offered if (ruling := _rule(case, each, supposed)) is not None]
    if not rulings:
        return _by_tier(case, offered, supposed) if supposed.supposed is None else None
    return _answer(case, put, supposed, rulings)


def asks_condition(case: Case) -> bool:
    """Tell whether a message asks if a condition is met, by its slots and the facts that it states."""
    message, u = case.message, case.u
    if message.intent.act("ask") < _ASKS or message.slot in _OTHERS or not is_polar(message.stated.folded):
        return False
    if message.asks_any(_CLAIMS) >= _CLAIMED:
        return False
    if u.quantity or u.moment or u.asks_which_places or u.scope != "place" or u.asks_draft:
        return False
    on_fact = message.asks_any(tuple(ASKED))
    return on_fact >= _LIKELY or (
        message.asks_any((*_WHOLE, *ASKED)) >= _LIKELY and (on_fact >= _LEAST or message.stated.facts != {})
    )


_CLAIMS, _CLAIMED = ("claim", "evidence"), 0.1
"""From this probability on it is asked whether a figure is true, which the statements answer."""
_EVERYWHERE = frozenset(
    {"applicant_type", "one_person_company", "clean_record", "industry", "provider_related", "provider_self", "provider_listed", "compute_domestic", "model_filing"}
)  # fmt: skip
"""Facts of which it says something to count over all programmes."""
_PLACES = frozenset({"registered_region", "tax_region", "registered_zone"})
_OTHERS = frozenset(
    {
        "amount",
        "rate",
        "cap",
        "window",
        "list",
        "selection",
        "comparison",
        "documents",
        "steps",
        "situation",
        "status",
    }
)


def _rule(case: Case, subject: Subject, supposed: Supposition) -> Ruling | None:
    """Judge the criteria concerned, line by line; the best of the lines for what is bought counts."""
    edition = subject.programme.on(case.u.day)
    lines = [(line, (*edition.common, *line.criteria)) for line in edition.lines]
    fits = [(line, all_) for line, all_ in lines if not _is_for_other(all_, services(case), supposed, case)]
    rulings = [_rule_line(case, subject, line, all_, supposed) for line, all_ in fits or lines]
    found = [each for each in rulings if each is not None]
    return min(found, key=lambda each: (True, None, False).index(each.truth), default=None)


def _rule_line(
    case: Case, subject: Subject, line: Line, criteria: Sequence[Criterion], supposed: Supposition
) -> Ruling | None:
    region, day = subject.programme.region, case.u.day
    truths = {each.id: supposed.truth(each.condition, region, day) for each in criteria}
    about = [each for each in criteria if supposed.about & set(each.condition.facts)]
    told = {*supposed.facts, *supposed.spans}
    failed = [each for each in criteria if truths[each.id] is False and told & set(each.condition.facts)]
    about = [each for each in about if not (truths[each.id] and _is_own_place(each, supposed))]
    if not about:
        return None
    waiting = [each for each in about if truths[each.id] is None]
    deciding = [each for each in failed if each in about] or failed or waiting or about
    first = deciding[0]
    facts = supposed.judged_by(region)
    waits = truths[first.id] is None and bool(set(first.condition.open_point(facts, day).asks) - set(told))
    also = [
        each for each in criteria if each is not first and truths[each.id] is None and each.condition.open_point(facts, day).asks
    ]  # fmt: skip
    return Ruling(subject, line, first, truths[first.id], waits, tuple(also[:_ALSO]))


def _is_own_place(criterion: Criterion, supposed: Supposition) -> bool:
    """Tell whether a criterion only looks at where the founder is, which was not asked about."""
    return set(criterion.condition.facts) <= _PLACES and len(supposed.about) > 0 and not supposed.is_asked


def _is_for_other(
    criteria: Sequence[Criterion], named: tuple[str, ...], supposed: Supposition, case: Case
) -> bool:
    """Tell whether a line is for another service than what is bought, or the kind of voucher that is named."""
    bought = supposed.facts.get("service_type")
    kinds = (bought,) if bought is not None else named
    on_service = [each.condition for each in criteria if each.condition.facts == ("service_type",)]
    return bool(kinds) and any(
        all(each.truth({"service_type": kind}, case.u.day) is False for kind in kinds) for each in on_service
    )


def _answer(case: Case, put: Polarity, supposed: Supposition, rulings: Sequence[Ruling]) -> Answer | None:
    draft = Draft(case.u.language)
    kinds = {_key(ruling) for ruling in rulings}
    if len(rulings) == 1 or len(kinds) == 1:
        _say_first(case, draft, put, supposed, rulings[0])
        listed = rulings[1:]
    else:
        draft.say("plan-decision-mixed")
        listed = rulings
    for ruling in listed:
        proof = of_criterion(case, ruling.subject, ruling.criterion)
        if proof is not None:
            said = requirement(ruling.criterion, draft.language)
            text = _say(
                draft.language, f"each-{_key(ruling)}", name=_name(ruling, draft.language), requirement=said
            )
            draft.compute(f"{LISTED}{text}", proof)
    if not draft.used:
        return None
    if len(rulings) == 1:
        _say_also(case, draft, rulings[0])
        if round_on(rulings[0].subject.candidate.entry, case.u.day).status in {"closed", "upcoming"}:
            say_state(draft, case.finder, rulings[0].subject.candidate, asks_force=False, first=False)
    return case.finished(draft, "answered", tuple(_computed(case, supposed, each) for each in rulings))


def _key(ruling: Ruling) -> str:
    if ruling.truth is None:
        return "depends" if ruling.is_open else "unclear"
    return "yes" if ruling.truth else "no"


def _say_first(case: Case, draft: Draft, put: Polarity, supposed: Supposition, ruling: Ruling) -> None:
    proof = of_criterion(case, ruling.subject, ruling.criterion)
    if proof is None:
        return
    language, key = draft.language, _key(ruling)
    facts = supposed.judged_by(ruling.subject.programme.region)
    shown = {f: v for f, v in facts.items() if f != supposed.supposed and f not in supposed.spans}
    values = founders_values(ruling.criterion, shown, language)
    if (
        len(ruling.criterion.condition.facts) == 1
        and values
        and isinstance(shown.get(ruling.criterion.condition.facts[0]), bool)
    ):
        values = ""  # "related party: no (you: yes)" tells nothing that the first word doesn't
    said = _say(language, "said", value=values) if values else ""
    name = f"{key}" if ruling.truth is None else f"{put}-{key}"
    text = _say(
        language, name, name=_name(ruling, language), requirement=requirement(ruling.criterion, language), said=said
    )  # fmt: skip
    draft.compute(text, proof, own=said)
    if len(text) + len(proof.statement.text) <= ROOM[language] * _WITH_QUOTE:
        draft.quote(proof)


def _say_also(case: Case, draft: Draft, ruling: Ruling) -> None:
    """Name what else must hold, in one line."""
    formula = next((tier.formula for tier in ruling.line.award.tiers if tier.formula.rate), None)
    if ruling.truth and "service_type" in ruling.criterion.condition.facts and formula and formula.rate:
        paid = of_award(case, ruling.subject, ruling.line.award, formula)
        cap = yuan(formula.cap, draft.language) if formula.cap is not None else ""
        told = _say(draft.language, "pays-cap" if cap else "pays", rate=percent(formula.rate), cap=cap)
        if paid and len(ruling.line.award.tiers) == 1:
            draft.compute(told, *paid)
    if ruling.truth is False or not ruling.also:
        return
    proofs = [proof for each in ruling.also if (proof := of_criterion(case, ruling.subject, each))]
    said = join_clauses((requirement(each, draft.language) for each in ruling.also), draft.language)
    if proofs:
        draft.compute(_say(draft.language, "also", requirements=said), *proofs)


def _by_tier(case: Case, offered: Sequence[Subject], supposed: Supposition) -> Answer | None:
    """Where nothing is asked of the fact but the rate hangs on it, say that."""
    for subject in offered:
        for line in subject.programme.on(case.u.day).lines:
            tier = next((each for each in line.award.tiers if _hangs_on(each, supposed)), None)
            if tier is None or tier.when is None or tier.formula.rate is None:
                continue
            proofs = of_award(case, subject, line.award, tier.formula)[:1]
            if proofs:
                draft, language = Draft(case.u.language), case.u.language
                values = {"rate": percent(tier.formula.rate), "condition": describe(tier.when, language)}
                name = subject.programme.name.to(language)
                draft.compute(_say(language, "tier", name=name, **values), *proofs)
                return case.finished(draft, "answered")
    return None


def _hangs_on(tier: Tier, supposed: Supposition) -> bool:
    return tier.when is not None and bool(supposed.about & set(tier.when.facts))


def _name(ruling: Ruling, language: Language) -> str:
    return ruling.subject.programme.name.to(language)


def _computed(case: Case, supposed: Supposition, ruling: Ruling) -> Computed:
    programme = ruling.subject.programme
    judged = judge(programme, supposed.judged_by(programme.region), case.u.day)
    step = f"{requirement(ruling.criterion, case.u.language)}: {_key(ruling)}"
    return Computed(programme.id, "verdict", judged.verdict, (step,))


def _say(language: Language, key: str, **values: str) -> str:
    return phrases.say(language, f"plan-decision-{key}", **values)

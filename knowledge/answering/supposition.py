"""What a decision is asked of: the facts that the founder tells, and the one that the question supposes or asks about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.answering.case import Case
from knowledge.answering.told_before import told_facts
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.kinds import Facts, Value
from knowledge.eligibility.kleene import Truth
from knowledge.reading.findings import Edge
from knowledge.reading.reading import read_statement

ELSEWHERE = "elsewhere"
"""Stands for a place outside the programme's."""
ASKED: Mapping[str, tuple[str, Value | None]] = {
    "applicant": ("applicant_type", None),
    "applicant.institution": ("applicant_type", "university"),
    "applicant.team": ("applicant_type", "unregistered_team"),
    "applicant.opc": ("one_person_company", True),
    "applicant.size": ("enterprise_size", None),
    "applicant.record": ("clean_record", False),
    "applicant.revenue": ("annual_revenue_cny", None),
    "applicant.age": ("founded_on", None),
    "applicant.industry": ("industry", None),
    "applicant.registered": ("registered_region", ELSEWHERE),
    "related_party": ("provider_related", True),
    "self_built": ("provider_self", True),
    "supplier.must_be_listed": ("provider_listed", False),
    "purpose": ("purpose", None),
    "covered": ("service_type", None),
    "covered.api": ("service_type", "model_api"),
    "covered.data": ("service_type", "data_corpus"),
    "domestic": ("compute_domestic", False),
    "compute_location": ("compute_region", ELSEWHERE),
    "model_filing": ("model_filing", "none"),
    "platform": ("bought_on_platform", False),
    "government_project": ("government_project", None),
}
"""The fact that a slot asks about, and the value that is meant where the message names none."""
_LIKELY, _TOLD = 0.2, 0.08
"""From these probabilities on a slot tells which fact is asked about: alone, and where the message states that fact."""
_ENDLESS = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Supposition:
    """The facts to judge by. `about` are those that are asked about; `spans` those of which only the bounds are known.

    `supposed` is the fact of which the value is not the founder's own words, None where it is.
    """

    facts: Facts
    spans: Mapping[str, tuple[Edge, Edge]]
    about: frozenset[str]
    supposed: str | None = None
    is_asked: bool = False
    """True where the question asks about one fact, and not whether the whole fits."""

    def truth(self, condition: Condition, region: str, day: date) -> Truth:
        """Judge a condition; what differs over a span is unknown."""
        truths = {condition.truth(facts, day) for facts in self._cases(region)}
        return truths.pop() if len(truths) == 1 else None

    def judged_by(self, region: str) -> Facts:
        """Return the facts for a programme of a region."""
        return next(iter(self._cases(region)))

    def _cases(self, region: str) -> Iterator[Facts]:
        away = "310000" if region.startswith("11") else "110000"
        facts = {fact: away if value == ELSEWHERE else value for fact, value in self.facts.items()}
        spans = {fact: span for fact, span in self.spans.items() if fact not in facts}
        for side in (0, 1) if spans else (0,):
            yield {**facts, **{fact: _edge(span, side) for fact, span in spans.items()}}


def _edge(span: tuple[Edge, Edge], side: int) -> Value:
    edge = span[side]
    if edge is not None:
        return edge
    if isinstance(span[1 - side], date):
        return date(1950, 1, 1) if side == 0 else date(2090, 1, 1)
    return Decimal(0) if side == 0 else _ENDLESS


def supposition(case: Case, *, must: bool) -> Supposition | None:
    """Work out what is supposed; with `must` the question is whether a thing is required, so that its lack is judged."""
    stated = case.message.stated
    told = {**told_facts(case)}
    told.update({fact: values[0] for fact, values in stated.supposed.items() if len(values) == 1})
    fact, value, is_told = _asked(case, must=must)
    if fact is not None and value is not None:
        known = {**told, fact: value}
        spans = {each: span for each, span in stated.ranges.items() if each != fact}
        return Supposition(known, spans, frozenset({fact}), None if is_told else fact, is_asked=True)
    own = {*stated.facts, *stated.supposed, *stated.ranges} & {*told, *stated.ranges}
    if fact is not None:
        own &= {fact}
    return Supposition(told, stated.ranges, frozenset(own)) if own else None


def _asked(  # noqa: PLR0911 (each way in which a value can be told)
    case: Case, *, must: bool
) -> tuple[str | None, Value | None, bool]:
    """Return the fact that the likeliest slot asks about, its value, and whether the founder named it."""
    stated = case.message.stated
    told = {*stated.facts, *stated.ranges, *stated.denied}
    asked = [(each, p) for each, p in case.message.intent.slots if each in ASKED]
    slot = next((each for each, p in asked if p >= (_TOLD if ASKED[each][0] in told else _LIKELY)), None)
    if slot is None:
        return None, None, False
    fact, default = ASKED[slot]
    if fact in stated.facts and not (must and isinstance(default, bool)):
        return fact, stated.facts[fact], True
    if must and default is not None:
        return fact, default, False
    if fact in stated.ranges:
        return fact, None, True
    if fact in stated.denied and default is not None:
        return fact, _contrary(stated.denied[fact][0], default), True
    read = read_statement(case.question.text, case.u.day, fact)
    found = read.facts.get(fact)
    named = {mention.code for mention in case.u.mentions}
    if found is not None and not (isinstance(found, str) and fact.endswith("_region") and found in named):
        return fact, found, True
    return fact, None if default == ELSEWHERE else default, False


def _contrary(denied: Value, default: Value) -> Value:
    return not denied if isinstance(denied, bool) else default

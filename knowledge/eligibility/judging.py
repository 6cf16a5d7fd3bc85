"""The verdict on a programme: a pure function of its rules, the facts and the day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from knowledge.eligibility import rounds
from knowledge.eligibility.award import UNKNOWN, Amount
from knowledge.eligibility.case import Case
from knowledge.eligibility.changes import Plan, effort, floors, remedy
from knowledge.eligibility.conditions.condition import OpenPoint
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.programme import Finding, Line, Programme
from knowledge.eligibility.rounds import RoundStatus

__all__ = ["Finding", "Judgement", "LineJudgement", "Verdict", "judge", "judge_all"]

Verdict = Literal["eligible", "undetermined", "ineligible"]


class LineJudgement(NamedTuple):
    """The verdict on one line and the findings behind it, common ones first.

    `open` is what the unknown criteria of an undetermined line wait for.
    """

    line: Line
    verdict: Verdict
    findings: tuple[Finding, ...]
    open: tuple[OpenPoint, ...] = ()

    def failed(self) -> list[Finding]:
        """List the criteria that are not met."""
        return [finding for finding in self.findings if finding.truth is False]


class Judgement(NamedTuple):
    """The verdict on a programme; `line` is the one that round and amount come from.

    `would_change` is what turns a "no", all of it together, or the least sums that a "yes" stands on.
    """

    programme: Programme
    as_of: date
    verdict: Verdict
    round: RoundStatus
    amount: Amount
    line: Line | None
    lines: tuple[LineJudgement, ...]
    findings: tuple[Finding, ...]
    missing: frozenset[str]
    would_change: Plan

    @property
    def leading(self) -> tuple[LineJudgement, ...]:
        """The lines whose verdict is the programme's."""
        return tuple(judged for judged in self.lines if judged.verdict == self.verdict)


def judge(programme: Programme, facts: Facts, day: date) -> Judgement:
    """Judge a programme; of its lines the best verdict counts."""
    return _judge(programme, Case(facts, day))


def judge_all(programmes: Iterable[Programme], facts: Facts, day: date) -> list[Judgement]:
    """Judge programmes; what they ask alike is looked at once."""
    case = Case(facts, day)
    return [_judge(programme, case) for programme in programmes]


def _judge(programme: Programme, case: Case) -> Judgement:
    facts, day = case.facts, case.day
    if programme.not_offered is not None:
        return Judgement(programme, day, "undetermined", "unknown", UNKNOWN, None, (), (), frozenset(), ())
    edition = programme.on(day)
    common = case.findings(edition.outcomes)
    lines = tuple([_judge_line(line, common, case) for line in edition.lines])
    best = _best([judged.verdict for judged in lines])
    leading = [judged for judged in lines if judged.verdict == best]
    if best == "ineligible":
        return _ineligible(programme, leading, facts, day)
    if best == "undetermined":
        return _undetermined(programme, lines, leading, facts, day)
    chosen, amount = _richest(leading, facts, day)
    status = rounds.status(chosen.line.rounds, day)
    stands_on = floors((finding.criterion.condition for finding in chosen.findings), facts, day)
    return Judgement(
        programme, day, best, status, amount, chosen.line, lines, chosen.findings, frozenset(), stands_on
    )


def _judge_line(line: Line, common: tuple[Finding, ...], case: Case) -> LineJudgement:
    findings = common + case.findings(line.outcomes)
    truths = [finding.truth for finding in findings]
    if False in truths:
        return LineJudgement(line, "ineligible", findings)
    if None not in truths:
        return LineJudgement(line, "eligible", findings)
    unknown = [finding.criterion.condition for finding in findings if finding.truth is None]
    points = tuple([case.open_point(condition) for condition in unknown])
    return LineJudgement(line, "undetermined", findings, points)


def _best(verdicts: list[Verdict]) -> Verdict:
    if "eligible" in verdicts:
        return "eligible"
    return "undetermined" if "undetermined" in verdicts else "ineligible"


def _richest(lines: list[LineJudgement], facts: Facts, day: date) -> tuple[LineJudgement, Amount]:
    """Return the line with the larger amount; the first where they are equal or not known."""
    amounts = [judged.line.award.amount(facts, day) for judged in lines]
    sums = [Decimal(-1) if amount.yuan is None else amount.yuan for amount in amounts]
    place = sums.index(max(sums))
    return lines[place], amounts[place]


def _joined(lines: list[LineJudgement]) -> tuple[Finding, ...]:
    """Join the findings of several lines, the common ones once."""
    if len(lines) == 1:
        return lines[0].findings
    own = (finding for judged in lines[1:] for finding in judged.findings if finding.line is not None)
    return (*lines[0].findings, *own)


def _undetermined(
    programme: Programme,
    lines: tuple[LineJudgement, ...],
    leading: list[LineJudgement],
    facts: Facts,
    day: date,
) -> Judgement:
    first = leading[0].line
    amount = first.award.amount(facts, day) if len(leading) == 1 else UNKNOWN
    findings = _joined(leading)
    missing = frozenset([fact for judged in leading for point in judged.open for fact in point.asks])
    status = rounds.status(first.rounds, day)
    return Judgement(programme, day, "undetermined", status, amount, first, lines, findings, missing, ())


def _ineligible(programme: Programme, lines: list[LineJudgement], facts: Facts, day: date) -> Judgement:
    """Say what would change the line that is nearest."""
    findings = _joined(lines)
    plans = [
        remedy([finding.criterion.condition for finding in judged.failed()], facts, day) for judged in lines
    ]
    would_change = (plans[0] if len(plans) == 1 else min(plans, key=effort)) or ()
    first = lines[0].line
    status = rounds.status(first.rounds, day)
    return Judgement(
        programme,
        day,
        "ineligible",
        status,
        UNKNOWN,
        first,
        tuple(lines),
        findings,
        frozenset(),
        would_change,
    )

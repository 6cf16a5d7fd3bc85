"""The rules of a programme as JSON."""

from typing import Any

from knowledge.clauses import Period
from knowledge.eligibility.award import Award, Formula
from knowledge.eligibility.programme import Criterion, Line, Programme
from knowledge.eligibility.rulefile import Words
from knowledge.eligibility.wording import describe, requirement
from knowledge.language import LANGUAGES


def rules_json(programme: Programme) -> dict[str, Any]:
    """Write all editions of a programme; sums and shares are decimal text."""
    return {
        "programme": programme.id,
        "name": _words(programme.name),
        "region": programme.region,
        "superseded_by": programme.superseded_by,
        "not_offered": programme.not_offered,
        "note": _words(programme.note),
        "editions": [
            {
                "from": edition.since.isoformat() if number else None,
                "criteria": [_criterion(each) for each in edition.common],
                "lines": [_line(each, programme.id) for each in edition.lines],
                "reminders": [_words(each) for each in edition.reminders],
            }
            for number, edition in enumerate(programme.editions)
        ],
    }


def _words(words: Words | None) -> dict[str, str] | None:
    return words._asdict() if words else None


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "requirement": {language: requirement(criterion, language) for language in LANGUAGES},
        "facts": list(criterion.condition.facts),
        "document": criterion.document,
        "clause": criterion.clause,
        "follows_from": _words(criterion.follows_from),
    }


def _line(line: Line, programme: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": _words(line.name),
        "rounds": [{"kind": each.kind, **_period(each.period)} for each in line.rounds],
        "criteria": [_criterion(each) for each in line.criteria],
        "award": _award(line.award, programme),
    }


def _period(period: Period) -> dict[str, str | None]:
    since, until = period.since, period.until
    return {"from": since.isoformat() if since else None, "to": until.isoformat() if until else None}


def _award(award: Award, programme: str) -> dict[str, Any]:
    return {
        "document": award.document or programme,
        "clause": award.clause,
        "tiers": [
            {
                "when": {language: describe(tier.when, language) for language in LANGUAGES}
                if tier.when
                else None,
                **_formula(tier.formula),
            }
            for tier in award.tiers
        ],
        "in_words": _words(award.in_words),
    }


def _formula(formula: Formula) -> dict[str, Any]:
    return {
        "is": formula.is_,
        "rate": None if formula.rate is None else f"{formula.rate:f}",
        "of": formula.base,
        "cap_cny": None if formula.cap is None else f"{formula.cap:f}",
        "less_granted": formula.less_granted,
        "less": list(formula.less),
        "prorated": _period(formula.proration.period) if formula.proration else None,
        "cut_each_step_to_cny": f"{formula.step:f}" if formula.step else None,
    }

"""A pre-check as JSON, as outsiders rely on it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from knowledge.eligibility.conditions.condition import Change
from knowledge.eligibility.interview import next_question
from knowledge.eligibility.judging import Judgement
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.language import Language


def precheck_json(
    judgements: Sequence[Judgement],
    day: date,
    language: Language,
    *,
    id_: object = None,
    release: str | None = None,
) -> dict[str, Any]:
    """Write a whole pre-check; `language` is that of the notes."""
    return {
        "id": id_,
        "as_of": day.isoformat(),
        "release": release,
        "programmes": [judgement_json(judgement, language) for judgement in judgements],
        "next_question": next_question(judgements, vocabulary()),
    }


def judgement_json(judgement: Judgement, language: Language) -> dict[str, Any]:
    """Write the verdict on one programme."""
    programme, amount = judgement.programme, judgement.amount
    return {
        "programme": programme.id,
        "verdict": judgement.verdict,
        "round": judgement.round,
        "amount_cny": None if amount.yuan is None else f"{amount.yuan:f}",
        "amount_is": amount.is_,
        "criteria": [finding.row for finding in judgement.findings],
        "missing": sorted(judgement.missing, key=vocabulary().order.__getitem__) if judgement.missing else [],
        "would_change": [_change_json(change) for change in judgement.would_change],
        "superseded_by": programme.superseded_by,
        "note": programme.note.to(language) if programme.note else None,
    }


def _change_json(change: Change) -> dict[str, Any]:
    if isinstance(change.value, tuple):
        value: object = list(change.value)
    else:
        value = vocabulary()[change.fact].kind.write(change.value)
    return {"fact": change.fact, "needs": change.needs, "value": value}

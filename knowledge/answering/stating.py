"""Figures and states of programmes in a few words, and the statements that prove them."""

from collections.abc import Sequence
from decimal import Decimal

from knowledge.answering.catalogue import Entry
from knowledge.answering.choosing import Candidate
from knowledge.answering.drafting import phrases
from knowledge.answering.evidence import Evidence
from knowledge.answering.tariff import Term
from knowledge.eligibility.kinds import Value
from knowledge.eligibility.states import RoundState
from knowledge.eligibility.states_told import day_told
from knowledge.glossary.concepts import concepts
from knowledge.glossary.terms import instruments
from knowledge.language import Language, fold
from knowledge.library.passages import passages
from knowledge.reading.words import facts_with_cues, find_cues

_YI, _WAN = Decimal(10**8), Decimal(10**4)
_CONCEPT = {"registered_region": "outside", "compute_domestic": "domestic"}
_KINDS = {
    "model_api": frozenset(["model", "token"]), "model_deployment": frozenset(["model"]), "data_corpus": frozenset(["data", "corpus"]),
}  # fmt: skip
"""The kinds of vouchers that pay for a service."""
_SUPPLIER = "provider_listed"
_SPEAK = ("applicant", "covered", "what")


def cited(candidate: Candidate, language: Language, place: tuple[str, int]) -> Evidence:
    """Return the statement at a place of a document, in a language, as evidence."""
    document = candidate.entry.text(language)
    passage = next(each for each in passages(document) if each.heading == place[0])
    return Evidence(candidate, passage, passage.statements[place[1]], 1.0, 0.0, 0.0)


def statement_at(entry: Entry, place: tuple[str, int], facts: Sequence[tuple[str, Value]]) -> tuple[str, int]:
    """Choose the statement of a clause that speaks of what is asked; of the first clause where none is named."""
    document = entry.text("zh")
    clause = document.clause(place[0]) or document.clauses[0]
    if place[1] > 0:
        return place
    told = [
        n
        for n, each in enumerate(clause.statements)
        if any(
            _speaks(each.text, *fact) and ("provider" not in each.topics or fact[0] == _SUPPLIER)
            for fact in facts
        )
    ]
    usual = [
        n for n, each in enumerate(clause.statements) if not each.is_gap and set(_SPEAK) & set(each.topics)
    ]
    return (clause.heading, (told or usual or [0])[0])


def _speaks(text: str, fact: str, value: Value) -> bool:
    if fact in _CONCEPT:
        return _CONCEPT[fact] in concepts(text)
    if fact == _SUPPLIER:
        return any(True for each in (_SUPPLIER, "bought_on_platform") for _ in find_cues(fold(text), each))
    if fact == "service_type" and _KINDS.get(str(value), frozenset()) & instruments(text):
        return True
    return fact in facts_with_cues() and any(cue.value == value for cue in find_cues(fold(text), fact))


def value_told(value: Decimal, unit: str, language: Language) -> str:
    """Write a value as people write it: 50%, 200万元, 2 million yuan."""
    if unit == "percent":
        return f"{_plain(round(value, 2))}%"
    if language == "zh":
        if value >= _YI and value % (_YI / 100) == 0:
            return f"{_plain(value / _YI)}亿元"
        return f"{_plain(value / _WAN)}万元" if value >= _WAN and value % 100 == 0 else f"{_plain(value)}元"
    million = Decimal(10**6)
    return (
        f"{_plain(value / million)} million yuan"
        if value >= million and value % 1000 == 0
        else f"{value:,f} yuan"
    )


def joined(names: Sequence[str], language: Language) -> str:
    """Set names beside each other."""
    return ("、" if language == "zh" else ", ").join(names)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_told(term: Term, language: Language) -> str:
    """Write a figure with what it is: up to 50%, 30%, 10%-50%, 2 million yuan (not confirmed)."""
    text = value_told(term.high, term.unit, language)
    if term.low != term.high:
        text = f"{value_told(term.low, term.unit, language)}–{text}"
    if term.modality == "exact" or term.measure in {"cap", "floor", "budget"}:
        return (
            text
            if term.modality != "unconfirmed"
            else phrases.say(language, "plan-select-unsure", figure=text)
        )
    return phrases.say(
        language, "plan-select-unsure" if term.modality == "unconfirmed" else "plan-select-up-to", figure=text
    )


def short_state(state: RoundState, language: Language) -> str:
    """Say in brackets whether applications are taken, where the days of the round are known."""
    if state.status == "unknown":
        return ""
    key = f"plan-select-state-{state.status}" + (
        "-until" if state.closes and state.status != "upcoming" else ""
    )
    return phrases.say(
        language, key, since=day_told(state.opens, language), until=day_told(state.closes, language)
    )

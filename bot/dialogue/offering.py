"""What programmes offer a founder: the pre-check's verdict with everything that an application needs beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.applications.checklist import PROOFS, asks_bank, papers
from bot.applications.offer import Both, Criterion, Offer
from bot.dialogue.words import say
from knowledge.clauses import Document
from knowledge.eligibility import rounds
from knowledge.eligibility.judging import Finding, Judgement, judge
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.programme import STATUS, Programme
from knowledge.eligibility.rulebook import Rulebook
from knowledge.eligibility.vocabulary import FactError, vocabulary
from knowledge.eligibility.wording import requirement
from knowledge.glossary.places import lies_within


@dataclass(frozen=True, slots=True)
class RulebookOffers:
    """Judges programmes by the rules that serve. Each part is asked anew, so that a new release is seen."""

    rules: Callable[[], Rulebook]
    documents: Callable[[], Iterable[Document]]
    release: Callable[[], str]

    async def offer(self, programme: str, facts: Mapping[str, Any], today: date) -> Offer | None:
        """Judge one programme; None when there is no such programme to apply to."""
        rules = self.rules()
        if programme not in rules or not rules.get(programme).takes_applications:
            return None
        return self._offer(judge(rules.get(programme), read_facts(facts), today), today)

    async def open_to(self, facts: Mapping[str, Any], today: date) -> Sequence[Offer]:
        """Return what fits and is open: what is certain first, of the rest only what is of the founder's own place."""
        known = read_facts(facts)
        found = [judge(programme, known, today) for programme in self.rules().offered]
        fitting = [each for each in found if _fits(each, known)]
        fitting.sort(key=lambda each: (each.verdict != "eligible", each.round != "open", each.programme.id))
        return [self._offer(each, today) for each in fitting]

    def _offer(self, judged: Judgement, today: date) -> Offer:
        programme = judged.programme
        found = {document.language: document for document in self.documents() if document.id == programme.id}
        zh, en = found.get("zh"), found.get("en")
        criteria = tuple(_criterion(finding) for finding in judged.findings)
        facts_of = {finding.id: finding.criterion.condition.facts for finding in judged.findings}
        period = _period(judged, today)
        return Offer(
            programme=programme.id,
            title=Both(programme.name.zh, programme.name.en),
            round=f"{(period and period[0]) or ''}..{(period and period[1]) or ''}",
            round_state=judged.round,
            opens=period[0] if period else None,
            closes=period[1] if period else None,
            verdict=judged.verdict,
            ceiling_cny=judged.amount.yuan,
            criteria=criteria,
            papers=papers(zh, en, criteria, facts_of, _usual()),
            asks_bank=asks_bank(zh, en),
            release=self.release(),
        )


def read_facts(raw: Mapping[str, Any]) -> Facts:
    """Read a session's facts; one that the vocabulary no longer takes counts as unknown."""
    try:
        return vocabulary().read(dict(raw))
    except FactError:
        good: dict[str, Any] = {}
        for name, value in raw.items():
            try:
                vocabulary().read({**good, name: value})
            except FactError:
                continue
            good[name] = value
        return vocabulary().read(good)


def _fits(judged: Judgement, facts: Facts) -> bool:
    if not judged.programme.takes_applications:
        return False
    if judged.round not in ("open", "unknown") or judged.verdict == "ineligible":
        return False
    return judged.verdict == "eligible" or _is_own_place(judged.programme, facts)


def _is_own_place(programme: Programme, facts: Facts) -> bool:
    places = [facts.get(name) for name in ("registered_region", "tax_region", "compute_region")]
    return any(isinstance(place, str) and lies_within(place, programme.region) for place in places)


def _period(judged: Judgement, today: date) -> tuple[date | None, date | None] | None:
    current = rounds.current(judged.line.rounds, today) if judged.line else None
    return (current.period.since, current.period.until) if current else None


def _criterion(finding: Finding) -> Criterion:
    it = finding.criterion
    label = Both(requirement(it, "zh"), requirement(it, "en"))
    return Criterion(finding.id, STATUS[finding.truth], it.document, it.clause, label)


def _usual() -> dict[str, Both]:
    return {
        proof.id: Both(say("zh", f"usual-{proof.id}"), say("en", f"usual-{proof.id}")) for proof in PROOFS
    }

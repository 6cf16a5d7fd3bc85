"""The rules of a programme as a case officer reads them: text made from the data that judges."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from knowledge.clauses import Document, Period
from knowledge.eligibility.award import GRANTED, Award, Formula, Limit
from knowledge.eligibility.explaining import clause_name
from knowledge.eligibility.kinds import Day
from knowledge.eligibility.programme import Criterion, Edition, Line, Programme
from knowledge.eligibility.rounds import Round
from knowledge.eligibility.rulefile import Words
from knowledge.eligibility.wording import describe, label, requirement, show
from knowledge.language import Language, join_clauses, join_list
from knowledge.phrasebook import Phrasebook

Texts = Mapping[str, Document]
"""Documents of one language by id."""


@cache
def phrases() -> Phrasebook:
    """Return the sentences of this room."""
    return Phrasebook("knowledge.upkeep")


class Shower:
    """Writes rules in one language; `programmes` and `documents` name what a rule refers to."""

    def __init__(self, language: Language, programmes: Mapping[str, Programme], documents: Texts) -> None:
        self.language: Language = language
        self.programmes = programmes
        self.documents = documents

    def say(self, key: str, **values: str) -> str:
        """Say a sentence."""
        return phrases().say(self.language, key, **values)

    def text(self, programme: Programme) -> str:
        """Write all rules of a programme."""
        return "\n".join(self._lines(programme))

    def _lines(self, programme: Programme) -> Iterator[str]:
        yield self.say("title", name=programme.name.to(self.language), id=programme.id)
        place = show("registered_region", programme.region, self.language)
        yield self.say("place", place=place, code=programme.region)
        if programme.superseded_by:
            newer = self.programmes.get(programme.superseded_by, programme)
            yield self.say("superseded", name=newer.name.to(self.language), id=programme.superseded_by)
        if programme.note is not None:
            yield self.say("not-offered", note=programme.note.to(self.language))
            return
        for number, edition in enumerate(programme.editions):
            if len(programme.editions) > 1:
                yield ""
                yield self._edition_title(programme, number)
            yield from self._edition(programme, edition)
        yield ""
        yield self.say("stacking")
        yield from self._bullets(self._stacking(programme.id) or [self.say("no-stacking")])

    def _edition_title(self, programme: Programme, number: int) -> str:
        if number == 0:
            return self.say("edition-first", day=self._day(programme.editions[1].since))
        return self.say("edition", day=self._day(programme.editions[number].since))

    def _edition(self, programme: Programme, edition: Edition) -> Iterator[str]:
        if len({line.rounds for line in edition.lines}) == 1:
            yield from self._rounds(edition.lines[0].rounds)
        if edition.common:
            yield ""
            yield self.say("criteria")
            yield from self._criteria(edition.common, programme.id)
        for line in edition.lines:
            yield from self._line(line, edition, programme.id)
        if edition.reminders:
            yield ""
            yield self.say("reminders")
            yield from self._bullets(words.to(self.language) for words in edition.reminders)

    def _line(self, line: Line, edition: Edition, programme: str) -> Iterator[str]:
        yield ""
        if line.id is not None and line.name is not None:
            yield self.say("line", name=line.name.to(self.language), id=line.id)
            if len({each.rounds for each in edition.lines}) > 1:
                yield from self._rounds(line.rounds)
            yield self.say("criteria-of-line") if line.criteria else self.say("no-criteria")
            yield from self._criteria(line.criteria, programme)
        yield self.say("award") + self._source(
            line.award.document or programme, line.award.clause, line.award.follows_from, programme
        )
        yield from self._bullets(self.award(line.award))

    def _criteria(self, criteria: tuple[Criterion, ...], programme: str) -> Iterator[str]:
        for number, criterion in enumerate(criteria, 1):
            source = self._source(criterion.document, criterion.clause, criterion.follows_from, programme)
            yield f"  {number}. {requirement(criterion, self.language)}{source} [{criterion.id}]"

    def award(self, award: Award) -> Iterator[str]:
        """Write what an award pays, a tier a line, and what cannot be reckoned."""
        if not award.tiers:
            yield self.say("award-unknown")
        for tier in award.tiers:
            formula = self.formula(tier.formula)
            if tier.when is not None:
                yield self.say(
                    "tier-when", condition=uncapitalised(describe(tier.when, self.language)), formula=formula
                )
            else:
                yield formula if len(award.tiers) == 1 else self.say("tier-else", formula=formula)
        if award.in_words is not None:
            yield award.in_words.to(self.language)

    def formula(self, formula: Formula) -> str:
        """Write a formula as a sentence."""
        if formula.rate is None or formula.base is None or formula.is_ == "unknown":
            return self.say("award-unknown")
        parts = [self.say("formula", rate=f"{formula.rate:.0%}", base=self._label(formula.base))]
        if formula.proration is not None:
            parts.append(self.say("prorated", days=self.days(formula.proration.period)))
        if formula.step:
            parts.append(self.say("cut-steps", step=f"{formula.step:f}"))
        if formula.less:
            parts.append(self.say("less", facts=self._facts(formula.less)))
        parts.append(self._cap(formula))
        parts += [self.say("limit", limit=self._limit(limit)) for limit in formula.limits]
        return join_clauses(["".join(parts), self.say(f"is-{formula.is_}")], self.language)

    def _cap(self, formula: Formula) -> str:
        if formula.cap is None:
            return self.say("no-cap")
        key = "cap-less-granted" if formula.less_granted else "cap"
        return self.say(key, cap=show(GRANTED, formula.cap, self.language))

    def _limit(self, limit: Limit) -> str:
        if limit.sum is not None:
            said = show(GRANTED, limit.sum, self.language)
        else:
            said = self.say("formula", rate=f"{limit.rate:.0%}", base=self._label(limit.base or ""))
        return said + (self.say("less", facts=self._facts(limit.less)) if limit.less else "")

    def days(self, period: Period) -> str:
        """Write a period."""
        since = self._day(period.since) if period.since else ""
        until = self._day(period.until) if period.until else ""
        key = "days-from-to" if since and until else "days-from" if since else "days-to"
        return self.say(key, since=since, until=until)

    def _rounds(self, rounds: tuple[Round, ...]) -> Iterator[str]:
        colon = "：" if self.language == "zh" else ": "
        said = [self.say(f"round-{each.kind}", days=self.days(each.period)) for each in rounds]
        yield self.say("rounds") + colon + (join_list(said, self.language) or self.say("round-none"))

    def _source(self, document: str, clause: str, words: Words | None, programme: str) -> str:
        title = self.documents[document].short_title if document in self.documents else document
        named = clause_name(clause, self.language)
        said = self.say("source", document=title, clause=named) if document != programme else named
        if words is not None:
            said += self.say("follows-from", words=words.to(self.language))
        return f"（{said}）" if self.language == "zh" else f" ({said})"

    def _stacking(self, programme: str) -> list[str]:
        """List what the document says of other support, in its own words."""
        document = self.documents.get(programme)
        clauses = document.clauses if document else ()
        return [each.text for clause in clauses for each in clause.statements if "stacking" in each.topics]

    def _bullets(self, said: Iterable[str]) -> Iterator[str]:
        return (f"  · {each}" for each in said)

    def _facts(self, facts: tuple[str, ...]) -> str:
        return join_list((self._label(fact) for fact in facts), self.language)

    def _label(self, fact: str) -> str:
        return uncapitalised(label(fact, self.language))

    def _day(self, day: date) -> str:
        return Day().show(day, self.language)


def uncapitalised(text: str) -> str:
    """Write a sentence as part of another one; an acronym stays as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text

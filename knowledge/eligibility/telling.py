"""A verdict in a founder's words: where it stands, when, how much, why, and what would change it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from knowledge.clauses import Document
from knowledge.eligibility.addresses import addresses
from knowledge.eligibility.assessing import Assessment
from knowledge.eligibility.combining import Combination, Pair
from knowledge.eligibility.conditions.condition import Change
from knowledge.eligibility.judging import Judgement
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.presenting import MARKS, by_line, missing_facts, name_facts, shortfall
from knowledge.eligibility.pricing import awaited
from knowledge.eligibility.programme import Criterion
from knowledge.eligibility.states import round_state
from knowledge.eligibility.states_told import tell_round
from knowledge.eligibility.wording import describe_change, founders_values, label, phrases, requirement
from knowledge.glossary.places import gazetteer
from knowledge.language import Language, join_clauses, join_list

_STATUS = {True: "met", False: "not-met", None: "open"}
_MARK = {"eligible": "✓", "ineligible": "✗", "undetermined": "?"}


def say(language: Language, key: str, **values: str) -> str:
    """Say a sentence of this room."""
    return phrases().say(language, f"told-{key}", **values)


class Teller:
    """Tells of an assessment in one language; `documents` are those of that language, by id."""

    def __init__(self, language: Language, documents: Mapping[str, Document], found: Assessment) -> None:
        self.found = found
        self.language: Language = language
        self.documents = documents

    def headline(self, judged: Judgement) -> str:
        """Name the programme and the verdict, and what was supposed for it."""
        told = say(
            self.language,
            "headline",
            mark=_MARK[judged.verdict],
            name=judged.programme.name.to(self.language),
            verdict=say(self.language, judged.verdict),
        )
        supposition = self.found.supposition(judged)
        if supposition is None:
            return told
        place = gazetteer().name(supposition.place, self.language)
        return told + say(self.language, f"supposed-{supposition.what}", place=place)

    def in_short(self, judged: Judgement) -> Iterator[str]:
        """Tell the round, the amount, the deciding reason and what would change a no."""
        if judged.line is not None and judged.line.rounds:
            yield self.round(judged)
        if judged.verdict != "ineligible":
            yield self.amount(judged)
        yield from self.reasons(judged)
        if judged.verdict == "ineligible" and judged.would_change:
            yield self.changes(judged)

    def round(self, judged: Judgement) -> str:
        """Tell whether applications are taken, with the dates, and whether a new round is usual."""
        if judged.line is None or not judged.line.rounds:
            return say(self.language, "round-none")
        told = tell_round(round_state(judged.line.rounds, judged.as_of), self.language)
        return told + (self._renewal(judged) if judged.round == "closed" else "")

    def _renewal(self, judged: Judgement) -> str:
        """Tell whether another round is to be expected, by the successor, earlier rounds and the document's own term."""
        document = self.documents.get(judged.programme.id)
        successor = judged.programme.superseded_by
        if successor is not None:
            named = self.documents.get(successor)
            return say(self.language, "succeeded", name=named.short_title if named else successor)
        if document is None:
            return ""
        if len(document.windows) > 1:
            return say(self.language, "rounds-usual")
        until = document.in_force.until
        if judged.as_of in document.in_force and (until is None or until > judged.as_of):
            return say(
                self.language, "rounds-possible-until" if until else "rounds-possible", **_days(None, until)
            )
        return ""

    def amount(self, judged: Judgement) -> str:
        """Tell the amount; a ceiling is never a promise."""
        yuan, is_ = judged.amount
        if yuan is None:
            return self._no_amount(judged)
        return say(self.language, f"amount-{is_}", yuan=money(yuan))

    def _no_amount(self, judged: Judgement) -> str:
        """Tell what the amount waits for, or what the text says where it cannot be reckoned."""
        facts = self.found.facts_of(judged)
        awards = [line.line.award for line in judged.leading]
        waits = dict.fromkeys(fact for award in awards for fact in awaited(award, facts, judged.as_of))
        if waits:
            return say(self.language, "amount-depends", facts=name_facts(waits, self.language))
        words = [award.in_words for award in awards if award.in_words is not None]
        return (
            words[0].to(self.language)
            if len(words) == len(awards) == 1
            else say(self.language, "amount-unknown")
        )

    def reasons(self, judged: Judgement) -> Iterator[str]:
        """Tell what decides: the first criterion that is not met, or what is still open."""
        facts = self.found.facts_of(judged)
        if judged.verdict == "eligible":
            yield say(self.language, "all-met", count=str(len(judged.findings)))
            return
        wanted = False if judged.verdict == "ineligible" else None
        deciding = [finding for finding in judged.findings if finding.truth is wanted]
        if wanted is False and deciding:
            yield self.criterion(deciding[0].criterion, facts)
        elif judged.missing:
            yield say(self.language, "missing", facts=missing_facts(judged, self.language))
        elif deciding:
            yield say(self.language, "text-leaves-open", what=self.criterion(deciding[0].criterion, facts))

    def criterion(self, criterion: Criterion, facts: Facts) -> str:
        """Tell what a criterion asks, what the founder said and where it stands."""
        in_part = [self.found.spans[fact] for fact in criterion.condition.facts if fact in self.found.spans]
        values = (
            in_part[0].show(self.language) if in_part else founders_values(criterion, facts, self.language)
        )
        return say(
            self.language,
            "criterion-said" if values else "criterion",
            requirement=requirement(criterion, self.language),
            clause=self.clause(criterion),
            **({"value": values} if values else {}),
        )

    def clause(self, criterion: Criterion) -> str:
        """Name the document and the clause of a criterion."""
        document = self.documents.get(criterion.document)
        if document is None:
            return criterion.clause
        clause = document.clause(criterion.clause)
        title = clause.title if clause else criterion.clause
        return say(self.language, "clause", document=document.short_title, clause=title)

    def changes(self, judged: Judgement) -> str:
        """Tell the smallest change that would turn a no."""
        facts = self.found.facts_of(judged)
        told = (self._change(change, facts) for change in judged.would_change)
        return say(self.language, "would-change", changes=join_clauses(told, self.language))

    def _change(self, change: Change, facts: Facts) -> str:
        """Tell one change; of money how much more is needed."""
        lacking = shortfall(change, facts)
        if lacking is None or not change.fact.endswith("_cny"):
            return describe_change(change, self.language)
        more, least = map(money, lacking)
        return say(self.language, "more", fact=label(change.fact, self.language), more=more, least=least)

    def findings(self, judged: Judgement, *, words: bool = False) -> Iterator[str]:
        """Tell every criterion, a line each; those of the programme's own lines under their names.

        With `words` they are marked in words, for print.
        """
        facts = self.found.facts_of(judged)
        for name, finding in by_line(judged):
            if name is not None:
                yield say(self.language, "line", name=name.to(self.language))
            mark = say(self.language, f"mark-{_STATUS[finding.truth]}") if words else MARKS[finding.truth]
            yield f"{mark} {self.criterion(finding.criterion, facts)}"

    def source(self, judged: Judgement) -> str:
        """Name the document, its number, when it is in force and where it stands."""
        document = self.documents.get(judged.programme.id)
        if document is None:
            return ""
        number = (
            f"（{document.document_number}）" if self.language == "zh" else f" ({document.document_number})"
        )
        values = {
            "title": document.title + (number if document.document_number else ""),
            "address": join_clauses(addresses(document.main_origin, self.language), self.language),
            **_days(document.in_force.since, document.in_force.until),
        }
        given = "".join(f"-{key}" for key in ("since", "until") if values[key])
        return say(self.language, f"source{given}", **values)

    def remarks(self, judged: Judgement) -> list[str]:
        """List what is told beside the criteria: what cannot be reckoned, and the reminders."""
        awards = [line.line.award.in_words for line in judged.leading]
        reminders = judged.programme.on(judged.as_of).reminders
        return [words.to(self.language) for words in (*awards, *reminders) if words is not None]


def pair_told(pair: Pair, language: Language) -> str:
    """Tell what the rules say of having two programmes for the same contract."""
    one, other = (each.programme.name.to(language) for each in (pair.one, pair.other))
    return say(language, f"pair-{pair.relation}", one=one, other=other)


def combination(most: Combination, language: Language) -> str:
    """Tell the best that may be had together."""
    names = join_list((each.programme.name.to(language) for each in most.programmes), language)
    key = "best-together" if len(most.programmes) > 1 else "best-alone"
    return say(
        language, f"{key}-{'ceiling' if most.is_ceiling else 'exact'}", names=names, yuan=money(most.yuan)
    )


def money(yuan: Decimal) -> str:
    """Write a sum without the fen that are none."""
    return f"{yuan:,.2f}".removesuffix(".00")


def _days(since: object, until: object) -> dict[str, str]:
    return {"since": str(since or ""), "until": str(until or "")}

"""A pre-check as text: the verdict, every criterion with its clause, what is missing, what would change it."""

from collections.abc import Iterator, Sequence

from knowledge.eligibility.conditions.condition import Change
from knowledge.eligibility.interview import next_question
from knowledge.eligibility.judging import Finding, Judgement
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.presenting import MARKS, by_line, missing_facts, shortfall
from knowledge.eligibility.programme import STATUS, Criterion
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.rulefile import Words
from knowledge.eligibility.states import round_state
from knowledge.eligibility.states_told import tell_round
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.eligibility.wording import (
    describe_change,
    founders_values,
    label,
    phrases,
    requirement,
    show,
)
from knowledge.language import Language, join_clauses


def precheck_text(judgements: Sequence[Judgement], facts: Facts, language: Language) -> str:
    """Write a whole pre-check for people."""
    blocks = ["\n".join(judgement_lines(judgement, facts, language)) for judgement in judgements]
    asked = next_question(judgements, vocabulary())
    if asked is None:
        blocks.append(phrases().say(language, "all-settled"))
    else:
        question = vocabulary()[asked].question.to(language)
        blocks.append(phrases().say(language, "next-question", question=question))
    blocks.append(phrases().say(language, "indicative"))
    return "\n\n".join(blocks)


def judgement_lines(judgement: Judgement, facts: Facts, language: Language) -> Iterator[str]:
    """Write the verdict on one programme, a line a criterion."""
    programme, say = judgement.programme, phrases().say
    if programme.note is not None:
        colon = "：" if language == "zh" else ": "
        yield f"{programme.name.to(language)}{colon}{programme.note.to(language)}"
        return
    yield say(
        language,
        "headline",
        name=programme.name.to(language),
        id=programme.id,
        verdict=say(language, judgement.verdict),
        round=round_text(judgement, language),
        amount=amount_text(judgement, language),
    )
    if programme.superseded_by:
        newer = rulebook().get(programme.superseded_by).name.to(language)
        yield "  " + say(language, "superseded", name=newer, programme=programme.superseded_by)
    yield from _findings(judgement, facts, language)
    yield from (f"  {each}" for each in _open_points(judgement, language))
    for told in remarks(judgement):
        yield "  · " + told.to(language)
    if judgement.would_change:
        yield "  " + changes_text(judgement, facts, language)


def _findings(judgement: Judgement, facts: Facts, language: Language) -> Iterator[str]:
    """Write the criteria, those of a line under its name."""
    for name, finding in by_line(judgement):
        if name is not None:
            yield "  " + phrases().say(language, "line", name=name.to(language))
        yield f"  {MARKS[finding.truth]} {finding_text(finding, judgement, facts, language)}"


def _open_points(judgement: Judgement, language: Language) -> Iterator[str]:
    if judgement.missing:
        yield phrases().say(language, "missing", facts=missing_facts(judgement, language))
    elif judgement.verdict == "undetermined":
        yield phrases().say(language, "text-open")


def changes_text(judgement: Judgement, facts: Facts, language: Language) -> str:
    """Write what would turn a "no", or the least that a "yes" stands on."""
    said = phrases().say
    if judgement.verdict == "eligible":
        floors = [
            said(
                language,
                "floor",
                fact=label(floor.fact, language),
                value=show(floor.fact, floor.example, language),
            )
            for floor in judgement.would_change
        ]
        return said(language, "stands-on", changes=join_clauses(floors, language))
    changes = [
        describe_change(change, language) + _more(change, facts, language)
        for change in judgement.would_change
    ]
    return said(language, "would-change", changes=join_clauses(changes, language))


def _more(change: Change, facts: Facts, language: Language) -> str:
    """Say by how much a sum falls short."""
    lacking = shortfall(change, facts)
    return phrases().say(language, "more", value=show(change.fact, lacking[0], language)) if lacking else ""


def round_text(judgement: Judgement, language: Language) -> str:
    """Write whether applications are taken, and the days that are known."""
    if judgement.line is None:
        return phrases().say(language, "round-unknown")
    return tell_round(round_state(judgement.line.rounds, judgement.as_of), language).rstrip("。.")


def remarks(judgement: Judgement) -> list[Words]:
    """List what is told beside a verdict that is not a no: what cannot be reckoned, and the reminders."""
    if judgement.verdict == "ineligible" or not judgement.lines:
        return []
    said = [judged.line.award.in_words for judged in judgement.leading]
    return [
        *(words for words in said if words is not None),
        *judgement.programme.on(judgement.as_of).reminders,
    ]


def amount_text(judgement: Judgement, language: Language) -> str:
    """Write the amount; a ceiling is never a promise, and a "no" has none."""
    if judgement.verdict == "ineligible":
        return phrases().say(language, "amount-none")
    yuan = "" if judgement.amount.yuan is None else f"{judgement.amount.yuan:,.2f}"
    return phrases().say(language, f"amount-{judgement.amount.is_}", yuan=yuan)


def finding_text(finding: Finding, judgement: Judgement, facts: Facts, language: Language) -> str:
    """Write a criterion: met or not, what it asks, where it stands, what the founder said."""
    criterion = finding.criterion
    text = phrases().say(
        language,
        "finding",
        status=phrases().say(language, STATUS[finding.truth]),
        requirement=requirement(criterion, language),
        clause=_source(criterion, judgement.programme.id, language),
    )
    values = founders_values(criterion, facts, language)
    if not values:
        return text
    settled = finding.truth is not None or criterion.condition.open_point(facts, judgement.as_of).asks
    key = "founder-said" if settled else "founder-unclear"
    dash = "——" if language == "zh" else " — "
    return text + dash + phrases().say(language, key, value=values)


def _source(criterion: Criterion, programme: str, language: Language) -> str:
    """Name the clause, and the document where it is another than the programme's."""
    clause = clause_name(criterion.clause, language)
    if criterion.document == programme:
        return clause
    book = rulebook()
    name = (
        book.get(criterion.document).name.to(language) if criterion.document in book else criterion.document
    )
    return phrases().say(language, "source", document=name, clause=clause)


def clause_name(heading: str, language: Language) -> str:
    """Name a clause in the reader's language; a background document's own headings stay as they are."""
    key = f"clause-{heading.replace(' ', '-')}"
    return phrases().say(language, key) if key in phrases().keys(language) else heading

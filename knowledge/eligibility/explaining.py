"""A pre-check as text: the verdict, every criterion with its clause, what is missing, what would change it."""

from collections.abc import Iterator, Sequence

from knowledge.eligibility.interview import next_question
from knowledge.eligibility.judging import Finding, Judgement
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.rulefile import Words
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.eligibility.wording import describe_change, founders_values, label, phrases, requirement
from knowledge.language import Language, join_list

_STATUS = {True: "met", False: "not_met", None: "unknown"}
_MARK = {True: "✓", False: "✗", None: "?"}


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
        yield f"{programme.name.to(language)}: {programme.note.to(language)}"
        return
    yield say(
        language,
        "headline",
        name=programme.name.to(language),
        verdict=say(language, judgement.verdict),
        round=say(language, f"round-{judgement.round}"),
        amount=amount_text(judgement, language),
    )
    if programme.superseded_by:
        yield "  " + say(language, "superseded", programme=programme.superseded_by)
    for finding in judgement.findings:
        yield f"  {_MARK[finding.truth]} {finding_text(finding, facts, language)}"
    if judgement.missing:
        names = sorted(judgement.missing, key=vocabulary().order.__getitem__)
        missing = join_list((label(fact, language) for fact in names), language)
        yield "  " + say(language, "missing", facts=missing)
    for told in remarks(judgement):
        yield "  · " + told.to(language)
    if judgement.would_change:
        changes = "; ".join(describe_change(change, language) for change in judgement.would_change)
        yield "  " + say(language, "would-change", changes=changes)


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
    """Write the amount; a ceiling is never a promise."""
    yuan = "" if judgement.amount.yuan is None else f"{judgement.amount.yuan:,.2f}"
    return phrases().say(language, f"amount-{judgement.amount.is_}", yuan=yuan)


def finding_text(finding: Finding, facts: Facts, language: Language) -> str:
    """Write a criterion: met or not, what it asks, where it stands, what the founder said."""
    criterion = finding.criterion
    text = phrases().say(
        language,
        "finding",
        status=phrases().say(language, _STATUS[finding.truth]),
        requirement=requirement(criterion, language),
        document=criterion.document,
        clause=clause_name(criterion.clause, language),
    )
    values = founders_values(criterion, facts, language)
    return f"{text} — {phrases().say(language, 'founder-said', value=values)}" if values else text


def clause_name(heading: str, language: Language) -> str:
    """Name a clause in the reader's language; a background document's own headings stay as they are."""
    key = f"clause-{heading.replace(' ', '-')}"
    return phrases().say(language, key) if key in phrases().keys(language) else heading

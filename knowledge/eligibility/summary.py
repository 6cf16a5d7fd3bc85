"""A pre-check to keep: what was told, every criterion with its clause, amounts and dates, as Markdown."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from knowledge.eligibility.assessing import Assessment
from knowledge.eligibility.combining import best, pairs
from knowledge.eligibility.judging import Judgement
from knowledge.eligibility.telling import Teller, combination, pair_told, say
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.eligibility.wording import label, show

Kind = Literal["title", "heading", "text", "item", "warning"]
_MARKDOWN: dict[Kind, str] = {
    "title": "# {}",
    "heading": "## {}",
    "text": "{}",
    "item": "- {}",
    "warning": "**{}**",
}


class Block(NamedTuple):
    """One paragraph or item of the summary."""

    kind: Kind
    text: str


def blocks(found: Assessment, teller: Teller, day: str) -> Iterator[Block]:
    """Write the summary, a block at a time; `day` is the day of judging."""
    language = teller.language
    yield Block("title", say(language, "summary-title"))
    yield Block("warning", say(language, "summary-indicative"))
    yield Block("text", say(language, "summary-day", day=day))
    yield Block("heading", say(language, "summary-facts"))
    for fact in vocabulary():
        span = found.spans.get(fact)
        if span is not None or fact in found.facts:
            value = span.show(language) if span else show(fact, found.facts[fact], language)
            yield Block("item", say(language, "summary-fact", label=label(fact, language), value=value))
    for judged in found.own:
        yield from _programme(judged, teller)
    yield from _together(found, teller)
    if found.elsewhere:
        yield Block("text", say(language, "summary-elsewhere", count=str(len(found.elsewhere))))
    yield Block("warning", say(language, "summary-indicative"))


def _programme(judged: Judgement, teller: Teller) -> Iterator[Block]:
    yield Block("heading", teller.headline(judged).lstrip("✓✗? "))
    yield Block("text", teller.round(judged))
    if judged.verdict != "ineligible":
        yield Block("text", teller.amount(judged))
    for line in teller.findings(judged, words=True):
        yield Block("item", line)
    if judged.verdict == "ineligible" and judged.would_change:
        yield Block("text", teller.changes(judged))
    for remark in teller.remarks(judged):
        if remark != teller.amount(judged):
            yield Block("text", remark)
    if source := teller.source(judged):
        yield Block("text", source)


def _together(found: Assessment, teller: Teller) -> Iterator[Block]:
    several = pairs(found.at_hand, found.facts)
    if not several:
        return
    yield Block("heading", say(teller.language, "summary-together"))
    for pair in several:
        yield Block("item", pair_told(pair, teller.language))
    if (most := best(found.at_hand, found.facts)) is not None:
        yield Block("text", combination(most, teller.language))


def markdown(written: Iterable[Block]) -> str:
    """Write blocks as Markdown; items of one list follow each other without empty lines."""
    lines: list[str] = []
    before: Kind | None = None
    for block in written:
        if lines and not (before == block.kind == "item"):
            lines.append("")
        lines.append(_MARKDOWN[block.kind].format(block.text.strip()))
        before = block.kind
    return "\n".join(lines) + "\n"

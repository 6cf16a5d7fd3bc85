"""Several programmes beside each other: amount, deadline, effort, and what may be had together."""

from collections.abc import Iterable, Iterator

from bot.dialogue.messages import Reply
from bot.dialogue.results import Results
from knowledge.clauses import Citation, Document
from knowledge.eligibility.combining import best, pairs
from knowledge.eligibility.judging import Judgement
from knowledge.eligibility.telling import combination, pair_told

_MOST = 6
_QUOTES = 2
"""How many statements on combining are quoted of one document."""
_PAPERS = "Documents"


def comparison(results: Results) -> Reply:
    """Compare the programmes that are not ruled out, and name the best that may be had together."""
    chosen = results.found.hopeful[:_MOST]
    voice, teller, facts = results.voice, results.teller, results.found.facts
    several, most = pairs(results.found.at_hand[:_MOST], facts), best(results.found.at_hand, facts)
    parts = [
        voice("compare-title") if chosen else voice("compare-nothing"),
        *("\n".join(_lines(judged, results)) for judged in chosen),
        "\n".join(f"· {pair_told(pair, voice.language)}" for pair in several),
        combination(most, voice.language) if most else "",
        voice("result-indicative"),
    ]
    cited = _cited(
        teller.documents[each.programme.id] for each in chosen if each.programme.id in teller.documents
    )
    ways = (voice.button("ck:m", "button-details"), voice.button("ck:r", "button-results"))
    return Reply("\n\n".join(part for part in parts if part), choices=ways, citations=tuple(cited))


def _lines(judged: Judgement, results: Results) -> Iterator[str]:
    teller, voice = results.teller, results.voice
    yield teller.headline(judged)
    yield f"　{teller.amount(judged)}"
    yield f"　{teller.round(judged)}"
    document = teller.documents.get(judged.programme.id)
    yield "　" + voice("compare-effort", open=len(_open(judged)), papers=_papers(document))


def _open(judged: Judgement) -> list[str]:
    return [finding.id for finding in judged.findings if finding.truth is None]


def _papers(document: Document | None) -> int:
    """Count the papers that the document names."""
    clause = document.clause(_PAPERS) if document else None
    if clause is None:
        return 0
    return sum(each.topics[:1] == ("documents",) and not each.is_gap for each in clause.statements)


def _cited(documents: Iterable[Document]) -> Iterator[Citation]:
    """Quote what the documents say of having several supports."""
    label = 0
    for document in documents:
        said = [
            (clause, statement)
            for clause in document.clauses
            for statement in clause.statements
            if statement.topics[:1] == ("stacking",) and not statement.is_gap
        ]
        for clause, statement in said[:_QUOTES]:
            label += 1
            yield document.cite(label, clause.heading, clause.title, statement)

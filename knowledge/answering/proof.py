"""The statement that bears what was worked out or judged: of the clause that the rules name, with its figures."""

from collections.abc import Sequence
from decimal import Decimal

from knowledge.answering.case import Case
from knowledge.answering.choosing import Candidate
from knowledge.answering.evidence import Evidence
from knowledge.answering.needs import Need
from knowledge.answering.scoring import words_of
from knowledge.answering.subject import Subject
from knowledge.eligibility.award import Award, Formula
from knowledge.eligibility.programme import Criterion
from knowledge.eligibility.wording import requirement
from knowledge.figures import Figure, find_figures, supported

_RATE, _CAP = Need((("rate", 1.0),)), Need((("cap", 1.0),))
_WORDS = 1.5
"""What it is worth in similarity that a statement has all the words of the requirement."""


def of_award(case: Case, subject: Subject, award: Award, formula: Formula) -> tuple[Evidence, ...]:
    """Find the statements with the rate and with the cap of a formula, each once."""
    found = []
    if formula.rate is not None:
        rate = Figure("percent", formula.rate * 100)
        found.append(_with_figure(case, subject, award, rate, _RATE))
    if formula.cap is not None:
        cap = Figure("money", formula.cap, "CNY")
        found.append(_with_figure(case, subject, award, cap, _CAP))
    kept = list(dict.fromkeys(each.key for each in found if each))
    return tuple(next(each for each in found if each and each.key == key) for key in kept)


def _with_figure(case: Case, subject: Subject, award: Award, figure: Figure, need: Need) -> Evidence | None:
    items = _statements(case, subject, award.document, need)
    of_clause = [each for each in items if each.passage.heading == award.clause] or items
    ranked = sorted(of_clause, key=lambda each: -_worth(each, figure, need))
    return ranked[0] if ranked else None


def _worth(item: Evidence, figure: Figure, need: Need) -> float:
    has = supported(figure, find_figures(item.statement.text))
    return 4.0 * has + 2.0 * (need.main in item.statement.topics) + item.score * 0.1 - item.is_gap


def of_criterion(case: Case, subject: Subject, criterion: Criterion) -> Evidence | None:
    """Find the statement of a criterion's clause that is nearest to what it asks and to the question."""
    items = _statements(case, subject, criterion.document, Need(()))
    of_clause = [each for each in items if each.passage.heading == criterion.clause]
    asked = requirement(criterion, case.u.language)
    figures, telling = find_figures(asked), words_of(asked)
    return max(of_clause or items, key=lambda each: _near(each, figures, telling), default=None)


def _near(item: Evidence, figures: Sequence[Figure], telling: frozenset[str]) -> float:
    have = find_figures(item.statement.text)
    shared = len(telling & words_of(item.statement.text)) / max(len(telling), 1)
    stated = sum(supported(each, have) for each in figures) / max(len(figures), 1)
    return stated + _WORDS * shared + item.similarity - 0.5 * item.is_gap


def of_words(case: Case, subject: Subject) -> tuple[Evidence, ...]:
    """Find what a programme without a formula says of its sums."""
    told = {"rate", "cap", "formula", "budget"}
    found = _statements(case, subject, None, _CAP)
    kept = [each for each in found if told & set(each.statement.topics) and not each.is_gap]
    return tuple(sorted(kept, key=lambda each: "budget" in each.statement.topics)[:1])


def _statements(case: Case, subject: Subject, document: str | None, need: Need) -> list[Evidence]:
    """List the statements of the programme's document, or of another one that the rules name."""
    candidate = subject.candidate
    if document is not None and document != candidate.entry.id and document in case.catalogue.entries:
        candidate = Candidate(case.catalogue.entries[document], candidate.weight, "named", candidate.place)
    return [each for each in case.finder.find([candidate], need) if "conflict" not in each.statement.topics]


def in_full(value: Decimal) -> str:
    """Write a number with thousands set apart and no needless zeros."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

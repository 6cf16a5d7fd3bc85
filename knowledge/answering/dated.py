"""What the day asked for makes of a programme: open or closed, in force or over, with the statement that has the dates."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from knowledge.answering.catalogue import Entry
from knowledge.answering.choosing import Candidate
from knowledge.answering.drafting import Draft
from knowledge.answering.evidence import Evidence, Finder
from knowledge.answering.needs import Need
from knowledge.clauses import Document
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.states import ForceState, RoundState, in_force, round_state
from knowledge.eligibility.states_told import tell_force, tell_round
from knowledge.eligibility.wording import phrases
from knowledge.figures import Figure, find_figures, supported
from knowledge.language import Language

DATED = frozenset(["window", "in_force"])
"""Topics that are asked about when somebody asks whether something is open or in force."""
_DAYS = Need((("window", 1.0), ("in_force", 1.0)), either=True)


def subject(entry: Entry) -> Programme | Document:
    """Return the programme that a document sets up, whose rounds count, or the document itself."""
    book = rulebook()
    programme = book.get(entry.id) if entry.id in book else None
    return programme if programme is not None and programme.not_offered is None else entry.any


def round_on(entry: Entry, day: date) -> RoundState:
    """Compute whether applications are taken on a day."""
    return round_state(subject(entry), day)


def force_on(candidate: Candidate, day: date, language: Language) -> ForceState:
    """Compute whether a document is in force on a day."""
    newer = candidate.replaced_by.text(language) if candidate.replaced_by else None
    return in_force(candidate.entry.text(language), day, newer)


def is_over(candidate: Candidate, day: date) -> bool:
    """Tell whether nothing can be applied for on a day: not yet, no more, or under another text."""
    newer = candidate.replaced_by.any if candidate.replaced_by else None
    force = in_force(candidate.entry.any, day, newer)
    return (
        force.status in {"expired", "superseded", "not_yet"}
        or round_on(candidate.entry, day).status == "closed"
    )


def told(candidate: Candidate, day: date, language: Language, *, asks_force: bool) -> list[str]:
    """Tell the state on a day, what was asked for first."""
    force = force_on(candidate, day, language)
    over = force.status in {"expired", "superseded", "not_yet"}
    rounds = list(_rounds(candidate.entry, day, language))
    if asks_force:
        current = round_on(candidate.entry, day)
        beside = rounds if current.kind == "window" and (not over or current.status == "closed") else []
        return [tell_force(force, language), *beside] if force.status != "unknown" or not beside else beside
    return [tell_force(force, language)] if over else rounds


def _rounds(entry: Entry, day: date, language: Language) -> Iterator[str]:
    """Tell the round, line by line where the lines have rounds of their own."""
    found = subject(entry)
    lines = found.on(day).lines if isinstance(found, Programme) else ()
    if len({line.rounds for line in lines}) < 2:
        yield tell_round(round_state(found, day), language)
        return
    for line in lines:
        name = line.name.to(language) if line.name else line.id or ""
        state = tell_round(round_state(line.rounds, day), language)
        yield phrases().say(language, "state-of", name=name, state=state)


def say_state(draft: Draft, finder: Finder, candidate: Candidate, *, asks_force: bool, first: bool) -> bool:
    """Say the state in a sentence of its own that cites a statement with its dates; False where there is none to cite."""
    language, day = draft.language, finder.question.day
    text = " ".join(told(candidate, day, language, asks_force=asks_force))
    proof = proof_of(finder, candidate, text)
    if proof is None:
        return False
    draft.compute(named(candidate, text, language), proof, first=first)
    return True


def named(candidate: Candidate, text: str, language: Language) -> str:
    """Say of which programme a state is."""
    return phrases().say(language, "state-of", name=candidate.entry.text(language).short_title, state=text)


def proof_of(finder: Finder, candidate: Candidate, text: str) -> Evidence | None:
    """Find the statement on days that has most of the dates of a text, among those of its document."""
    found = [i for i in finder.find([candidate], _DAYS) if DATED & set(i.statement.topics)]
    dates = [figure for figure in find_figures(text) if figure.kind == "date"]
    return max(found, key=lambda i: _rank(i, dates), default=None)


def _rank(item: Evidence, dates: Sequence[Figure]) -> tuple[int, bool, float]:
    have = find_figures(item.statement.text)
    return (sum(supported(each, have) for each in dates), "provider" not in item.statement.topics, item.score)


def state_of_each(candidates: Iterable[Candidate], day: date) -> dict[str, RoundState]:
    """Compute the round of each of several programmes."""
    return {candidate.entry.id: round_on(candidate.entry, day) for candidate in candidates}

"""What is searched and asked: the project's own clauses with its golden questions, and public sets of one form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from benchmarks.sets import load, passage_of, said_before, text_of
from knowledge.clauses import Document, Passage
from knowledge.language import LANGUAGES, Language, detect
from knowledge.library.reading import bundled
from knowledge.library.stock import Stock
from knowledge.upkeep.evaluate import Golden, folder, states
from knowledge.upkeep.evaluate import load as load_golden


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the ids of the passages that answer it, whatever their language; `said` came before it."""

    id: str
    text: str
    language: Language
    gold: frozenset[str]
    said: tuple[str, ...] = ()
    golden: Golden | None = None


@dataclass(frozen=True, slots=True)
class Direction:
    """Questions of some languages, asked of passages of some languages."""

    name: str
    asked: tuple[Language, ...]
    within: tuple[Language, ...]


@dataclass(frozen=True)
class Pool:
    """Passages with the texts that stand for them: `whole[i]` and the statements `parts[i]` of passage i."""

    name: str
    passages: Sequence[Passage]
    whole: Sequence[str]
    parts: Sequence[Sequence[str]]
    questions: Sequence[Asked]
    directions: Sequence[Direction]
    documents: Sequence[Document] = ()

    @cached_property
    def languages(self) -> Mapping[str, Language]:
        """The language of each passage, by its id."""
        return {passage.id: passage.language for passage in self.passages}

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """The characters of each passage, by its id."""
        return {passage.id: len(passage.text) for passage in self.passages}

    def wanted(self, question: Asked, direction: Direction) -> frozenset[str]:
        """Return the passages that answer a question in the languages of a direction."""
        return frozenset(name for name in question.gold if self.languages.get(name) in direction.within)

    def on_a_page(self, run: Sequence[str], size: int) -> int:
        """Return how many of a run's first passages together have at most `size` characters; at least one."""
        used = accumulate(self.lengths[name] for name in run)
        return max(1, sum(length <= size for length in used))

    def asked(self, direction: Direction) -> list[Asked]:
        """List the questions of a direction that a passage answers."""
        return [q for q in self.questions if q.language in direction.asked and self.wanted(q, direction)]


_TELLING = 10
_OWN = (
    Direction("zh→zh", ("zh",), ("zh",)),
    Direction("en→en", ("en",), ("en",)),
    Direction("zh→en", ("zh",), ("en",)),
    Direction("en→zh", ("en",), ("zh",)),
    Direction("both→both", LANGUAGES, LANGUAGES),
)


def public(place: Path) -> Pool:
    """Read a public set: passages.jsonl and questions.jsonl with gold_passage_ids."""
    passages = [passage_of(row) for row in load(place / "passages.jsonl")]
    questions = []
    for row in load(place / "questions.jsonl"):
        gold = frozenset(str(name) for name in row.get("gold_passage_ids") or ())
        text = text_of(row)
        questions.append(Asked(str(row["id"]), text, detect(text), gold, tuple(said_before(row))))
    return Pool(
        place.name,
        passages,
        [passage.text for passage in passages],
        [[statement.text for statement in passage.statements] for passage in passages],
        questions,
        (Direction("all", LANGUAGES, LANGUAGES),),
    )


def own() -> Pool:
    """Return the project's own clauses and those golden questions that a clause can be told to answer."""
    documents = bundled()
    passages: list[Passage] = []
    whole: list[str] = []
    parts: list[list[str]] = []
    for language in LANGUAGES:
        stock = Stock.of(documents, language)
        passages += stock.passages
        whole += stock.whole
        own_parts: list[list[str]] = [[] for _ in stock.passages]
        for text, owner in zip(stock.texts, stock.owners, strict=False):
            own_parts[owner].append(text)
        parts += own_parts
    questions = [
        Asked(golden.id, golden.question, golden.language, gold, (), golden)
        for golden in load_golden([folder()])
        if not golden.history and not golden.region and (gold := gold_passages(golden, passages))
    ]
    return Pool("golden questions", passages, whole, parts, questions, _OWN, documents)


def gold_passages(golden: Golden, passages: Sequence[Passage]) -> frozenset[str]:
    """Return the ids of the clauses, in both languages, that hold what the answer must state.

    Of the documents that the question names, those clauses count that hold every required figure or phrase; where
    none does, those that hold at least one. A clause holds what either of its languages holds. A question that more
    than ten clauses answer tells nothing and gets none.
    """
    named = golden.documents | golden.any_document
    held: dict[tuple[str, str], set[int]] = {}
    for passage in passages:
        if passage.document in named:
            found = held.setdefault((passage.document, passage.heading), set())
            found |= {
                n for n, wanted in enumerate(golden.states) if any(states(passage.text, w) for w in wanted)
            }
    most = max(map(len, held.values()), default=0)
    if not most:
        return frozenset()
    least = most if most == len(golden.states) else 1
    clauses = {clause for clause, found in held.items() if len(found) >= least}
    if len(clauses) > _TELLING:
        return frozenset()
    return frozenset(p.id for p in passages if (p.document, p.heading) in clauses)

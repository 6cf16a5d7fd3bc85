"""How well the right clause is found: every stage of the project and its peers, the same questions in one run.

    python -m benchmarks.quality [--set DIR]… [--keep FOLDER]

Asks the golden questions of the project's own clauses, and each public set's questions of its passages. A cell is
R@1 R@page R@5 MRR@10 nDCG@10.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.kept import KeptEmbedder
from benchmarks.marks import marks
from benchmarks.peers import PAGE, Pages, WordsAlone
from benchmarks.pools import Asked, Direction, Pool, own, public
from benchmarks.retrieval import retriever, top10
from benchmarks.stages import STAGES, Stages
from knowledge.answering.answer import Answerer
from knowledge.answering.catalogue import Catalogue
from knowledge.library.embedding import BundledEmbedder, Embedder
from knowledge.library.releases import Release, Releases

Rank = Callable[[Asked, Direction], list[str]]
TODAY = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True)
class Ranker:
    """Something that ranks passages, or pages: `wanted` turns the passages that answer into what it ranks."""

    name: str
    rank: Rank
    wanted: Callable[[frozenset[str]], frozenset[str]] | None = None
    own_language_only: bool = False

    def cell(self, pool: Pool, direction: Direction) -> str:
        """Ask all questions of a direction and write how it did."""
        if self.own_language_only and not set(direction.asked) <= set(direction.within):
            return "–"
        asked = pool.asked(direction)
        runs = [self.rank(question, direction) for question in asked]
        gold = [pool.wanted(question, direction) for question in asked]
        if self.wanted is not None:
            return str(marks(runs, [self.wanted(passages) for passages in gold]))
        sizes = [PAGE[pool.languages[run[0]]][0] if run else 0 for run in runs]
        return str(
            marks(runs, gold, [pool.on_a_page(run, size) for run, size in zip(runs, sizes, strict=True)])
        )


def rankers(pool: Pool, embedder: Embedder, place: Path) -> Iterator[Ranker]:
    """Make all that is compared, one after the other."""
    words, pages = WordsAlone(pool), Pages(pool, embedder)
    yield Ranker(words.name, words.rank)
    yield Ranker(pages.name, pages.rank, pages.wanted)
    stages = Stages(pool, embedder)
    for stage in STAGES:
        yield Ranker(stage.name, lambda q, d, s=stage: stages.rank(s, q, d))  # type: ignore[misc]
    yield from _ours(pool, embedder, place) if pool.documents else _ours_on_a_set(pool, embedder, place)


def _ours(pool: Pool, embedder: Embedder, place: Path) -> Iterator[Ranker]:
    releases = Releases(place, embedder)
    release = releases.build(pool.documents, TODAY, author="benchmark", reason="quality")
    found = release.retriever

    def rank(question: Asked, direction: Direction) -> list[str]:
        hits = found.search(question.text, 10, language=question.language, within=direction.within)
        return [hit.passage.id for hit in hits]

    yield Ranker("**this project** (its index)", rank)
    yield Ranker("**this project's answer** (clauses cited)", _cited(release), own_language_only=True)


def _cited(release: Release) -> Rank:
    answerer = Answerer(Catalogue(release.documents), release.retriever, release.id)

    def rank(question: Asked, _: Direction) -> list[str]:
        assert question.golden is not None
        answer = answerer.answer(question.golden.asked(TODAY.date()))
        return list(dict.fromkeys(f"{c.document}/{c.language}/{c.heading}" for c in answer.citations))

    return rank


def _ours_on_a_set(pool: Pool, embedder: Embedder, place: Path) -> Iterator[Ranker]:
    found = retriever(pool.passages, place, embedder)
    yield Ranker("**this project** (its index)", lambda q, _: top10(found, {"question": q.text}))
    if any(question.said for question in pool.questions):
        yield Ranker(
            "**this project** with what was said before",
            lambda q, _: top10(found, {"question": q.text, "history": q.said}),
        )


def report(pool: Pool, embedder: Embedder, place: Path) -> None:
    """Print the table of a pool."""
    counts = [f"{direction.name} ({len(pool.asked(direction))})" for direction in pool.directions]
    print(f"\n### {pool.name}: {len(pool.passages)} passages\n")
    print(
        f"| R@1 R@page R@5 MRR@10 nDCG@10 | {' | '.join(counts)} |\n| --- |{' --- |' * len(counts)}",
        flush=True,
    )
    for ranker in rankers(pool, embedder, place):
        cells = [ranker.cell(pool, direction) for direction in pool.directions]
        print(f"| {ranker.name} | {' | '.join(cells)} |", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="benchmarks.quality", description=__doc__)
    parser.add_argument("--set", action="append", type=Path, default=[], metavar="DIR", help="a public set")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keeps vectors for the next run")
    parser.add_argument("--only-sets", action="store_true", help="leaves the project's own questions out")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        embedder = KeptEmbedder(BundledEmbedder(), options.keep or place)
        if not options.only_sets:
            report(own(), embedder, place / "own")
        for number, each in enumerate(options.set):
            report(public(each), embedder, place / str(number))


if __name__ == "__main__":
    main(sys.argv[1:])

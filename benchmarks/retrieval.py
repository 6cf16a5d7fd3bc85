"""Retrieval over a public set: `python -m benchmarks.retrieval --set DIR --run OUT.jsonl`.

Indexes DIR/passages.jsonl ({id, doc_id, text}) with the project's own library and default embedder, asks every line
of DIR/questions.jsonl ({id, question, scenario?, history?}) and writes {"id", "top10"} a line. Where the questions
name their gold passages, hit@1, hit@5, MRR@10 and nDCG@10 are printed, beside those of words alone; the run itself
knows nothing of them.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.marks import marks
from benchmarks.sets import load, passage_of, said_before, text_of
from knowledge.clauses import Passage
from knowledge.language import LANGUAGES, Language, clean, detect
from knowledge.library.collection_names import collection_name
from knowledge.library.embedding import BundledEmbedder, Embedder, centre
from knowledge.library.index import Chroma, Searchable, Space, Wanted
from knowledge.library.lexical import WordIndex
from knowledge.library.retrieval import Retriever, Shelf
from knowledge.library.vectors import VectorTable, complete, key

_HISTORY_WEIGHT = 0.5
"""Of the question after all that was said before, beside the question alone."""
_POOL = 80


def _shelf(
    language: Language, passages: Sequence[Passage], table: VectorTable, embedder: Embedder, chroma: Chroma
) -> Shelf:
    owners = [number for number, passage in enumerate(passages) for _ in passage.statements]
    texts = [s.text for passage in passages for s in passage.statements] + [p.text for p in passages]
    keys = [key(text) for text in texts]
    raw = table.take(keys)
    mean = raw.mean(axis=0)
    vectors = centre(raw, mean, embedder.parts)
    wanted = Wanted(
        collection_name("set", language), Space(embedder.model, sum(embedder.parts)), len(keys), vectors[-1]
    )
    chroma.build(wanted, [str(n) for n in range(len(keys))], vectors)

    def index() -> Searchable:
        return chroma.open(wanted)

    return Shelf(language, passages, owners, keys, mean, WordIndex([p.text for p in passages]), index)


def retriever(passages: Sequence[Passage], folder: Path, embedder: Embedder) -> Retriever:
    """Index passages with the library's own parts."""
    texts = [s.text for passage in passages for s in passage.statements] + [p.text for p in passages]

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\rembedding {done}/{of}")

    table = complete(texts, embedder, None, progress)
    chroma = Chroma(folder)
    shelves = []
    for language in LANGUAGES:
        own = [passage for passage in passages if passage.language == language]
        if own:
            shelves.append(_shelf(language, own, table, embedder, chroma))
    return Retriever(shelves, table, embedder)


def top10(found: Retriever, row: Mapping[str, Any]) -> list[str]:
    """Return the ids of the best passages for a question with its scenario and what was said before."""
    text, said = text_of(row), said_before(row)
    language = detect(text)
    scores: dict[str, float] = {
        hit.passage.id: hit.score for hit in found.search(text, _POOL, language=language)
    }
    if said:
        whole = clean(" ".join([*said, text]))
        before = {hit.passage.id: hit.score for hit in found.search(whole, _POOL, language=language)}
        low, low_before = min(scores.values(), default=0.0), min(before.values(), default=0.0)
        scores = {
            name: (1 - _HISTORY_WEIGHT) * scores.get(name, low)
            + _HISTORY_WEIGHT * before.get(name, low_before)
            for name in {*scores, *before}
        }
    return sorted(scores, key=lambda name: (-scores[name], name))[:10]


def _written(runs: Sequence[Sequence[str]], gold: Sequence[Sequence[str]]) -> str:
    found = marks(runs, gold)
    return f"hit@1 {found.r1:.3f}  hit@5 {found.r5:.3f}  MRR@10 {found.mrr:.3f}  nDCG@10 {found.ndcg:.3f}"


def _by_words(passages: Sequence[Passage], rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    words = WordIndex([passage.text for passage in passages])
    return [[passages[n].id for n in np.argsort(-words.scores(text_of(row)))[:10]] for row in rows]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="benchmarks.retrieval", description=__doc__)
    parser.add_argument("--set", required=True, type=Path, metavar="DIR", help="the folder of the set")
    parser.add_argument("--run", required=True, type=Path, metavar="OUT.jsonl", help="where the answers go")
    options = parser.parse_args()
    passages = [passage_of(row) for row in load(options.set / "passages.jsonl")]
    rows = load(options.set / "questions.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        found = retriever(passages, Path(folder), BundledEmbedder())
        indexed = time.perf_counter()
        runs = [top10(found, row) for row in rows]
        asked = time.perf_counter()
    lines = [
        json.dumps({"id": row["id"], "top10": run}, ensure_ascii=False)
        for row, run in zip(rows, runs, strict=True)
    ]
    options.run.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"{len(passages)} passages indexed in {indexed - started:.1f} s, {len(rows)} questions in {asked - indexed:.1f} s"
    )
    gold = [[str(name) for name in row.get("gold_passage_ids") or ()] for row in rows]
    if all(gold):
        print("words alone   ", _written(_by_words(passages, rows), gold))
        print("this project  ", _written(runs, gold))


if __name__ == "__main__":
    main()

"""How upkeep scales: publishing one changed document, asking, and finding the right passage among unrelated ones.

`python -m benchmarks.upkeep [publish|latency|noise …]`; sizes with `--documents 100,1000,10000`. Publishing and
latency use an embedder that costs nothing, so that what is measured is everything but embedding; `noise` uses the
bundled one.
"""

import argparse
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from bot.store.blocking import BlockingDatabase
from bot.store.knowledge import SqlLedger
from bot.store.tray import SqlTray
from knowledge.clauses import Clause, Document, Period, Statement
from knowledge.library.embedding import Vectors, open_embedder
from knowledge.library.pointer import serving
from knowledge.library.reading import bundled
from knowledge.library.releases import Release, Releases
from knowledge.provenance import Source
from knowledge.upkeep.evaluate import folder, load
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.publishing import Published, Publisher
from knowledge.upkeep.writing import file_name, write

WIDTH = 384
NOW = datetime(2026, 11, 23, tzinfo=UTC)
SUBJECTS = [
    "养老",
    "托育",
    "停车",
    "绿化",
    "垃圾分类",
    "公积金",
    "人才公寓",
    "农机购置",
    "冷链物流",
    "种业",
    "旅游",
    "体育",
    "非遗",
    "河道",
    "供暖",
    "燃气",
    "消防",
    "图书馆",
    "公交",
    "殡葬",
]
DEEDS = ["补贴", "评定", "备案", "年检", "招标", "培训", "验收", "巡查", "登记", "公示"]


class FreeEmbedder:
    """A random but fixed vector for each text."""

    model = "free"
    parts = (WIDTH,)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        vector = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(WIDTH, np.float32)
        return vector / np.linalg.norm(vector)


def unrelated(number: int, clauses: int = 10) -> Document:
    """A document on something else, of `clauses` clauses with a statement each."""
    chance = random.Random(number)
    subject = f"{chance.choice(SUBJECTS)}{chance.choice(DEEDS)}"
    made = tuple(
        Clause(
            f"第{n}条", f"第{n}条",
            (Statement(f"{subject}{number}第{n}项按{chance.randint(1, 99)}分评定，{chance.choice(SUBJECTS)}单位每{chance.choice('年季月')}报送{chance.choice(DEEDS)}材料。", ("background",), (1,)),),
        )
        for n in range(1, clauses + 1)
    )  # fmt: skip
    return Document(
        id=f"unrelated-{number}", language="zh", title=f"{subject}办法（{number}号）", short_title=f"{subject}{number}", kind="background",
        status="background", status_note=None, issuer=None, document_number=None, regions=("100000",), issued=None,
        in_force=Period(None, None), windows=(), cost_periods=(), supersedes=(), superseded_by=None, confidence="unverified",
        confidence_note="-", aliases=(), sources=(Source(1, "index", "-", None, None),), reviewed=date(2026, 11, 23), clauses=made,
    )  # fmt: skip


def _open(place: Path) -> Publisher:
    url = f"sqlite:///{place / 'bench.sqlite'}"
    releases = Releases(place, FreeEmbedder(), ledger=lambda: SqlLedger(url), pointer=lambda: serving(url))
    return Publisher(
        releases, Desk(place, SqlTray(BlockingDatabase(url)), place / "bundled"), lambda: NOW, golden=[]
    )


def _fill(place: Path, count: int) -> None:
    (place / "bundled").mkdir(parents=True)
    for number in range(count):
        document = unrelated(number)
        (place / "bundled" / file_name(document)).write_text(write(document), encoding="utf-8")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def publish(sizes: Sequence[int], places: Path) -> Iterator[dict[str, object]]:
    """Publish one changed document at each size, five times; the first publish takes in everything."""
    for size in sizes:
        place = places / str(size)
        _fill(place, size)
        began = time.perf_counter()
        _open(place).publish("bench", "first")
        first = time.perf_counter() - began
        times = []
        for turn in range(6):
            document = unrelated(size // 2)
            desk = _open(place)
            desk.desk.accept(
                replace(document, title=f"{document.title}{turn}", clauses=unrelated(size + turn).clauses)
            )
            began = time.perf_counter()
            done = desk.publish("bench", "one")
            assert isinstance(done, Published)
            times.append(time.perf_counter() - began)
        yield {"documents": size, "clauses": size * 10, "first_s": round(first, 1), "one_changed_s": round(statistics.median(times[1:]), 3),
               "worst_s": round(max(times[1:]), 3)}  # fmt: skip


def latency(sizes: Sequence[int], places: Path) -> Iterator[dict[str, object]]:
    """Search at each size: 200 questions, after 20 to warm up."""
    for size in sizes:
        release = _open(places / str(size)).releases.current()
        assert release is not None
        opened = _timed(release.verify)
        questions = [f"{SUBJECTS[n % 20]}{DEEDS[n % 10]}{n}怎么报送材料" for n in range(220)]
        times = []
        for question in questions:
            began = time.perf_counter()
            release.retriever.search(question, 10, language="zh", within=["zh"])
            times.append(time.perf_counter() - began)
        ordered = sorted(times[20:])
        yield {
            "clauses": size * 10,
            "open_s": round(opened, 2),
            "p50_ms": round(ordered[100] * 1000, 1),
            "p95_ms": round(ordered[190] * 1000, 1),
        }


def recall(release: Release) -> tuple[float, int]:
    """Return the share of golden questions with a wanted document among the first five passages."""
    wanted = [(g, g.documents | g.any_document) for g in load([folder()]) if g.documents | g.any_document]
    found = 0
    for golden, documents in wanted:
        hits = release.retriever.search(golden.question, 5, language=golden.language)
        found += bool({hit.passage.document for hit in hits} & documents)
    return found / len(wanted), len(wanted)


def noise(count: int, place: Path) -> dict[str, object]:
    """Measure R@5 with and without unrelated documents, with the bundled embedder."""
    releases = Releases(place, open_embedder())
    if releases.current() is None:
        releases.switch(releases.build(bundled(), NOW, author="bench", reason="plain").id)
    plain = releases.current()
    assert plain is not None
    before, questions = recall(plain)
    added = [unrelated(number, 1) for number in range(count)]
    noisy = releases.build_change(added, (), NOW, ("bench", "noise"))
    after, _ = recall(noisy)
    return {
        "questions": questions,
        "unrelated": count,
        "recall_at_5": round(before, 4),
        "with_unrelated": round(after, 4),
    }


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["publish", "latency"])
    parser.add_argument("--documents", default="100,1000,10000")
    parser.add_argument("--unrelated", type=int, default=10_000)
    parser.add_argument("--place", type=Path)
    options = parser.parse_args(arguments)
    place = options.place or Path(tempfile.mkdtemp(prefix="voucherbot-upkeep-"))
    sizes = [int(size) for size in options.documents.split(",")]
    try:
        if "publish" in options.parts:
            for row in publish(sizes, place):
                print(json.dumps({"publish": row}), flush=True)
        if "latency" in options.parts:
            for row in latency(sizes, place):
                print(json.dumps({"latency": row}), flush=True)
        if "noise" in options.parts:
            print(json.dumps({"noise": noise(options.unrelated, place / "noise")}), flush=True)
    finally:
        if options.place is None:
            shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""How long an index takes, in a process of its own: `python -m benchmarks.rebuild DATA_DIR changed|unseeded`.

`changed` builds a release with one document of which every clause is new, and switches to it; `unseeded` builds one
from nothing without the vectors that come with the project. Prints a JSON list of seconds.
"""

import json
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Library
from bot.settings import Settings
from knowledge.clauses import Document
from knowledge.library import building
from knowledge.library.embedding import BundledEmbedder
from knowledge.library.reading import bundled
from knowledge.library.releases import Releases

_CHANGES = 5


def reworded(document: Document, number: int) -> Document:
    """Return a document with other words in every statement, so that all of it must be embedded."""
    word = f" （{'甲乙丙丁戊'[number]}）" if document.language == "zh" else f" (version {'abcde'[number]})"
    clauses = [
        replace(clause, statements=tuple(replace(s, text=s.text + word) for s in clause.statements))
        for clause in document.clauses
    ]
    return replace(document, clauses=tuple(clauses))


def changed(data_dir: Path) -> list[float]:
    """Build and switch to a release with one changed document, several times; the model is loaded."""
    releases = Library(Settings(data_dir=data_dir)).releases
    releases.embedder.query("算力券")
    serving = releases.current()
    assert serving is not None
    serving.verify()
    sizes = sorted(serving.documents, key=lambda each: len(each.clauses))
    document = sizes[len(sizes) // 2]
    spent = []
    for number in range(_CHANGES):
        begun = time.perf_counter()
        release = releases.build_change(
            [reworded(document, number)], [], datetime.now(UTC), ("benchmark", "one changed")
        )
        releases.switch(release.id)
        releases.open(release.id).verify()
        spent.append(time.perf_counter() - begun)
    return spent


def unseeded() -> list[float]:
    """Build the first release as if no vectors came with the project."""
    vars(building)["seed"] = lambda _model: None
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        releases = Releases(Path(folder), BundledEmbedder())
        releases.build(bundled(), datetime.now(UTC), author="benchmark", reason="first").verify()
        return [time.perf_counter() - begun]


if __name__ == "__main__":
    data, what = sys.argv[1:]
    print(json.dumps(changed(Path(data)) if what == "changed" else unseeded()))

"""Publishers in processes of their own, which can be killed at any stage."""

import os
import signal
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from knowledge.library.ledger import PublishingError
from tests.upkeep.library import library, with_rate

STAGES = ("plan", "embed", "segment", "index", "ledger", "check", "manifest", "gate", "switch", "tidy")
_context = get_context("forkserver")
_context.set_forkserver_preload(
    ["tests.upkeep.crashing", "tests.upkeep.conftest", "chromadb", "sqlalchemy", "bm25s"]
)
PAIR = ("440300-voucher", "310000-voucher")
"""Two documents that every publish changes together."""


def publish(
    folder: Path, database_url: str, rate: int, die_at: str | None = None, pause: str | None = None
) -> None:
    """Change the rate of both documents of the pair, publish, and die by SIGKILL at a stage."""
    from tests.upkeep.conftest import open_publisher, open_releases

    desk = open_publisher(folder, open_releases(folder, database_url), database_url)
    for document in library():
        if document.id in PAIR:
            desk.desk.accept(with_rate(document, rate))

    def stage(name: str) -> None:
        if name == pause:
            (folder / "paused").touch()
            while not (folder / "go").exists():
                os.sched_yield()
        if name == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    desk.stage = stage
    try:
        desk.publish("ann", f"rate {rate}")
    except PublishingError as error:
        (folder / f"told-{os.getpid()}").write_text(str(error), encoding="utf-8")


def start(
    folder: Path, database_url: str, rate: int, die_at: str | None = None, pause: str | None = None
) -> ForkServerProcess:
    process = _context.Process(target=publish, args=(folder, database_url, rate, die_at, pause))
    process.start()
    return process


def rates(texts: Sequence[str]) -> set[str]:
    """Return the rates that texts state."""
    from knowledge.figures import find_figures

    return {str(figure) for text in texts for figure in find_figures(text) if figure.kind == "percent"}

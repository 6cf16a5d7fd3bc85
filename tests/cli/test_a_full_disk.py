"""A disk without room is told as that, whichever library met it first."""

import errno
import os
import sqlite3

import pytest
import typer

from bot.commands.ending import run
from knowledge.library.index import IndexProblemError

NO_SPACE = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/data/knowledge/segments/x")


class Vendor(Exception):  # noqa: N818 (as other libraries name theirs)
    """An error of a library that only passes on what it met."""


def _wrapped(inner: Exception) -> Exception:
    outer = Vendor("the collection could not be made")
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    "error",
    [
        NO_SPACE,
        OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
        sqlite3.OperationalError("database or disk is full"),
        Vendor("Database error: (code: 13) database or disk is full"),
        _wrapped(NO_SPACE),
        _wrapped(_wrapped(sqlite3.OperationalError("database or disk is full"))),
        IndexProblemError("segment: [Errno 28] No space left on device"),
    ],
    ids=str,
)
def test_a_full_disk_is_one_sentence_that_says_so(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer()

    @app.command()
    def work() -> None:
        raise error

    assert run(typer.main.get_command(app), []) == 1
    said = capsys.readouterr().err
    assert "disk is full" in said
    assert said.count("\n") == 1
    assert "should not have" not in said

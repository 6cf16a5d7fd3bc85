"""Chroma's clients: a server with time limits, which its own client has not, or files in a folder."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from knowledge.library.index_problem import IndexProblemError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

Result = TypeVar("Result")
ASK_S = 3.0
"""How long a question waits for the server: an exact search answers in its place."""
BUILD_S = 60.0
"""How long a batch of vectors waits to be taken."""


def server_client(url: str, limit_s: float) -> "ClientAPI":
    """Open a client of a server; each of its requests ends after `limit_s` without a byte, and is then closed."""
    from knowledge.library.chroma_timed import TimedClient

    return TimedClient(url, limit_s)


def folder_client(folder: Path) -> "ClientAPI":
    """Open a client of the files in a folder."""
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def load_chroma() -> None:
    """Import Chroma, which takes seconds on a busy machine: never within a time limit."""
    import chromadb  # noqa: F401

    logging.getLogger("chromadb").setLevel(logging.ERROR)


def told(where: str, work: Callable[[], Result], *, is_server: bool) -> Result:
    """Do one call, and tell by its cause what goes wrong.

    Raises:
        IndexProblemError: whatever Chroma raises; `cause` says what it means.
    """
    try:
        return work()
    except IndexProblemError:
        raise
    except Exception as error:  # it raises bare ones for many replies, and anything over a strange one
        raise _problem(where, error, is_server=is_server) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a crash within its compiled part
            raise
        raise _problem(where, error, is_server=is_server) from error


def _problem(where: str, error: BaseException, *, is_server: bool) -> IndexProblemError:
    import httpx
    from chromadb.errors import NotFoundError

    roots = tuple(_roots(error))
    if any(isinstance(root, NotFoundError) for root in roots):
        return IndexProblemError("The index is missing: run `voucherbot knowledge rebuild`.", "missing")
    if any(isinstance(root, httpx.TimeoutException) for root in roots):
        return IndexProblemError(f"The Chroma server {where} does not answer in time.", "slow")
    said = (str(error).splitlines() or [type(error).__name__])[0][:200]
    if is_server:
        return IndexProblemError(
            f"The Chroma server {where} cannot be used: {said}. Check VOUCHERBOT_CHROMA_URL.", "unreachable"
        )
    if any(isinstance(root, OSError) for root in roots):
        return IndexProblemError(f"The index in {where} cannot be opened: {said}.", "unreachable")
    return IndexProblemError(
        f"The index in {where} is damaged ({said}): run `voucherbot knowledge rebuild`.", "corrupt"
    )


def _roots(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

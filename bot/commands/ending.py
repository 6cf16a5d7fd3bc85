"""How a command ends: an exit code, and for whatever went wrong one sentence on standard error."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

USAGE = 2
_INTERRUPTED = 130
_SENTENCES = {
    "knowledge.library.index_problem": "IndexProblemError",
    "knowledge.library.embedding": "EmbeddingError",
    "knowledge.library.ledger": "PublishingError",
    "knowledge.library.reading": "DocumentError",
    "knowledge.upkeep.evaluate": "QuestionFileError",
    "bot.store.blobs": "FilesAddressError",
    "bot.store.schema": "SchemaTooNewError",
}
"""Errors whose text is the sentence to print. They are looked up, not imported: their modules may be heavy."""


_NO_ROOM = "A disk is full, most likely that of VOUCHERBOT_DATA_DIR; make room and try again."
_FULL = ("database or disk is full", "no space left on device")
"""What SQLite and the system say, also inside the errors of other libraries."""


class RefusedError(Exception):
    """The command says no; the text is the sentence to print."""


class WrongUsageError(RefusedError):
    """The command was called with something that it cannot take."""


def run(command: Any, arguments: Sequence[str]) -> int:  # noqa: ANN401 (typer keeps the class of its commands to itself)
    """Run a command and return its exit code; nothing is raised."""
    _read_and_write_any_text()
    try:
        result = command.main(list(arguments), prog_name="voucherbot", standalone_mode=False)
        sys.stdout.flush()
    except typer.Exit as ended:
        return ended.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: end in silence
        return 0
    except Exception as error:  # noqa: BLE001 (the last line: a person never sees a traceback)
        return _failed(error)
    return result if isinstance(result, int) else 0


def _read_and_write_any_text() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _failed(error: Exception) -> int:
    if isinstance(error, typer.TyperException):
        return _misused(error)
    sentence = _NO_ROOM if is_disk_full(error) else _sentence(error)
    if sentence is None:
        sentence = f"Something went wrong that should not have; the log has it under {_logged(error)}."
    print(sentence, file=sys.stderr)  # noqa: T201 (the command's voice)
    return USAGE if isinstance(error, WrongUsageError) else 1


def _misused(error: typer.TyperException) -> int:
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        print(message, file=sys.stderr)  # noqa: T201 (the command's voice)
    else:
        path = getattr(getattr(error, "ctx", None), "command_path", "voucherbot")
        end = "" if message.endswith((".", "?")) else "."
        print(f"{message}{end} See `{path} --help`.", file=sys.stderr)  # noqa: T201 (the command's voice)
    return error.exit_code


def is_disk_full(error: BaseException | None) -> bool:
    """Tell whether a disk without room is behind an error, whichever library met it first."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        if any(said in str(error).lower() for said in _FULL):
            return True
        error = error.__cause__ or error.__context__
    return False


def _sentence(error: Exception) -> str | None:
    if isinstance(error, RefusedError):
        return str(error)
    if type(error).__name__ == "ValidationError" and hasattr(error, "errors"):
        first = error.errors()[0]
        message = str(first["msg"]).removeprefix("Value error, ")
        return f"The setting VOUCHERBOT_{str(first['loc'][0]).upper()} cannot be used: {message}."
    for module, name in _SENTENCES.items():
        if module in sys.modules and isinstance(error, getattr(sys.modules[module], name)):
            return str(error)
    if "sqlalchemy.exc" in sys.modules and isinstance(error, sys.modules["sqlalchemy.exc"].DBAPIError):
        return f"The database cannot be used ({type(error.orig).__name__}); `voucherbot doctor` says more."
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error}."
    return None


def _logged(error: Exception) -> str:
    from bot.app.logs import log_into_data_dir
    from bot.faults import report

    log_into_data_dir()
    return report(error)

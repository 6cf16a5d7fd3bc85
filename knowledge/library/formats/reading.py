"""One door for all formats, and the same behind a wall: in a process of its own that can neither hang nor crash the bot."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from knowledge.library.formats.blocks import Block, Foreign, Format, Table, UnreadableFileError
from knowledge.library.formats.kinds import kind_of
from knowledge.library.formats.limits import check_size

_TIMEOUT_S = 120.0
_MEMORY_BYTES = 3 * 1024**3


def _reader(kind: Format) -> Callable[[bytes], Foreign]:
    """Return the reader of a format; its library is imported only now."""
    if kind == "pdf":
        from knowledge.library.formats.pdf import read_pdf

        return read_pdf
    if kind == "word":
        from knowledge.library.formats.word import read_word

        return read_word
    if kind == "excel":
        from knowledge.library.formats.excel import read_excel

        return read_excel
    if kind == "html":
        from knowledge.library.formats.html import read_html

        return read_html
    from knowledge.library.formats.plain import read_markdown, read_text

    return read_markdown if kind == "markdown" else read_text


def read(data: bytes, name: str) -> Foreign:
    """Read a file.

    Raises:
        UnreadableFileError: it cannot be read; the message says why in one sentence.
    """
    check_size(data)
    found = _reader(kind_of(data, name))(data)
    if not found.text.strip():
        raise UnreadableFileError("empty", "There is no text in the file.")
    return found


def read_apart(data: bytes, name: str, timeout_s: float = _TIMEOUT_S) -> Foreign:
    """Read a file in a process of its own, with a limit of time and memory.

    Raises:
        UnreadableFileError: it cannot be read; the message says why in one sentence.
    """
    check_size(data)
    command = [sys.executable, "-m", "knowledge.library.formats.reading", name]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=timeout_s, check=False)  # noqa: S603 (our own module)
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(
            "too_slow",
            f"The file could not be read within {timeout_s:g} seconds; split it and send the parts.",
        ) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise UnreadableFileError(
            "broken", "The file is damaged and cannot be opened; save it anew and try again."
        ) from None
    if "reason" in answer:
        raise UnreadableFileError(answer["reason"], answer["sentence"])
    return _load(answer)


def _load(value: dict[str, Any]) -> Foreign:
    blocks = tuple(
        Table(tuple(tuple(row) for row in item["rows"]), item["page"], item["caption"])
        if "rows" in item
        else Block(**item)
        for item in value["blocks"]
    )
    return Foreign(**{**value, "blocks": blocks})


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _serve(name: str) -> None:
    _limit_memory()
    try:
        answer = asdict(read(sys.stdin.buffer.read(), name))
    except UnreadableFileError as error:
        answer = {"reason": error.reason, "sentence": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _serve(sys.argv[1])

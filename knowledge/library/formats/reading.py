"""One door for all formats, and the same behind a wall: in a process of its own that can neither hang nor crash the bot."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

from knowledge.library.formats.blocks import (
    Block,
    Foreign,
    Format,
    Metadata,
    Table,
    UnreadableFileError,
    broken,
)
from knowledge.library.formats.kinds import kind_of
from knowledge.library.formats.legible import check_foreign
from knowledge.library.formats.limits import check_size

_CPU_S = 120
"""Processor time: a file is judged alike on an idle machine and on a busy one."""
_TIMEOUT_S = 1200.0
"""Wall time, for a reader that waits without working."""
_LONGEST_BLOCK = 4000
_SIGXCPU = int(getattr(signal, "SIGXCPU", 24))
_MEMORY_BYTES = 3 * 1024**3


def _reader(kind: Format) -> Callable[[bytes], Foreign]:
    """Return the reader of a format; its library is imported only now."""
    if kind == "pdf":
        from knowledge.library.formats.pdf import read_pdf

        return read_pdf
    if kind == "word":
        from knowledge.library.formats.word import read_word

        return read_word
    if kind in {"excel", "csv"}:
        from knowledge.library.formats.excel import read_csv, read_excel

        return read_csv if kind == "csv" else read_excel
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
    try:
        found = _reader(kind_of(data, name))(data)
    except RecursionError:
        raise UnreadableFileError(
            "bomb", "The file nests far deeper than a document does and was not read."
        ) from None
    check_foreign(found, data)
    return replace(found, blocks=tuple(part for block in found.blocks for part in _cut(block)))


def _cut(block: Block | Table) -> Iterator[Block | Table]:
    """Cut a paragraph that is as long as a book, at the end of a sentence where there is one."""
    if isinstance(block, Table) or len(block.text) <= _LONGEST_BLOCK:
        yield block
        return
    start = 0
    while start < len(block.text):
        end = start + _LONGEST_BLOCK
        if end < len(block.text):
            end = max(block.text.rfind(sign, start, end) for sign in "。；！？.;!? ") + 1 or end
        yield replace(block, text=block.text[start:end].strip())
        start = end


class ReaderError(RuntimeError):
    """A reader of ours is broken: no fault of the file, and nothing that whoever sent it could mend."""


def read_apart(data: bytes, name: str, timeout_s: float = _TIMEOUT_S, cpu_s: int = _CPU_S) -> Foreign:
    """Read a file in a process of its own, with a limit of processor time and memory.

    Raises:
        UnreadableFileError: it cannot be read; the message says why in one sentence.
        ReaderError: the reader itself is at fault.
    """
    check_size(data)
    command = [sys.executable, "-m", "knowledge.library.formats.reading", name, str(cpu_s)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=timeout_s, check=False)  # noqa: S603 (our own module)
    except subprocess.TimeoutExpired:
        raise _too_slow(timeout_s) from None
    if done.returncode in {-_SIGXCPU, 128 + _SIGXCPU}:
        raise _too_slow(cpu_s)
    if done.returncode > 0:
        raise ReaderError((done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no word"])[-1])
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise broken() from None
    if "reason" in answer:
        raise UnreadableFileError(answer["reason"], answer["sentence"])
    return _load(answer)


def _too_slow(seconds: float) -> UnreadableFileError:
    return UnreadableFileError(
        "too_slow", f"The file could not be read within {seconds:g} seconds; split it and send the parts."
    )


def _load(value: dict[str, Any]) -> Foreign:
    blocks = tuple(
        Table(tuple(tuple(row) for row in item["rows"]), item["page"], item["caption"])
        if "rows" in item
        else Block(**item)
        for item in value["blocks"]
    )
    metadata = Metadata(**value["metadata"])
    return Foreign(**{**value, "blocks": blocks, "metadata": metadata, "struck": tuple(value["struck"])})


def _limit(cpu_s: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 5))


def _serve(name: str, cpu_s: int) -> None:
    _limit(cpu_s)
    try:
        answer = asdict(read(sys.stdin.buffer.read(), name))
    except UnreadableFileError as error:
        answer = {"reason": error.reason, "sentence": str(error)}
    except MemoryError:
        answer = {
            "reason": "bomb",
            "sentence": "The file takes more memory than a document does and was not read.",
        }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))

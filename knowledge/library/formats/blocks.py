"""What a foreign file is read into: paragraphs, headings and tables in reading order, each with its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Format = Literal["pdf", "word", "html", "markdown", "text", "excel", "csv"]
Reason = Literal[
    "scan", "encrypted", "broken", "too_large", "bomb", "wrong_extension", "unsupported", "old_office", "empty", "too_slow", "garbled", "thin", "form"
]  # fmt: skip


class UnreadableFileError(Exception):
    """A file cannot be read. `reason` names the sentence that people are told, the message is it in English."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def broken() -> UnreadableFileError:
    """Return what is said of a file that its library cannot open."""
    return UnreadableFileError(
        "broken", "The file is damaged and cannot be opened; save it anew and try again."
    )


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading where `level` is set (1 is the highest)."""

    text: str
    level: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, the first row the head where it has one."""

    rows: tuple[tuple[str, ...], ...]
    page: int | None = None
    caption: str = ""

    def sentences(self) -> list[str]:
        """Write each row as a sentence that names its columns, so that it can be read and quoted alone."""
        rows = [row for row in self.rows if any(row)]
        if len(rows) < 2:
            return ["；".join(cell for cell in row if cell) for row in rows]
        head, *body = rows
        lead = f"{self.caption}：" if self.caption else ""
        return [lead + _row(head, row) for row in body]


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    pairs = [(name, cell) for name, cell in zip(head, row, strict=False) if cell]
    latin = all(character < "\u2e80" for name, cell in pairs for character in name + cell)
    joined = [(f"{name}: {cell}" if latin else f"{name}：{cell}") if name else cell for name, cell in pairs]
    return ("; " if latin else "；").join(joined)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself beside its text, word for word: who put it out, when, under which address."""

    title: str | None = None
    issued: str | None = None
    issuer: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file as it was read. `recognised` is set when its pages were read from pictures, so that letters may be wrong.

    `struck` are lines that were left out, since they belong to a page and not to its text.
    """

    format: Format
    blocks: tuple[Block | Table, ...]
    pages: int | None = None
    title: str | None = None
    recognised: bool = False
    metadata: Metadata = Metadata()
    struck: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Everything that it says, a block a line."""
        return "\n".join(line for block in self.blocks for line in lines_of(block))


def lines_of(block: Block | Table) -> Iterable[str]:
    """Return what a block says: one paragraph, or a sentence a row."""
    return block.sentences() if isinstance(block, Table) else [block.text]

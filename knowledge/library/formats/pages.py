"""One page of a PDF file: its lines and tables in reading order."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from knowledge.library.formats.blocks import Table
from knowledge.library.formats.lines import Line, tidy
from knowledge.library.formats.ruling import Cell, Ruled, ruled_tables
from knowledge.library.formats.visibility import Hidden, hidden_of

_FEWEST_CHARACTERS = 8


@dataclass(slots=True)
class Page:
    """What was read of a page. `is_scan` is set where it is a picture without text."""

    number: int
    lines: list[Line]
    is_scan: bool
    text: str
    """Everything outside tables, as the file gives it."""


def read_page(page: pdfium.PdfPage, data: bytes, number: int) -> Page:
    """Read page `number` (from 0) of the file `data`."""
    hidden = hidden_of(page)
    is_turned = page.get_rotation() != 0
    ruled = ruled_tables(data, number) if hidden.ruled and not is_turned else []
    text_page = page.get_textpage()
    parts: list[str | Table] = [text_page.get_text_range()]
    if hidden.any or ruled:
        parts = _Reader(text_page, page.get_height(), hidden, ruled).read(number + 1)
    lines = [line for part in parts for line in _lines(part)]
    text = "\n".join(line for line in lines if isinstance(line, str))
    has_table = any(isinstance(line, Table) for line in lines)
    letters = sum(not character.isspace() for character in text)
    return Page(number, lines, hidden.pictures and letters < _FEWEST_CHARACTERS and not has_table, text)


def _lines(part: str | Table) -> list[Line]:
    if isinstance(part, Table):
        return [part]
    return [*part.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").split("\n")]


class _Reader:
    """Reads a page character by character, leaving out what is hidden and sorting table text into its cells."""

    def __init__(
        self, text_page: pdfium.PdfTextPage, height: float, hidden: Hidden, ruled: list[Ruled]
    ) -> None:
        self._text_page = text_page
        self._height = height
        self._hidden = hidden
        self._ruled = ruled
        self._cells: dict[int, dict[Cell, str]] = {}

    def read(self, page: int) -> list[str | Table]:
        """Return the text between the tables, and the tables."""
        found: list[str | Table] = []
        text: list[str] = []
        for part in list(self._parts()):
            if isinstance(part, str):
                text.append(part)
            else:
                found += ["".join(text), self._table(part, self._cells[part], page)]
                text = []
        return [*found, "".join(text)]

    def _parts(self) -> Iterator[str | int]:
        """Go through the characters outside tables; a number stands where that table begins."""
        inside: tuple[int, Cell] | None = None
        for index in range(self._text_page.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(self._text_page, index))
            if raw.FPDFText_IsGenerated(self._text_page, index) == 1:
                yield from self._space(character, inside)
                continue
            if self._hidden.hides(self._text_page, index):
                continue
            before, inside = inside, self._place(index)
            if inside is None:
                yield character if before is None else f"\n{character}"
                continue
            table, cell = inside
            if table not in self._cells:
                yield table
                self._cells[table] = {}
            self._cells[table][cell] = self._cells[table].get(cell, "") + character

    def _space(self, character: str, inside: tuple[int, Cell] | None) -> Iterator[str]:
        if inside is None:
            yield character
        else:
            table, cell = inside
            self._cells[table][cell] += " "

    def _place(self, index: int) -> tuple[int, Cell] | None:
        x, y = _middle(self._text_page, index)
        for number, table in enumerate(self._ruled):
            cell = table.cell_at(x, self._height - y)
            if cell is not None:
                return number, cell
        return None

    def _table(self, number: int, texts: dict[Cell, str], page: int) -> Table:
        """Fill a table; a cell that spans several columns or rows says its text in each of them."""
        ruled = self._ruled[number]
        rows = [
            [tidy(texts.get(ruled.owner(row, column), "")) for column in range(ruled.columns)]
            for row in range(ruled.rows)
        ]
        return Table(tuple(tuple(row) for row in rows), page)


def _middle(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return (left.value + right.value) / 2, (bottom.value + top.value) / 2

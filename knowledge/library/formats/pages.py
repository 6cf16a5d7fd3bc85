"""One page of a PDF file: its lines in reading order, with a mark where a table stands."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from knowledge.library.formats.blocks import Table
from knowledge.library.formats.lines import tidy
from knowledge.library.formats.ruling import Cell, Ruled, ruled_tables
from knowledge.library.formats.visibility import Hidden, hidden_of

TABLE = "\x02"
"""Begins a line that stands for a table, followed by the table's place in the list."""
_FEWEST_CHARACTERS = 8


@dataclass(slots=True)
class Page:
    """What was read of a page. `is_scan` is set where it is a picture without text."""

    number: int
    lines: list[str]
    tables: tuple[Table, ...]
    is_scan: bool


def read_page(page: pdfium.PdfPage, data: bytes, number: int) -> Page:
    """Read page `number` (from 0) of the file `data`."""
    hidden = hidden_of(page)
    ruled = ruled_tables(data, number) if hidden.ruled else []
    text_page = page.get_textpage()
    tables: tuple[Table, ...] = ()
    if hidden.any or ruled:
        text, tables = _Reader(text_page, page.get_height(), hidden, ruled).read(number + 1)
    else:
        text = text_page.get_text_range()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").split("\n")
    letters = sum(len(line.strip()) for line in lines)
    return Page(number, lines, tables, hidden.pictures and letters < _FEWEST_CHARACTERS and not tables)


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

    def read(self, page: int) -> tuple[str, tuple[Table, ...]]:
        text = "".join(self._characters())
        return text, tuple(self._table(table, texts, page) for table, texts in self._cells.items())

    def _characters(self) -> Iterator[str]:
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
                yield f"\n{TABLE}{len(self._cells)}\n"
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

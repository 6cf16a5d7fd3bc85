"""Tables of a PDF page by the lines that are drawn around their cells."""

import bisect
import io
from collections.abc import Iterable
from dataclasses import dataclass

Cell = tuple[int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ruled:
    """The cells of one table by row and column; boxes are (left, top, right, bottom), measured from the page's top."""

    cells: dict[Cell, Box]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return 1 + max((row for row, _ in self.cells), default=-1)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return 1 + max((column for _, column in self.cells), default=-1)

    def owner(self, row: int, column: int) -> Cell:
        """Name the cell that covers a place: its own, or one that spans it from the left or from above."""
        if (row, column) in self.cells:
            return row, column
        top = next((box[1] for (r, _), box in self.cells.items() if r == row), None)
        left = next((box[0] for (_, c), box in self.cells.items() if c == column), None)
        covering = None if top is None or left is None else self.cell_at(left + 3, top + 3)
        return covering or (row, column)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """Name the cell at a point, or None."""
        return next((cell for cell, (l, t, r, b) in self.cells.items() if l <= x <= r and t <= y <= b), None)  # noqa: E741


def ruled_tables(data: bytes, number: int) -> list[Ruled]:
    """Find the tables of one page; a table has two rows and two columns at least."""
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number + 1]) as document:
            cells = [table.cells for table in document.pages[0].find_tables()]
    except Exception:  # noqa: BLE001 (a page that one reader can't rule is still read as text by the other)
        return []
    return [table for table in map(_ruled, cells) if table.rows > 1 and table.columns > 1]


def _ruled(boxes: list[Box]) -> Ruled:
    lefts, tops = _marks(box[0] for box in boxes), _marks(box[1] for box in boxes)
    return Ruled({(_place(tops, box[1]), _place(lefts, box[0])): box for box in boxes})


def _marks(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2:
            found.append(value)
    return found


def _place(marks: list[float], value: float) -> int:
    return max(bisect.bisect_right(marks, value + 2) - 1, 0)

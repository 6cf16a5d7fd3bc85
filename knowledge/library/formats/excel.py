"""Excel files: the tables of every sheet that is shown."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from knowledge.library.formats.blocks import Block, Foreign, Table, broken
from knowledge.library.formats.limits import check_parts, open_archive
from knowledge.library.formats.lines import tidy
from knowledge.library.formats.tables import even, table_of

_MOST_ROWS = 5000
_MOST_COLUMNS = 60
_MOST_HEAD_ROWS = 3
_LINES_LOOKED_AT = 50
_WHITE = frozenset(["FFFFFFFF", "00FFFFFF"])
_Place = tuple[int, int]


def read_excel(data: bytes) -> Foreign:
    """Read an Excel file: a heading a sheet, and its tables.

    Raises:
        UnreadableFileError: it is damaged or protected.
    """
    import openpyxl

    with open_archive(data) as archive:
        check_parts(archive)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception:  # noqa: BLE001 (over a damaged file the library raises anything; nothing of ours runs here)
        raise broken() from None
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return Foreign(
        "excel", tuple(block for sheet in sheets for block in _sheet(sheet, named=len(sheets) > 1))
    )


@dataclass(frozen=True)
class _Merged:
    """Merged cells: the place of the first cell for every place that one covers, and how many rows it covers."""

    first: Mapping[_Place, _Place]
    height: Mapping[_Place, int]

    @classmethod
    def of(cls, sheet: Any) -> "_Merged":  # noqa: ANN401 (openpyxl's own object)
        first: dict[_Place, _Place] = {}
        height: dict[_Place, int] = {}
        for span in sheet.merged_cells.ranges:
            begin = (span.min_row, span.min_col)
            height[begin] = span.max_row - span.min_row + 1
            for row in range(span.min_row, min(span.max_row, _MOST_ROWS) + 1):
                for column in range(span.min_col, min(span.max_col, _MOST_COLUMNS) + 1):
                    first[row, column] = begin
        return cls(first, height)


def _sheet(sheet: Any, *, named: bool) -> Iterator[Block | Table]:  # noqa: ANN401 (openpyxl's own object)
    if named:
        yield Block(tidy(sheet.title), 1)
    merged, columns = _Merged.of(sheet), _shown_columns(sheet)
    rows: list[tuple[str, ...]] = []
    heights: list[int] = []
    for number in range(1, min(sheet.max_row, _MOST_ROWS) + 1):
        if sheet.row_dimensions[number].hidden:
            continue
        places = [merged.first.get((number, column), (number, column)) for column in columns]
        row = tuple(_cell(sheet.cell(*place)) for place in places)
        if any(row):
            rows.append(row)
            heights.append(max(merged.height.get((number, column), 1) for column in columns))
        else:
            yield from table_of(rows, _head_rows(rows, heights))
            rows, heights = [], []
    yield from table_of(rows, _head_rows(rows, heights))


def _shown_columns(sheet: Any) -> list[int]:  # noqa: ANN401 (openpyxl's own object)
    """List the columns that are shown; one entry of the file may stand for several."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            hidden.update(range(dimension.min, min(dimension.max, _MOST_COLUMNS) + 1))
    return [column for column in range(1, min(sheet.max_column, _MOST_COLUMNS) + 1) if column not in hidden]


def _head_rows(rows: list[tuple[str, ...]], heights: list[int]) -> int:
    """Tell how many rows the head has: as many as its highest cell, below the captions."""
    for row, height in zip(rows, heights, strict=True):
        if len({cell for cell in row if cell}) > 1:
            return height if height <= _MOST_HEAD_ROWS else 1
    return 1


def _cell(cell: Any) -> str:  # noqa: ANN401 (openpyxl's own object)
    value = cell.value
    if value is None or _is_white(cell):
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float | int) and not isinstance(value, bool):
        if "%" in (cell.number_format or ""):
            return f"{round(value * 100, 6):g}%"
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    return tidy(str(value).replace("\n", " "))


def _is_white(cell: Any) -> bool:  # noqa: ANN401 (openpyxl's own object)
    colour = cell.font.color if cell.font is not None else None
    filled = cell.fill.fill_type if cell.fill is not None else None
    return colour is not None and str(colour.rgb).upper() in _WHITE and not filled


def read_csv(data: bytes) -> Foreign:
    """Read comma-separated values, in the encodings of offices; a tab or a semicolon separates too."""
    import csv

    from knowledge.library.formats.plain import decode

    text = decode(data).replace("\x00", "")
    head = "\n".join(text.splitlines()[:_LINES_LOOKED_AT])
    separator = max(",\t;", key=head.count)
    blocks: list[Block | Table] = []
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        cells = [tidy(cell.replace("\n", " ")) for cell in row[:_MOST_COLUMNS]]
        if any(cells):
            rows.append(cells)
        else:
            blocks.extend(table_of(even(rows)))
            rows = []
    return Foreign("csv", (*blocks, *table_of(even(rows))))

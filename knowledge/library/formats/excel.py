"""Excel files: the tables of every sheet that is shown."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from knowledge.library.formats.blocks import Block, Foreign, Table, UnreadableFileError
from knowledge.library.formats.limits import check_parts, open_archive
from knowledge.library.formats.lines import tidy

_MOST_ROWS = 5000
_MOST_COLUMNS = 60


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
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        blocks = [block for sheet in sheets for block in _sheet(sheet, named=len(sheets) > 1)]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, AttributeError, SyntaxError):
        raise UnreadableFileError(
            "broken", "The file is damaged and cannot be opened; save it anew and try again."
        ) from None
    return Foreign("excel", tuple(blocks))


def _sheet(sheet: Any, *, named: bool) -> list[Block | Table]:  # noqa: ANN401 (openpyxl's own object)
    blocks: list[Block | Table] = [Block(tidy(sheet.title), 1)] if named else []
    rows: list[tuple[str, ...]] = []
    merged = _merged(sheet)
    hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
    for line in sheet.iter_rows(
        max_row=min(sheet.max_row, _MOST_ROWS), max_col=min(sheet.max_column, _MOST_COLUMNS)
    ):
        if sheet.row_dimensions[line[0].row].hidden:
            continue
        row = tuple(
            _cell(merged.get(cell.coordinate, cell)) for cell in line if cell.column_letter not in hidden
        )
        if any(row):
            rows.append(row)
        else:
            blocks.extend(_table(rows))
            rows = []
    return [*blocks, *_table(rows)]


def _merged(sheet: Any) -> dict[str, Any]:  # noqa: ANN401 (openpyxl's own object)
    found = {}
    for span in sheet.merged_cells.ranges:
        if span.size["rows"] * span.size["columns"] <= _MOST_ROWS:
            first = sheet.cell(span.min_row, span.min_col)
            found.update({sheet.cell(*where).coordinate: first for where in span.cells})
    return found


def _cell(cell: Any) -> str:  # noqa: ANN401 (openpyxl's own object)
    value = cell.value
    colour = getattr(getattr(cell, "font", None), "color", None)
    filled = getattr(getattr(cell, "fill", None), "fill_type", None)
    if value is None or (
        colour is not None and str(colour.rgb).upper() in {"FFFFFFFF", "00FFFFFF"} and not filled
    ):
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float | int) and not isinstance(value, bool):
        if "%" in (cell.number_format or ""):
            return f"{round(value * 100, 6):g}%"
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    return tidy(str(value).replace("\n", " "))


def _table(rows: list[tuple[str, ...]]) -> list[Block | Table]:
    """Take single cells above a table for its caption."""
    captions = []
    while rows and len({cell for cell in rows[0] if cell}) == 1:
        captions.append(next(cell for cell in rows[0] if cell))
        rows = rows[1:]
    used = [
        column
        for column in range(max((len(row) for row in rows), default=0))
        if any(row[column] for row in rows)
    ]
    if not used:
        return [Block(caption) for caption in captions]
    lead: list[Block | Table] = [Block(caption) for caption in captions[:-1]]
    table = Table(
        tuple(tuple(row[column] for column in used) for row in rows), caption=captions[-1] if captions else ""
    )
    return [*lead, table]

"""Applications as a table: CSV or Excel."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from bot.applications.application import Application
from bot.store.file_rights import private_file
from bot.store.listing import Filter, Listing

_FIELDS = (
    "company_name", "credit_code", "legal_representative", "contact_person", "phone", "email", "purpose",
    "provider", "period_start", "period_end", "requested_cny",
)  # fmt: skip
COLUMNS = (
    "reference", "programme", "round", "state", "verdict", *_FIELDS, "ceiling_cny", "granted_cny", "assignee",
    "files", "submitted_at", "decided_at", "reasons",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def export_rows(listing: Listing, wanted: Filter) -> AsyncIterator[dict[str, Any]]:
    """Return one row an application."""
    async for it in listing.each(wanted):
        yield _row(it)


def _row(it: Application) -> dict[str, Any]:
    return {
        "reference": it.reference,
        "programme": it.offer.programme,
        "round": it.offer.round,
        "state": it.state,
        "verdict": it.offer.verdict,
        **{name: it.answers.get(name) for name in _FIELDS},
        "ceiling_cny": it.offer.ceiling_cny,
        "granted_cny": it.granted_cny,
        "assignee": it.assignee,
        "files": len(it.files),
        "submitted_at": it.submitted_at,
        "decided_at": it.decided_at,
        "reasons": "; ".join(f"{criterion}: {text}" for criterion, text in it.reasons.items()),
    }


def write_table(target: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows into a .csv (UTF-8 with a mark, so that Excel reads it) or an .xlsx file, for its owner alone."""
    beside = target.with_name(target.name + ".part")
    with private_file(beside) as file:
        (_write_csv if target.suffix.lower() == ".csv" else _write_xlsx)(file, rows)
    beside.replace(target)


def _write_csv(file: BinaryIO, rows: Sequence[dict[str, Any]]) -> None:
    with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows)


def _write_xlsx(file: BinaryIO, rows: Sequence[dict[str, Any]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("applications")
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([_cell(row[name]) for name in COLUMNS])
    book.save(file)


def _cell(value: object) -> object:
    """Write a value so that no spreadsheet takes what a founder typed for a formula."""
    if value is None or isinstance(value, int):
        return value
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text

"""Offers, answers and files that the tests of applications share."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.applications.offer import Both, Criterion, Offer, Paper

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai
TODAY = date(2026, 11, 23)
CODES = ("91110000600037341L", "91440300708461136T", "914403001922038216")

ANSWERS = {
    "company_name": "庆阳星算科技有限公司",
    "purpose": "training",
    "provider": "庆阳云谷算力服务有限公司",
    "period_start": "2026-12-01",
    "period_end": "2027-05-31",
    "requested_cny": "600000.00",
    "legal_representative": "王建国",
    "contact_person": "李梅",
    "phone": "+8613800138000",
    "email": "limei@example.cn",
}


def code(number: int) -> str:
    """Make the credit code of a company of the tests, with its right check character."""
    from stdnum.cn import uscc

    body = f"91440300{number:09d}"
    return body + str(uscc.calc_check_digit(body))


def offer(**changes: Any) -> Offer:  # noqa: ANN401 (fields of an offer)
    made = Offer(
        programme="gansu-qingyang-compute-voucher-2024",
        title=Both("庆阳算力券", "Qingyang computing voucher"),
        round="2026",
        round_state="open",
        opens=None,
        closes=date(2026, 12, 31),
        verdict="eligible",
        ceiling_cny=Decimal(600_000),
        criteria=(
            Criterion(
                "own_use", "met", "gansu-qingyang-compute-voucher-2024", "Amount", Both("自用", "Own use")
            ),
            Criterion(
                "floor",
                "met",
                "gansu-qingyang-compute-voucher-2024",
                "Amount",
                Both("起点", "The least amount"),
            ),
        ),
        papers=(
            Paper(
                "usual-contract",
                Both("算力服务合同", "The service contract"),
                ("own_use",),
                stated=False,
                document="gansu-qingyang-compute-voucher-2024",
                clause="Amount",
            ),
        ),
        asks_bank=False,
        release="2026-11-23.1",
    )
    return replace(made, **changes)


def pdf(mark: str = "1") -> bytes:
    """Make a small PDF; each mark another content."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 720, f"Contract {mark}")
    canvas.save()
    return out.getvalue()


def locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 720, "Contract")
    canvas.save()
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()

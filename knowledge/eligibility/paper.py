"""The summary as a PDF that prints in both languages; the Chinese font is one that every reader has."""

import io
import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from knowledge.eligibility.summary import Block, Kind
from knowledge.language import Language

_CHINESE = "STSong-Light"
_LATIN = {False: "Helvetica", True: "Helvetica-Bold"}
_HAN = re.compile(r"[　-〿㐀-鿿＀-￯“”‘’…]+")
_SIZES: dict[Kind, tuple[float, float, float]] = {
    "title": (18, 24, 4),
    "heading": (12.5, 17, 10),
    "text": (10, 15, 2),
    "item": (10, 15, 1),
    "warning": (10, 15, 4),
}
"""Type size, line height, space before, in points."""


def pdf(blocks: Iterable[Block], language: Language, title: str) -> bytes:
    """Set the blocks on A4 pages, numbered."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont(_CHINESE))
    pdfmetrics.registerFontFamily(
        _CHINESE, normal=_CHINESE, bold=_CHINESE, italic=_CHINESE, boldItalic=_CHINESE
    )
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        title=title,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
    )

    def number(canvas: "object", page: "object") -> None:
        draw, at = getattr(canvas, "drawCentredString"), getattr(page, "page")  # noqa: B009 (reportlab has no types)
        getattr(canvas, "setFont")("Helvetica", 8)  # noqa: B009
        draw(A4[0] / 2, 11 * mm, str(at))

    document.build([_paragraph(block, language) for block in blocks], onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _paragraph(block: Block, language: Language) -> "object":
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    size, leading, before = _SIZES[block.kind]
    is_bold = block.kind in {"title", "heading", "warning"}
    style = ParagraphStyle(
        block.kind,
        fontName=_LATIN[is_bold] if language == "en" else _CHINESE,
        fontSize=size,
        leading=leading,
        spaceBefore=before,
        spaceAfter=2,
        leftIndent=12 if block.kind == "item" else 0,
        bulletIndent=2,
        wordWrap="CJK" if language == "zh" else None,
        textColor=HexColor("#9a3412") if block.kind == "warning" else HexColor("#1a1a1a"),
        keepWithNext=block.kind == "heading",
    )
    return Paragraph(_marked(block.text, language), style, bulletText="•" if block.kind == "item" else None)


def _marked(text: str, language: Language) -> str:
    """Set Chinese words in an English text in the Chinese font."""
    safe = escape(text.strip())
    if language == "zh":
        return safe
    return _HAN.sub(lambda match: f'<font name="{_CHINESE}">{match[0]}</font>', safe)

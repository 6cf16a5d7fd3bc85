"""The summary as a PDF that prints in both languages. The Chinese font is embedded: few machines have one."""

import io
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from xml.sax.saxutils import escape

from knowledge.eligibility.summary import Block, Kind
from knowledge.language import Language

_CHINESE, _RARE = "NotoSansSC", "STSong-Light"
_LATIN = {False: "Helvetica", True: "Helvetica-Bold"}
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\uffef“”‘’…]+")
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
    from reportlab.platypus import SimpleDocTemplate

    _register()
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


@cache
def _register() -> frozenset[int]:
    """Make the fonts known; return the characters that the embedded one has."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    with as_file(files("knowledge.eligibility") / "fonts" / "NotoSansSC-subset.ttf") as path:
        font = TTFont(_CHINESE, str(path))
    pdfmetrics.registerFont(font)
    pdfmetrics.registerFont(UnicodeCIDFont(_RARE))
    for name in (_CHINESE, _RARE):
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return frozenset(font.face.charToGlyph)


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
    """Set Chinese words in an English text in the Chinese font, and what that lacks in one that the reader has."""
    known = _register()
    runs = re.findall(_HAN.pattern + "|" + f"[^{_HAN.pattern[1:-2]}]+", text.strip())
    return "".join(_run(run, known, is_plain=language == "en" and not _HAN.fullmatch(run)) for run in runs)


def _run(run: str, known: frozenset[int], *, is_plain: bool) -> str:
    if is_plain:
        return escape(run)
    parts = (
        (character if ord(character) in known else f'<font name="{_RARE}">{escape(character)}</font>')
        if character not in "<>&"
        else escape(character)
        for character in run
    )
    return f'<font name="{_CHINESE}">{"".join(parts)}</font>'

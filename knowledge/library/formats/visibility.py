"""What of a PDF page people see: text drawn invisibly, in white on white, tiny or beside the page is hidden."""

import ctypes
from dataclasses import dataclass, field

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

_SMALLEST_POINTS = 3.0
_WHITE = 245
_INVISIBLE = frozenset([raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP])
_LINES_OF_A_TABLE = 4
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Hidden:
    """What `hidden_of` found: the addresses of hidden text objects, and what else stands on the page."""

    objects: set[int] = field(default_factory=set)
    pictures: bool = False
    ruled: bool = False

    @property
    def any(self) -> bool:
        """True when some text of the page must be left out."""
        return bool(self.objects)

    def hides(self, text_page: pdfium.PdfTextPage, index: int) -> bool:
        """Tell whether a character belongs to a hidden object."""
        if not self.objects:
            return False
        return _address(raw.FPDFText_GetTextObject(text_page, index)) in self.objects


def _address(pointer: object) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def hidden_of(page: pdfium.PdfPage) -> Hidden:
    """Look through the objects of a page."""
    found = Hidden()
    grounds: list[Box] = []
    texts: list[pdfium.PdfObject] = []
    lines = 0
    for item in page.get_objects(max_depth=8):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures = True
            grounds.append(item.get_bounds())
        elif item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING):
            lines += 1
            if item.type == raw.FPDF_PAGEOBJ_SHADING or _is_dark_fill(item):
                grounds.append(item.get_bounds())
        elif item.type == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(item)
    width, height = page.get_size()
    found.ruled = lines >= _LINES_OF_A_TABLE
    found.objects = {_address(item.raw) for item in texts if _is_hidden(item, grounds, width, height)}
    return found


def _is_hidden(item: pdfium.PdfObject, grounds: list[Box], width: float, height: float) -> bool:
    if raw.FPDFTextObj_GetTextRenderMode(item.raw) in _INVISIBLE:
        return True
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item.raw, size)
    matrix = item.get_matrix()
    scale = max(abs(matrix.a), abs(matrix.b), abs(matrix.c), abs(matrix.d))
    if size.value * scale < _SMALLEST_POINTS:
        return True
    left, bottom, right, top = item.get_bounds()
    if right < 0 or left > width or top < 0 or bottom > height:
        return True
    x, y = (left + right) / 2, (bottom + top) / 2
    on_ground = any(l - 1 <= x <= r + 1 and b - 1 <= y <= t + 1 for l, b, r, t in grounds)  # noqa: E741 (the sides of a box)
    return _is_white(item) and not on_ground


def _colour(item: pdfium.PdfObject) -> tuple[int, int, int, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item.raw, *parts):
        return None
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


def _is_white(item: pdfium.PdfObject) -> bool:
    colour = _colour(item)
    return colour is not None and (min(colour[:3]) >= _WHITE or colour[3] < 10)


def _is_dark_fill(item: pdfium.PdfObject) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    colour = _colour(item)
    return (
        mode.value != raw.FPDF_FILLMODE_NONE
        and colour is not None
        and min(colour[:3]) < 225
        and colour[3] > 100
    )

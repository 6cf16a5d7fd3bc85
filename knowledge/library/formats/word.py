"""Word files, through the HTML that mammoth makes of them, without what Word does not show."""

import io
import zipfile
import zlib
from typing import Any

from bs4 import BeautifulSoup

from knowledge.library.formats.blocks import Foreign, broken
from knowledge.library.formats.html import blocks_of
from knowledge.library.formats.limits import check_parts, open_archive

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SMALLEST_HALF_POINTS = 5
_STYLES = (
    "\n".join(
        f"p[style-name='{name} {level}'] => h{level}:fresh"
        for name in ("heading", "标题")
        for level in (1, 2, 3, 4)
    )
    + "\np[style-name='Title'] => h1:fresh"
)


def read_word(data: bytes) -> Foreign:
    """Read a Word file.

    Raises:
        UnreadableFileError: it is damaged or protected.
    """
    import mammoth

    with open_archive(data) as archive:
        check_parts(archive)
        shown = _without_hidden(archive)
        try:
            html = mammoth.convert_to_html(
                io.BytesIO(shown), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_image)
            ).value
        except Exception:  # noqa: BLE001 (over a damaged file the library raises anything; nothing of ours runs here)
            raise broken() from None
    return Foreign("word", tuple(blocks_of(BeautifulSoup(html, "html.parser"))))


def _no_image(_image: object) -> dict[str, str]:
    return {"src": ""}


def _without_hidden(archive: zipfile.ZipFile) -> bytes:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in archive.infolist():
            try:
                content = archive.read(part)
                tree = etree.fromstring(content, parser) if part.filename == "word/document.xml" else None
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, etree.XMLSyntaxError):
                raise broken() from None
            if tree is not None:
                for formula in list(tree.iter(f"{_M}oMath")):
                    _write_out(formula)
                for run in list(tree.iter(f"{_W}r")):
                    if _is_hidden(run):
                        run.getparent().remove(run)
                content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            made.writestr(part.filename, content)
    return out.getvalue()


def _write_out(formula: Any) -> None:  # noqa: ANN401 (lxml has no types)
    """Put a formula's own characters in its place, which the reader would leave out."""
    text = "".join(node.text or "" for node in formula.iter(f"{_M}t"))
    run = formula.makeelement(f"{_W}r")
    run.append(run.makeelement(f"{_W}t"))
    run[0].text = text
    run.tail = formula.tail
    formula.getparent().replace(formula, run)


def _is_hidden(run: Any) -> bool:  # noqa: ANN401 (lxml has no types)
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    vanish, colour, size = (properties.find(f"{_W}{name}") for name in ("vanish", "color", "sz"))
    if vanish is not None and vanish.get(f"{_W}val") not in {"0", "false"}:
        return True
    if (
        size is not None
        and str(size.get(f"{_W}val")).isdecimal()
        and int(size.get(f"{_W}val")) <= _SMALLEST_HALF_POINTS
    ):
        return True
    is_white = colour is not None and str(colour.get(f"{_W}val")).upper() == "FFFFFF"
    return is_white and not _is_shaded(run, properties)


def _is_shaded(run: Any, properties: Any) -> bool:  # noqa: ANN401 (lxml has no types)
    if properties.find(f"{_W}shd") is not None or properties.find(f"{_W}highlight") is not None:
        return True
    return any(
        shade.get(f"{_W}fill") not in {None, "auto", "FFFFFF"}
        for above in run.iterancestors(f"{_W}tc", f"{_W}p")
        for shade in above.findall(f"./{_W}tcPr/{_W}shd") + above.findall(f"./{_W}pPr/{_W}shd")
    )

"""PDF files, page by page: text in reading order, tables by their ruling, nothing that a page does not show."""

import re
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from knowledge.library.formats.blocks import Block, Foreign, Table, UnreadableFileError, broken
from knowledge.library.formats.legible import check_raw
from knowledge.library.formats.limits import MOST_PAGES
from knowledge.library.formats.lines import STARTS, Line, join, paragraphs, tidy, without_margins
from knowledge.library.formats.pages import Page, read_page
from knowledge.library.formats.pictures import is_installed, recognise

_GOES_ON_FROM = 25
_PLACEHOLDER = re.compile(r"Please wait|Adobe (?:Reader|Acrobat)|请稍候", re.IGNORECASE)
"""What stands on the only page of a form that the program draws anew."""


def read_pdf(data: bytes) -> Foreign:
    """Read a PDF file.

    Raises:
        UnreadableFileError: it is protected, damaged, a scan where no OCR is installed, or far too long.
    """
    document = _open(data)
    try:
        pages = [read_page(document[number], data, number) for number in range(len(document))]
        scanned = [page for page in pages if page.is_scan]
        if scanned:
            _recognise(document, scanned, len(pages))
        text = "\n".join(page.text for page in pages)
        check_raw(text)
        if document.get_formtype() == raw.FORMTYPE_XFA_FULL and _PLACEHOLDER.search(text):
            raise UnreadableFileError(
                "form", "This is a form that only Adobe Reader shows; print it to a PDF and send that."
            )
        title = tidy(document.get_metadata_value("Title") or "")
        return Foreign("pdf", tuple(_blocks(pages)), len(pages), title or None, recognised=bool(scanned))
    except pdfium.PdfiumError:
        raise broken() from None
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).casefold() or "security" in str(error).casefold():
            raise UnreadableFileError(
                "encrypted", "The file is protected with a password; remove it and send the file again."
            ) from None
        raise broken() from None
    if len(document) == 0:
        raise broken()
    if len(document) > MOST_PAGES:
        raise UnreadableFileError(
            "too_large",
            f"The file has {len(document)} pages; at most {MOST_PAGES} can be read: split it and send the parts.",
        )
    return document


def _recognise(document: pdfium.PdfDocument, scanned: Sequence[Page], pages: int) -> None:
    if not is_installed():
        which = "it is a picture" if len(scanned) == pages else f"page {scanned[0].number + 1} is a picture"
        raise UnreadableFileError(
            "scan",
            f"This is a scan: {which} without text; send the text version, or have Tesseract installed.",
        )
    for page in scanned:
        text = recognise(document[page.number])
        if text is None:
            raise UnreadableFileError(
                "scan",
                f"This is a scan, and Tesseract cannot read page {page.number + 1}; send the text version.",
            )
        page.lines = [*text.split("\n")]


def _blocks(pages: Sequence[Page]) -> list[Block | Table]:
    """Join the lines of all pages; what goes on overleaf belongs to the page on which it begins."""
    found: list[Block | Table] = []
    for page, lines in zip(pages, without_margins([page.lines for page in pages]), strict=True):
        for position, block in enumerate(_page_blocks(page, lines)):
            joined = _joined(found[-1], block) if found and position == 0 else None
            if joined is None:
                found.append(block)
            else:
                found[-1] = joined
    return found


def _joined(before: Block | Table, block: Block | Table) -> Block | Table | None:
    """Return what two blocks make on both sides of a page's end, or None when they are two."""
    if isinstance(before, Block) and isinstance(block, Block):
        goes_on = (
            before.text[-1:] not in "。！？；：.!?;:"
            and len(before.text) > _GOES_ON_FROM
            and not STARTS.match(block.text)
        )
        return Block(join(before.text, block.text), page=before.page) if goes_on else None
    if isinstance(before, Table) and isinstance(block, Table) and before.rows[:1] == block.rows[:1]:
        return Table(before.rows + block.rows[1:], before.page, before.caption)
    return None


def _page_blocks(page: Page, lines: Sequence[Line]) -> Iterator[Block | Table]:
    loose: list[str] = []
    for line in lines:
        if isinstance(line, Table):
            yield from (Block(text, page=page.number + 1) for text in paragraphs(loose))
            loose = []
            yield line
        else:
            loose.append(line)
    yield from (Block(text, page=page.number + 1) for text in paragraphs(loose))

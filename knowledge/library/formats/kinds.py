"""Which format a file is in: by its content; its name must not say otherwise."""

import io
import zipfile
from pathlib import PurePath

from knowledge.library.formats.blocks import Format, UnreadableFileError
from knowledge.library.formats.limits import open_archive

_BY_ENDING: dict[str, Format] = {
    ".pdf": "pdf", ".docx": "word", ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown",
    ".txt": "text", ".text": "text", ".xlsx": "excel", ".xlsm": "excel", ".csv": "csv",
}  # fmt: skip
NAMES: dict[Format, str] = {
    "pdf": "PDF", "word": "Word", "html": "HTML", "markdown": "Markdown", "text": "plain text", "excel": "Excel",
    "csv": "CSV",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")


def kind_of(data: bytes, name: str) -> Format:
    """Name the format of a file.

    Raises:
        UnreadableFileError: no reader takes it, or its name says something else than its content.
    """
    ending = PurePath(name).suffix.casefold()
    named = _BY_ENDING.get(ending)
    found = _by_content(data)
    if found is None and named in {"markdown", "text", "html", "csv"}:
        return named
    if found is None and named is None:
        if not ending:
            return "text"
        raise UnreadableFileError(
            "unsupported",
            f"Files of the kind {ending} cannot be read; send PDF, Word, HTML, Markdown, text, Excel or CSV.",
        )
    if found is None:
        raise _mismatch(ending, "something else")
    if found != named and named is not None and not (found == "html" and named in {"markdown", "text"}):
        raise _mismatch(ending, NAMES[found])
    return found


def _mismatch(ending: str, content: str) -> UnreadableFileError:
    return UnreadableFileError(
        "wrong_extension",
        f"The name ends in {ending}, but the content is {content}; give the file its right name and try again.",
    )


def _by_content(data: bytes) -> Format | None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in data[:1024].lower():
        return "pdf"
    if data.startswith(_OLE):
        raise _old_office(data)
    if data.startswith(b"PK\x03\x04") or zipfile.is_zipfile(io.BytesIO(data)):
        return _office(data)
    if data.startswith(_PICTURES):
        raise UnreadableFileError("scan", "This is a picture; send the document itself as PDF, Word or text.")
    if start.startswith(_HTML):
        return "html"
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFileError(
            "unsupported",
            "This is no document that can be read; send PDF, Word, HTML, Markdown, text, Excel or CSV.",
        )
    return None


def _old_office(data: bytes) -> UnreadableFileError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableFileError(
            "encrypted", "The file is protected with a password; remove it and send the file again."
        )
    return UnreadableFileError(
        "old_office",
        "The file is in the Office format of before 2007; save it as .docx or .xlsx and send it again.",
    )


def _office(data: bytes) -> Format:
    names = {part.filename for part in open_archive(data).infolist()}
    if "word/document.xml" in names:
        return "word"
    if "xl/workbook.xml" in names:
        return "excel"
    raise UnreadableFileError(
        "unsupported", "This is an archive, not a document; unpack it and send the documents one by one."
    )

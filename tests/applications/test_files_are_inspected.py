"""Which files are taken, by their content."""

import pytest

from bot.applications.files import inspect, safe_name
from bot.applications.outcome import Refused
from tests.applications.samples import locked_pdf, pdf, zipped

WORD = zipped("[Content_Types].xml", "word/document.xml")
EXCEL = zipped("[Content_Types].xml", "xl/workbook.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def old_word(*, locked: bool) -> bytes:
    """The beginning of a Word file of 97, with its flags."""
    fib = b"\xec\xa5\xc1\x00" + bytes(6) + bytes([0x30, 0x13 if locked else 0x12]) + bytes(500)
    return OLE.ljust(512, b"\0") + fib + "WordDocument".encode("utf-16-le")


def old_excel(second: bytes) -> bytes:
    """The beginning of an Excel file of 97, with its second record."""
    first = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
    return OLE.ljust(512, b"\0") + (first + second).ljust(512, b"\0") + "Workbook".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (pdf(), "application/pdf"),
        (b"\xff\xd8\xff\xe0 jpeg", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (EXCEL, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (old_word(locked=False), "application/msword"),
        (old_word(locked=True), "file-encrypted"),
        (old_excel(b"\x42\x00"), "application/vnd.ms-excel"),
        (old_excel(b"\x2f\x00"), "file-encrypted"),
        (old_excel(b"\x86\x00\x00\x00\x2f\x00"), "file-encrypted"),
        (b"", "file-empty"),
        (b"%PDF-1.4 cut off", "file-broken"),
        (locked_pdf(), "file-encrypted"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "file-macros"),
        (zipped("a.pdf"), "file-archive"),
        (b"PK\x03\x04 broken", "file-broken"),
        (b"Rar!\x1a\x07", "file-archive"),
        (b"MZ\x90\x00", "file-kind"),
        (b"#!/bin/sh\nrm -rf /", "file-kind"),
        (b"x" * 2049, "file-too-big"),
    ],
)
def test_a_file_is_taken_for_what_it_is(content: bytes, taken: str) -> None:
    found = inspect("contract.pdf", content, most_bytes=2048)
    assert (found.reason if isinstance(found, Refused) else found.media_type) == taken


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\secret\\合同.pdf", "合同.pdf"),
        ("..", "file"),
        (".bashrc", "bashrc"),
        ("a\x00b\u202egnp.exe", "abgnp.exe"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_never_a_path(given: str, shown: str) -> None:
    assert safe_name(given) == shown

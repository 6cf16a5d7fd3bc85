"""Which files are taken, by their content."""

import pytest

from bot.applications.files import inspect, safe_name
from bot.applications.outcome import Refused
from tests.applications.samples import locked_pdf, pdf, zipped

WORD = zipped("[Content_Types].xml", "word/document.xml")
EXCEL = zipped("[Content_Types].xml", "xl/workbook.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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

"""What is read at all: how large a file may be, and archives that would burst."""

import io
import re
import zipfile
import zlib

from knowledge.library.formats.blocks import UnreadableFileError

LARGEST_BYTES = 20 * 1024 * 1024
"""What a bot can fetch from Telegram."""
MOST_PAGES = 1000
_LARGEST_UNPACKED = 200 * 1024 * 1024
_LARGEST_RATIO = 200
_RATIO_MATTERS_FROM = 5 * 1024 * 1024
_MOST_PARTS = 5000
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_size(data: bytes) -> None:
    """Refuse a file that is empty or too large.

    Raises:
        UnreadableFileError: it is.
    """
    if not data.strip():
        raise UnreadableFileError("empty", "The file is empty.")
    if len(data) > LARGEST_BYTES:
        size, limit = len(data) / 1024 / 1024, LARGEST_BYTES // 1024 // 1024
        raise UnreadableFileError(
            "too_large",
            f"The file has {size:.0f} MB; at most {limit} MB can be read: split it and send the parts.",
        )


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an Office file's archive after looking at what it would unpack to.

    Raises:
        UnreadableFileError: it is broken, protected, or unpacks to far more than it should.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableFileError(
            "broken", "The file is damaged and cannot be opened; save it anew and try again."
        ) from None
    unpacked = sum(part.file_size for part in parts)
    bursts = unpacked > _LARGEST_UNPACKED or len(parts) > _MOST_PARTS
    if bursts or (unpacked > _RATIO_MATTERS_FROM and unpacked > _LARGEST_RATIO * len(data)):
        raise UnreadableFileError(
            "bomb", "The file unpacks to far more than a document holds and was not opened."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError(
            "encrypted", "The file is protected with a password; remove it and send the file again."
        )
    return archive


def check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse XML that declares entities of its own, which a reader would expand without end.

    Raises:
        UnreadableFileError: a part does, or cannot be unpacked.
    """
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        try:
            with archive.open(part) as stream:
                head = stream.read(4096)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, zlib.error):
            raise UnreadableFileError(
                "broken", "The file is damaged and cannot be opened; save it anew and try again."
            ) from None
        if _DECLARATION.search(head):
            raise UnreadableFileError(
                "bomb", "The file declares entities of its own, as no document does, and was not opened."
            )

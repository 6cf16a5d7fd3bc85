"""Which files are taken: what a file is is read from its content, never from its name."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from bot.applications.outcome import Refused
from knowledge.language import clean

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_UNPACKED_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be stored."""

    name: str
    media_type: str
    content: bytes


def inspect(name: str, content: bytes, *, most_bytes: int) -> Accepted | Refused:
    """Tell what a file is and whether it is taken: PDF, pictures, Word and Excel, whole and unlocked."""
    if not content:
        return Refused("file-empty")
    if len(content) > most_bytes:
        return Refused("file-too-big", {"most": f"{most_bytes // 1024 // 1024}"})
    kind = _kind(content)
    if isinstance(kind, Refused):
        return kind
    return Accepted(safe_name(name), kind, content)


def safe_name(name: str) -> str:
    """Return a name to show: no folders, no control characters, not long, and never a path."""
    base = PurePath(clean(name).replace("\\", "/")).name
    return re.sub(r"[<>:\"|?*\r\n]", "_", base)[-100:].lstrip(".") or "file"


def _kind(content: bytes) -> str | Refused:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return _pdf(content) if kind == "application/pdf" else kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "image/heic"
    if content.startswith(_OLE):
        return _ole(content)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    return Refused("file-archive" if _is_archive(content) else "file-kind")


def _is_archive(content: bytes) -> bool:
    return content.startswith((b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")) or (
        content[257:262] == b"ustar"
    )


def _pdf(content: bytes) -> str | Refused:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return Refused("file-encrypted" if "password" in str(error).lower() else "file-broken")
    pages = len(document)
    document.close()
    return "application/pdf" if pages else Refused("file-empty")


def _ole(content: bytes) -> str | Refused:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo") or _is_locked(content):
        return Refused("file-encrypted")
    if has("_VBA_PROJECT") or has("Macros"):
        return Refused("file-macros")
    if has("WordDocument"):
        return "application/msword"
    if has("Workbook") or has("Book"):
        return "application/vnd.ms-excel"
    return Refused("file-kind")


def _is_locked(content: bytes) -> bool:
    """Tell whether an old Word or Excel file has a password.

    Word says so in a flag of the FIB ([MS-DOC] 2.5.2), Excel with a FilePass record behind the first one
    ([MS-XLS] 2.4.117). Streams begin at sectors of 512 bytes.
    """
    for at in range(512, len(content) - 24, 512):
        if content[at : at + 2] == b"\xec\xa5" and content[at + 11] & 1:
            return True
        if content[at : at + 4] == b"\x09\x08\x10\x00":
            following = content[at + 20 : at + 28].removeprefix(b"\x86\x00\x00\x00")
            if following.startswith(b"\x2f\x00"):
                return True
    return False


def _packed(content: bytes) -> str | Refused:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        return Refused("file-broken")
    names = {entry.filename for entry in entries}
    office = _WORD if "word/document.xml" in names else _EXCEL if "xl/workbook.xml" in names else None
    if office is None or "[Content_Types].xml" not in names:
        return Refused("file-archive")
    if any(entry.flag_bits & 1 for entry in entries):
        return Refused("file-encrypted")
    if any(name.endswith("vbaProject.bin") for name in names):
        return Refused("file-macros")
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED_BYTES:
        return Refused("file-too-big", {"most": "200"})
    return office

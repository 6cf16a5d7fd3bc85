"""Whether what was read is text at all: letters of the two languages, words that occur, more than a scrap."""

import re

from knowledge.library.formats.blocks import Foreign, Table, UnreadableFileError
from knowledge.library.formats.common import COMMON

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]")
_OURS = re.compile(r"[A-Za-z0-9\u3400-\u9fff\uf900-\ufaff\uff10-\uff5a]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MOST_CONTROL = 0.3
_FEWEST_OURS = 0.6
_FEWEST_COMMON = 0.15
"""Of Chinese text three quarters are common characters; of text in a wrong encoding hardly any."""
_HAN_MATTERS_FROM = 100
_FEWEST_LETTERS = 6
_SCRAP = 40
_SCRAP_MATTERS_FROM_BYTES = 20_000
_SHORT_LINE = 2
_SHORT_LINES_MATTER_FROM = 30


def check_raw(text: str) -> None:
    """Refuse text that is mostly control characters or signs without a meaning, as it comes out of a file.

    Raises:
        UnreadableFileError: it is.
    """
    signs = sum(not character.isspace() for character in text)
    if signs and len(_CONTROL.findall(text)) > _MOST_CONTROL * signs:
        raise _garbled()


def check_foreign(foreign: Foreign, data: bytes) -> None:
    """Refuse what was read of a file when it can't be what the file says.

    Raises:
        UnreadableFileError: it is empty, a scrap of a large page, or no text in Chinese or English.
    """
    text = foreign.text
    if not text.strip():
        raise UnreadableFileError("empty", "There is no text in the file.")
    letters = [character for character in text if character.isalnum()]
    is_text = foreign.format in {"html", "markdown", "text", "csv"}
    is_scrap = is_text and len(letters) < _SCRAP and len(data) > _SCRAP_MATTERS_FROM_BYTES
    if len(letters) < _FEWEST_LETTERS or is_scrap or not _has_clause(foreign):
        raise UnreadableFileError(
            "thin", "Hardly any text could be read of the file; save the document itself and send that."
        )
    if _is_garbled(text, letters) or _is_in_pieces(foreign):
        raise _garbled()


def _has_clause(foreign: Foreign) -> bool:
    """Tell whether anything is said: a table, a sentence, or more than one line, of which one is the title."""
    if any(isinstance(block, Table) for block in foreign.blocks) or len(foreign.blocks) > 1:
        return True
    return bool(re.search(r"[。；;：:！？]|[.!?](?:\s|$)", foreign.text)) or len(foreign.text) > _SCRAP


def _is_garbled(text: str, letters: list[str]) -> bool:
    ours = sum(bool(_OURS.match(character)) for character in letters)
    if ours < _FEWEST_OURS * len(letters):
        return True
    from knowledge.language import simplify

    han = _HAN.findall(simplify(text[:20_000]))
    return len(han) >= _HAN_MATTERS_FROM and sum(c in COMMON for c in han) < _FEWEST_COMMON * len(han)


def _is_in_pieces(foreign: Foreign) -> bool:
    """Tell whether a page was read letter by letter, as one whose text is turned is."""
    lines = [] if foreign.format != "pdf" else [line for line in foreign.text.splitlines() if line]
    short = sum(len(line) <= _SHORT_LINE for line in lines)
    return len(lines) >= _SHORT_LINES_MATTER_FROM and short > len(lines) / 2


def _garbled() -> UnreadableFileError:
    return UnreadableFileError(
        "garbled",
        "What can be read of the file is no text in Chinese or English; send a version whose text can be copied.",
    )

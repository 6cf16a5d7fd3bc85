"""Text in columns: how wide it is, and where a line may be broken, Chinese text too."""

import unicodedata
from collections.abc import Iterator

_NO_START = "，。！？；：、）】》」』”’…％,.!?;:)]}%"


def width(text: str) -> int:
    """Return how many columns a text takes; Chinese characters take two, combining ones none."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, columns: int | None, indent: str = "") -> Iterator[str]:
    """Break one line so that it fits; what follows the first line is indented. None never breaks."""
    if columns is None or width(text) <= columns:
        yield text
        return
    line, start = "", ""
    for piece in _pieces(text):
        if line.strip() and width(start + line) + width(piece.rstrip()) > columns:
            yield (start + line).rstrip()
            start, line = indent, piece.lstrip()
        else:
            line += piece
    if line.strip():
        yield (start + line).rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Cut a text where a line may end: after spaces, and between Chinese characters but not before punctuation."""
    piece = ""
    for character in text:
        breaks = piece and character not in _NO_START and (
            (piece[-1].isspace() and not character.isspace())
            or _width(piece[-1]) == 2
            or (_width(character) == 2 and not piece[-1].isspace())
        )  # fmt: skip
        if breaks:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece

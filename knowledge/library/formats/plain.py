"""Plain text and Markdown, in the encodings that Chinese offices use."""

import re

from knowledge.library.formats.blocks import Block, Foreign, Table, UnreadableFileError
from knowledge.library.formats.common import COMMON
from knowledge.library.formats.legible import check_raw
from knowledge.library.formats.lines import paragraphs, tidy

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,300}>")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?$")
_MARKUP = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def decode(data: bytes) -> str:
    """Read bytes as text: UTF-8, UTF-16 with its mark, else GB18030 or Big5, whichever reads as Chinese.

    Raises:
        UnreadableFileError: none of them does, or it is mostly control characters.
    """
    text = _decoded(data)
    check_raw(text)
    return text


def _decoded(data: bytes) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    readings = [
        (text, _likeness(text))
        for name in ("gb18030", "big5", "cp1252")
        if (text := _try(data, name)) is not None
    ]
    best = max(readings, key=lambda item: item[1], default=None)
    if best is None:
        raise UnreadableFileError(
            "broken", "The text is in an encoding that cannot be read; save it as UTF-8 and send it again."
        )
    return best[0]


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _likeness(text: str) -> float:
    """Return how much of a text is made of the commonest characters, simplified or traditional."""
    from knowledge.language import simplify

    characters = [c for c in text if ord(c) > 0x7F]
    if not characters:
        return 0.0
    common = COMMON | frozenset("，。；：、（）《》“”—％")
    return sum(c in common for c in simplify("".join(characters))) / len(characters)


def read_text(data: bytes) -> Foreign:
    """Read plain text; lines that were wrapped are joined."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Foreign("text", tuple(Block(text) for text in paragraphs(lines)))


def read_markdown(data: bytes) -> Foreign:
    """Read Markdown: headings, paragraphs, list items and tables; HTML in it is dropped."""
    text = _TAG.sub("", _SCRIPT.sub("", _COMMENT.sub("", decode(data)))).replace("\r\n", "\n")
    blocks: list[Block | Table] = []
    rows: list[tuple[str, ...]] = []
    loose: list[str] = []

    def flush() -> None:
        if rows:
            blocks.append(Table(tuple(rows)))
            rows.clear()
        blocks.extend(Block(paragraph) for paragraph in paragraphs(loose))
        loose.clear()

    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if line.lstrip().startswith("|") and line.count("|") > 1:
            if loose:
                flush()
            if not _RULE.match(line.strip()):
                rows.append(tuple(_plain(cell) for cell in line.strip().strip("|").split("|")))
            continue
        if heading or rows:
            flush()
        if heading:
            blocks.append(Block(_plain(heading[2]), len(heading[1])))
        else:
            loose.append(_plain(line))
    flush()
    return Foreign("markdown", tuple(blocks))


def _plain(text: str) -> str:
    return tidy(_MARKUP.sub(r"\2", _LINK.sub(r"\1", text)).removeprefix("> "))

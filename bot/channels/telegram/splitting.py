"""Cuts a long text into messages, at paragraphs where it can."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BREAKS = (
    re.compile(r"\n"),
    re.compile(r"(?<=[。！？；])|(?<=[.!?;]\s)"),
    re.compile(r"(?<=\s)|(?<=[，、,])"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of HTML that stays together. `size` counts what is seen, in UTF-16 units."""

    html: str
    size: int


def size_of(text: str) -> int:
    """Count a text as Telegram does, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def pieces(text: str, most: int) -> list[str]:
    """Cut a paragraph that is too long: at lines, else at sentences, else at words, else anywhere."""
    if size_of(text) <= most:
        return [text]
    for pattern in _BREAKS:
        parts = [part for part in pattern.split(text) if part]
        if len(parts) > 1 and all(size_of(part) <= most for part in parts):
            return _joined(parts, most, "\n" if pattern is _BREAKS[0] else "")
    half = most // 2
    return [text[start : start + half] for start in range(0, len(text), half)]


def packed(blocks: Sequence[Block], most: int, *, kept_with_last: int = 0) -> list[list[Block]]:
    """Fill messages with blocks in order; the last `kept_with_last` stay with the block before them."""
    messages: list[list[Block]] = []
    room = 0
    together = _tail(blocks, kept_with_last, most)
    for position, block in enumerate(blocks):
        needed = block.size
        if position == together:
            needed = sum(each.size + 2 for each in blocks[together:]) - 2
        if not messages or needed + 2 > room:
            messages.append([])
            room = most + 2
        messages[-1].append(block)
        room -= block.size + 2
    return messages


def _tail(blocks: Sequence[Block], kept: int, most: int) -> int | None:
    """Find where the part begins that stays together, if it fits into one message."""
    for start in (len(blocks) - kept - 1, len(blocks) - kept):
        if kept and start >= 0 and sum(block.size + 2 for block in blocks[start:]) <= most:
            return start
    return None


def _joined(parts: Sequence[str], most: int, glue: str) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if lines and size_of(lines[-1]) + size_of(part) + len(glue) <= most:
            lines[-1] += glue + part
        else:
            lines.append(part)
    return lines

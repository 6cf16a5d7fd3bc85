"""Lines of a page joined into paragraphs, and what repeats on every page dropped."""

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.language import clean, has_han
from knowledge.library.formats.blocks import Table

Line = str | Table
"""What a page is made of."""

_NUM = "[一二三四五六七八九十百零〇\\d]+"
STARTS = re.compile(
    rf"^(?:第{_NUM}[条條章节節款编編]|[（(]{_NUM}[）)]|{_NUM}[、．]|\d+(?:\.\d+)*[.)．]?\s|附件|附表|[•·●■◆○-]\s|§+\s*\d|"
    r"(?:Article|Section|Chapter|Annex|Appendix|Schedule)\s+[\dIVX]+|\([a-z0-9ivx]{1,4}\)\s|Table\s+\d|表\s*\d|\S{1,10}〔\d{4}〕\d+号$)",
    re.IGNORECASE,
)
"""What begins a line of its own, whatever stands before it."""
_ENDS = re.compile(r"[。！？；：.!?;:…」』”]$|(?:通知|办法|辦法|细则|方案|措施|意见|规定|指南|号)$")
_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—·]*(?:第\s*\d+\s*页(?:[\s,，/]*共\s*\d+\s*页)?|page\s+\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*/\s*\d+|\d{1,4})[\s\-–—·]*$",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"[a-z]-$")
_FULL = {True: 0.8, False: 0.65}
"""How full a line is that goes on in the next one; English lines end raggedly."""
_TAGS = re.compile(r"[\x80-\x9f\U000e0000-\U000e007f\ue000-\uf8ff\u00ad\ufff0-\uffff]")


def tidy(text: str) -> str:
    """Return one line as people see it: no invisible characters, single spaces, none between Chinese characters."""
    line = re.sub(r"[ \t\r\u00a0\u3000]+", " ", _TAGS.sub("", clean(text)))
    return re.sub(
        r"(?<=[\u3400-\u9fff，。；：、（）《》]) (?=[\u3400-\u9fff，。；：、（）《》])", "", line
    ).strip()


def join(before: str, line: str) -> str:
    """Put a line behind the one it continues: with a space in English, without one in Chinese."""
    if _HYPHEN.search(before) and line[:1].islower():
        return before[:-1] + line
    together = bool(_HAN.match(before[-1:]) or _HAN.match(line[:1]))
    return before + ("" if together else " ") + line


def paragraphs(lines: Sequence[str], width: int | None = None) -> list[str]:
    """Join lines into paragraphs: a line that ends a sentence, or is clearly short, ends one."""
    longest = width or max((_width(line) for line in lines), default=0)
    found: list[str] = []
    is_open = False
    for raw in lines:
        line = tidy(raw)
        if not line:
            is_open = False
            continue
        if is_open and not STARTS.match(line):
            found[-1] = join(found[-1], line)
        else:
            found.append(line)
        is_open = not _ENDS.search(line) and _width(line) > _FULL[has_han(line)] * longest
    return found


def _width(line: str) -> int:
    return sum(2 if _HAN.match(character) else 1 for character in line.strip())


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Drop page numbers, and lines that stand at the head or foot of most pages."""
    heads = Counter(
        key
        for number, page in enumerate(pages, 1)
        for key in {_blank(line, number) for _, line in _edges(page)}
    )
    often = max(2, (len(pages) + 1) // 2)
    kept = []
    for number, page in enumerate(pages, 1):
        dropped = {
            place
            for place, line in _edges(page)
            if _PAGE_NUMBER.match(line.strip()) or heads[_blank(line, number)] >= often
        }
        kept.append([line for place, line in enumerate(page) if place not in dropped])
    return kept


def _edges(page: Sequence[Line]) -> list[tuple[int, str]]:
    """Return the first two and the last two lines with their places; a table there is no margin."""
    filled = [place for place, line in enumerate(page) if isinstance(line, Table) or line.strip()]
    edges = ((place, page[place]) for place in sorted({*filled[:2], *filled[-2:]}))
    return [(place, line) for place, line in edges if isinstance(line, str)]


def _blank(line: str, number: int) -> str:
    """Return a line without its page's number."""
    return re.sub(rf"(?<!\d){number}(?!\d)", "#", line.strip())

"""Blocks of a foreign document cut into clauses by its own numbering, and clauses into statements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.clauses import Clause, Statement
from knowledge.glossary.topics import said
from knowledge.language import Language, has_han
from knowledge.library.formats.blocks import Block, Foreign, Table

_NUM = "[一二三四五六七八九十百零〇\\d]+"
_ARTICLE = re.compile(
    rf"^(?P<label>第{_NUM}[条條]|§+\s*\d+[a-z]?|(?:Article|Section|Clause)\s+\d+[A-Za-z]?)[\s.:：、]*(?P<rest>.*)$",
    re.DOTALL,
)
_CHAPTER = re.compile(
    rf"^(?:第{_NUM}[章编節节編]|Chapter\s+[\dIVX]+|Part\s+[\dIVX]+)\s*(?P<rest>.{{0,40}})$", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"^(?P<label>[一二三四五六七八九十]+、|\d{1,2}[.、．](?!\d))\s*(?P<rest>.+)$", re.DOTALL
)
_ANNEX = re.compile(
    r"^(?P<label>附件\s*\d*|附表\s*\d*|(?:Annex|Appendix|Schedule)\s+[\dA-Z]+)[\s:：.]*(?P<rest>.{0,60})$",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"^[（(](?:{_NUM}|[a-z]|[ivx]+)[）)]")
_SENTENCE_END = re.compile(
    r"(?<=[。！？])(?![」』”）)])|(?<=[.!?])(?<!\bNo\.)(?<!\bArt\.)(?<!\be\.g\.)(?<!\bi\.e\.)\s+(?=[A-Z“\"(§])"
)
_INLINE_ITEM = re.compile(rf"(?<=[：:；;。])\s*(?=[（(]{_NUM}[）)])")
_LONGEST = 600
_TITLE_LENGTH = {True: 24, False: 70}
PREAMBLE = "Overview"
"""The heading of what stands before the first numbered clause."""


@dataclass(slots=True)
class _Open:
    heading: str
    title: str
    page: int | None
    lines: list[str] = field(default_factory=list)


def clauses_of(foreign: Foreign, language: Language, title: str | None = None) -> tuple[Clause, ...]:
    """Cut a document into clauses; the line that is its title is left out."""
    style = _style(foreign)
    found: list[_Open] = [
        _Open(PREAMBLE, "概要" if language == "zh" else PREAMBLE, 1 if foreign.pages else None)
    ]
    annex = ""
    for block in foreign.blocks:
        if isinstance(block, Table):
            found[-1].lines.extend(block.sentences())
            continue
        if block.text == title or _CHAPTER.match(block.text):
            continue
        start = _start(block, style)
        if start is None:
            found[-1].lines.append(block.text)
            continue
        label, name, rest = start
        annex = label if _ANNEX.match(block.text) else annex
        heading = label if label == annex or not annex else f"{annex} {label}"
        found.append(_Open(heading, f"{heading} {name}".strip(), block.page, [rest] if rest else []))
    return tuple(_closed(_unique(found)))


def _style(foreign: Foreign) -> str:
    """Tell by what the document numbers its clauses: by articles, by numbers, or by headings alone."""
    texts = [block.text for block in foreign.blocks if isinstance(block, Block)]
    if sum(bool(_ARTICLE.match(text)) for text in texts) >= 2:
        return "articles"
    if sum(bool(_NUMBERED.match(text)) for text in texts) >= 2:
        return "numbers"
    return "headings"


def _start(block: Block, style: str) -> tuple[str, str, str] | None:
    """Return the label, the name and the first text of the clause that a block begins, or None."""
    annex = _ANNEX.match(block.text)
    if annex and (block.level is not None or len(block.text) < 60):
        return (
            re.sub(r"\s+", "", annex["label"]) if has_han(block.text) else annex["label"],
            annex["rest"],
            "",
        )
    article = _ARTICLE.match(block.text)
    if article:
        return _named(re.sub(r"(?<=§)\s+", "", article["label"]), article["rest"])
    numbered = _NUMBERED.match(block.text) if style == "numbers" else None
    if numbered and (style == "numbers"):
        name, rest = _split_name(numbered["rest"])
        label = numbered["label"].rstrip("、.．")
        joined = f"{label}、{name}" if has_han(block.text) else f"{label}. {name}"
        return (joined, "", rest) if name else (label, "", rest)
    if block.level is not None and style != "articles" and not _CHAPTER.match(block.text):
        return block.text, "", ""
    return None


def _named(label: str, rest: str) -> tuple[str, str, str]:
    name, text = _split_name(rest)
    return label, name, text


def _split_name(rest: str) -> tuple[str, str]:
    """Split `支持标准` or `Amount. The voucher pays …` into a clause's name and its text."""
    limit = _TITLE_LENGTH[has_han(rest)]
    if len(rest) <= limit and not re.search(r"[。；;：:，]|\.$", rest):
        return rest.strip(), ""
    bracketed = re.match(r"^[（(【](?P<name>[^）)】]{2,20})[）)】]\s*(?P<text>.+)$", rest, re.DOTALL)
    if bracketed and not re.fullmatch(_NUM, bracketed["name"]):
        return bracketed["name"], bracketed["text"]
    headed = re.match(r"^(?P<name>[A-Z][A-Za-z ,'-]{2,50})[.:]\s+(?P<text>\S.*)$", rest, re.DOTALL)
    if headed and len(headed["name"].split()) <= 6:
        return headed["name"], headed["text"]
    return "", rest


def _unique(found: Sequence[_Open]) -> Iterator[_Open]:
    """Tell clauses with one label apart, as where an annex counts from one again."""
    seen: dict[str, int] = {}
    for clause in found:
        if not clause.lines:
            continue
        seen[clause.heading] = seen.get(clause.heading, 0) + 1
        if seen[clause.heading] > 1:
            clause.heading = f"{clause.heading} ({seen[clause.heading]})"
        yield clause


def _closed(found: Iterable[_Open]) -> Iterator[Clause]:
    for clause in found:
        statements = tuple(
            Statement(text, said(text), (1,)) for line in clause.lines for text in sentences(line)
        )
        if statements:
            yield Clause(clause.heading, clause.title, statements, clause.page)


def sentences(text: str) -> list[str]:
    """Split a paragraph into sentences; a numbered item begins one of its own and keeps its number."""
    found = []
    for part in _INLINE_ITEM.split(text):
        for sentence in _SENTENCE_END.split(part):
            found.extend(_short(" ".join(sentence.split())))
    return [sentence for sentence in found if any(character.isalnum() for character in sentence)]


def _short(sentence: str) -> list[str]:
    if len(sentence) <= _LONGEST:
        return [sentence]
    parts = re.split(r"(?<=[；;])", sentence)
    if len(parts) == 1:
        parts = [sentence[i : i + _LONGEST] for i in range(0, len(sentence), _LONGEST)]
    return [part.strip() for part in parts]


def is_item(text: str) -> bool:
    """Tell whether a statement is a numbered item of its clause."""
    return _ITEM.match(text) is not None

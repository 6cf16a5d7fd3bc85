"""Web pages: what a reader sees of them, without scripts, menus and hidden text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment

from knowledge.library.formats.blocks import Block, Foreign, Metadata, Table
from knowledge.library.formats.hidden import drop_hidden
from knowledge.library.formats.lines import paragraphs, tidy
from knowledge.library.formats.main_text import check_depth, is_chrome, is_text, link_share, main_text
from knowledge.library.formats.plain import decode

_DROPPED = ["script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "object", "embed", "svg",
            "canvas", "head", "button", "select", "dialog", "audio", "video", "math", "textarea"]  # fmt: skip
_BREAKS = frozenset(["p", "div", "li", "section", "article", "main", "blockquote", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "center", "ul", "ol", "dl", "body", "html", "header", "address", "figcaption", "caption", "form", "fieldset", "details", "summary"])  # fmt: skip
_INNER = ["p", "div", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "br", "pre", "ul", "ol"]
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_LINKS_ONLY = 0.9
_FEWEST_LINKS = 3
_LAYOUT_CELL = 600
"""What is longer is no cell of a table but the text of a page that is laid out by one."""
_NAMES = {
    "title": ("articletitle", "dc.title", "og:title", "title"),
    "issued": ("pubdate", "publishdate", "publish-date", "article:published_time", "dc.date", "others"),
    "issuer": ("contentsource", "source", "dc.publisher", "publisher"),
    "url": ("url", "og:url"),
}


def _soup(data: bytes) -> BeautifulSoup:
    named = _CHARSET.search(data[:4096])
    text = None
    if named:
        try:
            text = data.decode(
                "gb18030" if named[1].lower() in {b"gb2312", b"gbk"} else named[1].decode("ascii")
            )
        except (LookupError, UnicodeDecodeError):
            text = None
    return BeautifulSoup(text if text is not None else decode(data), "html.parser")


def read_html(data: bytes) -> Foreign:
    """Read a web page: its text, and what it says of itself in its head."""
    soup = _soup(data)
    title = tidy(soup.title.get_text(" ", strip=True)) if soup.title else None
    metadata = _metadata(soup)
    _strip(soup)
    main = main_text(soup)
    read = list(_walk(main))
    kept = [block for block in read if isinstance(block, Table) or not is_chrome(block.text)]
    struck = tuple(block.text for block in read if isinstance(block, Block) and is_chrome(block.text))
    heading = _heading(main, kept)
    blocks = (*([heading] if heading else []), *kept)
    return Foreign("html", blocks, title=title or None, metadata=metadata, struck=struck)


def blocks_of(soup: BeautifulSoup) -> list[Block | Table]:
    """Return everything that a parsed page shows, in order."""
    _strip(soup)
    return list(_walk(soup.body or soup))


def _metadata(soup: BeautifulSoup) -> Metadata:
    said: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or "").strip().casefold()
        content = tidy(str(tag.get("content") or ""))
        if name and content:
            said.setdefault(name, content)
    found = {key: next((said[name] for name in names if name in said), None) for key, names in _NAMES.items()}
    metadata = Metadata(**found)
    link = soup.find("link", rel="canonical")
    if metadata.url is None and isinstance(link, Tag) and link.get("href"):
        return replace(metadata, url=str(link["href"]))
    return metadata


def _strip(soup: BeautifulSoup) -> None:
    check_depth(soup)
    drop_hidden(soup)
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for box in soup.select("input[type=checkbox], input[type=radio]"):
        box.replace_with("☑" if box.has_attr("checked") else "☐")
    for tag in soup.find_all(_DROPPED):
        if not tag.decomposed:
            tag.decompose()
    for tag in soup.find_all(["div", "ul", "ol", "p", "td", "section", "header"]):
        if not tag.decomposed and _is_menu(tag):
            tag.decompose()


def _is_menu(tag: Tag) -> bool:
    """Tell whether an element is made of links alone, as menus, breadcrumbs and lists of other pages are."""
    links = tag.find_all("a")
    if len(links) < _FEWEST_LINKS or link_share(tag) < _LINKS_ONLY:
        return False
    return not re.search(
        r"附件|附表|附录|Annex|Appendix|Attachment|\.(?:docx?|xlsx?|pdf|wps|et|zip|rar)\b",
        str(tag),
        re.IGNORECASE,
    )


def _heading(main: Tag, kept: list[Block | Table]) -> Block | None:
    """Return the heading that stands before the text and not in it, as a page's title often does."""
    if any(isinstance(block, Block) and block.level == 1 for block in kept):
        return None
    before = main.find_previous("h1")
    text = tidy(before.get_text(" ")) if isinstance(before, Tag) else ""
    is_new = text and not is_chrome(text) and not any(isinstance(b, Block) and b.text == text for b in kept)
    return Block(text, 1) if is_new else None


def _walk(tag: Tag) -> Iterator[Block | Table]:
    loose: list[str] = []

    def flush() -> Iterator[Block]:
        text = tidy("".join(loose).replace("\n", " "))
        loose.clear()
        if text:
            yield Block(text)

    for child in tag.children:
        if is_text(child):
            loose.append(str(child))
        elif not isinstance(child, Tag):
            continue
        elif (standing := _standing(child)) is not None:
            yield from flush()
            yield from standing
        elif child.name == "br":
            yield from flush()
        elif child.name in _BREAKS or child.find(_INNER):
            yield from flush()
            yield from _walk(child)
        else:
            loose.append(child.get_text())
    yield from flush()


def _standing(tag: Tag) -> Iterator[Block | Table] | None:
    """Return what a heading, a table or set lines say; None for anything else."""
    if re.fullmatch(r"h[1-6]", tag.name):
        text = tidy(tag.get_text(" "))
        return iter([Block(text, int(tag.name[1]))] if text else [])
    if tag.name == "table":
        return _table(tag)
    if tag.name == "pre":
        return (Block(text) for text in paragraphs(tag.get_text().splitlines()))
    return None


def _is_layout(tag: Tag) -> bool:
    """Tell whether a table only lays a page out."""
    if tag.find(["table", "h1", "h2", "h3", "h4"]):
        return True
    return any(len(cell.get_text()) > _LAYOUT_CELL for cell in tag.find_all(["td", "th"]))


def _table(tag: Tag) -> Iterator[Block | Table]:
    if _is_layout(tag):
        yield from _walk(tag)
        return
    caption = tag.find("caption")
    rows: list[list[str]] = []
    spans: dict[tuple[int, int], str] = {}
    for number, line in enumerate(tag.find_all("tr")):
        row: list[str] = []
        for cell in line.find_all(["td", "th"]):
            while (number, len(row)) in spans:
                row.append(spans[number, len(row)])
            text, wide, high = tidy(cell.get_text(" ")), _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(1, high):
                spans.update({(number + below, len(row) + right): text for right in range(wide)})
            row.extend([text] * wide)
        while (number, len(row)) in spans:
            row.append(spans[number, len(row)])
        rows.append(row)
    if max((len(row) for row in rows), default=0) < 2:
        yield from _walk_cells(tag)
        return
    yield Table(tuple(tuple(row) for row in rows), caption=tidy(caption.get_text(" ")) if caption else "")


def _walk_cells(tag: Tag) -> Iterator[Block | Table]:
    for cell in tag.find_all(["caption", "td", "th"]):
        yield from _walk(cell)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 50) if value.isdecimal() and value.isascii() else 1

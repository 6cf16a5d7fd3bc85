"""Web pages: what a reader sees of them, without scripts, menus and hidden text."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString

from knowledge.library.formats.blocks import Block, Foreign, Table
from knowledge.library.formats.lines import tidy
from knowledge.library.formats.plain import decode

_DROPPED = ["script", "style", "noscript", "template", "nav", "footer", "aside", "form", "iframe", "object", "embed", "svg",
            "canvas", "head", "button", "select", "dialog", "audio", "video", "math"]  # fmt: skip
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*(?:0|1)(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)|opacity\s*:\s*0(?:\.0\d*)?\s*(?:;|$|!)"
    r"|(?:left|top|text-indent|right|margin-left)\s*:\s*-\d{3,}|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)|clip(?:-path)?\s*:\s*(?:rect\(0|inset\(100)|(?:max-)?height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*(?!#fff|white|transparent|none)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_BREAKS = frozenset(["p", "div", "li", "section", "article", "main", "blockquote", "dd", "dt", "pre", "td", "th", "center", "ul", "ol", "dl", "body", "html", "header", "address", "figcaption", "caption"])  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


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


def _is_hiding(style: str) -> bool:
    return bool(_HIDING.search(style)) and not (
        _BACKGROUND.search(style) and "none" not in style and "hidden" not in style
    )


def _drop_hidden(soup: BeautifulSoup) -> None:
    for sheet in soup.find_all("style"):
        for selector, declarations in _RULE.findall(sheet.get_text()):
            if _is_hiding(declarations):
                _drop_selected(soup, selector.strip())
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.select("*"):
        if tag.decomposed:
            continue
        if (
            tag.has_attr("hidden")
            or tag.get("aria-hidden") == "true"
            or _is_hiding(str(tag.get("style") or ""))
            or _is_white(tag)
        ):
            tag.decompose()


def _is_white(tag: Tag) -> bool:
    return tag.name == "font" and str(tag.get("color") or "").casefold() in {"#fff", "#ffffff", "white"}


def _drop_selected(soup: BeautifulSoup, selector: str) -> None:
    try:
        chosen = soup.select(selector)
    except Exception:  # noqa: BLE001 (a style sheet may hold any selector; one that can't be read hides nothing)
        return
    for tag in chosen:
        if tag.name not in {"html", "body"}:
            tag.decompose()


def read_html(data: bytes) -> Foreign:
    """Read a web page."""
    soup = _soup(data)
    title = soup.title.get_text(" ", strip=True) if soup.title else None
    return Foreign("html", tuple(blocks_of(soup)), title=tidy(title) if title else None)


def blocks_of(soup: BeautifulSoup) -> list[Block | Table]:
    """Return what a parsed page shows, in order."""
    _drop_hidden(soup)
    found = list(_walk(soup.find("article") or soup.find("main") or soup.body or soup))
    return [block for block in found if isinstance(block, Table) or block.text]


def _walk(tag: Tag) -> Iterator[Block | Table]:
    loose: list[str] = []

    def flush() -> Iterator[Block]:
        text = tidy("".join(loose).replace("\n", " "))
        loose.clear()
        if text:
            yield Block(text)

    for child in tag.children:
        if isinstance(child, NavigableString):
            loose.append(str(child))
        elif not isinstance(child, Tag):
            continue
        elif re.fullmatch(r"h[1-6]", child.name):
            yield from flush()
            yield Block(tidy(child.get_text(" ")), int(child.name[1]))
        elif child.name == "table":
            yield from flush()
            yield from _table(child)
        elif child.name == "br":
            yield from flush()
        elif child.name in _BREAKS or child.find(["p", "div", "li", "table", "h1", "h2", "h3", "br"]):
            yield from flush()
            yield from _walk(child)
        else:
            loose.append(child.get_text())
    yield from flush()


def _table(tag: Tag) -> Iterator[Block | Table]:
    if tag.find("table"):
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
        yield from (Block(cell) for row in rows for cell in row if cell)
        return
    yield Table(tuple(tuple(row) for row in rows), caption=tidy(caption.get_text(" ")) if caption else "")


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 50) if value.isdecimal() else 1

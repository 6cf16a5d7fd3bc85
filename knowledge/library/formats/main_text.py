"""Where on a web page its text stands: chosen by how much text there is, never by what comes first."""

import re
from collections import Counter

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from knowledge.library.formats.blocks import UnreadableFileError
from knowledge.library.formats.lines import tidy

_MEANT = "article, main, [role=main], #zoom, #UCAP-CONTENT, .TRS_Editor, .trs_editor_view, .article-content"
"""What pages put round their text, or round something else."""
_MEANT_SHARE = 0.6
_WHOLE = 0.9
"""The innermost element that holds this share of all text is taken for the text."""
_DEEPEST = 250
_BOXES = frozenset(["div", "section", "article", "main", "form", "td", "header", "span"])
_SENTENCE = re.compile(r"[，。；：、！？]|[a-z0-9][,.;:]\s|\w[^\n]{30}")


def main_text(soup: BeautifulSoup) -> Tag:
    """Return the element that holds the text of a page."""
    sizes = _sizes(soup)
    page: Tag = soup.body or soup
    whole = sizes[id(page)]
    best = page
    for tag in soup.select(_MEANT):
        if whole and sizes[id(tag)] >= _MEANT_SHARE * whole and (best is page or best in tag.parents):
            best = tag
    return _innermost(best, sizes)


def check_depth(soup: BeautifulSoup) -> None:
    """Refuse a page whose elements lie in one another far deeper than any page's do.

    Raises:
        UnreadableFileError: they do.
    """
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        if depth > _DEEPEST:
            raise UnreadableFileError(
                "bomb", "The file nests far deeper than a document does and was not read."
            )
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]


def _innermost(tag: Tag, sizes: Counter[int]) -> Tag:
    size = sizes[id(tag)]
    while size:
        children = (child for child in tag.children if isinstance(child, Tag))
        inner = next((child for child in children if sizes[id(child)] >= _WHOLE * size), None)
        if inner is None or inner.name not in _BOXES:
            break
        tag = inner
    return tag


def _sizes(soup: BeautifulSoup) -> Counter[int]:
    """Count, by the id of each element, the letters of the sentences in it that are no links."""
    sizes: Counter[int] = Counter()
    for string in soup.find_all(string=True):
        if not is_text(string) or not _SENTENCE.search(string) or is_chrome(tidy(string)):
            continue
        above = list(string.parents)
        if not any(tag.name == "a" for tag in above):
            letters = _letters(string)
            for tag in above:
                sizes[id(tag)] += letters
    return sizes


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def link_share(tag: Tag) -> float:
    """Return which share of an element's letters are links."""
    whole = _letters(tag.get_text())
    return sum(_letters(link.get_text()) for link in tag.find_all("a")) / whole if whole else 0.0


_CHROME = re.compile(
    r"^(?:[\s【\[（(]*(?:返回顶部|回到顶部|返回首页|打印本页|打印|关闭窗口|关闭本页|关闭|无障碍阅读|无障碍浏览|无障碍|长者助手|长者模式|适老化|繁體版?|繁体版?|"
    r"网站地图|网站支持IPv6|设为首页|加入收藏|收藏本页|联系我们|关于我们|版权声明|隐私声明|上一篇|下一篇|字号|字体|大|中|小|分享到?|微信|微博|扫一扫\S{0,16}|"
    r"首页|Home|登录|注册|English|Print|Close|Back to top|Share)[】\]）)\s|·:：]*)+$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"ICP[备證证]|公网安备|网站标识码|政府网站标识|^(?:主办|承办|协办|技术支持|建设运维|运行维护|版权所有)(?:单位)?\s*[:：]|^版权所有|^Copyright\b|^©|^您是第\S{1,12}位访客|"
    r"^(?:浏览次数|阅读次数|点击数|访问量)\s*[:：]|^(?:字号|字体大小|字体|【?字体)\s*[:：]|^分享到?\s*[:：]",
    re.IGNORECASE,
)
_BREADCRUMBS = re.compile(
    r"^(?:您?(?:的)?(?:当前|现在)的?(?:所在)?位置|您?所在(?:的)?位置|You are here|Current position)(?:是|为|is)?\s*[:：]?",
    re.IGNORECASE,
)
_STEPS = re.compile(r"^\S{1,12}(?:\s*[>＞»›→]\s*\S{1,16}){1,8}\s*[>＞»›]?$")
_LONGEST_CHROME = 160


def is_chrome(text: str) -> bool:
    """Tell whether a paragraph is surely of a page and not of its text."""
    if len(text) > _LONGEST_CHROME:
        return False
    return bool(_CHROME.match(text) or _FOOTER.search(text) or is_breadcrumbs(text))


def is_breadcrumbs(text: str) -> bool:
    """Tell whether a line says where on a site a page stands."""
    return len(text) <= _LONGEST_CHROME and bool(_BREADCRUMBS.match(text) or _STEPS.match(text))


def is_text(node: object) -> bool:
    """Tell whether a node is text that a page shows: no doctype, comment, declaration, script or style."""
    return type(node) is NavigableString

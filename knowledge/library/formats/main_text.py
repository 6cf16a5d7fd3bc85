"""Where on a web page its text stands: chosen by how much text there is, never by what comes first."""

import re

from bs4 import BeautifulSoup, NavigableString, Tag

_MEANT = "article, main, [role=main], #zoom, #UCAP-CONTENT, .TRS_Editor, .trs_editor_view, .article-content"
"""What pages put round their text, or round something else."""
_MEANT_SHARE = 0.6
_WHOLE = 0.9
"""The innermost element that holds this share of all text is taken for the text."""


def main_text(soup: BeautifulSoup) -> Tag:
    """Return the element that holds the text of a page."""
    page: Tag = soup.body or soup
    whole = _size(page)
    best = page
    for tag in soup.select(_MEANT):
        if _size(tag) >= _MEANT_SHARE * whole and (best is page or best not in tag.parents):
            best = tag
    return _innermost(best)


def _innermost(tag: Tag) -> Tag:
    size = _size(tag)
    while True:
        inner = next(
            (child for child in tag.children if isinstance(child, Tag) and _size(child) >= _WHOLE * size),
            None,
        )
        if (
            inner is None
            or not size
            or inner.name in {"table", "tbody", "tr", "p", "ul", "ol", "pre", "center", "font", "span"}
        ):
            return tag
        tag = inner


def _size(tag: Tag) -> int:
    """Count the characters of an element that are no links."""
    return _letters(tag.get_text()) - sum(_letters(link.get_text()) for link in tag.find_all("a"))


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def link_share(tag: Tag) -> float:
    """Return which share of an element's letters are links."""
    whole = _letters(tag.get_text())
    return 1 - _size(tag) / whole if whole else 0.0


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

"""What of a web page nobody sees: one rule for inline styles, style sheets and attributes, never for the page itself."""

import re
from collections.abc import Iterator

import soupsieve
from bs4 import BeautifulSoup, Tag

_NEVER = frozenset(["html", "body"])
_NO_SIZE = r"(?:0*(?:\.\d+)?|[01](?:\.\d+)?(?:px|pt)|0(?:\.[01]\d*)?(?:em|rem)|[01](?:\.\d+)?%)\s*(?:;|$|!)"
_HIDING = re.compile(
    r"(?<![-\w])display\s*:\s*none|(?<![-\w])visibility\s*:\s*(?:hidden|collapse)"
    rf"|font-size\s*:\s*{_NO_SIZE}"
    r"|(?<![-\w])opacity\s*:\s*(?:0(?:\.0\d*)?|\.0\d*)\s*(?:;|$|!)"
    r"|(?<![-\w])(?:left|top|right|bottom|text-indent)\s*:\s*-\d{3,}|margin(?:-left|-top)?\s*:\s*-\d{4,}"
    r"|clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:100|50)%)",
    re.IGNORECASE,
)
_NO_HEIGHT = re.compile(r"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$|!)", re.IGNORECASE)
_CUT_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*hidden", re.IGNORECASE)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b|rgba?\(\s*255\s*,\s*255\s*,\s*255|rgba\([^)]*,\s*0(?:\.0\d*)?\s*\))",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"background(?:-color|-image)?\s*:\s*(?!\s*(?:#fff(?:fff)?\b|white\b|transparent\b|none\b|inherit\b|initial\b))",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.IGNORECASE)


def drop_hidden(soup: BeautifulSoup) -> None:
    """Take out of a page what it does not show."""
    rules = list(_rules(soup))
    grounds = {id(tag) for tag in _styled(soup, rules, _GROUND)} | {
        id(tag) for tag in soup.select("[bgcolor]")
    }
    unseen = [
        *_styled(soup, rules, _HIDING),
        *_cut_off(soup, rules),
        *soup.select("[hidden], [aria-hidden=true]"),
    ]
    white = [*_styled(soup, rules, _WHITE), *(tag for tag in soup.find_all("font") if _is_white_font(tag))]
    unseen += [tag for tag in white if not any(id(above) in grounds for above in (tag, *tag.parents))]
    for tag in unseen:
        if tag.name not in _NEVER and not tag.decomposed:
            tag.decompose()


def _rules(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Go through the rules of the style sheets that count on a screen of any width."""
    for sheet in soup.find_all("style"):
        text = _MEDIA.sub(
            lambda media: "" if re.search(r"print|width|height", media[1]) else media[2],
            _COMMENT.sub("", sheet.get_text()),
        )
        for selector, declarations in _RULE.findall(text):
            if not selector.strip().startswith("@"):
                yield selector.strip(), declarations


def _styled(soup: BeautifulSoup, rules: list[tuple[str, str]], pattern: re.Pattern[str]) -> Iterator[Tag]:
    for selector, declarations in rules:
        if pattern.search(declarations):
            yield from _selected(soup, selector)
    yield from (tag for tag in soup.select("[style]") if pattern.search(str(tag["style"])))


def _cut_off(soup: BeautifulSoup, rules: list[tuple[str, str]]) -> Iterator[Tag]:
    for selector, declarations in rules:
        if _NO_HEIGHT.search(declarations) and _CUT_OFF.search(declarations):
            yield from _selected(soup, selector)
    for tag in soup.select("[style]"):
        if _NO_HEIGHT.search(str(tag["style"])) and _CUT_OFF.search(str(tag["style"])):
            yield tag


def _selected(soup: BeautifulSoup, selector: str) -> list[Tag]:
    """Select what a style sheet speaks of; a selector that only a browser knows hides nothing."""
    try:
        return list(soup.select(selector))
    except (soupsieve.SelectorSyntaxError, NotImplementedError, ValueError):
        return []


def _is_white_font(tag: Tag) -> bool:
    return str(tag.get("color") or "").casefold() in {"#fff", "#ffffff", "white"}

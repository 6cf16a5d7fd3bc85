"""Bare levels, 省级 or national: of a project or of an incubator, whichever stands beside them or was asked for."""

import re
from collections.abc import Iterator

from knowledge.reading.scope import Scopes
from knowledge.reading.words import Cue

_LEVELS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("municipal", "city", re.compile(r"(?<!直辖)市级|市里的?|\b(?:city|municipal)(?:[- ]level)?\b")),
    (
        "provincial",
        "provincial",
        re.compile(r"省部?级|自治区级|省里的?|\b(?:provincial|province)(?:[- ]level)?\b"),
    ),
    ("national", "national", re.compile(r"国家级|国家的|\b(?:national|state)(?:[- ]level)?\b")),
)
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "incubator_level",
        re.compile(
            r"孵化|众创空间|大学科技园|加速器|\bincubators?\b|\bmaker ?spaces?\b|\buniversity (?:science )?park\b|\baccelerators?\b(?! cards?)"
        ),
    ),
    (
        "government_project",
        re.compile(r"项目|课题|立项|科研|研发计划|揭榜|\bprojects?\b|\bresearch\b|\btopic\b"),
    ),
)
_NO_LEVEL = re.compile(
    r"\s?(?:的)?(?:券|政策|补贴|补助|资金|财政|平台|以上|单项冠军|专精特新|小巨人|新区|高新|高企|实验室|中心|名单|vouchers?|subsid|polic|grants?|support|funds?|money|government|bureau|platform|list|key title|holiday|standard|classification|supercomput|compute|ai voucher|university|lab)"
)
_NEAR = 16


def find_levels(text: str, scopes: Scopes, asked: str | None) -> Iterator[Cue]:
    """Find the bare levels of a folded text, each with the fact that it is of."""
    for project, incubator, pattern in _LEVELS:
        for match in pattern.finditer(text):
            if _NO_LEVEL.match(text, match.end()) or (
                match[0].startswith(("市里", "省里", "国家的")) and asked != "government_project"
            ):
                continue
            fact = _head(text, scopes, match) or (
                asked
                if asked in {"government_project", "incubator_level"} and _is_whole(match, text)
                else None
            )
            if fact is not None:
                yield Cue(
                    fact,
                    project if fact == "government_project" else incubator,
                    "value",
                    match.start(),
                    match.end(),
                )


def _is_whole(match: re.Match[str], text: str) -> bool:
    """Tell whether a level stands by itself, so that it answers the question for it."""
    return (
        "级" in match[0]
        or "level" in match[0]
        or match[0][-1:] in {"里", "的"}
        or not re.match(r" [a-z]{3,}", text[match.end() :])
        or bool(re.match(r" (?:one|only|but|i|yes)\b", text[match.end() :]))
    )


def _head(text: str, scopes: Scopes, match: re.Match[str]) -> str | None:
    clause = scopes.clause_at(match.start())
    after, before = (
        text[match.end() : min(clause.end, match.end() + _NEAR)],
        text[max(clause.start, match.start() - _NEAR) : match.start()],
    )
    found = [(head.start(), fact) for fact, pattern in _HEADS if (head := pattern.search(after))]
    if found:
        return min(found)[1]
    found = [(-head.end(), fact) for fact, pattern in _HEADS for head in pattern.finditer(before)]
    if found:
        return min(found)[1]
    begin, end = scopes.sentence_at(match.start())
    found = [
        (abs(head.start() - match.start()), fact)
        for fact, pattern in _HEADS
        for head in pattern.finditer(text, begin, end)
    ]
    return min(found)[1] if found and _STANDS_FOR.match(text, match.end()) else None


_STANDS_FOR = re.compile(r"\s?(?:one\b|的|没|不|有|也|$|[,.。;!])")
"""What follows a level that stands for what was named before: a national one, 省级没有."""

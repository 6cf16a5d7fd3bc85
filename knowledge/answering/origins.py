"""Where a founder says that they come from, which is not always the place they ask about."""

import re

from knowledge.glossary.places import Mention
from knowledge.language import fold

_BEFORE = re.compile(
    r"\b(compan(y|ies)|firms?|start-?ups?|founders?|teams?|offices?|we|we're|i'm|i am|we are|based|registered|incorporated|located|sits?|headquartered)( \w+)?,? (here )?(in|from|at|of) $"
    r"|((公司|企业|团队|我们|注册|注册地|地址|总部|单位|人)(就|都|目前|现在)*(在|是|位于|设在)|位于|来自)$"
)
_AFTER = re.compile(
    r"[省市区县]?(本地|当地|这边|注册)?的?(一家|一个)?(公司|企业|团队|初创|创业|单位|注册)|-based\b| (based|registered)?\s?(compan|firm|start-?up|team|founder)"
)


def is_origin(text: str, mention: Mention) -> bool:
    """Tell whether a text names a place as that of the founder: a company of Hebei, we are in Longgang."""
    folded = fold(text)
    before = _BEFORE.search(folded[: mention.start])
    return before is not None or _AFTER.match(folded, mention.end) is not None


def without_origins(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Leave out where the founder comes from (a company of Hebei) where another place is asked about."""
    folded = fold(text)
    elsewhere = tuple(
        mention
        for mention in mentions
        if folded.count(folded[mention.start : mention.end]) > 1 or not is_origin(text, mention)
    )
    return elsewhere or mentions

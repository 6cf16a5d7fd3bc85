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
_RENTED_BEFORE = re.compile(
    r"\b(rent\w*|gpus?|compute|computing|servers?|clusters?|data ?cent\w+|machines?|cards?|capacity|stands?)\b[^.?!,;]{0,30}\b(in|from|at) $"
    r"|(租|买|采购|购买|使用|机房|算力|显卡|服务器)(用)?(的|了|过|都)*(是|在|放在)?$"
)
_RENTED_AFTER = re.compile(
    r"[省市区县]?(那边|当地|本地)?的?(智能)?(智算|算力|机房|服务器|集群|数据中心|gpu|显卡)(?!.{0,3}[券补])"
)
_ASKED_AFTER = r"[省市区县]?(的|本地|当地)?([^，。？?!,;\s]{0,6})(券|补贴|补助|奖补|政策|办法)|('s)?( [\w-]+){0,3} (voucher|subsid|programme|program|scheme|polic|support)"


def is_origin(text: str, mention: Mention) -> bool:
    """Tell whether a text names a place as that of the founder: a company of Hebei, we are in Longgang."""
    folded = fold(text)
    before = _BEFORE.search(folded[: mention.start])
    return before is not None or _AFTER.match(folded, mention.end) is not None


def _is_site(folded: str, mention: Mention) -> bool:
    """Tell whether a text names a place as that of the computing: renting in Guizhou, the GPUs of Hefei."""
    return _RENTED_BEFORE.search(folded[: mention.start]) is not None or (
        _RENTED_AFTER.match(folded, mention.end) is not None
    )


def _is_asked(folded: str, mention: Mention) -> bool:
    """Tell whether a text asks for a place's voucher outright, wherever it names the place."""
    name = re.escape(folded[mention.start : mention.end])
    return re.search(f"{name}(?:{_ASKED_AFTER})", folded) is not None


def are_sites(text: str, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a text names places only as those of the computing: what if our GPUs are in Ningxia."""
    folded = fold(text)
    return bool(mentions) and all(_is_site(folded, m) and not _is_asked(folded, m) for m in mentions)


def without_origins(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Leave out where the founder comes from (a company of Hebei) where another place is asked about.

    Where the computing stands is asked about only with its voucher: it does not push out the founder's own place.
    """
    folded = fold(text)
    elsewhere = tuple(
        mention
        for mention in mentions
        if folded.count(folded[mention.start : mention.end]) > 1 or not is_origin(text, mention)
    )
    sites = {m.code for m in elsewhere if _is_site(folded, m) and not _is_asked(folded, m)}
    asked_for = tuple(mention for mention in elsewhere if mention.code not in sites)
    return asked_for or (mentions if sites else elsewhere) or mentions

"""Evidence: what is known about sources and claims. It answers whether something is true and who says so, nothing else."""

import re

from knowledge.answering.understanding import Understanding
from knowledge.language import fold

_ASKS = re.compile(
    r"\b(is (it|that|this) (true|right|real|correct)|true\b|really|fake|rumou?rs?|heard|read that|claims?|claimed|who (says|said)|(says|said) (so|that)|sources?|officially|confirmed|reported(ly)?|press|articles?|blog|sites?|web ?pages?|reliab|trust|accurate|correct|right (year|figure|number|name)|wrong|invented|misnamed|wrong name)"
    r"|真的|真假|属实|听说|据说|传言|谣|谁说|有人说|网上说|说法|报道|来源|出处|可靠|靠谱|可信|核实|假的|编造|误传|官方(确认|证实|原文|说)|哪(里|儿)(说|看到)|叫错|别名|对吗|对不对|是吗|准吗|准不准"
)


def asks_evidence(u: Understanding) -> bool:
    """Tell whether a question asks what is true, who says so or where something was read."""
    sure = any(item.topic == "conflict" and item.is_sure for item in u.topics)
    return sure or _ASKS.search(fold(u.text)) is not None

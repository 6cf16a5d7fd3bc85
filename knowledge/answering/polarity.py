"""Whether a question is put for a yes or no, and which way round: may we, must it, are we out.

It never decides what is asked.
"""

import re
from typing import Literal

Polarity = Literal["can", "must", "out"]

_MUST = re.compile(
    r"必须|一定要|一定得|非要|非得|需要|需不需要|要不要|得是|要求|只能|才能|才行"
    r"|\b(?:must|have to|has to|need(?:s|ed)?(?: to)?|required?|requirement|compulsory|mandatory|obligatory|only)\b"
)
_OUT = re.compile(
    r"出局|被?排除|没戏|没资格|不能(?=.{0,12}[吗么嘛])|不行(?=.{0,3}[吗么嘛])|不可以(?=.{0,8}[吗么嘛])|被拒|被刷|白搭|泡汤|影响|失去资格|不符合"
    r"|\b(?:are|am|is|be|knocked|throws?|kicks?|rules?|ruled|kicked|thrown|takes?|put|puts)\b.{0,24}\bout\b(?! of (?:pocket|date))"
    r"|\b(?:excluded?|disqualif\w+|ineligible|barred|rejected|refused|a (?:problem|deal-?breaker|reason)|matters?|hurts?|can['’]?t|cannot|blocked)\b"
)
_POLAR = re.compile(
    r"[吗嘛么](?=$|[\s?？。！，,、])|是否|能否|可否|(?P<verb>[\u4e00-\u9fff])[不没](?P=verb)|有没有|还能|也能|能行|可以不|行不|有冇|[不没](?=\s*([，,。？?]|$))"
    r"|(?:^|[.,;:!?\-–—]\s*|\b(?:and|but|so|then|also|if|whether|still|there|case)\s)(?:is|are|am|was|were|do|does|did|can|could|may|might|shall|should|will|would|has|have|had|must|need|isn['’]?t|aren['’]?t|don['’]?t|doesn['’]?t|can['’]?t|won['’]?t|any|still|ok|okay)\b"
    r"|\b(?:can|could|may|do|does|are|is|would|will|must|should) (?:we|i|a|an|our|the|my|it|they|you|that|this|any)\b"
)
_OPEN = re.compile(
    r"什么(?!都)|哪|谁|怎么|如何|咋|啥|几(?=个|家|成|年|号|月|折|万|时|天)|多少|多久|多大"
    r"|\b(?:what|which|who|whom|whose|when|where|why|how)\b(?! is registered)"
)


def is_polar(folded: str) -> bool:
    """Tell whether a folded question can be answered with yes or no."""
    return _POLAR.search(folded) is not None and _OPEN.search(folded) is None


def polarity(folded: str) -> Polarity:
    """Tell which way a folded question is put."""
    if _OUT.search(folded):
        return "out"
    return "must" if _MUST.search(folded) else "can"

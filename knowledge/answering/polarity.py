"""Which way round a yes or no is asked: may we, must it, are we out. It never decides what is asked."""

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


def polarity(folded: str) -> Polarity:
    """Tell which way a folded question is put."""
    if _OUT.search(folded):
        return "out"
    return "must" if _MUST.search(folded) else "can"

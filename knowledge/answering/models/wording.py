"""Amounts that a sentence hides in words or odd spellings, where no figure would be found."""

import re

from knowledge.figures import find_figures
from knowledge.language import fold

_ENGLISH = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    "eighty|ninety|hundred|hundreds|thousand|thousands|million|millions|billion|billions|dozen|dozens|half|halves|"
    "third|thirds|quarter|quarters|double|doubles|doubled|twice|triple|tripled|threefold|tenfold|"
    "full cost|fully|entire|entirely|all costs|all of the|everything|free|unlimited|no limit|no cap|uncapped|nothing to pay"
)
_WORDS = re.compile(
    rf"(?<!\d)(?<!\d )\b(?:{_ENGLISH})\b"
    r"|[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]+|[一二两三四五六七八九十百]+分之[一二两三四五六七八九十百]+|一半|半数|减半|翻[一两几]?番|翻倍|加倍|[一二两三四五六七八九十几数]+倍"
    r"|[几数上近][十百千万亿]+|全额|全部费用|全免|免费|不限额|无上限|不设上限|没有上限|分文不取|零成本"
)
_ODD = re.compile(
    r"\d\s+\d|\d[oil]+(?![a-z])|(?<![a-z])[oil]+\d|[〇零一二两三四五六七八九]{2,}(?=[万亿元块百千])|\d[\u0300-\u036f]"
)


def hidden_amount(text: str, proof: str) -> str | None:
    """Return an amount in words, or in an odd spelling, that the proof does not have in the same words; or None."""
    folded, known = fold(text), fold(proof)
    for match in _WORDS.finditer(folded):
        if match[0] not in known:
            return match[0]
    for match in _ODD.finditer(folded):
        if match[0] not in known and not find_figures(folded[match.start() : match.end() + 2]):
            return match[0]
        if match[0] not in known and not re.fullmatch(r"[〇零一二两三四五六七八九]+", match[0]):
            return match[0]
    return None

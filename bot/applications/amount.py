"""Amounts of yuan that people type: read to the end, and each fault told apart."""

import re
import unicodedata
from decimal import Decimal

from bot.applications.outcome import Refused
from knowledge.figures import find_figures
from knowledge.language import clean

MOST_CNY = Decimal(10) ** 10
_FEN = Decimal("0.01")
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]{3,4})*(?:\.[0-9]+)?")
_NEGATIVE = re.compile(
    r"^(?:人民币|cny|rmb|[¥￥$约])?\s*[-−–—]\s*(?=[\d¥￥.〇零一二两三四五六七八九十])|负\s*\d|负[一二两三四五六七八九十百千]"
    r"|\b(?:minus|negative)\b",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"人民币|大约|大概|左右|一共|总共|总计|合计|共计|申请|批准|我们|金额|补贴|约|共|想|要|是|元|圆|块|钱|整|正"
    r"|\b(?:about|around|roughly|approximately|in total|altogether|total|we|i|would like|want|ask for|need"
    r"|please|grant|approve|cny|rmb|yuan)\b|[\s.,:!。，！：¥￥]",
    re.IGNORECASE,
)
"""What may stand beside the figure without changing it. Whatever else is left over makes the amount unclear."""


def read_amount(text: str, *, may_be_zero: bool = False) -> Decimal | Refused:
    """Return the yuan that a text names (`60万`, `600,000元`, `600000`), or why it names none."""
    said = unicodedata.normalize("NFKC", clean(text)).strip()
    if not said:
        return Refused("money-empty")
    if _NEGATIVE.search(said):
        return Refused("money-negative")
    amount = _figure(said)
    if amount is None:
        return Refused("money-form")
    refused = why_no_amount(amount)
    return amount if refused is None or (may_be_zero and amount == 0) else refused


def why_no_amount(amount_cny: Decimal) -> Refused | None:
    """Say why a number can't be an amount of money; None when it can."""
    if not amount_cny.is_finite():
        return Refused("money-form")
    if amount_cny < 0:
        return Refused("money-negative")
    if amount_cny == 0:
        return Refused("money-zero")
    if amount_cny > MOST_CNY:
        return Refused("money-range")
    return None if amount_cny == amount_cny.quantize(_FEN) else Refused("money-fine")


def _figure(said: str) -> Decimal | None:
    if _PLAIN.fullmatch(said):
        return Decimal(said.replace(",", ""))
    found = find_figures(said)
    if len(found) != 1 or found[0].kind not in ("money", "number") or found[0].unit not in ("", "CNY"):
        return None
    value, spelling = found[0].value, found[0].spelling
    before, named, after = said.partition(spelling)
    is_whole = bool(named) and not _FILLING.sub("", before + " " + after)
    return value if is_whole and isinstance(value, Decimal) else None

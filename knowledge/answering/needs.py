"""What a question asks for: its clauses that ask, and the topics that each may mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.clauses import Topic
from knowledge.glossary.topics import Asked, asked
from knowledge.language import Language, fold

_SENTENCE = re.compile(r"(?<=[?？;；。!！\n])|(?<=\.\s)(?<!\bno\.\s)|(?<=\s-\s)")
_PART = re.compile(
    r"[，,：:]+(?!\s*(?:and|plus|or|以及|还有(?!效|没|几|多久|多长|多少|机会|钱|剩|吗|么|不|名额|额度)|另外|并且))"
)
_JOINED = re.compile(  # "or" and 还是 stay together: they offer answers to one question
    r"\b(?:and|plus)\b|以及|还有(?!效|没|几|多久|多长|多少|机会|钱|剩|吗|么|不|名额|额度)|另外|并且|和(?=[^，。？]{0,8}(?:多少|怎么|如何|什么|哪|几))"
)
_OFFER = re.compile("[，,](?=还是)")
"""Before 还是 there is no new clause: it offers another answer to the same question."""
_CHECK = re.compile(
    r"^\W*(and )?(is (that|this|it) )?(so|true|right|correct|accurate|for real|real|really|legit|legitimate|nonsense|fake|bogus|bullshit|a scam)\W*$|^\W*(这)?(对|真|是|准|靠谱|属实|真假|可信)(的|么|吗|嘛|不对|不是|的吗|的么|是吗)*\W*$"
)
"""A clause that asks only whether what was said before it is so."""
_CHOICE = re.compile(r"\bor\b|还是|或者")
_NAME = 16
"""How long the name of a topic can be, in characters."""
_SELF = re.compile(r"我|公司|\b(we|i|our|my|us)\b")
"""Words of a part that tells of the founder, whatever topic it names."""
_LISTED = re.compile(r"[和与及、,，]")
_ASKING = re.compile(
    r"\b(what|how|which|who|whom|when|where|why|can|could|may|does|do|is|are|will|would|should|whether|must)\b|多少|吗|呢|么|啥|咋|什么|哪|谁|怎|如何|是否|几|能不能|可不可以|有没有|何时|多久|多大|请问|是不是|最高|最多|最低|上限|封顶|比例|截止|\b(give|tell|show|send) (me|us)\b|\bplease\b|\bpls\b|wondering|want to know|need to know|给(我|个)|告诉|发我|想(知道|了解|问)|帮(我|忙)|求|[不没](?=\s*([，,。.!！]|$))"
)


_HOW_MUCH = re.compile(r"多少(?!个|天|家|年|月|日|人|次)|多[高大]|how (much|high|large|big)")
_COSTS = re.compile(
    r"cost period|(which|what|whose) (period|dates?|costs?|expenses?|spending).{0,25}(count|cost|expens|incur|spen)|costs? .{0,20}count"
    r"|费用(发生)?期|(哪|什么)(段|个)?(时间|期间|时段).{0,8}(费用|支出|花)|(费用|支出).{0,12}(算数|哪段|什么期间|时间范围)"
)
_CLAIMED_SHARE = re.compile(r"\bhalf\b|\d ?%|percent|一半|[一二三四五六七八九]成|百分之")
_MEANING = re.compile(
    r"(是)?(什么|啥)意思|什么叫|啥叫|叫做?(什么|啥)|怎么理解|\bwhat (does|do|did)\b.{0,40}\b(mean|stand for)\b|what is meant|meaning of|\bdefin(e|ition)"
)
_WHERE_TO = re.compile(
    r"哪(儿|里|个(网站|平台|部门|窗口)).{0,8}(交|提交|递|送|传)|\bwhere\b.{0,30}(hand|send|submit|upload|file|put|deliver)"
)
_FIGURE = re.compile(
    r"\bcaps?\b|ceiling|maxim|upper limit|\brates?\b|percent|\bshare\b|%|\bat most\b|the most\b|上限|封顶|最[高多大]|顶格|比例|百分|几成|一半"
)
_STILL = re.compile(r"还(能|可以)|\b(still|also)\b")
_AMOUNTS: Sequence[Topic] = ("rate", "cap")
_OTHER_MONEY: frozenset[Topic] = frozenset(["budget", "floor", "formula"])
"""Sums that are asked for by `how much` and are neither the rate nor the cap."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is asked for: the topics that its words may mean, each with how surely (the surest is 1).

    `words` are those of its clause, where the question asks for several things; `kind` is the kind of voucher that it
    is asked of, where the question names several. `either` marks what counts as answered when its like is.
    """

    topics: tuple[tuple[Topic, float], ...]
    words: str | None = None
    kind: str | None = None
    either: bool = False

    @property
    def main(self) -> Topic | None:
        """The likeliest topic, None when the words name none."""
        return self.topics[0][0] if self.topics else None

    @property
    def is_sure(self) -> bool:
        """True when the words name a topic outright."""
        return bool(self.topics) and self.topics[0][1] >= 1


def _need(found: Sequence[Asked], language: Language, text: str) -> Need:
    """Weigh the topics of one clause: the head of a phrase stands last in Chinese, first in English."""
    sure = [item for item in found if item.is_sure]
    named = [item for item in sure if item.topic != "what"] or sure
    if named:
        head = (
            max(named, key=lambda item: item.position)
            if language == "zh"
            else min(named, key=lambda item: item.position)
        )
        weights = {
            item.topic: min(item.weight, 3.0) + (1.0 if item is head else 0.0)
            for item in found
            if item.topic != "what" or item in named or _MEANING.search(text)
        }
    else:
        weights = {item.topic: item.weight for item in found}
    if "rate" in weights and "conflict" in weights and _CLAIMED_SHARE.search(text):
        weights["rate"] += 2.0  # a share that somebody claims is what is to be checked
    if "what" in weights and _MEANING.search(text):
        weights["what"] += 3.0  # what a word means, whatever that word stands for
    if {"steps", "documents"} <= set(weights) and _WHERE_TO.search(text):
        del weights["documents"]  # where the papers go, not which ones
    top = max(weights.values())
    is_of_other_money = any(item.topic in _OTHER_MONEY for item in named)
    # Whatever else its words may mean, `how much` may ask for the rate or the cap.
    if _HOW_MUCH.search(text) and not is_of_other_money:
        asked_for = [topic for topic in _AMOUNTS if topic in weights]
        meant = asked_for if names_figure(text) or not asked_for else _AMOUNTS
        weights |= {topic: max(weights.get(topic, 0.0), 0.7 * top) for topic in meant}
    certainty = min(1.0, top / 2)
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    return Need(
        tuple((topic, round(certainty * weight / top, 2)) for topic, weight in ranked if weight >= 0.3 * top)
    )


def asks_how_much(folded: str) -> bool:
    """Tell whether a folded text asks how much of something there is."""
    return _HOW_MUCH.search(folded) is not None


def names_figure(folded: str) -> bool:
    """Tell whether a folded text names the rate or the cap, rather than asking where there is more."""
    return _FIGURE.search(folded) is not None


def only_tells(folded: str) -> bool:
    """Tell whether a folded text is on the founder and asks nothing: they want to know what there is for them."""
    return (
        _SELF.search(folded) is not None and _ASKING.search(folded) is None and not re.search("[?？]", folded)
    )


def asking_spans(folded: str) -> list[tuple[int, int]]:
    """Find where a folded text asks: a story before a question is left out, what is joined to it is not."""
    text = _OFFER.sub(" ", folded)
    spans: list[tuple[int, int]] = []
    every: list[tuple[int, int]] = []
    for start, end in _pieces(text, _SENTENCE, 0, len(text)):
        parts = _pieces(text, _PART, start, end)
        asking = (number for number, (a, b) in enumerate(parts) if _ASKING.search(text, a, b))
        ends_asking = text[start:end].rstrip().endswith(("?", "？"))
        first = next(asking, len(parts) - 1 if ends_asking else len(parts))
        while 0 < first < len(parts) and _names_topic(text[slice(*parts[first - 1])]):
            first -= 1
        spans.extend(_with_offers(text, parts[first:]))
        every.extend(parts)
    only_checks = all(_CHECK.search(text[a:b]) for a, b in spans)
    return every if only_checks else spans


def _names_topic(part: str) -> bool:
    """Tell whether a part is no more than the name of what is asked for: `rate, cap, deadline please`."""
    found = asked(part) if len(part.strip()) <= _NAME and not _SELF.search(part) else []
    return bool(found) and found[0].is_sure


def _with_offers(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join to a part that asks the one after it that only offers answers: `who files, we or the vendor?`."""
    joined: list[tuple[int, int]] = []
    for a, b in parts:
        if joined and not _ASKING.search(text, a, b) and _CHOICE.search(text, a, b):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _pieces(text: str, border: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch of a text at the borders; empty pieces are left out."""
    cuts = [match.span() for match in border.finditer(text, start, end)]
    starts, ends = [start, *(after for _, after in cuts)], [*(before for before, _ in cuts), end]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]


def clauses(folded: str) -> list[str]:
    """List the clauses that ask, what is joined by `and` taken apart where each side names a topic."""
    whole = _OFFER.sub(" ", folded)
    parts = [whole[a:b] for a, b in asking_spans(whole)]
    joined = [clause for part in parts for clause in _JOINED.split(part)]
    return [piece for clause in joined for piece in _apart(clause)]


def _apart(clause: str) -> list[str]:
    pieces = [piece for piece in _LISTED.split(clause) if piece.strip()]
    if _CHOICE.search(clause):
        return [clause]
    named = [found[0].topic for piece in pieces if (found := asked(piece)) and found[0].is_sure]
    return pieces if len(set(named)) == len(named) > 1 and len(pieces) <= len(named) + 1 else [clause]


def asks_costs(text: str) -> bool:
    """Tell whether a text asks in which period costs must fall, which is not when to apply."""
    return _COSTS.search(fold(text)) is not None


def _point(need: Need) -> tuple[Topic | None, bool]:
    return need.main, need.main == "window" and asks_costs(need.words or "")


def needs(text: str, language: Language) -> tuple[Need, ...]:
    """Split a question into what it asks for: clauses that ask, told apart by the topics that they name outright."""
    asking = clauses(fold(text))
    clear = [
        (clause, found)
        for clause in asking
        if (found := asked(clause)) and (found[0].is_sure or _HOW_MUCH.search(clause))
    ]
    if len(clear) < 2:
        whole = asked("\n".join(asking)) or asked(text)
        return (_need(whole, language, fold(text)),) if whole else ()
    kept: list[Need] = []
    for clause, found in clear:
        need = replace(_need(found, language, clause), words=clause)
        if all(_point(need) != _point(other) for other in kept):
            kept.append(need)
    return _without_still(kept, text)[-3:]


def _without_still(asked_for: Sequence[Need], text: str) -> tuple[Need, ...]:
    """Leave out `can we still apply` where it means after having got other money, not after some day."""
    others = tuple(n for n in asked_for if n.main != "window" or not _STILL.search(n.words or ""))
    has_other_money = any(item.topic == "stacking" and item.is_sure for item in asked(text))
    return others if others and has_other_money else tuple(asked_for)

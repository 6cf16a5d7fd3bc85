"""What a question means: its language, places, documents, day, and what it asks for; follow-ups made whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.answering.catalogue import Catalogue
from knowledge.answering.question import Question
from knowledge.clauses import Topic
from knowledge.glossary.places import Mention, gazetteer
from knowledge.glossary.terms import correct, instruments
from knowledge.glossary.topics import Asked, asked
from knowledge.language import Language, clean, detect, fold

Scope = Literal["place", "all", "nation"]

MAX_LENGTH = 2000
"""Longer questions are read from both ends: a story comes first, what is asked for last."""

PLACE_BOUND: frozenset[Topic] = frozenset(
    ["applicant", "rate", "cap", "floor", "budget", "formula", "covered", "excluded", "window", "in_force", "steps", "documents", "review",
     "payment", "redemption", "validity", "stacking", "obligations", "penalties", "provider", "contact"]
)  # fmt: skip
"""Topics on which every programme has a rule of its own."""

_ALL = re.compile(
    r"which (other )?(cit|place|province|region|district|programme|program|town|local|area|of them|one of)|what (cit|place|province|region|programme)|(any|each|every) (city|place|province|programme|district)|anywhere|"
    r"where (in china|else|(can|could|should) (i|we|a|an)\b.{0,30}(get|find))|which parts of|(list|name|show|compare) (me )?(all|the|every) (cit|place|programme|program|province)|who (pays|gives|offers) (the )?(most|highest|more)|most generous|highest|lowest|"
    r"哪(些|个|几个|座|几座|几)(城市|地方|地区|省|市|区|项目|政策|地)|哪儿|哪里(有|能|可以|补|的)|全国(有|哪|各)|各地|什么地方|哪些.{0,6}(城市|地区|地方|省)|有没有(哪|城市|地方|地区)|任何(城市|地方)|所有(城市|地方|地区)|哪家.{0,4}最|最高的(城市|地方|地区|是)|哪.{0,4}最(高|多|大|低)|谁.{0,4}最(高|多)|几个城市|多少(个)?城市"
)
_NATION = re.compile(
    r"\bin general\b|typical|usual(ly)?|nation(al|wide|ally)|across china|whole country|china('s|s)? (ai|computing|voucher|compute|gov|state)|countrywide|on average|central government|state council|ndrc|miit|all of china|foreign press|"
    r"一般(来说|情况|是|能|多少|值)|通常|全国|国家(级|层面|有|发|出台|统一)|总体|国务院|发改委|工信部|平均|中央|外媒|大概值"
)
_COMPARE = re.compile(
    r"compar|versus|\bchanged?\b.{0,30}between|between .{3,60} and |怎么变|变化|变了|\bvs\b|differ|better|\bor\b|which (is|one|pays|gives)|than\b|对比|比较|区别|哪个(好|高|更|划算|多)|还是|相比|差别|分别|pk"
)
_ELLIPTIC = re.compile(
    r"^(and|what about|how about|so|then|ok|also|same|but|or|plus|sorry|in|for)\b|^(那|那么|还有|另外|如果是|换成|再问|以及|同样|至于|对了|那里|这个|它)|(呢|呢？|呢\?)$|\b(it|its|they|their|there|that one|this one|the first|the second|the same|the former|the latter|one)\b|第[一二三]个|前者|后者|那边|当地|这里|该(市|地|政策|项目|券)|上面|刚才|之前.{0,6}(那|版)"
)
_OPENING = re.compile(r"^\s*(and |so |ok(ay)?,? |well,? )*(what|how) about\b")
_OLD = re.compile(
    r"\b(first|earlier|earliest|original|old|previous|former|initial)\b.{0,25}(polic|version|voucher|plan|measure|rule|scheme|round)|最早|首个|第一版|第一个政策|早期|旧版|老版|老政策|旧政策|原来的|之前的(政策|版)|首份"
)
_QUANTITY = re.compile(
    r"how (much|many|big|large|high)|what (share|rate|percent|sum|amount|part|maximum|cap|fraction)|percent|\bcaps?\b|ceiling|maximum|minimum|\brates?\b|多少|几成|几个|百分|上限|封顶|比例|多大|最高|最低"
)
_MOMENT = re.compile(
    r"\bwhen\b|deadline|last day|by what date|which date|closing date|until what|什么时候|何时|哪天|几号|截止|几月|哪年|日期"
)
_MORE = re.compile(
    r"\bmore\b|bigger|better|higher|most|划算|更多|更高|多一些|哪个(好|高|多)|哪边|哪里.{0,4}(多|高)"
)
_DRAFT = re.compile(r"\bdraft|consultation|征求意见|草案|意见稿")
_YEAR = re.compile(r"(?<![\d〔\[.,])(20[12]\d)(?!\d|\s*(?:yuan|元|万|亿|p\b|p（))")


_SEGMENT = re.compile(  # "or" and 还是 stay together: they offer answers to one question
    r"[?？;；，,。!！\n]+|(?<!\bno)\.\s|\s-\s|\b(?:and|plus)\b|以及|还有|另外|并且|和(?=[^，。？]{0,8}(?:多少|怎么|如何|什么|哪|几))"
)
_ASKING = re.compile(
    r"\?|？|\b(what|how|which|who|whom|when|where|why|can|could|may|does|do|is|are|will|would|should|whether|must)\b|多少|吗|呢|么|什么|哪|谁|怎|如何|是否|几|能不能|可不可以|有没有|何时|多久|多大|请问|是不是|最高|最多|最低|上限|封顶|比例|截止"
)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is asked for: the topics that its words may mean, each with how surely (the surest is 1)."""

    topics: tuple[tuple[Topic, float], ...]

    @property
    def main(self) -> Topic | None:
        """The likeliest topic, None when the words name none."""
        return self.topics[0][0] if self.topics else None


def _need(found: Sequence[Asked], language: Language) -> Need:
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
            if item.topic != "what" or item in named
        }
    else:
        weights = {item.topic: item.weight for item in found}
    top = max(weights.values())
    certainty = min(1.0, top / 2)
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    return Need(
        tuple((topic, round(certainty * weight / top, 2)) for topic, weight in ranked if weight >= 0.3 * top)
    )


_HOW_MUCH = re.compile(r"多少|how much")


def needs(text: str, language: Language) -> tuple[Need, ...]:
    """Split a question into what it asks for: clauses that ask, told apart by the topics that they name outright."""
    parts = [
        part for part in _SEGMENT.split(re.sub("[，,]还是", "还是", fold(text))) if part and part.strip()
    ]
    asking = ([part for part in parts if _ASKING.search(part)] or parts) if len(parts) > 3 else parts
    clear = [
        (part, found)
        for part in asking
        if (found := asked(part)) and (found[0].is_sure or _HOW_MUCH.search(part))
    ]
    whole = asked(text)
    if len(clear) < 2:
        return (_need(clear[0][1] if clear and len(parts) > 3 else whole, language),) if whole else ()
    kept: list[Need] = []
    for _, found in clear:
        need = _need(found, language)
        if all(need.main != other.main for other in kept):
            kept.append(need)
    return tuple(kept[-3:])


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood. `names` holds, for each document's name in the question, the documents that bear it."""

    text: str
    language: Language
    day: date
    years: tuple[int, ...]
    mentions: tuple[Mention, ...]
    names: tuple[tuple[str, ...], ...]
    instruments: frozenset[str]
    topics: tuple[Asked, ...]
    needs: tuple[Need, ...]
    scope: Scope
    compares: bool
    from_history: bool = False

    @property
    def wanted(self) -> tuple[Topic, ...]:
        """The likeliest topic of each thing that is asked for."""
        return tuple(need.main for need in self.needs if need.main is not None)

    @property
    def quantity(self) -> bool:
        """True when the question asks for a figure."""
        return _QUANTITY.search(fold(self.text)) is not None

    @property
    def moment(self) -> bool:
        """True when the question asks for a day."""
        return _MOMENT.search(fold(self.text)) is not None

    @property
    def asks_old(self) -> bool:
        """True when the question speaks of an earlier version."""
        return _OLD.search(fold(self.text)) is not None

    @property
    def asks_draft(self) -> bool:
        """True when the question speaks of a draft."""
        return _DRAFT.search(fold(self.text)) is not None

    @property
    def documents(self) -> tuple[str, ...]:
        """All documents that the question names."""
        return tuple(dict.fromkeys(document for name in self.names for document in name))

    @property
    def asks_more(self) -> bool:
        """True when the question asks which of several gives more."""
        return _MORE.search(fold(self.text)) is not None

    @property
    def has_place(self) -> bool:
        """True when it is clear what place or document the question is about."""
        return bool(self.mentions or self.documents)


def shorten(text: str) -> str:
    """Keep the beginning and the end of an overlong text."""
    half = MAX_LENGTH // 2
    return text if len(text) <= MAX_LENGTH else f"{text[:half]} … {text[-half:]}"


def _mentions(text: str, catalogue: Catalogue) -> tuple[Mention, ...]:
    places = gazetteer()
    exact = places.find(text, catalogue.regions)
    return (
        *exact,
        *(
            guess
            for guess in places.guess(text, catalogue.regions)
            if guess.code not in {m.code for m in exact}
        ),
    )


def _without_places(text: str, mentions: Sequence[Mention]) -> str:
    """Blank out the names of places, whose characters may look like cues."""
    bare = fold(text)
    for mention in mentions:
        bare = bare[: mention.start] + " " * (mention.end - mention.start) + bare[mention.end :]
    return bare


def read(text: str, language: Language | None, day: date, catalogue: Catalogue) -> Understanding:
    """Read one message by itself."""
    cleaned = shorten(clean(text))
    language = language or detect(cleaned)
    mended = correct(cleaned, catalogue.vocabulary)
    folded = fold(mended)
    mentions = _mentions(mended, catalogue)
    names = catalogue.named(mended)
    bare = _OPENING.sub("", catalogue.without_names(_without_places(mended, mentions)))
    scope: Scope = "place"
    if _ALL.search(folded):
        scope = "all"
    elif _NATION.search(folded):
        scope = "nation"
    return Understanding(
        text=mended,
        language=language,
        day=day,
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(folded))),
        mentions=mentions,
        names=names,
        instruments=instruments(mended),
        topics=tuple(asked(bare)),
        needs=needs(bare, language),
        scope=scope,
        compares=_COMPARE.search(folded) is not None,
    )


def understand(question: Question, catalogue: Catalogue) -> Understanding:
    """Read a question, with what it leaves to the conversation and to the founder's own place."""
    own = read(question.text, question.language, question.day, catalogue)
    whole = _made_whole(own, question, catalogue) if question.history else own
    if (
        not whole.has_place
        and whole.scope == "place"
        and question.region
        and question.region in gazetteer().places
    ):
        whole = replace(whole, mentions=(Mention(question.region, 0, 0),))
    return whole


def _made_whole(own: Understanding, question: Question, catalogue: Catalogue) -> Understanding:
    """Take the missing part of a follow-up from the conversation."""
    earlier = [
        read(line.text, None, question.day, catalogue) for line in question.history if line.role == "founder"
    ]
    replies = [
        read(line.text, None, question.day, catalogue) for line in question.history if line.role == "bot"
    ]
    folded = fold(own.text)
    elliptic = _ELLIPTIC.search(folded) is not None or len(own.text) < (14 if own.language == "zh" else 40)
    wanted = own.wanted
    before = next((item for item in reversed(earlier) if item.has_place), None)
    if before is None:
        before = next(
            (item for item in reversed(replies) if item.has_place and len(item.mentions) <= 1), None
        )
    topical = next((item for item in reversed(earlier) if item.topics), None)
    filled = own
    place_missing = not own.has_place and own.scope == "place"
    asks_rule = any(topic in PLACE_BOUND for topic in wanted) or not wanted or elliptic
    if place_missing and before is not None and asks_rule and "background" not in wanted:
        mentions, names = _pick_out(own.text, before)
        if own.years and mentions:
            names = ()
        filled = replace(filled, mentions=mentions, names=names, from_history=True)
        if not own.instruments:
            filled = replace(filled, instruments=before.instruments)
    elif own.has_place and not own.instruments and not own.documents and topical is not None and elliptic:
        filled = replace(filled, instruments=topical.instruments, from_history=True)
    if topical is not None and (not wanted or (elliptic and not any(item.is_sure for item in own.topics))):
        filled = replace(filled, topics=topical.topics, needs=topical.needs, from_history=True)
        if own.scope == "place" and not own.has_place and topical.scope != "place" and before is None:
            filled = replace(filled, scope=topical.scope)
        filled = replace(filled, text=f"{own.text} ({topical.text})" if not wanted else own.text)
    return filled


def _pick_out(text: str, before: Understanding) -> tuple[tuple[Mention, ...], tuple[tuple[str, ...], ...]]:
    """Take `the first`, `the second` of two places compared before, or all of them."""
    folded = fold(text)
    for number, pattern in enumerate(
        (r"the first|the former|第一个|前者", r"the second|the latter|第二个|后者")
    ):
        if re.search(pattern, folded) and len(before.mentions) > number:
            return (before.mentions[number],), ()
    return before.mentions, before.names

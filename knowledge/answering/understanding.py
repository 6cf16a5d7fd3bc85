"""What one message means by itself: its language, places, documents, day, and what it asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.answering.catalogue import Catalogue
from knowledge.answering.needs import Need, asking_spans, needs, only_tells
from knowledge.answering.origins import without_origins
from knowledge.clauses import Topic
from knowledge.glossary.names import find_names
from knowledge.glossary.places import Mention, ancestors, gazetteer
from knowledge.glossary.terms import correct, instruments_asked
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

CONTEXT: frozenset[Topic] = frozenset(["background", "reason", "history", "limits"])
"""Topics on which no programme has a rule: what is said of them holds for the vouchers as such."""

_ALL = re.compile(
    r"which (other |[a-z]+ )?(cit(y|ies)|place|province|region|district|programme|program|town|local|area|of them|one of)|what (cit(y|ies)|place|province|region|programme)|(?<!thru )(?<!through )(?<!without )(?<!via )(?<!by )(?<!from )(any|each|every) (city|place|province|programme|district)\b(?! (portal|platform|office|website|bureau))|anywhere|"
    r"where (can|could|may|does|do) (a|an|any) .{0,30}(get|find|apply|claim|use)|where (in china|else|(can|could|should) (i|we|a|an)\b.{0,30}(get|find))|which parts of|(list|name|show|compare) (me )?(all|the|every) (cit|place|programme|program|province)|who (pays|gives|offers) (the )?(most|highest|more)|most generous|"
    r"哪(些|个|几个|座|几座|几)(城市|地方|地区|省|市|区|项目|政策|地)|哪儿(?!.{0,3}(办|弄|申|交|领|报|查|买|看|下载))|哪里(有|能|可以|补|的|不|最|给|支持|接受|允许|要求)(?!.{0,3}(办|弄|申|交|领|报|查))|全国(有|哪|各)|各地|什么地方|哪些.{0,6}(城市|地区|地方|省)|有没有(哪|城市|地方|地区)|任何(城市|地方)|所有(城市|地方|地区)|哪家.{0,4}最|最高的(城市|地方|地区)|哪.{0,4}最(高|多|大|低)|谁.{0,4}最(高|多)|几个城市|多少(个)?城市"
)
_SUPERLATIVE = re.compile(r"\b(highest|lowest)\b|最高的是|最低的是")
_NATION = re.compile(
    r"\bin general\b|typical|usual(ly)?|nation(al|wide|ally)|across china|whole country|china('s|s)? (ai|computing|voucher|compute|gov|state)|countrywide|on average|central government|state council|ndrc|miit|all of china|(foreign|overseas|western|international) (press|paper|newspaper|media|news|outlet|report)|"
    r"一般(来说|情况|是|能|多少|值)|通常|全国|国家(级|层面|有|发|出台|统一)|总体|国务院|发改委|工信部|平均|中央|(境?外|国外|海外)(媒体|媒|报纸)|大概值"
)
_COMPARE = re.compile(
    r"compar|versus|\bchanged?\b.{0,30}between|between .{3,60} and |怎么变|变化|变了|\bvs\b|differ|better|which (is|one|pays|gives)|than\b|对比|比较|区别|哪(个|边|家).{0,8}(好|高|低|更|划算|多|少|狠|强|久|长|严|松|快)|相比|差别|差多少|差在|pk|不同|分别|一样|同一|相同|一回事|\bsame\b"
)
_CHOICE = re.compile(r"\bor\b|还是")
"""Words that compare places only where several are asked about, and else two ways, days or papers."""
_THE_PROVINCE = re.compile(
    r"省里|省级|全省|省一级|省的|省(补|券|厅)|\bprovincial\b|\bprovince('s)?\b(?! (of )?[a-z]+ (city|voucher))"
)
_THE_CITY = re.compile(
    r"市里|市级|全市|市一级|市的(券|补|政策)|\bcity('s)?( \w+){0,2} (vouchers?|subsid\w+|scheme|programme|program|support|level|money)\b|\bcity-(level|wide)"
)
_OPENING = re.compile(r"^\s*(and |so |ok(ay)?,? |well,? )*(what|how) about\b")
_OLD = re.compile(
    r"\b(first|earlier|earliest|original|old|previous|former|initial)\b.{0,25}(polic|version|voucher|plan|measure|rule|scheme|round)|最早|首个|第一版|第一个政策|早期|旧版|老版|老政策|旧政策|原来的|之前的(政策|版)|首份"
)
_QUANTITY = re.compile(
    r"how (much|many|big|large|high)|what (share|rate|percent|sum|amount|part|maximum|cap|fraction)|percent|\bcaps?\b|ceiling|maximum|minimum|\brates?\b|多少|几成|几个|百分|上限|封顶|比例|多大|最高|最低"
)
_MOMENT = re.compile(
    r"\bwhen\b|deadline|last day|by what date|which date|closing date|until what|什么时候|啥时候?|何时|哪天|几号|截止|几月|哪年|日期"
)
_HOW_LONG = re.compile(r"多久|多长时间|几天|几个月|几年|how (long|soon|many (days|weeks|months|years))")
_MORE = re.compile(
    r"\bmore\b|bigger|better|higher|most|划算|更多|更高|多一些|哪个(好|高|多)|哪边|哪里.{0,4}(多|高)"
)
_WHICH_PLACES = re.compile(
    r"(which|what) (other |[a-z]+ )?(cit(y|ies)\b|place|province|region|district)|哪(些|几个?|个|座|几座)(城市|地方|地区|省|市|区)"
)
_GREETING = re.compile(
    r"^\s*(?:(?:hi|hello|hey|dear \w+|good (?:morning|afternoon|evening))(?: there| all| everyone| team)?\b(?!-)|你们?好|您好|大家好|在吗|早上好|下午好|晚上好)[\s,，.。!！~～?？:：]*",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"'s own\b|\bits own\b|\bof their own\b|(自己|本身|本区|区里|单独|专门)的?.{0,4}(券|补贴|政策|规定|办法)"
)
_DRAFT = re.compile(r"\bdraft|consultation|征求意见|草案|意见稿")
_YEAR = re.compile(r"(?<![\d〔\[.,])(20[12]\d)(?!\d|\s*(?:yuan|元|万|亿|p\b|p（))")


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
    areas: frozenset[str] = frozenset()

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
    def asks_how_long(self) -> bool:
        """True when the question asks how long something takes or lasts."""
        return _HOW_LONG.search(fold(self.text)) is not None

    @property
    def asks_old(self) -> bool:
        """True when the question speaks of an earlier version."""
        return _OLD.search(fold(self.text)) is not None

    @property
    def asks_own(self) -> bool:
        """True when the question asks for what a place has itself."""
        return _OWN.search(fold(self.text)) is not None

    @property
    def asks_draft(self) -> bool:
        """True when the question speaks of a draft."""
        return _DRAFT.search(fold(self.text)) is not None

    @property
    def documents(self) -> tuple[str, ...]:
        """All documents that the question names."""
        return tuple(dict.fromkeys(document for name in self.names for document in name))

    @property
    def asks_which_places(self) -> bool:
        """True when the question asks for the places themselves, whatever voucher it names."""
        return _WHICH_PLACES.search(fold(self.text)) is not None

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
    vendors = [name for name in find_names(fold(text)) if name.kind == "vendor"]

    def is_place(mention: Mention) -> bool:
        return not any(name.start <= mention.start and mention.end <= name.end for name in vendors)

    exact = tuple(mention for mention in places.find(text, catalogue.regions) if is_place(mention))
    guessed = (mention for mention in places.guess(text, catalogue.regions) if is_place(mention))
    return (*exact, *(guess for guess in guessed if guess.code not in {m.code for m in exact}))


def _named_where_it_asks(
    folded: str, mentions: tuple[Mention, ...], asking: Sequence[tuple[int, int]]
) -> tuple[Mention, ...]:
    """Where the clauses that ask name a place, leave out those that only the story around them names."""
    inside = (_within(folded, mention, asking) for mention in mentions)
    return tuple(m for m in inside if m is not None) or _lifted(folded, mentions, asking)


def _within(folded: str, mention: Mention, asking: Sequence[tuple[int, int]]) -> Mention | None:
    """Find where a clause that asks names a place, which the story may have named before."""
    name, size = folded[mention.start : mention.end], mention.end - mention.start
    for start, end in asking:
        found = folded.find(name, max(start, mention.start), end)
        if found >= 0:
            return replace(mention, start=found, end=found + size)
    return None


def _lifted(
    folded: str, mentions: tuple[Mention, ...], asking: Sequence[tuple[int, int]]
) -> tuple[Mention, ...]:
    """Take the province, or the city, of the places in the story where that is what is asked about."""
    asked_for = " ".join(folded[a:b] for a, b in asking)
    if _THE_PROVINCE.search(asked_for):
        lifted = tuple(replace(m, code=(ancestors(m.code) or (m.code,))[-1], zone=None) for m in mentions)
    elif _THE_CITY.search(asked_for):
        lifted = tuple(replace(m, code=_city(m.code), zone=None) for m in mentions)
    else:
        return mentions
    return tuple({m.code: m for m in lifted}.values())


def _city(code: str) -> str:
    """Return the city of a district; a city or a province as it is."""
    return next((above for above in ancestors(code) if not code.endswith("00")), code)


def _without_places(text: str, mentions: Sequence[Mention]) -> str:
    """Blank out the names of places, whose characters may look like cues."""
    bare = fold(text)
    for mention in mentions:
        bare = bare[: mention.start] + " " * (mention.end - mention.start) + bare[mention.end :]
    return bare


def _as_read(text: str) -> str:
    """Return what is read of a message: clean, without a greeting, and not longer than can be understood."""
    cleaned = shorten(clean(text))
    return _GREETING.sub("", cleaned) or cleaned


def read(text: str, language: Language | None, day: date, catalogue: Catalogue) -> Understanding:
    """Read one message by itself."""
    cleaned = _as_read(text)
    language = language or detect(cleaned)
    mended = correct(cleaned, catalogue.vocabulary)
    folded = fold(mended)
    mentions = _mentions(mended, catalogue)
    asking = asking_spans(folded)
    asked_about = _named_where_it_asks(folded, mentions, asking)
    compares = _COMPARE.search(folded) is not None or (
        len(asked_about) != 1 and _CHOICE.search(folded) is not None
    )
    names = catalogue.named(" ".join(folded[a:b] for a, b in asking)) or catalogue.named(mended)
    bare = _OPENING.sub("", catalogue.without_names(_without_places(mended, mentions)))
    tells = only_tells(folded)  # a story names topics, but asks for none
    scope: Scope = "place"
    areas = frozenset() if mentions or names else gazetteer().areas(folded)
    if _ALL.search(folded) or areas or (not mentions and not names and _SUPERLATIVE.search(folded)):
        scope = "all"
    elif _NATION.search(folded):
        scope = "nation"
    return Understanding(
        text=mended,
        language=language,
        day=day,
        years=tuple(dict.fromkeys([*map(int, _YEAR.findall(folded)), *catalogue.years_named(mended)])),
        mentions=mentions if compares else without_origins(mended, asked_about),
        names=names,
        instruments=instruments_asked(mended),
        topics=() if tells else tuple(asked(bare)),
        needs=() if tells else needs(bare, language),
        scope=scope,
        compares=compares,
        areas=areas,
    )

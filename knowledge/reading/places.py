"""The places that a message names: whole addresses, namesakes, other countries; and what each is said of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.glossary.names import Name, find_names
from knowledge.glossary.places import ancestors, gazetteer, lies_within
from knowledge.reading.scope import Mood, Scopes

Role = str
"""The fact that a place is said of: registered_region, tax_region, compute_region, provider_region; "" for none."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place in a text. `codes` has several, the biggest first, where a name is borne by several places."""

    codes: tuple[str, ...]
    start: int
    end: int
    zone: str | None = None
    role: Role = ""
    mood: Mood = Mood.SAID
    has_cue: bool = False

    @property
    def code(self) -> str:
        """The likeliest code."""
        return self.codes[0]


@dataclass(frozen=True, slots=True)
class Placed:
    """All places and foreign names of a text."""

    places: tuple[NamedPlace, ...]
    names: tuple[Name, ...]
    spellings: tuple[str, ...] = ()
    """The names of other countries as they stand in the text."""

    @property
    def countries(self) -> tuple[str, ...]:
        """The other countries that are named, once each."""
        return tuple(dict.fromkeys(name.id for name in self.names if name.kind == "country"))


_STREET = re.compile(
    r"(?:[东西南北中]?(?:一|二|三|四|五|六|七|八|九|十)?(?:路|街|大道|大街|巷|弄|胡同|里(?!面|程|有|的)|村|庄|桥|广场|大厦|大楼|小区|花园|家园|公寓|站|码头|酒店|饭店|宾馆|机场(?!高速)|医院|大学|学院|中学|小学|银行|牛肉|拉面|火锅|菜|话|人(?![工民才])|市场|商场|商城|购物|体育|公园|日报|晚报|时报|电视台|卫视|号|队|足球))"
)
_ADDRESS_REST = re.compile(
    r"[\u4e00-\u9fffa-z]{0,14}?(?:路|街|大道|巷|弄)[东西南北中]?(?:段)?\d*(?:号|弄|栋|座|幢|层|楼|室|-|\d|单元|[a-z])*"
)
_CHAIN_GAP = re.compile(r"[省市区县自治州盟旗]?[\s,，·、的-]{0,2}")
_EN_CHAIN = re.compile(
    r",? ?(?:(?:in|near|of|which is in) )?(?:the )?(?:city of |province of )?(?:district,? ?)?"
)
_BESIDE = re.compile(r"[和与跟及、/]|\bvs\b|\bor\b|\band\b|还是|或")
_GENERIC_LATIN = frozenset(
    ["he", "she", "can", "an", "pan", "long", "ren", "tang", "min", "dong", "ning", "xi", "bo", "lu", "nu", "an", "ali", "yuan", "men", "hai", "tai", "song", "gong", "ping", "jing", "tong", "ling", "bin", "ma", "he", "hui", "wan", "dan", "dang", "feng", "gao", "huan", "jin", "ke", "li", "mei", "qi", "shan", "shu", "tian", "wu", "xin", "xing", "xu", "yi", "yong", "yu", "zhen"]
)
_CUES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("tax_region", re.compile(r"纳税|交税|缴税|报税|税务关系|税务登记|税收|税关系|税源|上税|税都?(?=在|是|交|落)|\btax(?:es|ed|able| home| residen\w+| registration)?\b")),
    ("office", re.compile(r"办公|坐班|上班|\boffices?\b|\bwork(?:ing)? (?:from|out of)\b|客户在|\bcustomers\b|出差|老家|住在|\blive\b|\bfrom\b(?= [a-z]+ originally)|家在|读书|毕业")),
    ("provider_region", re.compile(r"服务商|供应商|算力商|云商|云厂商|厂商|卖方|供给方|供方|提供商|提供方|provider|supplier|vendor|seller")),
    ("compute_region", re.compile(r"机房|算力中心|智算中心|超算中心|数据中心|算力(?!券|补贴|公司|合同|政策|补助|平台|费|支持|需求|服务商|紧|伙伴|企业|创新)|服务器|集群|gpu|显卡|卡(?=都?(?:在|放|租))|节点|\bdata ?cent(?:er|re)s?\b|\bservers?\b|\bcomput(?:e|ing)\b(?! voucher| subsid| support| grant| contract)|\bhosted\b|\bclusters?\b|\bgpus?\b|\bmachines\b|\bcapacity\b|\bracks?\b(?! up)|\bcards\b|\bnodes?\b|租(?=用|的|在|了)|\brent(?:ed|ing)?\b|\bhosting\b|\brun(?:s|ning)? (?:on|in|at|out of)\b")),
    ("registered_region", re.compile(r"注册|登记(?!表)|成立|落户|工商|执照|总部|公司|企业|我们|我司|咱|俺|团队|单位|开在|设立|创业|位于|扎根|本部|搬到|迁到|迁至|搬来|\bregister\w*\b|\bincorporat\w+\b|\bheadquarter\w*\b|\bhq\b|\bbased\b|\bset ?up\b|\bfounded\b|\bestablished\b|\blocated\b|\bcompany\b|\bstart-?up\b|\bfirm\b|\bwe(?:['’]re)?\b|\bour\b|\bi(?:['’]m)?\b|\bmoved (?:our \w+ )?to\b|\brelocated\b|\bentity\b|\blicen[cs]e\b")),
)  # fmt: skip
_RIGHT_OF: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("tax_region", re.compile(r"\s?(?:那边|这边)?(?:纳税|交税|缴税|报税|上税)|\s?(?:for|is where we pay) tax")),
    ("compute_region", re.compile(r"\s?(?:那边|这边|市|本地|当地)?的?(?:机房|算力中心|智算中心|超算中心|数据中心|服务器|集群|gpu|租(?!金)|租了|买了?算力|采购算力|节点)|\s?(?:data ?cent(?:er|re)|servers?\b|cluster|gpus?\b|computing cent(?:er|re))")),
    ("provider_region", re.compile(r"\s?的?(?:服务商|供应商|云商|厂商|算力公司)|\s?(?:provider|supplier|vendor)")),
    ("registered_region", re.compile(r"\s?(?:市|区|那边|这边|本地|当地)?的?(?:一家|一个)?(?:注册|成立|落户|[\u4e00-\u9fff]{0,6}(?:公司|企业|初创|创业|团队|厂|工作室|研究院|大学|高校|实验室))|\s?(?:-?based|-?registered|(?:\w+ ){0,3}(?:start-?up|company|firm|team|studio|lab|university|business|enterprise)\b)")),
)  # fmt: skip
_MOVE_FROM = re.compile(r"(?:从|由|原在|离开|from|out of|leaving|left)\s?$")
_MOVE = re.compile(r"搬|迁|转移|挪|\bmov(?:e|ed|ing)\b|\brelocat\w+\b|\btransfer\w*\b|\bleft\b|\bleaving\b")


def read_places(text: str, scopes: Scopes, asked: str | None = None, coarse: Sequence[str] = ()) -> Placed:
    """Read the places of a folded text. `asked` is the fact pending; `coarse` are places already known of."""
    names = tuple(name for name in find_names(text) if not _is_common(text, name))
    masked = _masked(text, names)
    spans = [
        span
        for span in gazetteer().named(masked)
        if not _is_street(masked, span) and not _is_generic(masked, span)
    ]
    placed: list[NamedPlace] = []
    for place in _chained(text, spans, coarse, asked):
        placed.append(_moody(text, scopes, place, placed[-1] if placed else None, asked))
    own = [NamedPlace((name.id,), name.start, name.end) for name in names if name.kind == "own_region"]
    every = sorted(
        [*placed, *(_moody(text, scopes, place, None, asked) for place in own)], key=lambda place: place.start
    )
    return Placed(
        tuple(every), names, tuple(text[name.start : name.end] for name in names if name.kind == "country")
    )


def _is_common(text: str, name: Name) -> bool:
    """Tell whether a name is an ordinary word here: 移动端, 电信诈骗, “us” as a pronoun."""
    after = text[name.end : name.end + 2]
    return (
        text[name.start : name.end] in {"移动", "电信", "联通", "大华", "用友", "理想汽车", "小米", "字节"}
        and not re.match(r"云|的|公|那|家", after)
    ) or (text[name.start : name.end] in {"turkey", "english", "the states"} and not after.strip())


def _masked(text: str, names: Sequence[Name]) -> str:
    masked = text
    for name in names:
        masked = masked[: name.start] + "\x00" * (name.end - name.start) + masked[name.end :]
    return masked


def _is_street(text: str, span: tuple[int, int, tuple[str, ...]]) -> bool:
    start, end, codes = span
    name = text[start:end]
    if name[-1:] in {"市", "省"} or name.isascii():
        return False
    return _STREET.match(text, end) is not None and not re.match(r"(?:里的|中心|号称|人工|人民)", text[end:])


def _is_generic(text: str, span: tuple[int, int, tuple[str, ...]]) -> bool:
    start, end, _ = span
    return text[start:end] in _GENERIC_LATIN


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    codes: tuple[str, ...]
    zone: str | None = None


def _chained(
    text: str, spans: Sequence[tuple[int, int, tuple[str, ...]]], coarse: Sequence[str], asked: str | None
) -> list[NamedPlace]:
    """Bind the names of one address to one another; the coarsest comes first and holds the rest."""
    found: list[NamedPlace] = []
    address_end = -1
    for start, end, codes in spans:
        last = found[-1] if found else None
        holder = _holder(text, last, start)
        everywhere = {
            code
            for other, _, others in spans
            if other != start
            for code in others
            if not code.startswith("zone:") and _level(code) < 3
        }
        place = _resolve(text, start, end, codes, holder, everywhere, coarse, asked)
        if place is None or (
            start < address_end
            and not (holder and any(lies_within(code, holder.code) for code in place.codes))
        ):
            continue
        if (
            holder is not None
            and last is not None
            and any(lies_within(code, last.code) and code != last.code for code in place.codes)
        ):
            found[-1] = replace(place, start=last.start)
        elif last is not None and _is_parent_after(text, last, place):
            found[-1] = replace(
                last,
                codes=tuple(code for code in last.codes if lies_within(code, place.code)) or last.codes,
                end=place.end,
            )
        elif (
            last is not None
            and holder is not None
            and text[last.end : start].strip(" ,，") == ""
            and not text[start:end].isascii()
            and any(lies_within(last.code, code) for code in place.codes)
        ):
            found[-1] = replace(last, end=place.end)
        else:
            found.append(place)
        rest = _ADDRESS_REST.match(text, found[-1].end)
        if rest and not text[start:end].isascii():
            address_end = rest.end()
    return found


def _level(code: str) -> int:
    place = gazetteer().places.get(code)
    return place.level if place else 0


def _holder(text: str, last: NamedPlace | None, start: int) -> NamedPlace | None:
    if last is None or _BESIDE.search(text[last.end : start]):
        return None
    gap = text[last.end : start]
    return last if _CHAIN_GAP.fullmatch(gap) or (len(gap) < 3 and not re.search(r"[，。,;；]", gap)) else None


def _is_parent_after(text: str, last: NamedPlace, place: NamedPlace) -> bool:
    """Tell whether a place stands after its part, as in English: Nanshan, Shenzhen."""
    gap = text[last.end : place.start]
    return _EN_CHAIN.fullmatch(gap) is not None and any(
        lies_within(code, place.code) and code != place.code for code in last.codes
    )


def _resolve(
    text: str,
    start: int,
    end: int,
    codes: tuple[str, ...],
    holder: NamedPlace | None,
    everywhere: set[str],
    coarse: Sequence[str],
    asked: str | None,
) -> NamedPlace | None:
    places = gazetteer()
    for code in codes:
        if code.startswith("zone:"):
            zone = places.zones[code.removeprefix("zone:")]
            return NamedPlace((zone.within,), start, end, zone=zone.id)
    name = text[start:end]
    inside: list[str] = []
    for region in holder.codes if holder else ():
        inside += [code for code in codes if lies_within(code, region)]
    if not inside:
        nearby = [region for region in (*everywhere, *coarse)]
        inside = [
            code for code in codes if any(code != region and lies_within(code, region) for region in nearby)
        ]
    chosen = tuple(dict.fromkeys(inside)) or codes
    if not inside and any(_level(code) < 3 for code in chosen):
        chosen = tuple(
            code for code in chosen if _level(code) < 3 or (not name.isascii() and code in _KNOWN_DISTRICTS)
        )
    chosen = tuple(sorted(chosen, key=lambda code: (_level(code), code)))
    first = places.places[chosen[0]]
    full = name in {first.zh, first.en.casefold()} and name != first.short
    if first.level == 3 and first.zh.endswith("市") and len(chosen) == 1 and not name.isascii():
        return NamedPlace(chosen, start, end)
    if first.level == 3 and not inside and not full and asked is None and (name.isascii() or len(name) < 3):
        known = _is_well_known(chosen)
        if not known:
            return None
    if first.level == 3 and name.isascii() and not inside and asked is None and not _is_well_known(chosen):
        return None
    if len(chosen) > 1 and all(lies_within(code, chosen[0]) for code in chosen):
        chosen = chosen[:1]
    return NamedPlace(chosen, start, end)


_KNOWN_DISTRICTS = frozenset(
    ["110105", "110106", "110107", "110108", "110112", "110114", "110115", "310104", "310112", "310114", "310115", "310117", "310118", "440304", "440305", "440306", "440307", "440309", "440310", "440311", "440105", "440106", "440112", "440113", "330106", "330108", "330109", "330110", "330102", "330105", "320104", "320115", "320505", "320506", "320571", "420111", "510107", "510104", "500112", "370202", "350203", "350206", "610113"]
)


def _is_well_known(codes: Sequence[str]) -> bool:
    """Tell whether a district is named alone often enough to count without its city."""
    return any(code in _KNOWN_DISTRICTS for code in codes)


def _moody(
    text: str, scopes: Scopes, place: NamedPlace, last: NamedPlace | None, asked: str | None
) -> NamedPlace:
    clause = scopes.clause_at(place.start)
    begin = max(clause.start, last.end if last is not None and last.end <= place.start else 0)
    before, after = text[begin : place.start], text[place.end : clause.end]
    mood = scopes.mood(place.start, place.end)
    whole = text[clause.start : clause.end]
    if _MOVE.search(whole) and _MOVE_FROM.search(text[max(0, place.start - 10) : place.start]):
        mood = Mood.PAST
    role, has_cue = _role(text, clause.start, begin, before, after)
    if not has_cue and mood is not Mood.PAST and _MOVE.search(text[clause.start : place.start]):
        role, has_cue = "registered_region", True
    if role == "office":
        role = ""
    if (
        not has_cue
        and mood is Mood.DENIED
        and last is not None
        and last.role
        and scopes.sentence_at(last.start) == scopes.sentence_at(place.start)
    ):
        role = last.role
    if asked in _PLACE_FACTS and not has_cue:
        role = asked or role
        if mood is Mood.ASKED and not re.search(r"[?？吗]", whole):
            mood = Mood.SAID
    return replace(place, role=role, has_cue=has_cue, mood=mood)


_PLACE_FACTS = frozenset({"registered_region", "tax_region", "compute_region", "provider_region"})


def _role(text: str, clause_start: int, begin: int, before: str, after: str) -> tuple[Role, bool]:
    for role, pattern in _RIGHT_OF:
        if pattern.match(after):
            return role, True
    nearest = [
        (max((match.end() for match in pattern.finditer(before)), default=-1), -order, role)
        for order, (role, pattern) in enumerate(_CUES)
    ]
    where, _, role = max(nearest)
    if where >= 0:
        return role, True
    wider = text[max(0, clause_start - 20) : begin]
    nearest = [
        (max((match.end() for match in pattern.finditer(wider)), default=-1), -order, role)
        for order, (role, pattern) in enumerate(_CUES[:3])
    ]
    where, _, role = max(nearest)
    if where >= len(wider) - 4 >= 0 and where >= 0:
        return role, True
    return "", False


@lru_cache(maxsize=64)
def parts_of(region: str) -> frozenset[str]:
    """Return the codes of all places within a region."""
    return frozenset(code for code in gazetteer().places if lies_within(code, region))


def name_of(code: str, language: str) -> str:
    """Name a place with what holds it: 深圳市南山区."""
    places = gazetteer()
    above = [each for each in ancestors(code)[:1] if each in places.places]
    zh = language == "zh"
    names = [places.name(each, "zh" if zh else "en") for each in (*above, code)]
    return "".join(names) if zh else ", ".join(reversed(names))

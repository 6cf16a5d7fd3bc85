"""The places that a message names: whole addresses, namesakes, other countries; and what each is said of."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.glossary.names import Name, find_names
from knowledge.glossary.places import ancestors, gazetteer, lies_within
from knowledge.reading.scope import UNKNOWN_EN, UNKNOWN_ZH, Mood, Scopes
from knowledge.reading.subject import Party, Subjects, subjects_of

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
    r"(?:[东西南北中]?(?:一|二|三|四|五|六|七|八|九|十)?(?:路|街|大道|大街|巷|弄|胡同|里(?!面|程|有|的)|村|庄|桥|广场|大厦|大楼|小区|花园|家园|公寓|站|码头|酒店|饭店|宾馆|机场(?!高速)|医院|大学|学院|中学|小学|银行|牛肉|拉面|火锅|菜|话|人(?![工民才])|市场|商场|商城|购物|体育|公园|现代(?!化)|装(?![修机备])|日报|晚报|时报|电视台|卫视|号|队|足球))"
)
_STREET_EN = re.compile(
    r"(?: (?:east|west|north|south|middle|central|\w+))?[ -](?:roads?|rd|streets?|avenue|lane|university|college|polytechnic|bank|airlines?|hotel|railway station|airport|hospital|daily|news|express|duck|beer|tower|plaza|mansion|building|noodles?|cuisine)\b"
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
    [
        "he",
        "she",
        "can",
        "an",
        "pan",
        "long",
        "ren",
        "tang",
        "min",
        "dong",
        "ning",
        "xi",
        "bo",
        "lu",
        "nu",
        "an",
        "ali",
        "yuan",
        "men",
        "hai",
        "tai",
        "song",
        "gong",
        "ping",
        "jing",
        "tong",
        "ling",
        "bin",
        "ma",
        "he",
        "hui",
        "wan",
        "dan",
        "dang",
        "feng",
        "gao",
        "huan",
        "jin",
        "ke",
        "li",
        "mei",
        "qi",
        "shan",
        "shu",
        "tian",
        "wu",
        "xin",
        "xing",
        "xu",
        "yi",
        "yong",
        "yu",
        "zhen",
    ]
)
_CUES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("tax_region", re.compile(r"纳税|交税|缴税|报税|税务关系|税务登记|税收|税关系|税源|上税|税(?:也|都|是|就)?(?:交|缴|落)?在|税都?(?=在|是|交|落)|\btax(?:es|ed|able| home| residen\w+| registration)?\b")),
    ("office", re.compile(r"办公|坐班|上班|\boffices?\b|\bwork(?:ing)? (?:from|out of)\b|客户在|\bcustomers\b|出差|老家|住在|\blive\b|\bfrom\b(?= [a-z]+ originally)|家在|读书|毕业")),
    ("provider_region", re.compile(r"服务商|供应商|算力商|云商|云厂商|厂商|卖方|供给方|供方|提供商|提供方|provider|supplier|vendor|seller")),
    ("compute_region", re.compile(r"机房|算力中心|智算中心|超算中心|数据中心|算力(?!券|补贴|公司|合同|政策|补助|平台|费|支持|需求|服务商|紧|伙伴|企业|创新)|服务器|机器|设备|跑在|(?<!孵化)(?<!研发)(?<!创新)中心(?=都?(?:在|位于|是))|集群|gpu|显卡|卡(?=都?(?:在|放|租))|节点|\b(?:data ?|the |computing |compute )cent(?:er|re)s?\b|\bservers?\b|\bcomput(?:e|ing)\b(?! voucher| subsid| support| grant| contract)|\bhosted\b|\bclusters?\b|\bgpus?\b|\bmachines\b|\bcapacity\b|\bracks?\b(?! up)|\bcards\b|\bnodes?\b|租(?=用|的|在|了)|\brent(?:ed|ing)?\b|\bhosting\b|\brun(?:s|ning)? (?:on|in|at|out of)\b")),
    ("registered_region", re.compile(r"注册|登记(?!表)|成立|落户|工商|执照|总部|公司|企业|我们|我司|咱|俺|团队|单位|开在|设立|创业|位于|扎根|本部|这家|学校|校区|研究院|研究所|实验室|搬到|迁到|迁至|搬来|\bregister\w*\b|\bincorporat\w+\b|\bheadquarter\w*\b|\bhq\b|\bbased\b|\bset ?up\b|\bfounded\b|\bestablished\b|\blocated\b|\bcompany\b|\bstart-?up\b|\bfirm\b|\benterprise\b|\binstitut\w+\b|\bassociation\b|\buniversity\b|\blab\b|\bstudio\b|\bteam\b|\bsubsidiary\b|\bbranch\b|\bnon-?profit\b|\bwe(?:['’]re)?\b|\bour\b|\bi(?:['’]m)?\b|\bmoved (?:our \w+ )?to\b|\brelocated\b|\bentity\b|\blicen[cs]e\b")),
)  # fmt: skip
_RIGHT_OF: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("tax_region", re.compile(r"\s?(?:省|特别行政区|那边|这边)?(?:纳税|交税|缴税|报税|上税)|\s?(?:for|is where we pay) tax")),
    ("compute_region", re.compile(r"\s?(?:那边|这边|市|本地|当地)?的?(?:机房|算力中心|智算中心|超算中心|数据中心|服务器|集群|gpu|租(?!金)|租了|买了?算力|采购算力|节点)|\s?(?:data ?cent(?:er|re)|servers?\b|cluster|gpus?\b|computing cent(?:er|re))")),
    ("provider_region", re.compile(r"\s?的?(?:服务商|供应商|云商|厂商|算力公司)|\s?(?:provider|supplier|vendor)")),
    ("registered_region", re.compile(r"\s?(?:市|区|那边|这边|本地|当地)?的?(?:一家|一个)?(?:注册|成立|落户|[\u4e00-\u9fff]{0,6}(?:公司|企业|初创|创业|团队|厂|工作室|研究院|大学|高校|实验室))|\s?(?:-?based|-?registered|(?:\w+ ){0,3}(?:start-?up|company|firm|team|studio|lab|university|business|enterprise)\b)")),
)  # fmt: skip
_MOVE_FROM = re.compile(r"(?:从|由|原在|离开|from|out of|leaving|left)\s?$")
_MOVE = re.compile(r"搬|迁|转移|挪|\bmov(?:e|ed|ing)\b|\brelocat\w+\b|\btransfer\w*\b|\bleft\b|\bleaving\b")


def read_places(text: str, scopes: Scopes, asked: str | None = None, coarse: Sequence[str] = ()) -> Placed:
    """Read the places of a folded text. `asked` is the fact pending; `coarse` are places already known of."""
    subjects = subjects_of(scopes)
    names = tuple(name for name in find_names(text) if not _is_common(text, name))
    masked = _masked(text, names)
    spans = [
        span
        for span in gazetteer().named(masked)
        if not _is_street(masked, span) and not _is_generic(masked, span)
    ]
    placed: list[NamedPlace] = []
    for place in _chained(text, spans, coarse, asked):
        placed.append(_moody(text, scopes, subjects, place, placed[-1] if placed else None, asked))
    own = [NamedPlace((name.id,), name.start, name.end) for name in names if name.kind == "own_region"]
    placed = [*_settled(text, scopes, placed), *_there(text, scopes, subjects, placed)]
    every = sorted(
        [*placed, *(_moody(text, scopes, subjects, place, None, asked) for place in own)],
        key=lambda place: place.start,
    )
    return Placed(
        tuple(every), names, tuple(text[name.start : name.end] for name in names if name.kind == "country")
    )


_THERE = re.compile(
    r"(?P<registered_region>where (?:the|our|my) (?:company|firm|start-?up) is registered|where we(?: are|['’]re) registered|registered there|based there|注册也在(?:那|同|当地|本地)|也在(?:那里?|那儿|那边|当地|本地|同一个地方)注册)|(?P<tax_region>pay(?:ing|s)? (?:our )?tax(?:es)? there|taxed there|tax there|税也在(?:那|当地|本地)|也在(?:那里?|那儿|那边|当地|本地)(?:纳税|交税|缴税))|(?P<compute_region>(?:servers?|gpus?|machines|compute|cluster)(?: \w+)? (?:is|are) there|hosted there|机房也在(?:那|当地|本地)|算力也在(?:那|当地|本地))"
)


def _there(text: str, scopes: Scopes, subjects: Subjects, placed: list[NamedPlace]) -> Iterator[NamedPlace]:
    """Find what is said of a place named before: registered in A, taxed there too."""
    for match in _THERE.finditer(text):
        before = [place for place in placed if place.end <= match.start() and place.role]
        if not before or match.lastgroup is None:
            continue
        role, _ = _of_party(subjects.at(match.start()), match.lastgroup, None, has_cue=True)
        yield replace(
            before[-1],
            start=match.start(),
            end=match.end(),
            role=role,
            mood=scopes.mood(match.start() + 1, match.end()),
            has_cue=True,
        )


_WOULD = re.compile(
    r"(?:可以|可(?=去|到|搬)|愿意|能够?|考虑)(?:也|都|一起|直接)?(?:去|到|在|搬|迁|往)|\b(?:could|can|might|may|willing to|happy to|ready to|open to)\s(?:also\s|even\s)?(?:buy|rent|move|mov\w+|set up|register|relocat\w+|go)\b"
)
"""What somebody would do about a place, and has not done."""
_EITHER = re.compile(r"还是|或者?|\bor\b")


def _settled(text: str, scopes: Scopes, placed: list[NamedPlace]) -> list[NamedPlace]:
    """Settle what only a later place shows: what a denied one is of (not in A, the centre is in B), and alternatives."""
    kept = list(placed)
    for index in range(len(kept) - 2, -1, -1):
        place, after = kept[index], kept[index + 1]
        same = scopes.sentence_at(place.start) == scopes.sentence_at(after.start)
        if same and not place.role and not place.has_cue and place.mood is Mood.DENIED and after.role:
            kept[index] = replace(place, role=after.role)
        between = text[place.end : after.start]
        if (
            same
            and len(between) < 14
            and _EITHER.search(between)
            and (place.role or after.role)
            and place.mood not in {Mood.DENIED, Mood.ASKED, Mood.SUPPOSED}
        ):
            begin, end = scopes.sentence_at(place.start)
            mood = (
                Mood.UNKNOWN
                if UNKNOWN_ZH.search(text, begin, end) or UNKNOWN_EN.search(text, begin, end)
                else Mood.DOUBTED
            )
            role = after.role or place.role
            kept[index], kept[index + 1] = (
                replace(place, mood=mood, role=role),
                replace(after, mood=mood, role=role),
            )
    return kept


def _is_common(text: str, name: Name) -> bool:
    """Tell whether a name is an ordinary word here: 移动端, 电信诈骗, “us” as a pronoun."""
    after = text[name.end : name.end + 2]
    if after.startswith(("族", "自治")) or after == "地区":
        return True
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
    start, end, _codes = span
    name = text[start:end]
    if name.isascii():
        return _STREET_EN.match(text, end) is not None and not re.search(
            r"\b(?:an?|the|our)\s$", text[max(0, start - 6) : start]
        )
    if name[-1:] in {"市", "省"}:
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


def _chained(
    text: str, spans: Sequence[tuple[int, int, tuple[str, ...]]], coarse: Sequence[str], asked: str | None
) -> list[NamedPlace]:
    """Bind the names of one address to one another; the coarsest comes first and holds the rest."""
    found: list[NamedPlace] = []
    address_end = -1
    coarsest = Counter(
        code for _, _, codes in spans for code in codes if not code.startswith("zone:") and _level(code) < 3
    )
    for start, end, codes in spans:
        last = found[-1] if found else None
        holder = _holder(text, last, start)
        everywhere = {code for code, times in coarsest.items() if times > (code in codes)}
        place = _resolve(text, _Named(start, end, codes), holder, [*everywhere, *coarse], asked)
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
            found[-1] = replace(last, end=place.end, zone=place.zone or last.zone)
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
    text: str, named: _Named, holder: NamedPlace | None, nearby: Sequence[str], asked: str | None
) -> NamedPlace | None:
    """Settle which place a name is; None where it is none here. `nearby` are coarser places that are named too."""
    places = gazetteer()
    start, end, codes = named.start, named.end, named.codes
    zone = next((code.removeprefix("zone:") for code in codes if code.startswith("zone:")), None)
    if zone is not None:
        return NamedPlace((places.zones[zone].within,), start, end, zone=zone)
    if _BESIDE_IT.match(text, end) or _NEAR_IT.search(text[max(0, start - 12) : start]):
        return None
    name = text[start:end]
    inside = _inside(codes, holder.codes if holder else (), nearby)
    chosen = inside or codes
    if not inside and any(_level(code) < 3 for code in codes):
        chosen = tuple(
            code for code in codes if _level(code) < 3 or (not name.isascii() and code in _KNOWN_DISTRICTS)
        )
    chosen = tuple(sorted(chosen, key=lambda code: (_level(code), code)))
    if asked is None and not inside and not _is_clear(text, named, chosen):
        return None
    if len(chosen) > 1 and all(lies_within(code, chosen[0]) for code in chosen):
        chosen = chosen[:1]
    return NamedPlace(chosen, start, end)


def _inside(codes: Sequence[str], held: Sequence[str], nearby: Sequence[str]) -> tuple[str, ...]:
    """Return those of a name's places that lie in the one before it, else in one that is named elsewhere."""
    inside = [code for region in held for code in codes if lies_within(code, region)]
    if not inside:
        inside = [
            code for code in codes if any(code != region and lies_within(code, region) for region in nearby)
        ]
    return tuple(dict.fromkeys(inside))


def _is_clear(text: str, named: _Named, chosen: Sequence[str]) -> bool:
    """Tell whether a name alone is a place: a district's short name is, where it is known or said to be a seat."""
    first, name = gazetteer().places[chosen[0]], text[named.start : named.end]
    if first.level < 3 or _is_well_known(chosen):
        return True
    if name.isascii():
        return False
    if first.zh.endswith("市") and len(chosen) == 1:
        return True
    full = name in {first.zh, first.en.casefold()} and name != first.short
    is_seat = _SEAT_BEFORE.search(text[max(0, named.start - 20) : named.start]) is not None
    return full or is_seat or len(name) >= 3


_KNOWN_DISTRICTS = frozenset(
    [
        "110105",
        "110106",
        "110107",
        "110108",
        "110112",
        "110114",
        "110115",
        "310104",
        "310112",
        "310114",
        "310115",
        "310117",
        "310118",
        "440304",
        "440305",
        "440306",
        "440307",
        "440309",
        "440310",
        "440311",
        "440105",
        "440106",
        "440112",
        "440113",
        "330106",
        "330108",
        "330109",
        "330110",
        "330102",
        "330105",
        "320104",
        "320115",
        "320505",
        "320506",
        "320571",
        "420111",
        "510107",
        "510104",
        "500112",
        "370202",
        "350203",
        "350206",
        "610113",
    ]
)


_BESIDE_IT = re.compile(r"\s?(?:旁边|附近|周边|边上|隔壁|以外|上(?:跑|面|部署|买|用|训|租)|平台上)")
_NEAR_IT = re.compile(r"\b(?:near|close to|next to|north of|south of|east of|west of)\s$")
_SEAT_BEFORE = re.compile(
    r"(?:注册|工商|登记|执照|机房|纳税|交税|服务器|registered|incorporated)[^,。,;!?]{0,5}$"
)


def _is_well_known(codes: Sequence[str]) -> bool:
    """Tell whether a district is named alone often enough to count without its city."""
    return any(code in _KNOWN_DISTRICTS for code in codes)


def _moody(
    text: str,
    scopes: Scopes,
    subjects: Subjects,
    place: NamedPlace,
    last: NamedPlace | None,
    asked: str | None,
) -> NamedPlace:
    clause = scopes.clause_at(place.start)
    begin = max(clause.start, last.end if last is not None and last.end <= place.start else 0)
    before, after = text[begin : place.start], text[place.end : clause.end]
    mood = scopes.mood(place.start, place.end)
    if mood is Mood.SAID and _WOULD.search(text[clause.start : place.start]):
        mood = Mood.SUPPOSED
    whole = text[clause.start : clause.end]
    if _MOVE.search(whole) and _MOVE_FROM.search(text[max(0, place.start - 10) : place.start]):
        mood = Mood.PAST
    party = subjects.at(place.start)
    role, has_cue = _role(text, clause.start, begin, before, after)
    if not has_cue and mood is not Mood.PAST and _MOVE.search(text[clause.start : place.start]):
        role, has_cue = _role(text, clause.start, clause.start, text[clause.start : place.start], "")
        role, has_cue = (role, True) if has_cue and role != "office" else ("registered_region", True)
    if asked in _PLACE_FACTS and role == "registered_region" and not _STRONG.search(before + after):
        has_cue = False
    role, has_cue = _of_party(party, role, asked, has_cue=has_cue)
    if role == "provider_region" and asked != role and _level(place.code) == 3 and _IS_CALLED.search(before):
        role = ""
    if not has_cue and last is not None and last.role and _goes_on(text, scopes, last, place, mood):
        role, has_cue = last.role, True
    if asked in _PLACE_FACTS and not has_cue:
        role = asked or role
        if mood is Mood.ASKED and not re.search(r"[?？吗]", whole):
            mood = Mood.SAID
    return replace(place, role="" if role == "office" else role, has_cue=has_cue, mood=mood)


_IS_CALLED = re.compile(
    r"(?:服务商|供应商|厂商|云商|provider|supplier|vendor)(?:就)?(?:是|叫|名叫|选的是| is| are)\s?$"
)
"""What names the provider itself: 服务商是光明 is a company, not a district."""
_STRONG = re.compile(
    r"注册|登记|成立|落户|工商|执照|总部|搬|迁|公司是|register|incorporat|headquarter|\bhq\b|moved|relocated|company is|compan(?:y|ies)$"
)
"""Words that say of registration itself; others give way to the question that is pending."""
_PLACE_FACTS = frozenset({"registered_region", "tax_region", "compute_region", "provider_region"})


def _of_party(party: Party | None, role: Role, asked: str | None, *, has_cue: bool) -> tuple[Role, bool]:
    """Settle a role by whose situation is told: where the provider is registered is no place of the applicant's."""
    if party is Party.OTHER:
        return (
            ("", True) if role in {"", "registered_region", "tax_region"} or not has_cue else (role, has_cue)
        )
    if party is Party.PROVIDER and role in {"registered_region", "tax_region", "office", ""}:
        return "provider_region", True
    if asked == "provider_region" and party is None and role == "registered_region":
        return "provider_region", True
    return role, has_cue


def _goes_on(text: str, scopes: Scopes, last: NamedPlace, place: NamedPlace, mood: Mood) -> bool:
    """Tell whether a place without a word of its own is of what the place before it was: not in A, in B."""
    if scopes.sentence_at(last.start) != scopes.sentence_at(place.start):
        return False
    between = text[last.end : place.start]
    return mood is Mood.DENIED or last.mood is Mood.DENIED or _CONTRAST.search(between) is not None


_CONTRAST = re.compile(
    r"不(?:在|是)|也不|改(?:成|到|为)|而是|而在|换(?:成|到)|现在|后来|\bnot\b|\bbut\b|\bnow\b|\bnor\b"
)


def _role(text: str, clause_start: int, begin: int, before: str, after: str) -> tuple[Role, bool]:
    for role, pattern in _RIGHT_OF:
        if pattern.match(after):
            return role, True
    nearest = [
        (max((match.end() for match in pattern.finditer(before)), default=-1), -order, role)
        for order, (role, pattern) in enumerate(_CUES)
    ]
    where, _, role = max(nearest)
    if where >= 0 and not (role == "registered_region" and _DEALING.search(before[where:])):
        return role, True
    wider = text[max(0, clause_start - 20) : begin]
    nearest = [
        (max((match.end() for match in pattern.finditer(wider)), default=-1), -order, role)
        for order, (role, pattern) in enumerate(_CUES)
    ]
    where, _, role = max(nearest)
    if where >= 0 and (
        (_BARE.fullmatch(text[clause_start:begin] + before) and not _ENDS_SENTENCE.search(wider[where:]))
        or where >= len(wider) - 4
    ):
        return role, True
    return "", False


_DEALING = re.compile(
    r"用|买|租|签|[和跟](?!我)|找|选|卖|喜欢|吃|听|\b(?:us(?:e|es|ed|ing)|bought|buy\w*|sell\w*|sold|like|love|visit\w*|ask\w*|call\w*|hear\w*|kn[eo]w|saw)\b"
)
"""Verbs between the writer and a place that make it the place of something else."""
_BARE = re.compile(
    r"\s*(?:都|也|就|是|在|位于|地址|于|的|and|now|in|at|is|it['’]s|based|located|the|\s|:|,)*"
)
_ENDS_SENTENCE = re.compile(r"[。!?\n]|\.(?!\d|[a-z])")


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

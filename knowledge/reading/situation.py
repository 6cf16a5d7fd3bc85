"""What a message says by words and places alone: kind of applicant, service, purpose, records, where things are."""

import re
from dataclasses import replace

from knowledge.eligibility.kinds import Value
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.places import gazetteer, lies_within
from knowledge.reading.findings import Findings
from knowledge.reading.heard import Heard
from knowledge.reading.levels import find_levels
from knowledge.reading.places import NamedPlace, Placed
from knowledge.reading.scope import UNKNOWN_EN, UNKNOWN_ZH, Mood, Scopes
from knowledge.reading.subject import Party, Subjects
from knowledge.reading.words import Cue, facts_with_cues, find_cues

_OF_APPLICANT = frozenset(
    [
        "applicant_type",
        "independent_legal_person",
        "enterprise_size",
        "industry",
        "clean_record",
        "one_person_company",
        "tech_sme",
        "government_project",
        "model_filing",
        "incubator_level",
        "partner_plan_member",
        "national_key_title",
        "industrial_intelligence_firm",
        "key_industry_enterprise",
        "registered_zone",
    ]
)
_WHAT_IS_BOUGHT = frozenset({"service_type", "purpose", "compute_region"})
_PROVIDER = re.compile(
    r"服务商|供应商|供给方|卖方|厂商|云商|云厂|算力(?:公司|方|商|中心)|智算中心|租|买|采购|对方|他们|中心|这家|provider|supplier|vendor|seller|\b(?:they|them|cent(?:er|re)|buy|bought|rent\w*|purchas\w+|cloud|lessor|data ?cent)"
)
_MINOR = re.compile(
    r"小额|轻微|小罚|一点点|几百|几千块|\d{2,4}\s?元|一般处罚|警告|交通|违章|消防|迟报|晚报|minor|small|tiny|warning|late filing|parking|traffic|few hundred"
)
_PROGRAMME = re.compile(
    r"(?:市|省|区)?的?(?:20\d\d年?的?|新|这个|那个|那边的?)?(?:人工智能)?(?:算力|训力|模型|语料|数据|词元|创新|服务|智能|数智|token)?(?:服务|创新)?(?:券|政策|补贴|补助|办法|措施|规定|细则|奖补|指南|标准|方案|申报|窗口|上限|比例|名单|平台|要求|条件|规则|那个券|给(?=初创|企业|公司|小|补|多少|的|创业|\d)|补(?=\d|多少|贴)|财政|工信|科技局|经信)"
    r"|\s?(?:['’]s\s)?(?:20\d\d\s)?(?:ai |new |city |city's |district )?(?:computing|compute|training|corpus|model|data|token|innovation|service)?\s?(?:vouchers?|programmes?|programs?|polic(?:y|ies)|subsid(?:y|ies)|schemes?|rules?|grants?|guide|notice|plan|list|platform|deadline|window|rate|cap|city government|government)\b"
)
_SAME_AS_REGISTERED = re.compile(
    r"同注册地|(?:同|跟|和|与)(?:公司)?注册(?:地|地址)?(?:一样|一致|相同|同一个?(?:地方|城市)?)|(?:也|都)(?:在)?(?:同一个?地方|一个地方|当地|本地)|same (?:as|place|city|address|one)|same place|也是那|一样的"
)


def read_situation(heard: Heard, placed: Placed, out: Findings) -> None:
    """Note what words and places say."""
    text, scopes, asked, known = heard.text, heard.scopes, heard.asked, heard.known
    subjects = heard.subjects
    for fact in facts_with_cues():
        for cue in find_cues(text, fact):
            _note(heard, placed, cue, out)
    for cue in find_levels(text, scopes, asked):
        _note(heard, placed, cue, out)
    _sizes(text, scopes, subjects, asked, out)
    for place in placed.places:
        _note_place(text, place, asked, out)
    if asked == "tax_region" and _SAME_AS_REGISTERED.search(text):
        registered = known.get("registered_region") or next(
            iter(out.values.get("registered_region", ())), None
        )
        if registered is not None:
            out.say("tax_region", registered, (0, len(text)))
    _tidy(out)


def _note(heard: Heard, placed: Placed, cue: Cue, out: Findings) -> None:
    """Note what a word says, where it says something of the fact at all."""
    if _is_of_another(cue, heard.subjects.at(cue.end), heard.asked) or _is_beside(heard, placed, cue):
        return
    clause = heard.words(heard.scopes.clause_at(cue.start))
    if (
        cue.fact == "provider_listed"
        and heard.subjects.at(cue.start) is Party.OWN
        and _IS_PROVIDER.search(clause)
    ):
        cue = replace(cue, fact="provider_self")
    if cue.value == "unregistered_team" and _ALONE.search(heard.text) and not _TOGETHER.search(heard.text):
        cue = replace(cue, value="individual")
    mood = _mood(heard.text, heard.scopes, cue, heard.asked)
    span = (cue.start, cue.end)
    if mood is Mood.UNKNOWN:
        out.doubt(cue.fact, span)
    elif mood is Mood.SAID or (mood is Mood.PLANNED and cue.fact in _WHAT_IS_BOUGHT):
        _said(
            cue,
            clause,
            out,
            span,
            is_unknown_around=_is_unknown_around(heard.text, heard.scopes, cue),
            is_family=_FAMILY.match(heard.text, cue.start) is not None,
        )
    elif mood is Mood.DENIED:
        _denied(cue, out, span, is_a=_is_a(heard, cue))
    elif cue.value is not None:
        _unsure(heard, cue, cue.value, mood, out)


def _unsure(heard: Heard, cue: Cue, value: Value, mood: Mood, out: Findings) -> None:
    """Note a value that is doubted, supposed or planned."""
    span = (cue.start, cue.end)
    if mood is Mood.DOUBTED and cue.sense != "any":
        is_turned = isinstance(value, bool) and heard.scopes.negations(*span) % 2 == 1
        out.ask_about(
            cue.fact, "approximate", (not value if is_turned else value,), span, heard.text[slice(*span)]
        )
    elif mood in {Mood.SUPPOSED, Mood.PLANNED} and cue.sense == "value":
        out.suppose(cue.fact, value, span)


def _is_a(heard: Heard, cue: Cue) -> bool:
    """Tell "we are not a company" from "we have no company", which says something else."""
    before = heard.text[heard.scopes.clause_at(cue.start).start : cue.start]
    return heard.text[cue.start : cue.end] not in _START_UPS and _IS_NO.search(before) is not None


def _is_beside(heard: Heard, placed: Placed, cue: Cue) -> bool:
    """Tell whether a word is there and says nothing of its fact."""
    if cue.sense == "asked" and heard.asked != cue.fact:
        return True
    clause = heard.scopes.clause_at(cue.start)
    whole = heard.words(clause)
    if _is_other_word(heard.text, cue, whole) or (cue.value == "enterprise" and _is_abroad(whole, placed)):
        return True
    if cue.fact == "registered_zone" and not _is_seat(heard.text, placed, cue, heard.asked):
        return True
    if (
        cue.sense == "hint"
        and isinstance(cue.value, bool)
        and _THEIRS.search(heard.text[clause.start : cue.start])
    ):
        return True
    return heard.asked != cue.fact and _lacks_its_subject(heard, cue, whole)


_THEIRS = re.compile(r"(?:他们|对方|别人|人家)的?$|\b(?:their|his|her)\s$")


def _lacks_its_subject(heard: Heard, cue: Cue, clause: str) -> bool:
    """Tell whether a word counts only beside another that is not there: a list beside a provider."""
    if cue.fact == "other_support_same_city":
        return _MONEY.search(heard.text) is None
    if cue.fact == "provider_listed":
        return _PROVIDER.search(heard.text) is None
    is_loose = cue.sense == "hint" or heard.text[cue.start : cue.end] == "related"
    if cue.fact == "provider_related" and is_loose:
        return _PROVIDER.search(clause) is None and heard.subjects.at(cue.start) is not Party.PROVIDER
    return False


_MONEY = re.compile(r"补贴|补助|资金|钱|支持|补了|subsid|money|grant|support|funding")
_TAIL = re.compile(
    r"路(?!线|由|上)|街|码(?!头)|法(?!人|务)|局|会?会长|所长|院长|校长|校友|学院路|开车|(?:服务)?券|活动|会议|模式|指数|号码|规则|能力|建筑|市(?!级|里|场|的|值)|电路|小说|题(?!目)|营(?!收|业|销|运)|协议书|论坛|杂志|展会|新闻|精神|术语"
)
"""What makes another word of a cue: 公司法, 研究所所长, 推理能力."""
_ALONE = re.compile(r"我是一?个|我自己|独自|我一个人|\bi(?:['’]m| am) an?\b")
_TOGETHER = re.compile(r"我们|团队|合伙|同学们|公司在|\bwe\b|\bour\b|\bteam\b|co-?founder")
_HERE = re.compile(r"内地|大陆|国内|境内|mainland|in china")
"""Where a company of elsewhere is not registered yet."""
_FAMILY = re.compile(r"我(?:[哥弟姐妹爸妈]|老[公婆]|先生|太太|亲戚)|my ")
_MODIFIER = re.compile(r"的?[^,。]{0,5}(?:办事处|分公司|代表处|分部|分支机构)|['’]s \w* ?(?:branch|office)")
_IS_PROVIDER = re.compile(
    r"(?:我们|我司|公司|自己|本身|itself|ourselves|\bwe|start-?up|company)[^,。]{0,12}(?:是|就是|也是|\bis\b|\bare\b|['’]re)[^,。]{0,32}(?:服务商|供应商|服务机构|provider|supplier|vendor)"
)
_PARTLY = re.compile(
    r"一部分|部分|有些|不全是|不都是|不完全|一半|大部分|多数|混着|混用|各半|\bpart(?:ly|ially)?\b|\bsome (?:of|are|is|on)\b|\bmostly\b|\bhalf\b|\bmix(?:ed|ture)?\b|\bboth\b|\bnot all\b|\bmainly\b"
)
_STUDIES = re.compile(
    r"毕业|读书|读研|读博|母校|校友|上学|实习|\bgraduat\w+|\bstud(?:y|ied|ying)\b|\bdegree\b|\balum\w+|\bphd\b|\bintern\w*"
)
_AI_AFTER = re.compile(
    r"\s?-?(?:ai\b|ai|大?模型|人工智能|智能体?|数据|软件|算法|llm|software|saas|data|app\b|apps\b|机器学习|视觉|语音)"
)


def _is_other_word(text: str, cue: Cue, clause: str) -> bool:
    """Tell whether a word names something else here: the alma mater, medical AI, a model put on one's own servers."""
    if _TAIL.match(text, cue.end):
        return True
    if cue.value == "unregistered_team":
        return _HERE.search(clause) is not None and re.search(r"公司|company", text[: cue.start]) is not None
    if cue.fact == "applicant_type":
        return (cue.value == "university" and _STUDIES.search(clause) is not None) or (
            cue.value == "enterprise" and _MODIFIER.match(text, cue.end) is not None
        )
    if cue.fact == "industry":
        return cue.value != "data_ai" and _AI_AFTER.match(text, cue.end) is not None
    return cue.fact == "provider_self" and re.search(r"deploy|部署", clause) is not None


def _is_of_another(cue: Cue, party: Party | None, asked: str | None) -> bool:
    """Tell whether a word is said of somebody else than the fact is of."""
    if cue.fact in _OF_APPLICANT:
        return party is Party.OTHER or (party is Party.PROVIDER and asked != cue.fact)
    return party is Party.OTHER and not cue.fact.startswith("provider_")


def _is_seat(text: str, placed: Placed, cue: Cue, asked: str | None) -> bool:
    """Tell whether a zone is named as the applicant's own place, not as that of a programme or of the machines."""
    if _PROGRAMME.match(text, cue.end):
        return False
    if asked == "registered_zone":
        return True
    here = [place for place in placed.places if place.start < cue.end and cue.start < place.end]
    return any(place.role == "registered_region" or (not place.role and not place.has_cue) for place in here)


def _is_unknown_around(text: str, scopes: Scopes, cue: Cue) -> bool:
    begin, end = scopes.sentence_at(cue.start)
    return UNKNOWN_ZH.search(text, begin, end) is not None or UNKNOWN_EN.search(text, begin, end) is not None


def _is_abroad(clause: str, placed: Placed) -> bool:
    """Tell whether a clause speaks of a company of another country, without one here."""
    return (
        bool(placed.countries)
        and not re.search(
            r"wfoe|外商独资|子公司|中国公司|国内公司|内地公司|境内|chinese (?:company|entity|subsidiary)|subsidiary",
            clause,
        )
        and any(name in clause for name in placed.spellings)
    )


def _mood(text: str, scopes: Scopes, cue: Cue, asked: str | None) -> Mood:
    """Return the mood of a cue; an answer to the question put is no question for a particle at its end."""
    mood = scopes.mood(cue.start, cue.end)
    if (
        cue.fact == "applicant_type"
        and mood is Mood.DENIED
        and not scopes.is_denied_before(cue.start, cue.end)
        and not _ISNT_AFTER.match(text, cue.end)
    ):
        return Mood.SAID
    if mood is Mood.PAST and cue.fact in {"clean_record", "government_project", "model_filing"}:
        return Mood.DENIED if scopes.negations(cue.start, cue.end) % 2 else Mood.SAID
    if (
        mood is Mood.ASKED
        and asked == cue.fact
        and not re.search(r"[?？]|吗|什么|which|what|how|does|是不是|算不算", text)
    ):
        return Mood.DENIED if scopes.negations(cue.start, cue.end) % 2 else Mood.SAID
    return mood


def _said(
    cue: Cue, whole: str, out: Findings, span: tuple[int, int], *, is_unknown_around: bool, is_family: bool
) -> None:
    if (
        isinstance(cue.value, bool)
        and cue.fact not in {"clean_record", "one_person_company"}
        and _PARTLY.search(whole)
    ):
        out.ask_about(cue.fact, "rest", (True, False), span)
        return
    if cue.sense == "hint" and isinstance(cue.value, bool) and is_family:
        out.ask_about(cue.fact, "rest", (True,), span)
    elif cue.sense == "any" and is_unknown_around:
        out.doubt(cue.fact, span)
    elif cue.sense == "any" or cue.value is None:
        out.taken.append(span)
    elif cue.fact == "clean_record" and cue.value is False and _MINOR.search(whole):
        out.ask_about("clean_record", "rest", (False, True), span)
    else:
        out.say(cue.fact, cue.value, span)


_ISNT_AFTER = re.compile(
    r"(?:我们|这个|倒)?(?:不是|不算|除外|无关|没关系|不相关)|,? (?:we are|we're|i am|i'm) not"
)
_IS_NO = re.compile(
    r"(?:不是|并非|不属于|不算|非|(?:are|is|am|['’]re|['’]m|was|were) not|(?:are|is|was|were)n['’]?t|neither|nor)\W*(?:一家|一个|an?|什么|\s)*$"
)


def _denied(cue: Cue, out: Findings, span: tuple[int, int], *, is_a: bool) -> None:
    """Note a denial. `is_a` tells "we are not a company" from "we have no company"."""
    is_yes_no = isinstance(cue.value, bool)
    if cue.sense == "any":
        out.say(cue.fact, "none", span)
    elif cue.sense == "hint" and not is_yes_no:
        out.taken.append(span)
    elif cue.sense == "hint":
        out.ask_about(cue.fact, "rest", (False,), span)
    elif is_yes_no:
        out.say(cue.fact, not cue.value, span)
    elif cue.value == "none" or (cue.value == "enterprise" and not is_a):
        out.taken.append(span)
    elif cue.value is not None:
        out.deny(cue.fact, cue.value, span)


_START_UPS = frozenset(
    {
        "初创",
        "创业公司",
        "创业企业",
        "startup",
        "start-up",
        "start up",
        "startups",
        "独角兽",
        "专精特新",
        "wfoe",
        "国企",
        "央企",
        "外企",
        "民企",
        "joint venture",
    }
)
_SMALL_AND_MICRO = re.compile(r"小微企?业?|small (?:and|or|&) micro|micro (?:and|or|&) small|微小企业")
_SMALL_AND_MEDIUM = re.compile(
    r"中小企业|中小型(?:企业)?|\bsmes?\b|small (?:and|or|to|&) medium|中小微(?:企业)?"
)


def _sizes(text: str, scopes: Scopes, subjects: Subjects, asked: str | None, out: Findings) -> None:
    """Note sizes that stay open between two: 小微企业, an SME."""
    for pattern, values in ((_SMALL_AND_MICRO, ("micro", "small")), (_SMALL_AND_MEDIUM, ("small", "medium"))):
        for match in pattern.finditer(text):
            if re.match(r"服务券|券|政策|划型|局|科技型|厅", text[match.end() :]) or re.search(
                r"(?:科技型|tech(?:nology)?(?:[- ]based)?)\s?$",
                text[max(0, match.start() - 20) : match.start()],
            ):
                continue
            mood = scopes.mood(match.start(), match.end())
            if mood is Mood.SAID or (asked == "enterprise_size" and mood is Mood.DOUBTED):
                if subjects.is_own(match.start()) and "enterprise_size" not in out.values:
                    out.ask_about("enterprise_size", "two_values", values, match.span(), match[0])
            elif mood is Mood.DENIED:
                for value in values:
                    out.deny("enterprise_size", value, match.span())


def _note_place(text: str, place: NamedPlace, asked: str | None, out: Findings) -> None:
    span, role = (place.start, place.end), place.role
    if not role or (_is_of_programme(text, place.end) and asked != role):
        return
    planned = place.mood is Mood.PLANNED and role in {"compute_region", "provider_region"}
    zone = place.zone if role == "registered_region" and place.zone in _zones() else None
    if place.mood is Mood.SAID or planned:
        _place_said(text, place, zone, asked, out)
    elif place.mood is Mood.DENIED and zone:
        out.deny("registered_zone", zone, span)
    elif place.mood is Mood.DENIED:
        out.deny(role, place.code, span)
    elif place.mood is Mood.UNKNOWN:
        out.doubt(role, span)
    elif place.mood is Mood.DOUBTED:
        out.ask_about(role, "approximate", place.codes, span, text[place.start : place.end])
    elif place.mood in {Mood.SUPPOSED, Mood.PLANNED}:
        out.suppose(role, place.code, span)


def _place_said(text: str, place: NamedPlace, zone: str | None, asked: str | None, out: Findings) -> None:
    """Note a place; a zone alone says nothing of the place around it, unless that was asked for."""
    span = (place.start, place.end)
    if len(place.codes) > 1:
        out.ask_about(place.role, "several_places", place.codes, span, text[place.start : place.end])
        return
    if zone is None or asked == place.role or _names_city(text, place):
        out.say(place.role, place.code, span)
    if zone is not None:
        out.say("registered_zone", zone, span)


def _is_of_programme(text: str, position: int) -> bool:
    return _PROGRAMME.match(text, position) is not None or re.match(r"\s?opc", text[position:]) is not None


def _zones() -> tuple[Value, ...]:
    return vocabulary()["registered_zone"].values


def _names_city(text: str, place: NamedPlace) -> bool:
    """Tell whether a text names the place that a zone lies in beside the zone."""
    known = gazetteer().places[place.code]
    return any(
        name and name.casefold() in text[max(0, place.start - len(name) - 2) : place.end]
        for name in (known.short, known.en)
    )


_OF_ONESELF = frozenset(
    {
        "applicant_type",
        "independent_legal_person",
        "enterprise_size",
        "industry",
        "one_person_company",
        "tech_sme",
        "registered_zone",
        "founded_on",
    }
)


def read_seat(text: str, placed: Placed, asked: str | None, out: Findings) -> None:
    """Take the one place that a message names beside what it says of the writer, bare or in a fragment, as the seat."""
    if (
        asked is not None
        or "registered_region" in out.values
        or any(question.fact == "registered_region" for question in out.ask)
    ):
        return
    loose = [
        place
        for place in placed.places
        if not place.role
        and not place.has_cue
        and place.mood is Mood.SAID
        and not _PROGRAMME.match(text, place.end)
    ]
    described = any(fact in _OF_ONESELF for fact in (*out.values, *out.ranges))
    if not described:
        loose = [
            place
            for place in loose
            if place.end - place.start > 2 or gazetteer().places[place.code].level < 3
        ]
    if (
        len({place.codes for place in loose}) != 1
        or _ASKS.search(text)
        or not (described or _WHOLE.fullmatch(text[: loose[0].start] + text[loose[-1].end :]))
    ):
        return
    _note_place(text, replace(loose[-1], role="registered_region"), asked, out)


_ASKS = re.compile(
    r"[?？吗]|怎么|多少|能不能|可以|什么|\bhow\b|\bwhat\b|\bcan\b|券|政策|补贴|voucher|subsid|polic"
)
_WHOLE = re.compile(r"\s*(?:我们|我是|我|是|在|from|in|we['’]re in|的|那个|那边|人|[,.。\s])+")


def _tidy(out: Findings) -> None:
    """Settle what one statement says twice: the finer place, the team that is no company yet."""
    for fact in ("registered_region", "tax_region", "compute_region", "provider_region"):
        values = [str(value) for value in out.values.get(fact, ())]
        finest = [
            code for code in values if not any(other != code and lies_within(other, code) for other in values)
        ]
        if finest and len(finest) < len(values):
            out.values[fact] = list(finest)
    kinds = out.values.get("applicant_type", [])
    if "unregistered_team" in kinds:
        out.values["applicant_type"] = ["unregistered_team"]
    elif len(kinds) == 2 and "enterprise" in kinds and "individual" in kinds:
        out.values["applicant_type"] = ["enterprise"]
    if out.values.get("one_person_company") == [True] and out.values.get("applicant_type") == ["individual"]:
        out.values["applicant_type"] = ["enterprise"]
    if {"registered", "none"} <= set(out.values.get("model_filing", ())):
        out.values["model_filing"] = ["registered"]
        out.deny("model_filing", "filed", (0, 0))
    domestic = out.values.get("compute_domestic", [])
    if len(domestic) == 2:
        out.values.pop("compute_domestic")
        out.ask_about("compute_domestic", "two_values", (True, False), (0, 0))

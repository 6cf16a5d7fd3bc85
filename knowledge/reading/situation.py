"""What a message says by words and places alone: kind of applicant, service, purpose, records, where things are."""

import re
from collections.abc import Mapping

from knowledge.eligibility.kinds import Value
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.places import lies_within
from knowledge.reading.findings import Findings
from knowledge.reading.places import NamedPlace, Placed
from knowledge.reading.scope import Mood, Scopes
from knowledge.reading.words import Cue, facts_with_cues, find_cues

_OF_APPLICANT = frozenset(
    ["applicant_type", "independent_legal_person", "enterprise_size", "industry", "clean_record", "one_person_company", "tech_sme", "government_project", "model_filing", "incubator_level", "partner_plan_member", "national_key_title", "industrial_intelligence_firm", "key_industry_enterprise", "registered_zone"]
)
_WHAT_IS_BOUGHT = frozenset({"service_type", "purpose", "compute_domestic", "compute_region"})
_OTHERS = re.compile(
    r"服务商|供应商|供给方|卖方|厂商|云商|对方|他们|人家|别人|别家|其他公司|朋友|同学|客户|竞争对手|同行|隔壁|某家|听说|母公司|子公司|兄弟公司|投资人|合作方|老东家|前公司|[那这]家公司"
    r"|\b(?:provider|supplier|vendor|seller|they|their|them|friend|competitor|client|customer|parent|investor|partner|former employer|another company|other compan\w+|someone|he|she|his|her)\b"
)
_PROVIDER = re.compile(
    r"服务商|供应商|供给方|卖方|厂商|云商|云厂|算力(?:公司|方|商|中心)|智算中心|租|买|采购|对方|provider|supplier|vendor|seller|\b(?:buy|bought|rent\w*|purchas\w+|cloud|lessor|data ?cent)"
)
_MINOR = re.compile(
    r"小额|轻微|小罚|一点点|几百|几千块|\d{2,4}\s?元|一般处罚|警告|交通|违章|消防|迟报|晚报|minor|small|tiny|warning|late filing|parking|traffic|few hundred"
)
_PROGRAMME = re.compile(
    r"(?:市|省|区)?的?(?:20\d\d年?的?|新|这个|那个|那边的?)?(?:人工智能)?(?:算力|训力|模型|语料|数据|词元|创新|服务|智能|数智|token)?(?:服务|创新)?(?:券|政策|补贴|补助|办法|措施|规定|细则|奖补|指南|标准|方案|申报|窗口|上限|比例|名单|平台|要求|条件|规则|那个券|财政|工信|科技局|经信)"
    r"|\s?(?:['’]s\s)?(?:20\d\d\s)?(?:ai |new |city |city's |district )?(?:computing|compute|training|corpus|model|data|token|innovation|service)?\s?(?:vouchers?|programmes?|programs?|polic(?:y|ies)|subsid(?:y|ies)|schemes?|rules?|grants?|guide|notice|plan|list|platform|deadline|window|rate|cap|city government|government)\b"
)
_SAME_AS_REGISTERED = re.compile(
    r"(?:同|跟|和|与)(?:公司)?注册(?:地|地址)?(?:一样|一致|相同|同一个?(?:地方|城市)?)|(?:也|都)(?:在)?(?:同一个?地方|一个地方|当地|本地)|same (?:as|place|city|address|one)|same place|也是那|一样的"
)


def read_situation(
    text: str, scopes: Scopes, placed: Placed, asked: str | None, known: Mapping[str, Value], out: Findings
) -> None:
    """Note what words and places say."""
    for fact in facts_with_cues():
        if fact == "registered_zone":
            continue
        for cue in find_cues(text, fact):
            _note(text, scopes, placed, cue, asked, out)
    _sizes(text, scopes, asked, out)
    for place in placed.places:
        _note_place(text, place, asked, out)
    if asked == "tax_region" and _SAME_AS_REGISTERED.search(text):
        registered = known.get("registered_region") or next(
            iter(out.values.get("registered_region", ())), None
        )
        if registered is not None:
            out.say("tax_region", registered, (0, len(text)))
    _tidy(out)


def _note(text: str, scopes: Scopes, placed: Placed, cue: Cue, asked: str | None, out: Findings) -> None:
    span = (cue.start, cue.end)
    clause = scopes.clause_at(cue.start)
    before = text[clause.start : cue.start]
    whole = text[clause.start : clause.end]
    if cue.fact in _OF_APPLICANT and _OTHERS.search(before) and asked != cue.fact:
        return
    if cue.value == "enterprise" and _is_abroad(whole, placed):
        return
    if (
        cue.fact == "provider_related"
        and asked != cue.fact
        and cue.sense == "hint"
        and not _PROVIDER.search(whole)
    ):
        return
    if cue.fact == "provider_listed" and asked != cue.fact and not _PROVIDER.search(text):
        return
    mood = _mood(text, scopes, cue, asked)
    is_yes_no = isinstance(cue.value, bool)
    if mood is Mood.UNKNOWN:
        out.doubt(cue.fact, span)
    elif (mood is Mood.PLANNED and cue.fact in _WHAT_IS_BOUGHT) or mood is Mood.SAID:
        _said(cue, whole, out, span)
    elif mood is Mood.DENIED:
        is_start_up = text[cue.start : cue.end] in _START_UPS
        _denied(
            cue, out, span, is_yes_no=is_yes_no, is_a=not is_start_up and _IS_NO.search(before) is not None
        )
    elif mood is Mood.DOUBTED and cue.sense != "any" and cue.value is not None:
        value = (not cue.value) if is_yes_no and scopes.negations(cue.start, cue.end) % 2 else cue.value
        out.ask_about(cue.fact, "approximate", (value,), span, text[cue.start : cue.end])
    elif mood in {Mood.SUPPOSED, Mood.PLANNED} and cue.value is not None and cue.sense == "value":
        out.suppose(cue.fact, cue.value, span)


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
    if mood is Mood.PAST and cue.fact in {"clean_record", "government_project", "model_filing"}:
        return Mood.DENIED if scopes.negations(cue.start, cue.end) % 2 else Mood.SAID
    if (
        mood is Mood.ASKED
        and asked == cue.fact
        and not re.search(r"[?？]|吗|什么|which|what|how|does|是不是|算不算", text)
    ):
        return Mood.DENIED if scopes.negations(cue.start, cue.end) % 2 else Mood.SAID
    return mood


def _said(cue: Cue, whole: str, out: Findings, span: tuple[int, int]) -> None:
    if cue.sense == "any" or cue.value is None:
        out.taken.append(span)
    elif cue.fact == "clean_record" and cue.value is False and _MINOR.search(whole):
        out.ask_about("clean_record", "rest", (False, True), span)
    else:
        out.say(cue.fact, cue.value, span)


_IS_NO = re.compile(
    r"(?:不是|并非|不属于|不算|非|(?:are|is|am|['’]re|['’]m|was|were) not|(?:are|is|was|were)n['’]?t|neither|nor)\W*(?:一家|一个|an?|\s)*(?:[\u4e00-\u9fff]{0,2})$"
)


def _denied(cue: Cue, out: Findings, span: tuple[int, int], *, is_yes_no: bool, is_a: bool) -> None:
    """Note a denial. `is_a` tells "we are not a company" from "we have no company", which says something else."""
    if cue.sense == "any":
        out.say(cue.fact, "none", span)
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


def _sizes(text: str, scopes: Scopes, asked: str | None, out: Findings) -> None:
    """Note sizes that stay open between two: 小微企业, an SME."""
    if "enterprise_size" in out.values:
        return
    for pattern, values in ((_SMALL_AND_MICRO, ("micro", "small")), (_SMALL_AND_MEDIUM, ("small", "medium"))):
        for match in pattern.finditer(text):
            if re.match(r"服务券|券|政策|划型|局|科技型|厅", text[match.end() :]) or re.search(
                r"科技型$", text[: match.start()]
            ):
                continue
            mood = scopes.mood(match.start(), match.end())
            if mood is Mood.SAID or (asked == "enterprise_size" and mood is Mood.DOUBTED):
                if not _OTHERS.search(text[scopes.clause_at(match.start()).start : match.start()]):
                    out.ask_about("enterprise_size", "two_values", values, match.span(), match[0])
            elif mood is Mood.DENIED:
                for value in values:
                    out.deny("enterprise_size", value, match.span())


def _note_place(text: str, place: NamedPlace, asked: str | None, out: Findings) -> None:
    span = (place.start, place.end)
    if _PROGRAMME.match(text, place.end) and asked != place.role:
        return
    role = place.role
    if not role:
        return
    planned = place.mood is Mood.PLANNED and role in {"compute_region", "provider_region"}
    if place.mood is Mood.SAID or planned:
        if len(place.codes) > 1:
            out.ask_about(role, "several_places", place.codes, span, text[place.start : place.end])
        else:
            out.say(role, place.code, span)
            if (
                place.zone
                and role == "registered_region"
                and place.zone in vocabulary()["registered_zone"].values
            ):
                out.say("registered_zone", place.zone, span)
    elif place.mood is Mood.DENIED:
        if (
            place.zone
            and place.zone in vocabulary()["registered_zone"].values
            and role == "registered_region"
        ):
            out.deny("registered_zone", place.zone, span)
        else:
            out.deny(role, place.code, span)
    elif place.mood is Mood.UNKNOWN:
        out.doubt(role, span)
    elif place.mood is Mood.DOUBTED:
        out.ask_about(role, "approximate", place.codes, span, text[place.start : place.end])
    elif place.mood in {Mood.SUPPOSED, Mood.PLANNED}:
        out.suppose(role, place.code, span)


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
    services = out.values.get("service_type", [])
    if (
        len(services) > 1
        and "general_computing" in services
        and "intelligent_computing" in services
        and len(services) == 2
    ):
        pass
    domestic = out.values.get("compute_domestic", [])
    if len(domestic) == 2:
        out.values.pop("compute_domestic")
        out.ask_about("compute_domestic", "two_values", (True, False), (0, 0))

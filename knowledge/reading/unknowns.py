"""What a founder says not to know without a value beside it: a list of things, the provider's seat."""

import re

from knowledge.reading.findings import Findings
from knowledge.reading.places import Placed
from knowledge.reading.scope import UNKNOWN_EN, UNKNOWN_ZH, Scopes
from knowledge.reading.subject import Party, subjects_of

_THINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((fact, re.compile(pattern)) for fact, pattern in (
    ("provider_listed", r"名单|名录|是?否?在名单(?:里|上|内)?|(?:the |supplier )?list(?:ing|ed)?"),
    ("bought_on_platform", r"平台|(?:the )?platform"),
    ("provider_related", r"关联(?:关系|方)?|(?:the )?relat(?:ion|ed|edness)(?:ship)?|affiliation"),
    ("compute_domestic", r"国产(?:化|芯片|不国产)?|芯片|(?:domestic )?chips?|domestic"),
    ("provider_pflops", r"(?:智算)?(?:中心)?规模|pflops|size of the cent(?:er|re)"),
    ("enterprise_size", r"(?:企业|公司)规模|划型|company size"),
    ("annual_revenue_cny", r"营收|收入|revenue|turnover"),
    ("contract_end", r"(?:合同)?(?:到期日|结束日期?|截止日)|end date"),
    ("contract_start", r"(?:合同)?(?:开始日期?|起始日)|start date"),
    ("model_filing", r"备案|(?:model )?filing"),
    ("tax_region", r"纳税地|tax (?:place|region|address)"),
    ("provider_region", r"服务商(?:的)?注册地|provider['’]?s? (?:place|region|address|location)"),
    ("contract_amount_cny", r"合同(?:金?额|总价)|金额|contract (?:amount|sum|value)"),
))  # fmt: skip
_LIST = re.compile(
    r"(?P<things>[^.;。;!?\n:]{2,60}?)\s?(?:[:,\-–—]\s*|(?:这些|这几个|都|全都|全)+)\s?(?:我|我们|i(?:['’]ve| have)?|we(?: have)?|all|都|全)?\s?(?P<unknown>no idea|no clue|not sure|unsure|don['’]?t know|unknown|dunno|idk|tbd|不知道|不清楚|没谱|不确定|不晓得|不了解|没数|说不准)"
)
_BETWEEN = re.compile(r"\s*(?:[,、/及和与跟]|\band\b|\bor\b|还有|以及)\s*")
_SEAT_ZH = re.compile(
    r"(?P<tax>纳税|交税|缴税)|(?P<seat>注册|总部|所在地)|(?P<compute>机房|算力(?=在)|服务器|数据中心)"
)
_SEAT_EN = re.compile(
    r"\b(?:(?P<tax>tax\w*)|(?P<seat>registered|registration|incorporated|based)|(?P<compute>servers?|gpus?|data ?cent(?:er|re)|cluster|compute))\b"
)
_WHERE = re.compile(r"哪|where|which (?:city|place|province|district|region)|地址")


def read_unknowns(text: str, scopes: Scopes, placed: Placed, out: Findings) -> None:
    """Note the facts that a message says not to know."""
    for match in _LIST.finditer(text):
        things = [each for each in _BETWEEN.split(match["things"]) if each.strip()]
        facts = [_fact(each.strip()) for each in things]
        if facts and all(facts):
            for fact in facts:
                out.doubt(str(fact), match.span())
    _seats(text, scopes, placed, out)


def _fact(thing: str) -> str | None:
    return next((fact for fact, pattern in _THINGS if pattern.fullmatch(thing)), None)


def _seats(text: str, scopes: Scopes, placed: Placed, out: Findings) -> None:
    subjects = subjects_of(scopes)
    for pattern, unknown in ((_SEAT_ZH, UNKNOWN_ZH), (_SEAT_EN, UNKNOWN_EN)):
        for match in pattern.finditer(text):
            begin, end = scopes.sentence_at(match.start())
            if not (unknown.search(text, begin, end) and _WHERE.search(text, begin, end)):
                continue
            if any(begin <= place.start < end for place in placed.places):
                continue
            party = subjects.at(match.end())
            fact = (
                "tax_region"
                if match["tax"]
                else "compute_region"
                if match["compute"]
                else "provider_region"
                if party is Party.PROVIDER
                else "registered_region"
            )
            if party is not Party.OTHER:
                out.doubt(fact, match.span())

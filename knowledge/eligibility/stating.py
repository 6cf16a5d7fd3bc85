"""What a founder says of themselves in free words: the facts that are certain, days known in part, places they would go to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge.eligibility import cues
from knowledge.eligibility.conditions.regions import REGISTERED, ZONE
from knowledge.eligibility.hearing import Heard, hear, sums_in
from knowledge.eligibility.kinds import Choice, Value, YesNo
from knowledge.eligibility.ordering import COMPUTE
from knowledge.eligibility.placing import find_places, zone_of
from knowledge.eligibility.spans import Span
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.places import Mention, lies_within
from knowledge.language import fold


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said. `moves` are places that the founder would move to, `buys` those where they would buy."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    moves: tuple[str, ...] = ()
    buys: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.facts) + len(self.spans) + len(self.moves) + len(self.buys)


_CLAUSE = re.compile(r"[，；;。！!？?\n、]|,(?!\d{3})|\.(?!\d)|\band\b|\bbut\b|\bwith\b")
_OWN = re.compile(r"我们|我司|我公司|本公司|我是|我在|咱们?|\b(we|we're|our|us|i|i'm|my)\b")
_ASKS = re.compile(
    r"[?？]|吗|呢|多少|什么|怎么|如何|哪|几个|能不能|能否|是否|可不可以|^(can|could|do|does|is|are|may|should|would)\b|\b(what|which|how|when|who)\b"
)
_FEWEST = Decimal(1000)

_SUMS: tuple[tuple[str, str], ...] = (
    ("already_granted_cny", r"已获批|已经?批了|已(经)?(拿|领|获得?)到?了?.{0,6}(补贴|券|支持)|\bgranted\b|already (got|received)"),
    ("other_public_support_cny", r"其他.{0,4}(财政|补贴|政府|资金)|other (public|government|subsid|grant)"),
    ("annual_revenue_cny", r"营收|营业收入|年收入|销售额|\brevenue|\bturnover|annual sales"),
    ("last_year_compute_spend_cny", r"(去年|上年|上一年度?).{0,8}(算力|智算|GPU|租|花)|last year.{0,30}(comput|gpu|spen)|(comput|gpu|spen).{0,30}last year"),
    ("three_month_ai_spend_cny", r"三个月|3个月|three months"),
    ("year_compute_spend_cny", r"(今年|全年|本年|年度|每年|一年).{0,8}(算力|智算|gpu|租|花)|(this year|a year|per year|annual|yearly).{0,30}(comput|gpu|spen)|(comput|gpu|spen).{0,30}(this year|a year|per year|annual|yearly)"),
    ("settled_amount_cny", r"已付|已结算|已开票|已支付|付了|实付|\bpaid\b|\bsettled\b|\binvoiced\b"),
    ("contract_amount_cny", r"合同|签了|协议|\bcontract|\bdeal\b|\bagreement\b"),
)  # fmt: skip
_DAYS: tuple[tuple[str, str], ...] = (
    ("contract_signed_on", r"签订|签署|签的|签约|\bsigned\b"),
    ("contract_end", r"结束|到期|截止|\bends?\b|\bexpires?\b"),
    ("contract_start", r"服务.{0,4}(从|自|开始)|合同.{0,4}(从|自|开始)|\bstarts?\b|\bbegins?\b"),
    ("founded_on", r"成立|创立|创办|注册于|注册的|注册成立|\bfounded\b|\bestablished\b|\bincorporated\b|\bset up\b|\bstarted up\b"),
)  # fmt: skip
_WOULD_GO = r"搬|迁|落户|考虑去|想去|打算去|(可以|想|准备|愿意)(去|在|到)|去.{0,6}(注册|买|租|采购)|\bmov(e|ing)\b|\brelocat|(would|could|can|might|plan to|willing to) (also )?(buy|rent|set up|register)"
_TO_BUY = r"买|租|采购|购买|算力|\b(buy|rent|comput|gpus?|servers?)"
_SAID_OF: tuple[tuple[str, str], ...] = (
    ("provider_region", r"服务商|供应商|\bprovider|\bsupplier|\bvendor"),
    ("tax_region", r"纳税|交税|缴税|\btax(es)?\b"),
    ("compute_region", r"机房|算力(?!券|补贴|公司|合同|政策)|智算中心|数据中心|服务器|租用?|\bdata cent(er|re)s?\b|\bservers?\b|\bcomput(e|ing)\b(?! voucher)|\bhosted\b|\bgpus?\b|\brent(ed|ing)?\b"),
    ("registered_region", r"我们|公司|企业|初创|总部|\b(we|our|company|startup|start-up|firm|i|i'm|we're)\b"),
)  # fmt: skip
_PLACES = {fact for fact, _ in _SAID_OF}
_OF_COMPUTING = re.compile(
    r"^\s*的?\s*(机房|算力(?!券|补贴|公司|政策)|智算中心|数据中心|服务器|租|买算力|采购算力|data cent|servers?\b)"
)


def is_about_oneself(text: str) -> bool:
    """Tell whether a text speaks of the founder, and asks nothing."""
    folded = fold(text)
    return _OWN.search(folded) is not None and _ASKS.search(folded) is None


def speaks_of_oneself(text: str) -> bool:
    """Tell whether a text speaks of the founder, whatever else it asks."""
    return _OWN.search(fold(text)) is not None


def would_go(text: str) -> bool:
    """Tell whether a text speaks of moving or of buying elsewhere."""
    return re.search(_WOULD_GO, fold(text)) is not None


def state(text: str, day: date) -> Statement:
    """Return what is certain of what a text says; what it says in two ways counts as unsaid."""
    clauses = [clause for clause in _CLAUSE.split(fold(text)) if clause.strip()]
    facts: dict[str, set[Value]] = {}
    spans: dict[str, Span] = {}
    for clause in clauses:
        for heard in (_sum(clause, day), _moment(clause, day)):
            for fact, value in heard.facts.items():
                facts.setdefault(fact, set()).add(value)
            spans.update(heard.spans)
    for fact, value in _named(text):
        facts.setdefault(fact, set()).add(value)
    moves, buys = _place_facts(clauses, facts)
    certain = {fact: values.copy().pop() for fact, values in facts.items() if len(values) == 1}
    ordered = {fact: certain[fact] for fact in vocabulary() if fact in certain}
    return Statement(ordered, {k: v for k, v in spans.items() if k not in facts}, moves, buys)


def _sum(clause: str, day: date) -> Heard:
    fact = next((fact for fact, cue in _SUMS if re.search(cue, clause)), None)
    large = [each for each in sums_in(clause) if each >= _FEWEST]
    if fact is None or len(large) != 1:
        return Heard()
    heard = hear(fact, f"{large[0]:f}元", {}, day)
    return heard if isinstance(heard, Heard) and "-" not in clause else Heard()


def _moment(clause: str, day: date) -> Heard:
    fact = next((fact for fact, cue in _DAYS if re.search(cue, clause)), None)
    heard = hear(fact, clause, {}, day) if fact else Heard()
    return heard if isinstance(heard, Heard) else Heard()


def _named(text: str) -> Iterator[tuple[str, Value]]:
    """Find the facts that are said by words alone."""
    for name, fact in vocabulary().items():
        if isinstance(fact.kind, Choice | YesNo):
            yield from ((name, value) for value in cues.values_in(name, text))


def _place_facts(
    clauses: Sequence[str], facts: dict[str, set[Value]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Add what is said of each place; return those that the founder would move to, and would buy in."""
    moves: list[str] = []
    buys: list[str] = []
    named = {mention.code for clause in clauses for mention in find_places(clause)}
    for clause in clauses:
        mentions = find_places(clause, *named)
        for mention in mentions:
            if re.search(_WOULD_GO, clause):
                (buys if re.search(_TO_BUY, clause) else moves).append(mention.code)
                continue
            fact = _place_fact(clause, mention, mentions)
            facts.setdefault(fact, set()).add(mention.code)
            zone = zone_of(mention)
            if zone and fact == REGISTERED:
                facts.setdefault(ZONE, set()).add(zone)
    for fact in _PLACES & facts.keys():
        facts[fact] = _finest(facts[fact])
    return tuple(dict.fromkeys(moves)), tuple(dict.fromkeys(buys))


def _finest(codes: set[Value]) -> set[Value]:
    """Leave out the places that hold another of them: 北京 beside 海淀."""
    return {
        code
        for code in codes
        if not any(other != code and lies_within(str(other), str(code)) for other in codes)
    }


def _place_fact(clause: str, mention: Mention, mentions: Sequence[Mention]) -> str:
    """Tell what a place is said of: by the nearest word before it in its clause, up to its neighbours."""
    start = max((other.end for other in mentions if other.end <= mention.start), default=0)
    before, after = clause[start : mention.start], clause[mention.end :]
    if _OF_COMPUTING.match(after):
        return COMPUTE
    nearest = [
        (max((match.end() for match in re.finditer(cue, before)), default=-1), fact) for fact, cue in _SAID_OF
    ]
    where, fact = max(nearest, key=lambda each: each[0])
    return fact if where >= 0 else REGISTERED

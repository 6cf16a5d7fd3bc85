"""Sums of money and other quantities in a message, and the facts that they are of."""

import re
from collections.abc import Mapping
from decimal import Decimal

from knowledge.eligibility.kinds import Number, Value
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.reading.findings import Findings, Reason
from knowledge.reading.scope import Mood, Scopes
from knowledge.reading.subject import Party, subjects_of
from knowledge.text.quantities import Quantity

DEDUCTIONS = frozenset({"already_granted_cny", "other_public_support_cny"})
"""Sums of which "none" means zero."""
_SMALLEST = Decimal(1000)
_ABSURD = Decimal(10) ** 11
_WAN = Decimal(10_000)
_COMPUTE = r"算力|智算|gpu|显卡|卡|租|云|训练|推理|token|词元|api|服务器|机时|comput\w*|rent\w*|cloud|train\w*|inference|cluster|servers?|gpus?"
_SUMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((fact, re.compile(pattern)) for fact, pattern in (
    ("already_granted_cny", r"(?:已经?|今年|之前|去年|先前|本年度?)?(?:已)?(?:获批|批过|领过|拿过|批了|批下来|批到|核准|核定|兑付|领到?了?|拿到?了?|得到?了?|享受了?|申领了?|用了|到账)(?:过)?(?!.{0,3}(?:区|市里|省|国家|政府|别的|其他|其它|财政|科技局))(?:同[一款]|这个|该|本)?(?:项|笔|张)?.{0,8}(?:券|额度|补贴|支持|补助|资助|奖补)|同一?政策.{0,8}(?:批|拿|领|获)|\b(?:already|been|have|has|were|was|got|received|previously)\b.{0,24}\b(?:granted|awarded|received|voucher|under (?:it|the same|this))|\bgranted\b|\bawarded\b"),
    ("other_public_support_cny", r"(?:其他|别的|另外|另有|另|其它|区里|省里|市里|国家|政府|财政|科技局|工信局|发改委?)(?:的|还|也|已经|又)?.{0,10}(?:补贴|资金|补助|支持|扶持|专项|经费|奖励|资助|补了|给了|批了)|(?:district|city|province|government|ministry|bureau|county|state)(?: government| bureau)? (?:gave|granted|paid|gives|awarded|supported)|(?:from|by) (?:the |our )?(?:district|ministry|city|province|state|government|municipality|county|town|bureau)|(?:other|another|additional|separate|different|district|provincial|municipal|state|national|government|public)\b.{0,30}(?:subsid\w+|grants?|support|funding|money|aid|award)"),
    ("annual_revenue_cny", r"营收|营业额|营业收入|销售额|销售收入|年收入|收入(?!证明)|流水|产值|\brevenues?\b|\bturnover\b|\bsales\b|\bmade\b(?= (?:about |more than |over |less than |around |nearly |roughly |rmb ?|¥)?[\d])|\bearned\b|赚了?(?!钱)|\btop line\b|\barr\b"),
    ("three_month_ai_spend_cny", r"(?:三|3)个月.{0,10}(?:词元|token|算力|数据|ai|支出|花|合计|一共|加起来)|(?:词元|token|算力|数据|ai|支出|花).{0,14}(?:三|3)个月|一?个?季度.{0,6}(?:花|支出|token|词元)|(?:three|3) months?(?:['’])?.{0,30}(?:spen\w+|tokens?|api|bill)|(?:spen\w+|tokens?|api|bill).{0,30}(?:three|3) months"),
    ("last_year_compute_spend_cny", rf"(?:去年|上年|上一?年度?|前一年|2025年).{{0,14}}(?:{_COMPUTE}|花|支出)|(?:{_COMPUTE}|花|支出).{{0,14}}(?:去年|上年|上一?年度?|2025年)|(?:last year|previous year|year before|in 2025).{{0,40}}(?:{_COMPUTE}|spen\w+)|(?:{_COMPUTE}|spen\w+).{{0,40}}(?:last year|previous year|the year before|in 2025)"),
    ("year_compute_spend_cny", rf"(?:今年|全年|本年|年度|每年|一年|年均|当年|2026年|一整年).{{0,16}}(?:{_COMPUTE}|花|支出|烧|费用|投入)|(?:{_COMPUTE}|花|支出|烧|费用|投入).{{0,16}}(?:今年|全年|本年|年度|每年|一年|年均|当年)|年(?:度)?算力(?:支出|费用|开销|成本|投入)|(?:this year|a year|per year|annual\w*|yearly|each year|every year|in 2026|this year['’]s|/year|/yr|p\.a\.|for the (?:whole )?year).{{0,40}}(?:{_COMPUTE}|spen\w+|bill|budget|cost)|(?:{_COMPUTE}|spen\w+|bill|budget|cost\w*).{{0,40}}(?:this year|a year|per year|annual\w*|yearly|each year|every year|/year|/yr|p\.a\.|in 2026)"),
    ("settled_amount_cny", r"已付|已经?付|付了|付款|付清|已结算|结算|已开票|开了?票|开票|实付|实际(?:支付|发生|付|结算)|已支付|支付了|打款|发票|结清|\bpaid\b|\bsettled\b|\binvoiced\b|\binvoices?\b|\bbilled\b|\bpaid up\b"),
    ("contract_amount_cny", r"合同|租期|租约|服务期|签了|签的|签下|协议|订单|标的|总价|合约|单子|\bcontracts?\b|\bdeal\b|\bagreements?\b|\border\b|\bsigned\b|\bquote[ds]?\b|\bworth\b"),
))  # fmt: skip
_LOOSE = re.compile(_COMPUTE)
_SPENDING = re.compile(
    r"花|支出|预算|费用|成本|采购|买|租|投入|开销|budget|spend\w*|spent|cost\w*|buy\w*|bought|rent\w*|purchas\w*"
)
_NOTHING = re.compile(
    r"(?:没有?|没拿过?|没领过?|没申请过?|从没|从未|未(?:获|享受|领|拿)\w?|不曾|无|零|0元?|还没有?|none|no|nothing|zero|nil|not yet|never|haven['’]?t|have not|not received|not any|without|didn['’]?t)"
)
_NO_REVENUE = re.compile(
    r"(?:没有?|无|零|还没有?|尚无|暂无)(?:任何|什么)?(?:产生)?(?:营收|收入|营业收入|营业额|销售)|(?:营收|收入|营业收入)(?:还|目前|暂时)?(?:是|为)?(?:零|0(?!\d)|没有)|\b(?:no|zero|nil|without)\s(?:any\s)?(?:revenues?|turnover|sales)\b|\bpre-?revenue\b|revenues?(?: is| are|:)?\s(?:zero|nil|none)|haven['’]?t (?:made|earned) (?:any )?(?:money|revenue)"
)
_UNPAID = re.compile(
    r"(?:还没|还没有|尚未|未|没有?)(?:付款|付钱|付过|付|结算|开票|打款|支付)(?!\w*(?:完|清|全))|一分(?:钱)?(?:都|也)?(?:没付|没结)|(?:nothing|none of it|not a cent)(?: has been| was| is)? (?:paid|invoiced|settled)|(?:paid|invoiced|settled)(?: so far| yet| to date)?: ?(?:nothing|none|zero|0\b)|(?:haven['’]?t|have not|not yet|hasn['’]t been|not been) (?:paid|invoiced|settled)(?! (?:in full|everything|all))|\bunpaid\b|not paid (?:yet|anything)|no (?:payment|invoice)s?\b"
)
_SPENT_NOTHING = r"(?:还|都|也|根本|完全|一分钱?|一直|几乎)*(?:没有?|未|不曾)(?:在算力上|为算力)?(?:花|买|租|用|投)(?:过|什么|任何|一分|钱|算力|gpu|卡|云)+"
_SPENT_LAST = re.compile(
    rf"(?:去年|上年|上一?年度?|2025年)(?:我们|公司)?{_SPENT_NOTHING}|(?:(?:去年|上年|2025年)(?:的)?(?:算力)?(?:支出|花费|开销|费用)(?:是|为|:)?(?:零|0(?!\d)|没有))|(?:last year|in 2025|the year before)[^.;]{{0,12}}(?:spent|bought|rented|paid) (?:nothing|no|zero)|(?:no|zero|nothing)[^.;]{{0,24}}(?:last year|in 2025|the year before)|didn['’]t (?:spend|buy|rent)[^.;]{{0,30}}(?:last year|in 2025)|last year['’]?s?[^.;]{{0,12}}(?:nothing|zero|none)"
)
_SPENT_NOW = re.compile(
    rf"(?:今年|本年|2026年)(?:我们|公司)?{_SPENT_NOTHING}|(?:this year|in 2026)[^.;]{{0,12}}(?:spent|bought|rented|paid) (?:nothing|no|zero)|(?:spent|bought|rented|paid) nothing[^.;]{{0,16}}(?:this year|in 2026)|(?:nothing|zero) (?:spent )?(?:so far )?this year|(?:haven['’]t|didn['’]t) (?:spend|spent|buy|bought|rented?)[^.;]{{0,30}}(?:this year|in 2026)"
)
_OTHERS_MONEY = re.compile(
    r"(?:其他|其它|别的)的?(?:政府|财政|公共)?(?:补贴|资金|补助|支持|扶持|资助|钱)(?:也|都|还|一分|一笔|目前|暂时|我们)*(?:没有?|未|无|不曾)|(?:没|未)(?:有|领|拿|得|收)(?:到|过)*(?:任何)?(?:别的|其他|其它)的?(?:钱|资助|补)|no (?:other |public |government )+(?:money|support)|(?:other (?:public )?(?:money|support|subsid\w+|grants?)): ?(?:none|nothing|no|zero)|(?:没有?|没拿过?|没领过?|从没|从未|未(?:获得?|享受|领|拿)|无|不存在)(?:任何|到|过|别的|其他|其它|再|什么|得)*(?:别的|其他|其它|政府|财政|公共)(?:的)?(?:政府|财政|公共)?(?:补贴|资金|补助|支持|扶持|资助)|\b(?:no|not any|without|haven['’]?t (?:got|received|had|taken) any|never (?:got|received|had) any|zero)\s(?:any\s)?(?:other|additional|further|public|government)\s?(?:public|government)?\s?(?:subsid\w+|grants?|support|funding|money|aid)"
)
_NOT_GRANTED = re.compile(
    r"(?:granted|awarded|received)(?: to us)?(?: so far)?: ?(?:nothing|none|zero)|(?:nothing|no voucher|none)(?: has been| was| were)? (?:granted|awarded)|(?:获批|批下来|兑付)的?(?:额度|金额)?(?:是|为|:)?(?:零|0(?!\d)|没有)|(?:还没|没有?|从没|从未|未)(?:领|拿|获批|批|申请|享受)(?:过|到)(?!其他|别的|任何其他).{0,8}(?:券|额度|补贴|$)|(?:haven['’]?t|have not|never|not yet)\s(?:been granted|received|got|claimed)\s(?:any(?:thing)?|a voucher|it)"
)


_NONE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("annual_revenue_cny", _NO_REVENUE), ("other_public_support_cny", _OTHERS_MONEY), ("already_granted_cny", _NOT_GRANTED),
    ("settled_amount_cny", _UNPAID), ("last_year_compute_spend_cny", _SPENT_LAST), ("year_compute_spend_cny", _SPENT_NOW),
)  # fmt: skip


def _is_stated(scopes: Scopes, match: re.Match[str]) -> bool:
    """Tell whether "none" is said outright: not supposed, not doubted."""
    return scopes.mood(match.start(), match.end()) in {Mood.SAID, Mood.DENIED}


_GIVEN = re.compile(
    r"给了?(?:我们?|我司|公司)|补了?(?:我们|我司)|拨|\b(?:gave|granted|awarded|paid|quoted|sold|billed|charged?|invoiced|giving|gives)\b"
)
"""Words by which somebody else's doing is the founder's own sum."""


def read_sums(
    text: str, scopes: Scopes, quantities: list[Quantity], asked: str | None, out: Findings
) -> list[Quantity]:
    """Note the sums that are said of a fact; return the quantities that are of none."""
    for zero, pattern in _NONE:
        match = pattern.search(text)
        if match and not scopes.is_asked(scopes.clause_at(match.start())) and _is_stated(scopes, match):
            out.say(zero, Decimal(0), match.span())
    left: list[Quantity] = []
    last: str | None = None
    subjects = subjects_of(scopes)
    for quantity in quantities:
        if subjects.at(quantity.start) is Party.OTHER and not _GIVEN.search(
            text[scopes.clause_at(quantity.start).start : quantity.start]
        ):
            left.append(quantity)
            continue
        fact = _fact_of(text, scopes, quantity, asked, last)
        last = fact or last
        if fact is None and _is_spending(text, scopes, quantity):
            out.ask_about(
                "contract_amount_cny",
                "rest",
                _candidates(quantity),
                (quantity.start, quantity.end),
                quantity.spelling,
            )
            continue
        if fact is None or not note(fact, quantity, text, scopes, out, is_asked=fact == asked):
            left.append(quantity)
    return left


def _fact_of(
    text: str, scopes: Scopes, quantity: Quantity, asked: str | None, last: str | None
) -> str | None:
    """Tell which fact a quantity is of, by the words beside it in its clause."""
    if quantity.unit in _SIZES:
        return _SIZES[quantity.unit]
    clause = scopes.clause_at(quantity.start)
    if not _may_be_money(quantity, asked) or _NOT_COMPUTE.search(text[clause.start : clause.end]):
        return None
    before = text[clause.start : quantity.start]
    if _CONTRACT_BEFORE.search(before) or _CONTRACT_AFTER.match(text, quantity.end):
        return "contract_amount_cny"
    begin, end = _reach(text, scopes, quantity)
    if _is_rent(text, scopes, quantity, text[begin:end]):
        return asked if asked in {"three_month_ai_spend_cny", *_BY_YEAR} else "contract_amount_cny"
    return (
        _nearest(text[begin:end], quantity.start - begin, quantity.end - begin)
        or _fact_by_year(quantity, text[begin:end])
        or (asked if _is_number(asked) and not scopes.is_asked(clause) else None)
        or _fact_around(text, scopes, quantity, last)
    )


_SIZES = {"pflops": "provider_pflops", "racks": "provider_racks"}


def _is_number(asked: str | None) -> bool:
    return asked is not None and asked in vocabulary() and isinstance(vocabulary()[asked].kind, Number)


def _is_rent(text: str, scopes: Scopes, quantity: Quantity, window: str) -> bool:
    """Tell whether a sum is what computing costs by the hour or the month."""
    if quantity.per is None or quantity.per == "year" or _NO_RENT.search(window):
        return False
    return _LOOSE.search(text[slice(*scopes.sentence_at(quantity.start))]) is not None


def _fact_by_year(quantity: Quantity, window: str) -> str | None:
    is_cost = _LOOSE.search(window) or _SPENDING.search(window)
    return "year_compute_spend_cny" if quantity.per == "year" and is_cost else None


def _nearest(window: str, start: int, end: int) -> str | None:
    """Return the fact whose words stand nearest; a word of one fact alone goes before "paid" and "contract"."""
    hits = []
    for order, (fact, pattern) in enumerate(_SUMS):
        for match in pattern.finditer(window):
            beside = min(abs(match.end() - start), abs(match.start() - end) + 2)
            gap = 0 if match.start() <= start <= match.end() else beside
            hits.append((gap + order * 0.1, order, fact))
    if not hits:
        return None
    near = min(hits)
    first = min((hit for hit in hits if hit[0] <= near[0] + _FAR), key=lambda hit: hit[1])
    is_general = near[1] >= _GENERAL and first[1] < _GENERAL
    return first[2] if is_general and _is_close(hits, near) else near[2]


_FAR = 10
_GENERAL = 6
"""From here on the patterns of `_SUMS` say little by themselves: paid, contract."""


def _fact_around(text: str, scopes: Scopes, quantity: Quantity, last: str | None) -> str | None:
    """Tell which fact a sum without a word of its own is of: that of the clause before it, or of a bare one after it."""
    clause = scopes.clause_at(quantity.start)
    window = text[clause.start : clause.end]
    if last in _BY_YEAR:
        if _LAST_YEAR.search(window):
            return "last_year_compute_spend_cny"
        if _THIS_YEAR.search(window):
            return "year_compute_spend_cny"
    bare = _FILLER.sub("", text[clause.start : quantity.start] + text[quantity.end : clause.end])
    if bare:
        return None
    begin, end = scopes.sentence_at(quantity.start)
    before, after = (
        text[max(begin, clause.start - 60) : clause.start],
        text[clause.end : min(end, clause.end + 20)],
    )
    for words, nearest in ((before, True), (after, False)):
        hits = [
            (-match.end() if nearest else match.start(), fact)
            for fact, pattern in _SUMS
            for match in pattern.finditer(words)
        ]
        if hits and not re.search(
            r"\d{5}|\d\s?[mk万]", words[-min(hits)[0] :] if nearest else words[: min(hits)[0]]
        ):
            return min(hits)[1]
    return None


_NO_RENT = re.compile(r"营收|收入|流水|revenue|turnover|sales|三个月|3个月|three months|3 months")
_BY_YEAR = frozenset({"year_compute_spend_cny", "last_year_compute_spend_cny"})
_LAST_YEAR = re.compile(r"去年|上年|上一?年度?|前一年|last year|year before|previous year|2025")
_THIS_YEAR = re.compile(r"今年|本年|当年|this year|2026")
_FILLER = re.compile(
    r"一共|总共|总额|合计|共计|金额|大概|不?含税|是|就|才|也就|了|的|有|元|price|amount|total|in total|altogether|all in|it['’]s|that['’]s|is|was|for|at|of|rmb|yuan|[\s:,。.!]+"
)
_NOT_COMPUTE = re.compile(
    r"办公|房租|场地|厂房|工位|装修|工资|薪|社保|融资|投资|注册资本|估值|押金|罚款|奖金|买车|\boffice\b|\bdesks?\b|\bsalar\w+|\bpayroll\b|\bwages\b|\braised\b|\binvest\w*\b|\bfunding round\b|\bvaluation\b|\bregistered capital\b|\bapartment\b|\bdeposit\b|\bfined?\b"
)
_CONTRACT_BEFORE = re.compile(
    r"(?:合同|协议|订单|合约)(?:总?金?额|总?价款?|价格|价值|标的)?(?:是|为|签的是|签的|签了|就|才|一共|总共|共|有|大概|大约|约|差不多|:|\s)*$|\b(?:contract|deal|agreement)(?: (?:value|amount|sum|price|total))?(?: is| was| of| for| at| worth| comes to|,|:)*(?: about| around| roughly)?\s?(?:rmb|cny|¥)?\s?$"
)
_CONTRACT_AFTER = re.compile(
    r"(?:人民币|元|块)?的?(?:算力|云|gpu|显卡|租赁|服务|训练|采购|租用|大){0,3}(?:合同|协议|订单|合约|单子)|(?: yuan| rmb)?(?: \w+){0,2} (?:contract|deal|agreement)\b"
)


def _is_spending(text: str, scopes: Scopes, quantity: Quantity) -> bool:
    """Tell whether a sum is spent on computing, without a word on contract or year."""
    clause = scopes.clause_at(quantity.start)
    window = text[clause.start : clause.end]
    is_sum = (quantity.is_money or quantity.scaled) and quantity.unit in {"", "cny"}
    return (
        is_sum
        and bool(_LOOSE.search(window) and _SPENDING.search(window))
        and scopes.mood(quantity.start, quantity.end) in {Mood.SAID, Mood.PLANNED}
        and not re.search(r"最高|上限|封顶|券|补|cap|voucher|subsid|maximum", window)
    )


def _is_close(hits: list[tuple[float, int, str]], near: tuple[float, int, str]) -> bool:
    return any(hit[1] < _GENERAL and hit[0] <= near[0] + 6 for hit in hits)


def _may_be_money(quantity: Quantity, asked: str | None) -> bool:
    if quantity.is_money:
        return True
    if quantity.unit == "":
        return quantity.scaled or _is_number(asked) or (quantity.high or quantity.low or Decimal(0)) >= _WAN
    return False


def _reach(text: str, scopes: Scopes, quantity: Quantity) -> tuple[int, int]:
    """Return the words that can say what a quantity is of: its clause up to the next quantity-like neighbour."""
    clause = scopes.clause_at(quantity.start)
    begin = clause.start
    if not re.search(r"[\u4e00-\u9fffa-z]{2,}", text[begin : quantity.start]):
        begin = max(0, clause.start - 16)
    end = clause.end
    nearby = re.search(r"\d", text[quantity.end : end])
    if nearby:
        end = quantity.end + nearby.start()
    return begin, end


def note(
    fact: str, quantity: Quantity, text: str, scopes: Scopes, out: Findings, *, is_asked: bool = False
) -> bool:
    """Note a quantity as the value of a fact, as a span or as a question; False where it says nothing of it."""
    span = (quantity.start, quantity.end)
    mood = scopes.mood(quantity.start, quantity.end)
    is_of_others = mood is Mood.ASKED and not _is_told(text, scopes, quantity)
    if not is_asked and (is_of_others or mood is Mood.SUPPOSED):
        return False
    if mood is Mood.DENIED and not _is_bound(quantity):
        out.ask_about(fact, "rest", _candidates(quantity), span, quantity.spelling)
        return True
    if _MINUS.search(text[max(0, quantity.start - 8) : quantity.start]):
        out.ask_about(fact, "negative", (), span, quantity.spelling)
        return True
    why = _reason(fact, quantity) or _reason_around(fact, quantity, text, scopes)
    if mood is Mood.DOUBTED and why is None and _is_exact(quantity):
        why = "approximate"
    if why is not None:
        out.ask_about(fact, why, _guesses(fact, quantity, why), span, quantity.spelling)
        return True
    if not _is_exact(quantity):
        out.spread(fact, quantity.low, quantity.high, span)
        return True
    if quantity.value is not None:
        out.say(fact, _plain(quantity.value), span)
    return True


_MINUS = re.compile(r"(?:(?<![\w\u4e00-\u9fff)])[-−—]|负|\bminus|\bnegative)\s?$")
_QUOTED = re.compile(
    r"报价|询价|报了|\bquot\w+|\boffer(?:ed)?\b|谈到|在谈|还没签|没签|(?:not|nothing)(?: \w+){0,2} signed|haven['’]t signed"
)


def _reason_around(fact: str, quantity: Quantity, text: str, scopes: Scopes) -> Reason | None:
    """Say what in the words around a sum makes it uncertain: a quote that nobody signed, a payment of another year, one month of three."""
    clause = scopes.clause_at(quantity.start)
    window = text[clause.start : clause.end]
    begin, end = scopes.sentence_at(quantity.start)
    if fact == "contract_amount_cny" and _QUOTED.search(text[begin:end]):
        return "rest"
    if fact == "settled_amount_cny" and (_LAST_YEAR.search(window) or re.search(r"一半|half", window)):
        return "rest"
    if (
        fact == "three_month_ai_spend_cny"
        and re.search(
            r"(?<!\d)\d{1,2}月|光|上个?月|last month|in (?:january|february|march|april|may|june|july|august|september|october|november|december)",
            window,
        )
        and not re.search(r"(?:三|3|three)\s?个?月|months", window)
    ):
        return "per_month"
    return None


def _is_told(text: str, scopes: Scopes, quantity: Quantity) -> bool:
    """Tell whether a sum in a question is the founder's own: "合同180万能拿多少" is, "最高200万吗" is not."""
    clause = scopes.clause_at(quantity.start)
    before, after = text[clause.start : quantity.start], text[quantity.end : clause.end]
    if re.search(
        r"最高|上限|封顶|至多|门槛|至少|低于|不低于|cap|ceiling|maximum|minimum|at least|threshold|limit",
        before[-12:] + after[:10],
    ):
        return False
    own = re.search(
        r"合同|我们?|我司|花|签|租|买|支出|预算|营收|投入|\b(?:our|we|i|my|contract|spen[dt]\w*|deal|bill|paid|budget)\b",
        text[clause.start : clause.end],
    )
    return (
        own is not None
        and re.search(
            r"是不是|是否|必须|需要|要求|\b(?:must|have to|need to|required|is it|are there)\b", before
        )
        is None
    )


def _is_bound(quantity: Quantity) -> bool:
    return quantity.low is None or quantity.high is None


def _is_exact(quantity: Quantity) -> bool:
    return quantity.value is not None


def _reason(fact: str, quantity: Quantity) -> Reason | None:
    doubts: tuple[str, ...] = quantity.doubts
    if fact == "year_compute_spend_cny" and quantity.per == "year":
        doubts = tuple(doubt for doubt in doubts if doubt != "per_period")
    elif quantity.per == "year" and fact == "contract_amount_cny":
        doubts = (*doubts, "rest")
    if "currency" in doubts:
        return "currency"
    for name in ("per_month", "per_hour", "per_period", "rest", "approximate"):
        if name in doubts:
            return name
    if (
        fact.endswith("_cny")
        and quantity.value is not None
        and 0 < quantity.value < _SMALLEST
        and not quantity.scaled
    ):
        return "unit"
    if (quantity.high or Decimal(0)) > _ABSURD or (quantity.low or Decimal(0)) > _ABSURD:
        return "rest"
    return None


def _candidates(quantity: Quantity) -> tuple[Value, ...]:
    return tuple(_plain(edge) for edge in dict.fromkeys((quantity.low, quantity.high)) if edge is not None)


def _guesses(fact: str, quantity: Quantity, why: Reason) -> tuple[Value, ...]:
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None or why == "currency":
        return ()
    if why == "unit":
        return (_plain(value), _plain(value * _WAN))
    if why == "per_month":
        return (
            (_plain(value), _plain(value * 12))
            if fact != "three_month_ai_spend_cny"
            else (_plain(value), _plain(value * 3))
        )
    return (_plain(value),)


def _plain(value: Decimal) -> Decimal:
    """Write a decimal without exponent and needless zeros."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()


def says_nothing(text: str) -> bool:
    """Tell whether an answer to a question for a sum says that there is none."""
    return _NOTHING.match(text.strip(" \t.,!。，！我们公司是倒也都还")) is not None and not re.search(
        r"\d", text.replace("0", "", 1)
    )


def as_given(facts: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return facts that the vocabulary accepts; what it doesn't is left out."""
    return {fact: value for fact, value in facts.items() if fact in vocabulary()}

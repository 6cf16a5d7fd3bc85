"""Of whom a clause speaks: the founder's own organisation, the provider, or somebody else."""

import re
from bisect import bisect_left
from enum import StrEnum
from functools import lru_cache

from knowledge.reading.scope import Scopes


class Party(StrEnum):
    """Whose situation a stretch of a text tells."""

    OWN = "own"
    PROVIDER = "provider"
    OTHER = "other"


_OTHER_NOUN_ZH = r"(?:竞争对手|竞品|对手(?:公司)?|同行|友商|客户|甲方|朋友|同学|同事|亲戚|邻居|投资人|投资方|投资机构|基金方|合作方|合作伙伴|合伙人|我妈|我爸|妈妈|爸爸|老婆|老公|爱人|媳妇|哥哥|弟弟|姐姐|妹妹|表[哥弟姐妹]|堂[哥弟姐妹]|叔叔|舅舅|室友|老板|老师|导师|学长|学弟|老东家|前东家|前公司|前一家(?:公司)?|上一家(?:公司)?|上家公司|上一个公司|以前的公司|原公司|之前的公司|之前那家|母公司|总公司|集团(?=总部|在|是|公司)|兄弟公司|姊妹公司|别人|别家(?:公司)?|人家|隔壁(?:公司|那家|家)?|某家|某公司|有家公司|有一家公司|有个公司|一家公司|那家公司|那公司|其他公司|别的公司|其他企业|大厂|股东|财务|会计|律师|代理|中介|代办)"
_PROVIDER_NOUN_ZH = r"(?:算力)?(?:服务商|供应商|供应方|供给方|供方|卖方|厂商|云商|云厂商|算力商|提供商|提供方|出租方|算力公司|算力方|乙方)|智算公司"
_OTHER_NOUN_EN = r"(?:founders?|compan(?:y|ies) (?:next door|nearby|i know)|competitors?|rivals?|clients?|customers?|friends?|investors?|shareholders?|partners?|co-?founders?|boss|accountant|bookkeeper|lawyer|agent|neighbou?rs?|parent(?: company)?|mother company|head office company|holding(?: company)?|sister company|subsidiar(?:y|ies)|mom|mum|mother|father|sister|uncle|aunt|parents|roommate|classmate|colleague|student|(?:former|previous|last|old|ex-?) ?(?:company|employer|start-?up|firm|business|job)|landlord|bank|professor|supervisor|brother|cousin|dad|father|wife|husband|group)"
_PROVIDER_NOUN_EN = r"(?:(?:cloud|gpu|compute|computing|hosting|service) )?(?:providers?|suppliers?|vendors?|sellers?|lessors?|host(?:er)?s?)"
_REPORTED = (
    r"(?:我|我们)?(?:老板|朋友|同事|同学|客户|会计|财务)(?:说|讲|告诉|提到)|听(?:说|人说|人讲|朋友说)|据说|据报道|新闻(?:上|里)?(?:说|报道|看到)|网上(?:说|看到)|(?:我|我们)?读到|看(?:到|见)(?:说|新闻|文章|报道|有人|网上|你们|政策)|看文件|文件(?:上|里)说|有人说|有人告诉"
    r"|\b(?:i|we)(?:['’]ve)? (?:read|heard|saw|hear|see|was told|were told|noticed|learned)\b(?! (?:from )?the (?:contract|licen[cs]e))|\b(?:someone|somebody|people|they|everyone|my \w+|our \w+|the news|the article|chatgpt|the internet) (?:said|says|say|told (?:me|us)|tells? (?:me|us)|claims?|mentioned|reckons?)\b|\baccording to\b|\bapparently\b"
)
_CENTRE = r"国家超(?:级计)?算中心|国家超级计算|国家智算中心|\bnational supercomput\w+ cent(?:er|re)"
_OWN_ZH = r"申报(?:主体|单位|企业|的)|(?:现在|如今|目前)(?:这家|的公司|这个公司)|(?:我们?|我司|我公司|我方|我单位|本公司|本司|本单位|本企业|本校|我校|我院|我所|本人|咱们?|俺们?|敝司|弊司|阿拉|我哋)|(?<![\u4e00-\u9fff])(?:公司|企业|单位|团队|学校)|(?<![的家个司])公司(?=叫|是|在|成立|注册|规模|去年|今年|目前|现在|才|刚|没|没有|不|有|做|总部|自己|大概|地址|年)"
_OWN_EN = r"\b(?:we|i|our(?: own)?(?: small| little| new)?(?: (?:company|firm|start-?up|team|business|lab|school|university|institute|studio|outfit|entity|organi[sz]ation|main entity))?|my (?:own )?(?:company|firm|start-?up|team|business|lab|studio|outfit)|the (?:company|firm|applicant|start-?up|business|team)|ours|applicant)\b"
_OWN_STAFF = re.compile(r"会计|财务|合伙人|老板|account|cofounder|co-founder|boss|lawyer|finance")
"""Those who report of the founder's own organisation."""
_BEFORE_OBJECT = re.compile(
    r"(?:跟|和|与|同|向|给|对|由|被|从|找|离|比|为|替|是|通过|经|用|含|付给|付了|租|买|关于|帮|连|让|叫|请|问|当(?!时))\s?(?:一?家?个?)$"
    r"|\b(?:to|with|from|of|by|for|at|via|through|than|about|between|and|like|against|near|not|pay|paid|paying|use|uses|using|via|on|call|asked?|ask|told|tell|let|us)\s(?:the |an? |some |this |that )?(?:\w+ )?$"
)
_COPULA = re.compile(
    r"(?:是|属于|作为|就是|系)[^,。]{0,8}$|(?:\b(?:are|am|is|be|being|as)|['’](?:re|m))\s(?:\w+\s){0,3}$"
)
_MARKERS: tuple[tuple[Party | None, re.Pattern[str]], ...] = (
    (Party.OTHER, re.compile(_REPORTED)),
    (Party.OTHER, re.compile(_CENTRE)),
    (Party.OTHER, re.compile(rf"(?:我们?|我司|咱们?|俺)?(?:一?个|的)?(?:以前|之前|原来)?的?{_OTHER_NOUN_ZH}(?!关联|承担)|\b(?:my|our|the|a|an|his|her|their|some|one|another|other)(?: \w+)? {_OTHER_NOUN_EN}(?:['’]s)?\b|\b(?:another|other|some other) (?:compan\w+|firm|start-?up|team|people)\b|\b(?:someone|somebody)(?: else)?\b(?! to\b)|\b(?:he|she)\b")),
    (Party.PROVIDER, re.compile(rf"(?:我们?|我司|咱们?)?(?:的|用的|找的|租的|选的|签的)?(?:这家|那家|这个)?(?:{_PROVIDER_NOUN_ZH})|\b(?:my|our|the|a|an|this|that|their|your)?\s?(?:\w+ )?{_PROVIDER_NOUN_EN}(?:['’]s)?\b(?! ?-?(?:related|list))")),
    (None, re.compile(r"他们|对方|它家|他家|它们|\bthey(?:['’](?:re|ve|d))?\b|\btheir\b|\btheirs\b")),
    (Party.OWN, re.compile(_OWN_ZH + "|" + _OWN_EN)),
)  # fmt: skip


class Subjects:
    """Who is spoken of at each place of a text. A clause without a subject keeps that of the clause before it."""

    def __init__(self, scopes: Scopes) -> None:
        text = scopes.text
        self._text, self._scopes = text, scopes
        taken: set[int] = set()
        self._found: list[tuple[int, int, Party | None, bool]] = []
        for party, pattern in _MARKERS:
            for match in pattern.finditer(text):
                if match[0].strip() and taken.isdisjoint(range(*match.span())):
                    taken.update(range(*match.span()))
                    is_report = pattern is _MARKERS[0][1]
                    self._found.append((*match.span(), party, is_report))
        self._found.sort()
        self._starts = [start for start, *_ in self._found]

    def at(self, position: int) -> Party | None:
        """Return whose situation is told at a position; None where nobody has been named so far."""
        begin, _ = self._scopes.sentence_at(position)
        named: Party | None = None
        for start, end, party, reports in self._found[bisect_left(self._starts, begin) :]:
            if self._is_object(start) and not reports:
                continue
            if end > position:
                break
            if party is not Party.OWN and named is Party.OWN and not reports and self._is_predicate(start):
                continue
            named = self._whom(start) if party is None else party
            if reports and not _OWN_STAFF.search(self._text[start:end]):
                break
        return named

    def _is_predicate(self, start: int) -> bool:
        """Tell whether a name says what the subject is: we are the Suzhou branch of the parent."""
        begin = self._scopes.clause_at(start).start
        return _COPULA.search(self._text[begin:start]) is not None

    def _whom(self, position: int) -> Party:
        """Return whom "they" means: the last other that was named, else the provider."""
        before = [
            party
            for start, _, party, reports in self._found
            if start < position and party in {Party.PROVIDER, Party.OTHER} and not reports
        ]
        return before[-1] if before else Party.PROVIDER

    def _is_object(self, start: int) -> bool:
        return _BEFORE_OBJECT.search(self._text[max(0, start - 24) : start]) is not None

    def is_own(self, position: int) -> bool:
        """Tell whether the founder's own organisation is spoken of, or nobody else."""
        return self.at(position) in {Party.OWN, None}


@lru_cache(maxsize=8)
def subjects_of(scopes: Scopes) -> Subjects:
    """Return who is spoken of in a text, worked out once."""
    return Subjects(scopes)

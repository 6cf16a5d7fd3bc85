"""Scope: whether what stands at a place of a text is said, denied, doubted, asked, supposed, planned or past."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Mood(StrEnum):
    """In which way something is meant."""

    SAID = "said"
    DENIED = "denied"
    DOUBTED = "doubted"
    UNKNOWN = "unknown"
    ASKED = "asked"
    SUPPOSED = "supposed"
    PLANNED = "planned"
    PAST = "past"


_BREAK = re.compile(
    r"[。！!？?；;\n]+|\.(?!\d|[a-z])|(?<!\d)[，,]|[，,](?!\d{3}(?!\d))|、(?=不|没|也|但|我|而)|：|—{2,}"
    r"|但是?|不过|而是|然而|可是|只是|却(?!认)|另外|并且|同时|所以|因此|因为|而且"
    r"|(?<!anywhere )(?<!anything )(?<!everywhere )\bbut\b|\bhowever\b|\balthough\b|\bthough\b|\bwhile\b|\byet\b|\bbecause\b|\bso\b(?! far)|\binstead\b(?! of)|\bonly that\b|\brather\b(?! than)|\band (?=(?:we|i|our|the|it|they|is|are|do|does|can|have|has|no|not|want|would|how|what|when|whether)\b)"
)
_NOT_NEGATION = re.compile(
    r"不排除|^no(?= (?:that|it (?:is|was|has|came|does)|we (?:are|have|do|did)|they|this|i (?:am|have|do)|he|she)\b)|不过|不仅|不但|不光|不只|不错|不少|不断|不同|不限|不论|不管|不好意思|不如|不满|不足|不到|不超|不止|不低于|不高于|不少于|不多于|不小于|不含税|不太清楚|不清楚|不知道|不确定|不晓得|不了解|不记得|不一定|不好说|不明白|不懂"
    r"|无论|无锡|无线|无忧|非常|没错|没问题|没关系|没事|未来|未必|除非|了不起|差不多|对不对|好不好|是不是|有没有|能不能|可不可以|要不要|会不会|算不算|在不在|行不行|够不够|用不用|做不做|买没买|有无|是否|能否|可否|没准|莫非|无人机|无人驾驶|无监督|非结构化|别的|别人|区别|特别|级别|类别|别墅|个别|分别"
    r"|not only|no less than|not less than|no more than|not more than|no idea|not sure|not certain|not to mention|why not|whether or not|or not\b|don'?t know|dont know|doesn'?t know|can'?t (?:remember|say|tell)|no problem|not clear|no clue|haven'?t checked|not aware|no later than|no fewer than|if not\b|not a problem|not an issue|no worries|non-stop|non-?profits?|not[- ]for[- ]profits?|non-?governmental|no reason to believe|not that i know|nothing to do with(?= the question)|couldn'?t (?:tell|say)|not yet (?:know|sure|clear)"
)
_NEGATOR_ZH = re.compile(
    r"没有?(?:一|任何|半|哪)[^,。!?]{0,5}(?:是|在|用)|(?:并|绝|从来|根本|压根|完全|绝对|肯定|从|又|也)?不(?:再|太|大|怎么|能|会|可能|可以|应该|愿|想)?(?:是|算是?|属于)|(?:绝|从来|根本|压根)不|并不|并非|不属于|从来没有?|从来不|从未|从没|尚未|还没有?|并没有?|没有被?|没被|未被|不再|没|未|无(?=$|[^名数穷线])|非(?=$|[^洲常])|不|绝非|绝不|除了?|勿|免于|甭|木有|冇|唔|并无|毫无|概无|谈不上|称不上|算不上|排除"
)
_NEGATOR_EN = re.compile(
    r"\b(?:not|never|no|none|neither|nor|without|cannot|no longer|hardly|barely|lacks?|lacking|except(?: for)?|other than|rather than|instead of|nothing|nobody|free of|outside of|apart from|aside from|any(?:thing|where) but|everywhere but|far from|refus\w+ to|fail\w* to|un)\b"
    r"|\b(?:is|are|was|were|do|does|did|have|has|had|wo|would|ca|could|should|must|need|ai)n['’]?t\b|\bnon[- ](?=$)"
)
_AFTER_ZH = re.compile(
    r"^(?:里|内|上|中)?(?:都|也|并|还)?(?:没找到|查不到|没查到|找不到|没看到|没见到)|^(?:的)?(?:记录|情况|问题|关系|需求|名单|业务|资质|手续|这[块个种]|那[块个种]|方面)?(?:我们|公司|目前|现在|暂时|从来|倒|都|也|还|并|是|的话|嘛|呢|呀|啊|上|里|内|，|,|\s)*(?:没有?(?!问题)|不是(?!问题)|不做|不用|不算|不在|不存在|未(?!来)|无(?!论)|不需要|不涉及|不打算|除外|不搞|不买|不租|免谈|为?零)"
)
_AFTER_EN = re.compile(
    r"^(?:s|ing)?(?: (?:list|record|stuff|thing|status|chips?|compan(?:y|ies)|parties|project))?\s?[:\-–]?\s?(?:is|are|was|were|has|have|do|does|did)?\s?(?:n['’]t|not\b|never\b|no\b(?! more| less)|none\b)(?! (?:sure|certain|clear|only))"
)
_QUESTION_ZH = re.compile(
    r"吗|么(?=$|[？?。！，,])|(?<!没)(?<!没有)(?:什么|啥)|哪|谁|多少|(?<![十好这那有百])几(?=个|家|成|年|号|月|折|时|天|种)|怎么|如何|咋|为何|是不是|有没有|能不能|可不可以|要不要|会不会|算不算|在不在|行不行|够不够|用不用|有无|是否|能否|可否|对不对|好不好|得不得|多久|多大|多长|几时|点样|边个|请问|想问|问一下|问下|咨询|可以不|行不|能不|算不|有冇|系咪"
)
_PARTICLE_ZH = re.compile(r"呢\s*$")
_GOES_ON_ZH = re.compile(r"还|没|正|着呢|了呢|才|可")
"""With these a final 呢 asks nothing: 还没注册呢."""
_QUESTION_EN = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how)\b(?! is registered)|\bwhether\b|\b(?:know|tell|see|check|wonder\w*|sure|ask\w*|matter\w*|confirm|clear) if\b"
    r"|^\s*(?:and |so |but |also |then |ok |okay |hi |hello |hey )*(?:is|are|am|was|were|do|does|did|can|could|may|might|shall|should|will|would|must|has|have(?= (?:we|i|you|they|the|our|any))|had(?= (?:we|i|you|they))|isn't|aren't|don't|doesn't|can't|won't|any)\b(?=\s)"
)
UNKNOWN_ZH = re.compile(
    r"不知道|不清楚|不太清楚|不确定|不太确定|不晓得|还在(?:选|看|比较|考虑|纠结|犹豫)|没选好|没看好|还要查|没算过|没统计|没细算|没对过|没看过|说不准|说不清|无法确认|不敢保证|没法确认|我得查|得查一下|去查一下|要查一下|我问问|问一下会计|我查查|得问|我不懂|拿不准|吃不准|不好说|没搞清|搞不清|没弄清|弄不清|忘了|忘记|记不清|记不得|不记得|没印象|不了解|没把握|没查过|还没查|没问过|不敢肯定|不敢确定|未知|没定|没想好|还没想|没确定|未确定|不一定|待定|待确认|要问问|得问|唔知|唔清楚|看不出|无法确定|无从得知|没谱|没数|不明|难说"
)
UNKNOWN_EN = re.compile(
    r"\b(?:not (?:\w+ )?(?:sure|certain|clear|aware)|unsure|uncertain|unclear|don['’]?t (?:really |actually |even |quite )?(?:know|remember|recall|understand)|can['’]?t confirm|still (?:choosing|deciding|comparing)|torn between|choosing between|cannot confirm|not confirmed|do not know|doesn['’]?t know|no (?:idea|clue)|can(?:['’]?t|not) (?:remember|say|tell|recall)|couldn['’]?t (?:say|tell)|hard to say|can['’]t say we|haven['’]?t (?:checked|decided|asked|found out|looked)|to be (?:decided|confirmed)|tbd|tbc|unknown|wouldn['’]?t know|who knows|need to (?:check|ask)|have to (?:check|ask)|beats me|undecided|idk|dunno|no way to tell|forgot)\b"
)
_DOUBT_ZH = re.compile(
    r"不排除|也许|可能|或许|好像|大概(?=是|算|属|有)|应该(?=是|算|属|在|有|没|不)|似乎|貌似|估计(?=是|算|属|在|没|不|有)|感觉(?=是|算)|我猜|猜(?=是|测)|八成|没准|说不定|恐怕|听说|据说|疑似|不太像|勉强"
)
_DOUBT_EN = re.compile(
    r"\b(?:maybe|perhaps|might|possibly|probably|presumably|supposedly|apparently|i (?:think|guess|believe|suppose|assume)|we (?:think|guess|believe|assume)|likely|seems?|could be|may be|sort of|kind of|more or less|allegedly|can['’]?t say we|no reason to believe|supposed to be|said to be|not that i know)\b"
)
_SUPPOSED_ZH = re.compile(
    r"如果|假如|假设|假若|(?<![主重])要是|若是|若(?=我|公司|注册|在|搬|是|把)|倘若|(?<![一二三四五六七八九十\d])万一(?![千百\d万])|的话|比如说?|譬如|设想|但愿|巴不得|梦想|要能|哪怕|就算|即使|换成|一旦"
)
_SUPPOSED_EN = re.compile(
    r"(?<!know )(?<!see )(?<!wonder )(?<!wondering )(?<!sure )(?<!check )(?<!ask )(?<!tell )(?<!clear )(?<!idea )(?<!clue )(?<!confirm )(?<!remember )(?<!say )\bif\b(?! not\b)|\b(?:suppose|supposing|assuming|imagine|what if|in case|were we to|should we|let's say|say we|hypothetically|provided that|even if|\bwish (?:we|i|they|it|our)\b|dream(?:s|ing)? of|unless|would it (?:help|matter))\b"
)
_PLANNED_ZH = re.compile(
    r"打算|(?<!伙伴)(?<!研发)(?<!科技)(?<!行动)(?<!专项)计划(?!单列|成员|里|内|中|书|项目|的)|准备(?!好|材料|了)|想(?=要|去|在|到|把|搬|注册|成立|买|租|做|找|落|开|来|签)|考虑|(?<![虚模])拟(?!人|合|态|真)|将(?=要|会|来|在|于)|即将|有意|筹备|筹划|预备|下一步|争取|希望|但愿|盼|梦想|巴不得|有朝一日|有一天|申请了|在申请|申请中|正在申请|正在办|办理中|想(?!请|问|了解|知道|咨询|说|确认)|正要|马上要|快要|未来(?=会|要|在)|等.{0,4}(?:注册|成立)(?:好|完)?(?:了|后)?再|看看?要不要"
)
_PLANNED_EN = re.compile(
    r"\b(?:will|we['’]ll|i['’]ll|plan(?:s|ning|ned)?(?: to| on)?|going to|gonna|intend\w*|thinking (?:of|about)|consider\w*|want(?:s|ing)? to|wanna|would like to|['’]d like to|hop(?:e|ing) to|about to|looking (?:to|at)|aim\w* to|ready to|prepar\w+ to|soon to|in the process of|eventually|next year we|expect to|due to (?:sign|open|move|register)|wish(?:es)?|hop(?:e|es|ing)|dream(?:s|ing)? of|one day|some ?day|would love to|applied for|applying for|have applied|pending|trying to)\b"
)
_PAST_ZH = re.compile(
    r"以前|前身|老早以前|原来|原先|曾经?(?!经)|过去|早先|当初|从前|此前|之前(?=在|是|注册)|老早"
)
_PAST_EN = re.compile(
    r"\b(?:used to|formerly|previously|once (?:were|was|registered|based)|in the past|originally|before that|until (?:last|recently)|ex-|back then|years ago we were)\b"
)
_WERE_UNTIL = re.compile(
    r"\b(?:were|was)\b(?: \w+)? (?:in|at|on|based|registered|located)\b.*\b(?:until|till|before|back in|at first|originally)\b|直到.*(?:才|之前)"
)
_OWN_ZH = re.compile(
    r"(?:我们?|我司|我公司|我方|我单位|本公司|本司|本单位|本校|我校|我院|我所|咱们?|俺们?|敝司|弊司|公司|团队|企业|家里|阿拉|我哋)(?:这边|这里|这种|这个|这家|公司|团队|单位|企业|目前|现在|本身|自己|都|就|也|还|主要|刚|才|一直|其实|这块|这儿)*(?:是|属于|算是|算|作为|系|為|为|也就是|就是|有|做|搞|用|买|租|跑|从|在|通过|没|不)?"
)
_AS_ZH = re.compile(r"作为|身为|我是|我们是|我司是|属于")
_OWN_EN = re.compile(
    r"\b(?:we(?:['’]re| are| were|['’]ve| have| had| do| run| use| buy| rent| make| build| work| need| got)?|i(?:['’]m| am|['’]ve| have| run| own| work)?|our(?: \w+)? (?:is|are|has|was)?|our|my|us|as an?|being an?|for an?)\b"
)
_AGAIN_ZH = re.compile(r"[也又亦](?=不|没|非|未|无)|(?<=[,、])(?=不|没)")
"""A negation that goes on: 不在A也不在B denies both."""
_WINDOW_ZH, _WINDOW_EN = 14, 60


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text that one negation or question reaches. `asked` tells a question, `ends` what ended it."""

    start: int
    end: int
    ends: str


class Scopes:
    """The clauses of one folded text, and the mood of each place in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        masked = _NOT_NEGATION.sub(lambda match: "\x00" * len(match[0]), text)
        self._masked = masked
        self.clauses = tuple(part for clause in _clauses(text) for part in _cut(clause))
        self._starts = [clause.start for clause in self.clauses]

    def clause_at(self, position: int) -> Clause:
        """Return the clause that a position lies in."""
        return self.clauses[max(0, bisect_right(self._starts, position) - 1)]

    @cached_property
    def _sentences(self) -> tuple[tuple[int, int], ...]:
        spans, start = [], 0
        for match in re.finditer(r"[。！!？?\n]+|\.(?!\d|[a-z])", self.text):
            spans.append((start, match.end()))
            start = match.end()
        spans.append((start, len(self.text)))
        return tuple(
            (at, min(at + _LONGEST, end))
            for start, end in spans
            for at in range(start, max(end, start + 1), _LONGEST)
        )

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return where the sentence of a position begins and ends."""
        return self._sentences[max(0, bisect_right(self._sentence_starts, position) - 1)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self._sentences]

    def is_asked(self, clause: Clause) -> bool:
        """Tell whether a clause is a question."""
        words = self.text[clause.start : clause.end]
        if clause.ends.strip()[:1] in {"?", "？"}:
            return True
        if _PARTICLE_ZH.search(words) and not _GOES_ON_ZH.search(words):
            return True
        return _QUESTION_ZH.search(words) is not None or _QUESTION_EN.search(words) is not None

    def negations(self, start: int, end: int) -> int:
        """Count the negations that reach the words from `start` to `end`, 0 to 2."""
        clause = self.clause_at(start)
        before = self._masked[clause.start : start]
        count = 0
        near = before[-_WINDOW_ZH:]
        again = list(_AGAIN_ZH.finditer(near))
        near = near[again[-1].start() :] if again else near
        for match in _NEGATOR_ZH.finditer(near):
            gap = near[match.end() :]
            if not re.search(
                r"而是|就是|都是|但|只(?:做|用|是|有|买|租)|(?<!不)(?<!是)是(?!否|不|在|通过|从|用|由|跟|和|属|没|无|未)|(?<!没)有(?!关)",
                gap,
            ) or match[0].startswith("除"):
                count += 1
        words = before[-_WINDOW_EN:]
        if " nor " in words:
            words = (
                words[: words.index("neither")] + words[words.rindex(" nor ") :]
                if "neither" in words
                else words[words.rindex(" nor ") :]
            )
        for match in _NEGATOR_EN.finditer(words):
            gap = words[match.end() :]
            if len(gap.split()) <= 7 and not re.search(r"\b(?:but|only|just)\b", gap):
                count += 1
        after = self._masked[end : clause.end]
        if count == 0 and (_AFTER_ZH.match(after) or _AFTER_EN.match(after)):
            count += 1
        return count

    def is_denied_before(self, start: int, end: int) -> bool:
        """Tell whether the words before a place deny it, whatever follows."""
        clause = self.clause_at(start)
        kept = self._masked
        self._masked = kept[:end] + "\x00" * (len(kept) - end)
        try:
            return self.negations(start, min(end, clause.end)) % 2 == 1
        finally:
            self._masked = kept

    def mood(self, start: int, end: int) -> Mood:  # noqa: PLR0911 (one for each mood)
        """Return in which way the words from `start` to `end` are meant."""
        clause = self.clause_at(start)
        words = self.text[clause.start : clause.end]
        before, after = self.text[clause.start : start], self.text[end : clause.end]
        if _SUPPOSED_ZH.search(words) or _SUPPOSED_EN.search(words):
            return Mood.SUPPOSED
        if self._is_unknown(clause, start):
            return Mood.UNKNOWN
        if self.is_asked(clause) and not self._is_said_of_oneself(before, after):
            return Mood.ASKED
        if _PLANNED_ZH.search(before) or _PLANNED_EN.search(before):
            return Mood.PLANNED
        if _PAST_ZH.search(before[-8:]) or _PAST_EN.search(before) or _WERE_UNTIL.search(words):
            return Mood.PAST
        if (
            _DOUBT_ZH.search(before)
            or _DOUBT_EN.search(before)
            or re.match(r"\s?(?:吧|maybe|i think|probably|i guess)(?=$|[^a-z])", after)
        ):
            return Mood.DOUBTED
        return Mood.DENIED if self.negations(start, end) % 2 else Mood.SAID

    def _is_unknown(self, clause: Clause, start: int) -> bool:
        words = self.text[clause.start : clause.end]
        if UNKNOWN_ZH.search(words) or UNKNOWN_EN.search(words):
            return True
        _begin, stop = self.sentence_at(start)
        rest = self.text[clause.end : min(stop, clause.end + 24)]
        tail = re.match(
            r"[，,\s]*(?:这个|这点|我|我们|倒|也|真|还|暂时|目前|i|we|honestly|but|that|this|it|really|'m|am|are|\s)*",
            rest,
        )
        return (
            tail is not None
            and (self.is_open(clause) or re.search(r"\bsaid\b|\bsays\b|说|应该|大概|好像", words) is not None)
            and bool(UNKNOWN_ZH.match(rest, tail.end()) or UNKNOWN_EN.match(rest, tail.end()))
        )

    def is_open(self, clause: Clause) -> bool:
        """Tell whether a clause is put as open: 是不是…, whether …."""
        return self.is_asked(clause)

    def _is_said_of_oneself(self, before: str, after: str) -> bool:
        """Tell whether a question says something of the asker on its way: 我们是高校，能报吗; as a start-up, can we …."""
        lead = before[-22:]
        if re.search(
            r"是不是|有没有|是否|能否|可否|算不算|属不属于|在不在|whether|\b(?:are|is|do|does|did|have|has|can|could|must|should|would|will) (?:we|i|our|my|it|they)\b",
            before,
        ):
            return False
        if re.search(
            r"(?:我们?|我司|我公司|本公司|咱们?|俺们?|作为|身为|公司|团队)(?:这边|这种|这家|公司|团队|单位|企业|目前|现在|本身|就|也|还|都|一家|一个|的)*(?:是|属于|算是|作为|为)?(?:[^，。？吗呢]{0,12})$",
            lead,
        ) and not re.match(r"(?:吗|呢|么|\?|？|不)$", after[:2]):
            return bool(re.search(r"是|作为|身为|属于|算是|我们|我司|本公司|咱|俺|我", lead))
        return bool(
            re.search(
                r"(?<!counts )(?<!count )(?<!qualify )(?<!qualifies )(?<!considered )\b(?:as an?|being an?|we['’]re an?|we are an?|i['’]m an?|i am an?|we run|i run|i own|our|my|for an? \w* ?like us)\b[^,.?]{0,40}$",
                before[-60:],
            )
        ) and not re.search(
            r"^\s*(?:is|are|do|does|can|could|must|should|would|will)\b.*\b(?:a|an|the)\s*$", before
        )


_LONGEST = 320
"""Characters of a clause or a sentence; nothing reaches further, so that reading takes time in step with length."""


def _cut(clause: Clause) -> Iterator[Clause]:
    for start in range(clause.start, max(clause.end, clause.start + 1), _LONGEST):
        yield Clause(start, min(start + _LONGEST, clause.end), clause.ends)


def _clauses(text: str) -> list[Clause]:
    found, start = [], 0
    for match in _BREAK.finditer(text):
        if match.start() > start or match[0].strip()[:1] in {"?", "？"}:
            found.append(Clause(start, match.start(), match[0]))
            start = match.end() if not match[0][:1].isalpha() and not _is_han(match[0][:1]) else match.start()
    if start < len(text) or not found:
        found.append(Clause(start, len(text), ""))
    return found


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"

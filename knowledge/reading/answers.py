"""A typed answer to the question that is pending: yes, no, unknown, a value, or none of these."""

import re
from decimal import Decimal

from knowledge.eligibility.kinds import Choice, Number, Place, YesNo
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.reading.findings import Findings
from knowledge.reading.heard import Heard
from knowledge.reading.places import Placed
from knowledge.reading.scope import UNKNOWN_EN, UNKNOWN_ZH, Scopes
from knowledge.reading.subject import Party
from knowledge.reading.sums import says_nothing
from knowledge.reading.words import label_values
from knowledge.text.quantities import Quantity

_YES = re.compile(
    r"(?:嗯+|对+|是|有|会|可以|没错|当然|属于|算|能|符合|都符合|在|肯定|必须的|确实|正是|没问题|好的?|行|要得|系|係|yes|yep|yeah|yup|y|true|correct|right|sure|of course|certainly|absolutely|indeed|definitely|affirmative|aye|we (?:do|are|have|did|were)|it (?:is|does|was|has)|they (?:are|do|is)|he is|i (?:do|am|have)|that['’]s right|it sure (?:is|does))"
    r"(?:的|啊|呀|哦|喔|呢|了|滴|哒|嗯|对|是|有|在|都|,|，|\s|we|do|are|have|did|it|is|does|they|i|am|sir|indeed|of course|that['’]s|right|correct|!|！)*"
)
_NO = re.compile(
    r"(?:不|没|无|否|冇|唔系|唔係|非也|木有|no|nope|nah|n|false|not|none|never|negative|we (?:do not|don['’]?t|are not|aren['’]?t|have not|haven['’]?t|didn['’]?t|did not|were not|weren['’]?t)|it (?:is not|isn['’]?t|does not|doesn['’]?t|was not|wasn['’]?t)|it['’]s not|we['’]re not|they(?:['’]re not| are not| aren['’]?t| don['’]?t)|i (?:don['’]?t|am not|do not|haven['’]?t)|i['’]m not)"
    r"(?:是|有|在|会|属于|算|能|符合|过|的|啊|呀|哦|呢|了|都|曾|不是|没有|,|，|\s|we|do|not|don['’]?t|are|aren['’]?t|have|haven['’]?t|it|is|isn['’]?t|they|i|at all|really|any|never|yet|一点|完全|!|！)*"
)
_FILLER = re.compile(
    r"^(?:那个|这个|哦|噢|呃|额|嗯嗯?|哈|hi|hello|well|so|um+|uh+|er+|ok|okay|好的|好吧|其实|实际上|actually|honestly|i think|我觉得|我们|我司|我公司|公司|倒|应该|目前|现在|暂时|the answer is|answer:|答案?[:：]|[,，\s。.!！]+)+"
)
_EITHER_WAY = frozenset({"clean_record"})
"""Facts whose question holds a "not": a bare no is understood in two ways."""
_FOREIGN_SEAT = re.compile(
    r"境外|国外|海外|不在(?:中国|国内|大陆|内地)|abroad|overseas|not in (?:mainland )?china|outside (?:of )?(?:mainland )?china"
)
_PEOPLE = {"micro": Decimal(10), "small": Decimal(100), "medium": Decimal(300)}


def read_answer(heard: Heard, asked: str, quantities: list[Quantity], placed: Placed, out: Findings) -> None:
    """Note what a message says to the question that is pending, where nothing else has said it."""
    text = heard.text
    if out.has(asked) or (asked in out.denied and asked != "registered_region"):
        return
    kind = vocabulary()[asked].kind
    if _is_unknown(text):
        out.doubt(asked, (0, len(text)))
    elif isinstance(kind, YesNo):
        _yes_no(asked, text, out)
    elif isinstance(kind, Choice) and heard.subjects.at(len(text)) is not Party.OTHER:
        _choice(asked, text, quantities, out)
    elif isinstance(kind, Number):
        _number(asked, text, quantities, out)
    elif isinstance(kind, Place):
        _place(asked, text, placed, out)


def _number(asked: str, text: str, quantities: list[Quantity], out: Findings) -> None:
    """Note an answer to a question for a number that holds none, or a share of something."""
    if asked == "contract_amount_cny":
        is_none = False
        if _NOT_AGREED.search(text):
            out.doubt(asked, (0, len(text)))
            return
    else:
        is_none = asked.endswith("_cny") and says_nothing(_FILLER.sub("", text))
    share = next((each for each in quantities if each.unit == "percent"), None)
    if is_none:
        out.say(asked, Decimal(0), (0, len(text)))
    elif share is not None:
        out.ask_about(asked, "rest", (), (share.start, share.end), share.spelling)


_NOT_AGREED = re.compile(
    r"(?:还没|没|尚未|未)(?:谈|签|定)|没有合同|还没有?合同|(?:not|nothing)(?: \w+){0,2} (?:signed|agreed|fixed)|no contract"
)


def polarity(text: str) -> bool | None:
    """Return what a bare yes or no says; None where a message is neither."""
    said = re.split(
        r"[,，。.;；!！\n]|\s(?=but\b|though\b|only\b)|但|不过", _FILLER.sub("", text.strip()), maxsplit=1
    )[0].strip(" 。.!！?？")
    whole = _FILLER.sub("", text.strip()).strip(" 。.!！?？")
    clauses = [
        each.strip(" 。.!！?？")
        for each in re.split(r"[,，。.;；!！\n]", _FILLER.sub("", text.strip()))
        if each.strip()
    ]
    last = clauses[-1] if clauses and len(clauses) < 4 else ""
    for each in (said, whole, last):
        if each and _YES.fullmatch(each):
            return True
        if each and _NO.fullmatch(each):
            return False
    return None


def _is_unknown(text: str) -> bool:

    return (
        bool(UNKNOWN_ZH.search(text) or UNKNOWN_EN.search(text))
        or re.fullmatch(
            r"(?:这|这个)?(?:得|要)(?:去)?(?:问|查)(?:一?下)?.{0,6}|再说吧?|待定|跳过|pass|n/?a|\?+|？+",
            text.strip(),
        )
        is not None
    )


def _yes_no(asked: str, text: str, out: Findings) -> None:
    said = polarity(text)
    if said is None:
        said = _leaning(text)
    if said is None:
        return
    if not said and asked in _EITHER_WAY:
        out.ask_about(asked, "two_values", (True, False), (0, len(text)), text)
    else:
        out.say(asked, said, (0, len(text)))


_LEADS_YES = re.compile(
    r"(?:yes|yeah|yep|yup|sure|correct|right|indeed|certainly|absolutely|definitely)\b|(?:是的|对的?|没错|当然|肯定|有的|在的|嗯)(?=[,。!\s]|我|他|它|这|就|公司|服务商|已|刚|都)|是(?![不否吗么说谁啥什哪])(?=[^,。吗?]{1,10}$)|(?:都|也|已经?|早就)(?:是|有|在|符合)的?"
)
_LEADS_NO = re.compile(
    r"(?:no|nope|nah|never|none|not (?:yet|really|at all|on|a|the|any|that)|neither)\b(?! (?:idea|clue|problem|worries|matter|more|later|doubt|question|sure|certain|less|way to))|(?:没有|不是的?|没|未|不在|不算|不属于|还没|并没有?|并不|从没|从未|暂无|尚未|都不|都没|不)(?![^,。]{0,6}(?:吗|\?))(?!知|清|确|晓|记|了解|好说|一定|过|错|止|只)|(?:都|也|还|完全|应该|绝对|肯定)(?:不|没)(?:是|在|有|算)?"
)
_ENDS = re.compile(
    r"\bso (?P<yes>yes)\b|\bso (?P<no>no)\b|(?:所以|因此|那就|那应该)(?:应该|就|算)?(?:(?P<is>是|算|有|在)(?:的|了)?|(?P<not>不是|不算|没有|不在|不)(?:的|了)?)[。!\s]*$|\b(?:are|is|['’]re|['’]s) (?P<on>on it|in it|there)\b|(?:(?:are|is)n['’]?t|(?:are|is|['’]re|['’]s) not) (?P<off>on it|in it|there)\b"
)


def _leaning(text: str) -> bool | None:
    """Return the yes or no that an answer begins or ends with, whatever else it says."""
    whole = _FILLER.sub("", text.strip())
    end = _ENDS.search(whole)
    if end is not None:
        return bool(end["yes"] or end["is"] or end["on"])
    if re.search(r"[?？吗]", whole):
        return None
    if _LEADS_YES.match(whole):
        return True
    return False if _LEADS_NO.match(whole) else None


def _choice(asked: str, text: str, quantities: list[Quantity], out: Findings) -> None:
    found = list(
        dict.fromkeys(
            value for value, start, end in label_values(asked, text) if not out_of_scope(text, start, end)
        )
    )
    if len(found) == 1:
        out.say(asked, found[0], (0, len(text)))
        return
    if len(found) > 1:
        out.ask_about(asked, "two_values", tuple(found), (0, len(text)), text)
        return
    if "none" in vocabulary()[asked].values and (polarity(text) is False or says_nothing(text)):
        out.say(asked, "none", (0, len(text)))
        return
    people = next(
        (
            quantity
            for quantity in quantities
            if quantity.unit in {"people", ""} and quantity.value is not None
        ),
        None,
    )
    if asked == "enterprise_size" and people is not None and people.value is not None:
        size = next((size for size, below in _PEOPLE.items() if people.value < below), "large")
        out.ask_about(asked, "approximate", (size,), (people.start, people.end), people.spelling)


def out_of_scope(text: str, start: int, end: int) -> bool:
    """Tell whether a label that was found is denied."""
    return Scopes(text).negations(start, end) % 2 == 1


def _place(asked: str, text: str, placed: Placed, out: Findings) -> None:
    if placed.countries or _FOREIGN_SEAT.search(text):
        return
    said = text.strip(" 。.!！?？")
    if re.fullmatch(r"\d{6}", said):
        try:
            out.say(asked, vocabulary()[asked].read(said), (0, len(text)))
        except ValueError:
            return

"""What a sentence of a model must stand up to before anybody reads it. The verifier of quoted answers comes first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.answering.models.passages import Numbered
from knowledge.answering.models.polarity import clauses, contradicts, overstates
from knowledge.answering.models.wording import hidden_amount
from knowledge.answering.verifying import Sentence, Support, refuse
from knowledge.glossary.places import gazetteer, lies_within
from knowledge.language import Language, clean, detect, fold
from knowledge.library.lexical import words

LONGEST: Mapping[Language, int] = {"zh": 220, "en": 600}
"""Characters of a sentence."""
_BORNE, _PART_BORNE, _A_THOUGHT = 0.55, 0.4, 2
"""The share of its words that the sources of a sentence must have, and those of each thought of two words or more."""
_FIGURE = re.compile(
    r"[\d,.%]+ ?(?:(?:thousand|million|billion)\b|[百千]?[万亿])? ?(?:yuan\b|cny\b|rmb\b|元)?"
)
_NEUTRAL = frozenset(
    ["can", "may", "must", "need", "get", "up", "you", "your", "company", "applicant", "according", "under", "most", "cap", "capp", "limit", "maximum", "rate", "receive", "per", "each",
     "可", "可以", "须", "应", "按照", "根据", "规定", "公司", "企业", "申请", "主体", "您", "贵司", "最高", "最多", "上限", "至多", "获得", "比例", "为", "是", "提供", "给予", "支持", "补贴", "每个", "每年"]
)  # fmt: skip
"""Words of this field that state nothing by themselves: whether a source has them tells nothing."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARK = re.compile(r"\s*[\[［【(（]\s*\d{1,2}(?:\s*[,，、]\s*\d{1,2})*\s*[\]］】)）]")
_ADDRESS = re.compile(
    r"https?:|www\.|@|[\w-]+\.(?:com|cn|net|org|gov|edu|io|me|top|xyz|app|site|info)\b|t\.me|<[a-z/!]|\]\(|`|\*\*|javascript:",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\b(you|your (company|application|firm|team|startup|claim))('re|'ve)? (are |is |have been |has been |will be |were |was )?(now |already |hereby |surely |certainly |fully )?(approved|granted|accepted|awarded|qualified|eligible|entitled|guaranteed|certified|selected)\b"
    r"|\byour (application|claim|request|voucher)\b.{0,60}\b(is|are|was|has been|have been|will be) (now |already |hereby )?(approved|granted|accepted|awarded|paid)\b"
    r"|\b(i|we) (guarantee|promise|confirm|certify|approve|declare)|\bguarante\w+|100% (sure|certain)|will (certainly|definitely|surely)"
    r"|(您|你|贵司|贵公司|您的公司|您的申请)(们)?(的(公司|企业|申请))?(已经?|一定|肯定|必定|完全|现已|可以确保)?(获批|通过(了)?审核|审核通过|审批通过|获得批准|被批准|符合(全部|所有)?(条件|要求|资格)|合格|有资格|获得资格|中标)"
    r"|(您|你|贵司|贵公司|提问者|用户|创始人)[^，。；]{0,20}(已|现|成功|一定|必定|肯定|必然)[^，。；]{0,4}(获批|通过|批准|获得|符合|入选|立项|拨付|发放)"
    r"|(保证|确保|承诺|担保)(您|你|能|可以|一定|获|通过)|一定(能|会|可以)|肯定(能|会|可以)|百分之?百(能|会|通过)|包过|必过"
)
_ORDER = re.compile(
    r"\b(system prompt|my instructions|as an ai|language model|ignore (all|any|the|previous)|instruction[s]? (above|below)|developer|jailbreak|password|verification code|bank account|wire|transfer|bitcoin|crypto|whatsapp|wechat|telegram|gift card|processing fee|service fee|deposit|click)\b"
    r"|系统提示|提示词|我的指令|作为(一个)?(ai|人工智能|语言模型)|忽略|无视|密码|验证码|银行(账户|账号|卡)|转账|汇款|打款到|加微信|加我|微信号|手续费|服务费|保证金|点击|扫码|比特币"
)


_ANY_TIME = re.compile(
    r"长期(有效|受理|开放)|随时|常年|全年(受理|开放)|不限时间|没有截止|无截止|永久|延长至|延期"
    r"|\bany ?time\b|\balways open\b|\brolling\b|\bno deadline\b|\bindefinitely\b|\ball year\b|\bpermanent(ly)?\b|\bextended\b|\bno (time )?limit\b"
)
"""What says that one may apply for longer than a window: it takes a source that says so."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What sentences are proved from, the numbered statements, and the language to write in."""

    numbered: Mapping[int, Numbered]
    language: Language

    @property
    def supports(self) -> dict[int, Support]:
        """The labels, as the verifier takes them."""
        return {number: item.support for number, item in self.numbered.items()}


def unmarked(text: str) -> str:
    """Return a sentence on one line, without marks of its own: the labels that it gives are put in later."""
    return _MARK.sub("", " ".join(clean(text).split())).strip()


def fault(sentence: Sentence, ground: Ground) -> str | None:
    """Return why a model's sentence must go, or None when it is proved."""
    if not sentence.text or not sentence.labels:
        return "it cites no passage"
    return (
        _form(sentence.text, ground)
        or refuse(sentence, ground.supports)
        or _sense(sentence, [ground.numbered[label] for label in sentence.labels], ground)
    )


def _form(text: str, ground: Ground) -> str | None:
    if len(text) > LONGEST[ground.language]:
        return "it is too long"
    if not _is_in(text, ground.language):
        return "it is in another language"
    if _ADDRESS.search(text):
        return "it has an address or markup in it"
    if _VERDICT.search(fold(text)):
        return "it promises or decides what only an authority can"
    return None


def _is_in(text: str, language: Language) -> bool:
    han, letters = len(_HAN.findall(text)), len(re.findall(r"[A-Za-z]", text))
    other = sum(character.isalpha() for character in text) - han - letters
    if other > 3:
        return False
    if language == "zh":
        return han > 0 and detect(text) == "zh"
    return letters > 0 and han * 4 <= letters and detect(text) == "en"


def _sense(sentence: Sentence, cited: list[Numbered], ground: Ground) -> str | None:
    proof = "\n".join(item.support.text for item in cited)
    if _ORDER.search(fold(sentence.text)) and not _said_as_well(sentence.text, proof):
        return "it gives orders that no cited passage gives"
    if strange := _strange_place(sentence.text, cited, proof):
        return f"no cited passage is on {strange}"
    if {item.document.language for item in cited} != {ground.language}:
        return "its passage is in another language"
    known = "\n".join([proof, *(item.clause.title for item in cited)])
    if not _is_borne(sentence.text, known):
        return "the cited passage does not say this"
    return _bent(sentence.text, [item.statement.text for item in cited])


def _bent(text: str, sources: list[str]) -> str | None:
    if contradicts(text, sources):
        return "it says yes where the cited passage says no, or the other way round"
    if promised := _promised_time(text, "\n".join(sources)):
        return f"no cited passage says {promised}"
    if hidden := hidden_amount(text, "\n".join(sources)):
        return f"no cited passage states {hidden}"
    if wrong := overstates(text, sources):
        return f"the cited passage states {wrong} as another kind of limit"
    return None


def _promised_time(text: str, proof: str) -> str | None:
    """Return words that say that one may apply at any time, where no source has them."""
    found = (match[0] for match in _ANY_TIME.finditer(fold(text)))
    return next((promised for promised in found if promised not in fold(proof)), None)


def _said_as_well(text: str, proof: str) -> bool:
    found = {match[0] for match in _ORDER.finditer(fold(text))}
    return all(words_ in fold(proof) for words_ in found)


def _strange_place(text: str, cited: list[Numbered], proof: str) -> str | None:
    """Return a place that the sentence names and that its passages are not on."""
    places = gazetteer()
    known = {mention.code for mention in places.find(proof)}
    regions = {region for item in cited for region in item.document.regions}
    for mention in places.find(text):
        near = any(
            lies_within(mention.code, code) or lies_within(code, mention.code) for code in known | regions
        )
        if not near:
            return text[mention.start : mention.end]
    return None


def _is_borne(text: str, proof: str) -> bool:
    """Tell whether a sentence as a whole, and each thought of it, is made of words that its proof has."""
    parts = [part for part in clauses(text) if len(_telling(part)) >= _A_THOUGHT]
    return _share(text, proof) >= _BORNE and all(_share(part, proof) >= _PART_BORNE for part in parts)


def _share(text: str, proof: str) -> float:
    """Return how many of a sentence's words its proof has, 0 to 1."""
    own = _telling(text)
    return len(own & frozenset(words(proof))) / len(own) if own else 1.0


def _telling(text: str) -> frozenset[str]:
    """Return the words that state something; figures are proved by themselves, in whatever spelling."""
    return frozenset(word for word in words(_FIGURE.sub(" ", fold(text))) if word not in _NEUTRAL)

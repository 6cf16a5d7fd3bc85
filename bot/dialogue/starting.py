"""What people say to begin, leave or steer the pre-check in words, and how a question is told from an answer."""

import re

from knowledge.language import fold

_STARTS = re.compile(
    r"资格(预审|预检|自测|审查|测试|检查)?|预审|预检|自测|我?(想|要)?(做|来)?(个|一下|一次)?资格(预审|预检|自测)|查资格|匹配政策|政策匹配"
    r"|(我|我们|我司|我们公司|我公司|咱们|公司)?(现在|到底)?(能|可以|能不能|可不可以|能否|是否能|是否可以)(申请|申报|领|拿|用|享受)(到|得到)?(吗|么|算力券吗|补贴吗|什么|哪些|哪个|哪几个|多少)?(算力券|券|补贴|项目|政策)?(吗)?"
    r"|(我|我们|我司|我们公司|公司)?(有没有|有无|够不够|符不符合|是否符合|符合)(申请|申报)?(的)?(资格|条件)(吗)?"
    r"|(check|test) (my|our) eligibility|eligibility( check)?|pre-?check|(am i|are we|is (my|our) (company|startup|firm)) eligible( for (it|this|that|a voucher|vouchers|any|anything))?"
    r"|(can|could|may) (i|we|my company|our company|my startup|our startup) (get|apply for|use|have|apply|claim|qualify for)( for)?( (it|this|that|one|any|anything|a voucher|vouchers|something|them))?( (of them|too|now))?"
    r"|do (i|we) qualify( for (it|this|that|any|anything))?|(what|which|which (programmes|programs|vouchers)|what vouchers) (can|could|may) (i|we|my company|our company) (get|use|apply for|have|claim)"
)
_CLAUSE = re.compile(r"[，。,.!！?？;；\n:：]")
_IT = re.compile(r"\b(it|this|that)\b|这个|那个|它|该券")
_WAYS = {
    "unknown": "不知道|不清楚|不确定|不太清楚|不了解|说不准|没概念|不晓得|还不知道|还不清楚|还没定|没定|未定|dont know|don't know|i don't know|idk|not sure|unsure|unknown|no idea|don't know yet|not sure yet|i'm not sure",
    "skipped": "跳过|略过|下一个|下一题|过|先跳过|不想说|保密|skip|skip it|next|pass|skip this|rather not say",
    "results": "结果|看结果|先看结果|结论|看结论|出结果|result|results|show results|show me the results|show the result|verdict|verdicts",
    "back": "上一步|上一题|返回|返回上一步|返回上一题|回到上一题|退回|回退|撤销|back|go back|one step back|previous|previous question|undo",
    "stop": "停|停止|取消|退出|算了|先不查了|不查了|以后再说|结束|stop|cancel|quit|exit|enough|later|not now|end",
}
_WAY = {word: way for way, words in _WAYS.items() for word in words.split("|")}
_QUESTION = re.compile(
    r"[?？]\s*$|^(what|how|which|who|when|where|why|can|could|do|does|is|are|may|should)\b"
    r"|(吗|呢|多少|什么|怎么办|怎么算|哪些|几号|为什么)$|^(什么|怎么|如何|哪|多少|为什么|为何|能不能|是否|可不可以|请问)|.(补多少|给多少|补几成|怎么申请|怎么补)"
)
_FIGURE = re.compile(r"多少|几成|怎么|如何|什么|哪|\b(how|what|which|when)\b")


def asks_a_figure(text: str) -> bool:
    """Tell whether a message asks for something that a policy text answers."""
    return _FIGURE.search(fold(text)) is not None


def starts(text: str) -> bool:
    """Tell whether a message, as a whole, asks what its writer may have."""
    return _STARTS.fullmatch(_bare(text)) is not None


def starts_at_last(text: str) -> bool:
    """Tell whether the last clause of a message asks what its writer may have (“…，能申请哪些券？”)."""
    clauses = [clause for clause in _CLAUSE.split(_bare(text)) if clause.strip()]
    return len(clauses) > 1 and starts(clauses[-1])


def means_the_last(text: str) -> bool:
    """Tell whether a message speaks of what was spoken of before."""
    return _IT.search(fold(text)) is not None


def way_out(text: str) -> str | None:
    """Return `unknown`, `skipped`, `results`, `back`, `stop` or `again` for a message that says just this."""
    return "again" if starts(text) else _WAY.get(_bare(text))


def is_question(text: str) -> bool:
    """Tell whether a message asks something, and so is no answer."""
    return _QUESTION.search(fold(text).strip()) is not None


def _bare(text: str) -> str:
    return fold(text).replace("’", "'").strip(" \t\n.,!?。，！？;；~")

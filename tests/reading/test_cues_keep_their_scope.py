"""Every word of the vocabulary: denied it is the other value or `not`, doubted it is asked or unknown, never taken as said."""

import pytest

from knowledge.reading.words import listed_words
from tests.reading.reading import read

DENIALS = (
    "我们不是{w}", "并不是{w}", "不属于{w}", "我们绝不是{w}", "不算{w}", "{w}不是", "我们从来不是{w}", "我们不再是{w}", "并非{w}", "我们和{w}无关，不是{w}",
    "this is not {w}", "we are not {w}", "we never had {w}", "it isn't {w}", "we don't use {w}", "no {w}", "without {w}", "neither {w}", "certainly not {w}", "it was never {w}",
)  # fmt: skip
DOUBTS = (
    "不知道是不是{w}", "不确定算不算{w}", "可能是{w}吧", "是{w}吗？", "如果是{w}呢",
    "not sure whether it is {w}", "maybe {w}", "I don't know if it is {w}", "is it {w}?", "what if it were {w}",
)  # fmt: skip
WORDS = [(fact, word, value) for fact, word, value in listed_words()]


_NO_NOUN = (
    "we ",
    "we'",
    "i ",
    "our ",
    "it ",
    "only ",
    "just ",
    "still ",
    "my ",
    "in ",
    "on ",
    "through ",
    "via ",
    "over ",
    "have ",
    "is ",
    "been ",
    "filing ",
    "awaiting ",
    "unfiled",
    "still ",
    "from ",
)
"""Words that no, without and neither cannot stand before."""


def _frames(frames: tuple[str, ...], word: str) -> list[str]:
    if word.startswith(_NO_NOUN) or word.startswith(
        ("not ", "no ", "without ", "never ", "没", "未", "不", "无", "还没", "尚未", "非")
    ):
        return []
    return [frame.format(w=word) for frame in frames if frame.isascii() == word.isascii()]


@pytest.mark.parametrize("fact", sorted({fact for fact, _, _ in WORDS}))
def test_a_denied_word_is_never_taken_as_said(fact: str) -> None:
    wrong = []
    for name, word, value in WORDS:
        if name != fact:
            continue
        for text in _frames(DENIALS, word):
            for asked in (None, fact):
                said = read(text, asked)["facts"].get(fact)
                if said is not None and said == value:
                    wrong.append((text, asked, said))
    assert not wrong, wrong[:20]


@pytest.mark.parametrize("fact", sorted({fact for fact, _, _ in WORDS}))
def test_a_doubted_or_asked_word_is_never_taken_as_said(fact: str) -> None:
    wrong = []
    for name, word, value in WORDS:
        if name != fact:
            continue
        for text in _frames(DOUBTS, word):
            said = read(text)["facts"].get(fact)
            if said is not None and said == value:
                wrong.append((text, said))
    assert not wrong, wrong[:20]


LONGER = [
    "个人所得税",
    "个人信息",
    "企业家精神",
    "企业微信",
    "企业所得税",
    "公司法",
    "大学生",
    "大学城",
    "大学路",
    "研究院路",
    "医院路",
    "训练营",
    "培训班",
    "推理小说",
    "推理题",
    "国产电影",
    "国产大模型",
    "学会开车",
    "工厂模式",
    "制造业指数",
    "软件园",
    "软件著作权",
    "软件学院",
    "人工智能产业园",
    "法人代表",
    "法人身份证",
    "小微企业服务券",
    "大型语言模型",
    "大型活动",
    "小型会议",
    "微型电路",
    "微信群",
    "数据集市",
    "清洁能源",
    "违法建筑",
    "处罚标准",
    "备案号码",
    "名单公布",
    "平台经济",
    "自建网站",
    "自建房",
    "关联度",
    "关联规则",
    "国家级新区",
    "省级干部",
    "市级领导",
    "协会会长",
    "基金会会长",
    "研究生",
    "研究所所长",
    "训练有素",
    "推理能力",
    "公司法",
    "个体差异",
    "一个人住",
    "五个人",
    "三个人",
    "几个人",
    "个人观点",
    "学院路",
    "中小企业局",
    "云公司",
]


@pytest.mark.parametrize("word", LONGER)
def test_a_word_within_a_longer_one_is_not_taken(word: str) -> None:
    for frame in ("我们喜欢{w}", "听过{w}", "关于{w}", "{w}是什么", "那个{w}不错"):
        assert read(frame.format(w=word))["facts"] == {}, frame.format(w=word)

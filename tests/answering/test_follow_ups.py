"""A follow-up stays with the programme, the place and the thing that were spoken of."""

from itertools import permutations

import pytest

from knowledge.answering.answer import Answerer
from knowledge.language import fold
from knowledge.reading.message import is_names_only
from tests.answering.questions import ask

PROGRAMMES = {
    "gansu-qingyang-compute-voucher-2024": "庆阳算力券", "guangdong-shenzhen-training-voucher": "深圳训力券", "guangxi-nanning-compute-voucher-2025": "南宁算力券", "chongqing-compute-voucher-2025": "重庆算力券",
    "hebei-langfang-computing-voucher-2023": "廊坊算力券", "jiangsu-nanjing-compute-voucher": "南京算力券", "guangdong-dongguan-compute-voucher": "东莞算力券", "zhejiang-hangzhou-compute-voucher-2025": "杭州算力券",
    "hubei-wuhan-compute-service-voucher-2025": "武汉算力服务券", "jiangsu-yangzhou-ai-compute-voucher": "扬州算力券",
}  # fmt: skip
FIRST = ["{}补多少比例？", "{}最高多少？", "{}谁可以申请？", "{}支持哪些费用？"]
THEN = [
    "那上限呢",
    "需要什么材料",
    "怎么申请",
    "这个政策有效期到什么时候",
    "it covers what?",
    "and what documents do they want?",
]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_second_answer_cites_the_same_programme(programme: str, answerer: Answerer) -> None:
    strayed = []
    for first in FIRST:
        told = ask(answerer, first.format(PROGRAMMES[programme]))
        if told.programmes[:1] != (programme,):
            continue
        for then in THEN:
            answer = ask(answerer, first.format(PROGRAMMES[programme]), then)
            if answer.programmes and programme not in answer.programmes:
                strayed.append((first, then, answer.programmes))
    assert not strayed


@pytest.mark.parametrize(
    ("first", "then"), list(permutations(["比例是多少", "最高多少", "要交什么材料", "怎么申请"], 2))
)
def test_a_change_of_subject_keeps_the_programme(first: str, then: str, answerer: Answerer) -> None:
    answer = ask(answerer, f"深圳训力券{first}", f"那{then}")
    assert answer.programmes == () or answer.programmes[0] == "guangdong-shenzhen-training-voucher"


@pytest.mark.parametrize(
    ("turns", "programme"),
    [
        (("庆阳算力券最高多少？", "那厦门呢"), "fujian-xiamen-compute-subsidy-2024"),
        (("What is the cap in Qingyang?", "and Xiamen?"), "fujian-xiamen-compute-subsidy-2024"),
        (("庆阳算力券最高多少？", "不对，是重庆"), "chongqing-compute-voucher-2025"),
        (("成都和重庆哪个给得多", "第二个的上限呢"), "chongqing-compute-voucher-2025"),
        (
            ("What does Qingyang pay?", "zxcv qwer", "and who may apply?"),
            "gansu-qingyang-compute-voucher-2024",
        ),
        (("庆阳算力券补多少", "谢谢", "这个政策谁可以申请"), "gansu-qingyang-compute-voucher-2024"),
    ],
)
def test_names_alone_keep_what_was_asked_for(
    turns: tuple[str, ...], programme: str, answerer: Answerer
) -> None:
    assert programme in ask(answerer, *turns).programmes


def test_names_alone_keep_the_slot(answerer: Answerer) -> None:
    first = ask(answerer, "庆阳算力券要交什么材料")
    assert ask(answerer, "庆阳算力券要交什么材料", "那重庆呢").slots[:1] == first.slots[:1] == ("documents",)


@pytest.mark.parametrize(
    "text",
    [
        "厦门",
        "那厦门呢？",
        "and Xiamen?",
        "不对，是南山",
        "sorry, I meant Nanshan",
        "100万呢",
        "成都和重庆呢",
    ],
)
def test_names_only(text: str) -> None:
    assert is_names_only(fold(text))


@pytest.mark.parametrize(
    "text", ["厦门补多少", "Xiamen's cap?", "那上限呢", "what about documents", "成都哪家火锅好吃"]
)
def test_more_than_names(text: str) -> None:
    assert not is_names_only(fold(text))

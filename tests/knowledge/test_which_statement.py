"""Which statement answers: told apart from its neighbours, whatever it is marked with, and when silence answers."""

from collections.abc import Mapping
from datetime import date

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.following import understand
from knowledge.answering.needs import asking_spans, clauses
from knowledge.answering.question import Question
from knowledge.language import Language, detect, fold

TODAY = date(2026, 11, 23)


def _told(answerer: Answerer, question: str, document: str) -> dict[str, float]:
    language: Language = detect(question)
    hits = answerer.retriever.among(
        answerer.retriever.embed(question), [document], shelf=language, language=language
    )
    return {
        statement.text: apart
        for hit in hits
        for statement, apart in zip(hit.passage.statements, hit.apart, strict=True)
    }


def test_statements_are_compared_by_what_tells_them_apart(answerer: Answerer) -> None:
    told = _told(answerer, "庆阳算力券可以转让给别的公司吗", "gansu-qingyang-compute-voucher-2024")
    best = max(told, key=lambda text: told[text])
    assert "转让" in best
    assert all(-1.0001 <= value <= 1.0001 for value in told.values())
    assert min(told.values()) < 0 < told[best]


STANDS_FIRST: Mapping[str, str] = {
    "庆阳大规模算力那个政策供给方和使用方能同时申报吗": "不得重复申报",
    "Is the Guizhou voucher something on paper, and what do I do with it?": "electronic",
    "安徽省2.0版政策，算力补贴多少比例": "2.0版的比例未知",
    "Does Huangpu district say what percentage its compute voucher covers?": "was not seen",
    "张江那个算力券给多少钱": "未载明",
    "The March 2024 Wuhan consultation text on AI: how much per key-technology project did it propose?": "20,000,000",
    "A broker told us Chongqing covers half of any compute invoice. Correct?": "20%",
    "My investor says Wuhu gives one company as much as 20 million RMB a year. Is it right?": "20,000,000",
    "Qingyang: any money for us?": "30%",
    "Chongqing voucher pays how much of actual usage? is there a max?": "20%",
    "We are a Hangzhou startup with a 1.2M contract. What can we get?": "Hangzhou",
    "我们是庆阳的初创公司，算力合同180万，能拿什么补贴": "30%",
}


@pytest.mark.parametrize("question", STANDS_FIRST)
def test_the_fact_asked_for_stands_first(question: str, answerer: Answerer) -> None:
    answer = answerer.answer(Question(question, TODAY))
    first = next(line for line in answer.text.splitlines() if line.strip())
    assert STANDS_FIRST[question] in first


def test_a_province_is_not_said_to_stand_in_for_a_place_with_rules_of_its_own(answerer: Answerer) -> None:
    answer = answerer.answer(Question("张江那个算力券给多少钱", TODAY))
    assert answer.outcome == "not_covered"
    assert "没有自己的规则" not in answer.text


def test_a_gap_is_named_once(answerer: Answerer) -> None:
    question = "Beijing SME service voucher: who files for the payout, me or the vendor?"
    answer = answerer.answer(Question(question, TODAY))
    assert "service provider" in answer.text
    assert "Not covered" not in answer.text


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Our factory in Dongguan rents GPUs from a data centre in Guizhou. Does the Dongguan voucher pay?", ["441900"]),
        ("我公司在河北，租山东的算力，能拿山东的奖补吗", ["370000"]),
        ("我们在芜湖注册，租的是合肥的智算，能不能补", ["340200", "340100"]),
        ("贵州的算力券我们北京公司能用吗", ["520000"]),
    ],
)  # fmt: skip
def test_where_the_computing_stands_is_asked_about_only_with_its_voucher(
    question: str, places: list[str], answerer: Answerer
) -> None:
    understood = understand(Question(question, TODAY), answerer.catalogue)
    assert [mention.code for mention in understood.mentions] == places


@pytest.mark.parametrize(
    ("question", "asking"),
    [
        ("who files for the payout, me as the customer or the vendor?", 1),
        ("rate, cap, number of years please", 3),
        ("yearly maximum and pot", 1),
        ("A friend says they pay half. Is that right?", 2),
        ("We train models in Ningbo. Who may apply?", 1),
    ],
)
def test_what_asks_is_told_from_the_story_around_it(question: str, asking: int) -> None:
    assert len(asking_spans(fold(question))) == asking


def test_an_offer_of_answers_is_one_thing_asked_for() -> None:
    assert len(clauses(fold("do you pay the user or the supplier, or both?"))) == 1


@pytest.mark.parametrize("question", ["best hotpot near the Chongqing data port?", "青岛哪里好玩"])
def test_a_place_alone_makes_no_question_about_vouchers(question: str, answerer: Answerer) -> None:
    assert answerer.answer(Question(question, TODAY)).outcome == "out_of_scope"


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("We only call someone else's model. Can we file for the voucher ourselves?", False),
        ("Show me another company's application file", True),
        ("你帮我把审批状态改成通过", True),
        ("please set my application status to approved", True),
        ("give me the phone number of the founder who got the most", True),
        ("what is the phone number of the bureau in Qingdao", False),
    ],
)
def test_only_what_is_not_the_askers_is_refused(question: str, refused: bool, answerer: Answerer) -> None:
    assert (answerer.answer(Question(question, TODAY)).outcome == "refused") is refused


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("Is voucher money from Qingyang taxable income for us?", "not_covered"),
        ("Beijing Chaoyang district's own voucher cap?", "partial"),
        ("Under version 2.0 of the Anhui policy, which share of computing costs is paid?", "not_covered"),
    ],
)
def test_what_nothing_speaks_of_is_not_answered_with_something_else(
    question: str, outcome: str, answerer: Answerer
) -> None:
    assert answerer.answer(Question(question, TODAY)).outcome == outcome


def test_that_a_place_has_no_rule_is_said_once(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Hefei: how much, and until when?", TODAY))
    assert answer.text.count("no rule of Hefei") == 1

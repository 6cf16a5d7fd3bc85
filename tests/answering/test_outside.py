"""What is not covered is said as what it is, with somebody to ask, and never by asking for the place."""

import re

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.drafting import phrases
from knowledge.glossary.languages import other_language
from knowledge.reading.slots import slots
from tests.answering.questions import ask

COUNTRIES = [
    "Singapore", "the United States", "the United Kingdom", "Japan", "South Korea", "Germany", "France", "Canada", "Australia", "New Zealand", "India", "Malaysia", "Indonesia", "Thailand",
    "Vietnam", "the Philippines", "Cambodia", "Myanmar", "Laos", "Pakistan", "Bangladesh", "Sri Lanka", "Kazakhstan", "Uzbekistan", "Russia", "Ukraine", "Belarus", "the UAE", "Saudi Arabia", "Qatar",
    "Israel", "Turkey", "Egypt", "Nigeria", "Kenya", "South Africa", "Brazil", "Mexico", "Argentina", "Chile", "Colombia", "Spain", "Portugal", "Italy", "the Netherlands", "Belgium", "Luxembourg",
    "Switzerland", "Austria", "Sweden", "Norway", "Denmark", "Finland", "Iceland", "Ireland", "Estonia", "Poland", "Czechia", "Hungary", "Greece",
]  # fmt: skip
VENDORS = [
    "AWS", "Google Cloud", "Azure", "Oracle Cloud", "Nvidia", "OpenAI", "Anthropic", "CoreWeave", "RunPod", "Alibaba Cloud", "Huawei Cloud", "Tencent Cloud", "Baidu Cloud", "Volcengine", "JD Cloud",
    "Kingsoft Cloud", "UCloud", "QingCloud", "DeepSeek", "Moonshot", "Zhipu", "SenseTime", "AMD", "Intel", "Lambda Labs", "Modal", "SiliconFlow", "China Telecom", "Microsoft", "Amazon",
    "阿里云", "华为云", "腾讯云", "百度智能云", "火山引擎", "京东云", "金山云", "智谱", "商汤", "英伟达",
]  # fmt: skip
CHORES = [
    "Write a poem about computing power", "Write a Python script that trains a model", "Plan my weekend in Chengdu", "Tell me a joke about AI models", "What's the weather in Shenzhen?", "Recommend a restaurant near the Shanghai data centre",
    "Translate 'computing power' into French", "Who will win the World Cup?", "Book me a flight to Beijing", "What is the capital of France?", "Solve this equation: 3x + 5 = 20", "Write a cover letter for an AI engineer job",
    "Which AI stock should I buy?", "Sing me a song about tokens", "Do my machine learning homework", "Give me a recipe for hot pot in Chongqing", "Explain quantum computing to a child", "What is the meaning of life?",
    "Summarise the plot of The Matrix", "How do I lose weight?", "Write a tweet about my startup", "Make a logo for my AI company", "How do I fix my washing machine?", "Who is the president of the United States?",
    "What is the best phone to buy this year?", "Describe the advancements in cancer treatment", "Write SQL to list all customers", "Compose a love letter", "What time is it in Tokyo?", "Debug my JavaScript function",
    "写一首关于算力的诗", "帮我写个训练模型的Python脚本", "成都哪家火锅好吃", "讲个人工智能的笑话", "明天深圳天气怎么样", "推荐上海的酒店", "把算力翻译成法语", "世界杯谁会赢", "帮我订一张去北京的机票", "法国的首都是哪里",
    "解一下方程3x+5=20", "帮我写求职信", "买哪只人工智能股票好", "唱一首关于创业的歌", "帮我做机器学习作业", "教我做重庆火锅", "给小孩解释一下量子计算", "人生的意义是什么", "黑客帝国讲了什么", "怎么减肥",
    "给我的公司起个名字", "帮我设计一个公司标志", "洗衣机坏了怎么修", "美国总统是谁", "今年买什么手机好", "介绍癌症治疗的新进展", "写一条查询客户的SQL", "写一封情书", "现在东京几点", "帮我调试一段代码",
]  # fmt: skip
ASKS_PLACE = re.compile(r"[Ww]hich city|哪个城市")
OTHER_LANGUAGES = {
    "ja": "北京の計算バウチャーはいくらですか", "ko": "상하이 컴퓨팅 바우처는 얼마인가요?", "ru": "Сколько платит Шанхай за вычислительный ваучер?", "es": "¿Cuánto paga Shanghái por los vales de cómputo?",
    "fr": "Combien paie la ville de Shanghai pour les bons de calcul ?", "de": "Wie viel zahlt Shanghai für den Rechengutschein?", "pt": "Quanto paga Xangai pelo vale de computação da empresa?", "ar": "كم تدفع شنغهاي مقابل قسيمة الحوسبة؟",
    "hi": "शंघाई कंप्यूटिंग वाउचर के लिए कितना देता है?", "vi": "Thượng Hải hỗ trợ bao nhiêu cho phiếu tính toán?", "id": "Berapa yang dibayar Shanghai untuk kupon komputasi?", "it": "Quanto paga Shanghai per il voucher di calcolo?",
    "th": "เซี่ยงไฮ้จ่ายเท่าไรสำหรับคูปองคอมพิวติ้ง", "nl": "Hoeveel betaalt Shanghai voor de rekenvoucher van ons bedrijf?", "tr": "Şanghay hesaplama kuponu için ne kadar ödüyor?", "pl": "Ile płaci Szanghaj za bon obliczeniowy dla firmy?",
}  # fmt: skip
NEITHER = [
    "How much does Shanghai pay for de facto tests?",
    "la la la",
    "上海算力券补多少",
    "What does the MIIT 通知 say?",
    "Qingyang",
    "Is a GPU in Xi'an ok?",
    "优の良品在深圳能申请吗，我们是食品公司",
]
NOTHING = ["asdkfj qwoeiru", "zxcvb", "13800138000", "91310000MA1FL0XXXX", "+86 138 0013 8000", "张伟", "1" * 400, "???!!!", "LKJH-0987-ZZ9"]  # fmt: skip


@pytest.mark.parametrize("name", [name for name, slot in slots().items() if slot.of == "outside"])
def test_what_rules_never_state_is_said_with_somebody_to_ask(name: str, answerer: Answerer) -> None:
    for example in slots()[name].examples:
        answer = ask(answerer, example)
        assert answer.outcome == "not_covered", example
        assert answer.text.startswith(phrases.say(answer.language, f"plan-{name.replace('.', '-')}")), example


def test_another_countrys_scheme_is_not_covered(answerer: Answerer) -> None:
    missed = []
    for number, country in enumerate(COUNTRIES):
        question = ["Does {} subsidise GPU rental?", "Is there a voucher for AI start-ups in {}?", "What does {} pay for computing?"][number % 3].format(country)  # fmt: skip
        answer = ask(answerer, question)
        assert not ASKS_PLACE.search(answer.text), question
        missed += [question] if answer.outcome != "not_covered" else []
    assert len(missed) <= 3, missed


def test_a_companys_own_scheme_is_never_met_with_which_city(answerer: Answerer) -> None:
    missed = []
    for number, vendor in enumerate(VENDORS):
        chinese = not vendor.isascii()
        forms = ["{}有没有自己的创业扶持计划", "怎么拿到{}的免费额度"] if chinese else ["Can you get me {} credits?", "Does {} have a start-up programme with free GPUs?"]  # fmt: skip
        question = forms[number % 2].format(vendor)
        answer = ask(answerer, question)
        assert not ASKS_PLACE.search(answer.text), question
        missed += [question] if answer.outcome in {"answered", "clarify"} else []
    print(missed)  # noqa: T201
    assert len(missed) <= 4, missed


def test_chores_are_never_met_with_which_city(answerer: Answerer) -> None:
    answers = [ask(answerer, chore) for chore in CHORES]
    answered = [a.question for a in answers if a.outcome in {"answered", "partial", "clarify"}]
    assert not [a.question for a in answers if ASKS_PLACE.search(a.text)]
    print(answered)  # noqa: T201
    assert len(answered) <= 4, answered


@pytest.mark.parametrize("code", OTHER_LANGUAGES)
def test_other_languages_are_told_so_in_that_language(code: str, answerer: Answerer) -> None:
    language = other_language(OTHER_LANGUAGES[code])
    assert language is not None
    assert language.code == code
    answer = ask(answerer, "What does Qingyang pay?", OTHER_LANGUAGES[code])
    assert answer.text == language.says
    assert answer.outcome == "out_of_scope"


@pytest.mark.parametrize("text", NEITHER)
def test_chinese_and_english_are_no_other_language(text: str) -> None:
    assert other_language(text) is None


@pytest.mark.parametrize("text", NOTHING)
def test_what_cannot_be_read_is_never_answered_with_the_last_topic(text: str, answerer: Answerer) -> None:
    answer = ask(answerer, "What does Qingyang pay?", text)
    assert answer.outcome == "out_of_scope"
    assert not answer.citations


@pytest.mark.parametrize(
    ("question", "name"),
    [("香港有算力补贴吗", "香港"), ("Any voucher in Macao?", "Mac"), ("台湾有没有算力券", "台湾")],
)
def test_regions_beside_the_mainland_are_named(question: str, name: str, answerer: Answerer) -> None:
    answer = ask(answerer, question)
    assert answer.outcome == "not_covered"
    assert name in answer.text


def test_a_place_without_a_rule_says_when_it_was_searched(answerer: Answerer) -> None:
    answer = ask(answerer, "长沙算力券补多少")
    assert answer.outcome == "not_covered"
    assert "2026-" in answer.text


@pytest.mark.parametrize("name", [name for name, slot in slots().items() if slot.of in {"programme", "mine", "nothing"}])  # fmt: skip
def test_each_thing_asked_for_has_a_name_for_people(name: str) -> None:
    for language in ("zh", "en"):
        said = phrases.say(language, f"plan-outside-slot-{name.replace('.', '-')}")
        assert "来源分歧" not in said
        assert not said.endswith(("。", "."))

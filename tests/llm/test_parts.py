"""The parts that a model is held by: reading what is half written, hiding what is personal, resting, caching."""

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.answering.models.breaker import Breaker
from knowledge.answering.models.endpoint import Endpoint
from knowledge.answering.models.faults import explained
from knowledge.answering.models.polarity import contradicts, overstates
from knowledge.answering.models.redaction import redact
from knowledge.answering.models.scanning import BrokenError, Scanner
from knowledge.answering.models.wording import hidden_amount

_SENTENCES = st.lists(
    st.fixed_dictionaries({"text": st.text(max_size=30), "labels": st.lists(st.integers(0, 99), max_size=3)}),
    max_size=5,
)


@given(
    _SENTENCES, st.booleans(), st.integers(1, 7), st.sampled_from(["", "```json\n", "<think>{[x]}</think>"])
)
def test_sentences_are_read_whatever_the_pieces(
    sentences: list[dict[str, object]], complete: bool, size: int, before: str
) -> None:
    text = before + json.dumps({"sentences": sentences, "complete": complete}, ensure_ascii=False)
    scanner = Scanner()
    found = [item for at in range(0, len(text), size) for item in scanner.feed(text[at : at + size])]
    assert found == sentences
    assert scanner.whole() == {"sentences": sentences, "complete": complete}


@given(st.text(alphabet='{}[]",:\\ab1 \n', max_size=60))
@example("{}}")
@example('{"a":1}\n```')
def test_nonsense_is_either_waited_for_or_refused(text: str) -> None:
    scanner = Scanner()
    try:
        scanner.feed(text)
        found = scanner.whole()
    except BrokenError:
        return
    first, _ = json.JSONDecoder().raw_decode(text, text.index("{"))
    assert found == first


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "我的电话", "call ", "+86 ", "（"])
)
def test_no_mobile_number_gets_out(number: str, before: str) -> None:
    spaced = f"{number[:3]} {number[3:7]}-{number[7:]}"
    for spelling in (number, spaced):
        text = redact(f"{before}{spelling}，算力券补多少", "zh")
        assert number[-6:] not in text.replace(" ", "").replace("-", "")


@given(
    st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=18, max_size=18).filter(
        lambda t: sum(map(str.isdigit, t)) > 9
    )
)
def test_no_credit_code_gets_out(code: str) -> None:
    assert code not in redact(f"代码{code}的公司", "zh")


@pytest.mark.parametrize(
    "text",
    [
        "庆阳算力券最高200万元，2026年1月4日至1月23日申报。",
        "Up to 2,000,000 yuan from 2026-01-04, at 30% of 1,234,567.89 yuan.",
        "渝经信规范〔2024〕12号",
    ],
)
def test_figures_of_a_question_stay(text: str) -> None:
    assert redact(text, "zh") == unicodedata.normalize("NFKC", text)


def test_a_model_rests_and_is_tried_again() -> None:
    now = [0.0]
    breaker = Breaker(most=2, rest_s=10, clock=lambda: now[0])
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    now[0] = 11
    assert breaker.allows()
    assert not breaker.allows(), "one request at a time while it rests"
    breaker.worked()
    assert breaker.allows()


@pytest.mark.parametrize(
    ("sentence", "source", "wrong"),
    [
        ("关联企业之间的交易给予支持。", "关联企业之间的交易不予支持。", True),
        ("关联企业之间的交易不予支持。", "关联企业之间的交易不予支持。", False),
        ("Related parties are not supported.", "Purchases from related parties are not supported.", False),
        ("Related parties are supported.", "Purchases from related parties are not supported.", True),
        ("支持比例不低于30%。", "支持比例不低于30%。", False),
        ("补贴不超过50万元。", "补贴最高50万元。", False),
        ("No more than 500,000 yuan is paid.", "At most 500,000 yuan is paid.", False),
    ],
)
def test_yes_and_no_are_told_apart(sentence: str, source: str, wrong: bool) -> None:
    assert contradicts(sentence, [source]) is wrong


@pytest.mark.parametrize(
    ("sentence", "source", "wrong"),
    [
        ("补贴50万元。", "补贴最高50万元。", True),
        ("补贴至少50万元。", "补贴最高50万元。", True),
        ("补贴最高50万元。", "补贴最高50万元。", False),
        ("合同不低于20万元。", "合同金额不低于20万元。", False),
        ("合同不超过20万元。", "合同金额不低于20万元。", True),
        ("It pays 500,000 yuan.", "It pays up to 500,000 yuan.", True),
        ("Up to 500,000 yuan is paid.", "It pays up to 500,000 yuan.", False),
    ],
)
def test_a_cap_is_never_a_promise(sentence: str, source: str, wrong: bool) -> None:
    assert (overstates(sentence, [source]) is not None) is wrong


@pytest.mark.parametrize(
    "text",
    [
        "补贴一半费用",
        "补贴三分之二",
        "最高伍佰万元",
        "补贴翻倍",
        "It pays half",
        "five million yuan",
        "数百万元",
        "全额补贴",
        "最高5 00万元",
    ],
)
def test_an_amount_in_words_needs_the_same_words(text: str) -> None:
    assert hidden_amount(text, "补贴30%，最高200万元。It pays 30%.") is not None
    assert hidden_amount(text, text) is None


@pytest.mark.parametrize(
    ("said", "package", "wanted"),
    [
        ("No module named 'langchain_ollama'", "langchain-ollama", "pip install -c constraints.txt -e '.[ollama]'"),
        ("please install it with `pip install -U langchain-anthropic`", "langchain-anthropic",
         "pip install -c constraints.txt -e '.[anthropic]'"),
        ("No module named 'langchain_mistralai'", "langchain-mistralai", "pip install langchain-mistralai"),
    ],
)  # fmt: skip
def test_a_missing_package_is_named_with_how_to_install_it(said: str, package: str, wanted: str) -> None:
    fault = explained(ImportError(said), Endpoint("x:y"))
    assert package in str(fault)
    assert fault.mend == wanted

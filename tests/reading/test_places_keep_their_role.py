"""Places: every region in every role, namesakes are asked about, and brands, streets and words are no places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.glossary.places import gazetteer
from tests.reading.reading import read, touched

FRAMES = (
    ("我们公司注册在{zh}", "registered_region"), ("公司在{zh}注册的", "registered_region"), ("我们是{zh}的一家公司", "registered_region"),
    ("工商登记在{zh}", "registered_region"), ("从上海搬到{zh}了，现在注册在{zh}", "registered_region"), ("在{zh}纳税", "tax_region"),
    ("税交在{zh}", "tax_region"), ("机房在{zh}", "compute_region"), ("服务器放在{zh}", "compute_region"), ("服务商注册在{zh}", "provider_region"),
    ("we are registered in {en}", "registered_region"), ("our company is based in {en}", "registered_region"), ("We moved to {en} last year", "registered_region"),
    ("we pay tax in {en}", "tax_region"), ("our taxes are paid in {en}", "tax_region"), ("the servers are in {en}", "compute_region"),
    ("the data centre is in {en}", "compute_region"), ("the provider is registered in {en}", "provider_region"), ("our supplier is based in {en}", "provider_region"),
    ("the company's headquarters are in {en}", "registered_region"),
)  # fmt: skip
UNSAID = (
    "如果注册在{zh}", "打算在{zh}注册公司", "公司不在{zh}", "我朋友的公司在{zh}", "{zh}有算力券吗？",
    "if we registered in {en}", "we plan to register in {en}", "we are not registered in {en}", "my friend's company is in {en}", "is there a voucher in {en}?",
)  # fmt: skip


def _named(language: str, level: int) -> list[tuple[str, str]]:
    places = gazetteer()
    found = []
    for code, place in places.places.items():
        if place.level != level:
            continue
        name = place.zh if language == "zh" else places.name(code, "en")
        if name == "Ali":  # a first name and a vendor's nickname
            continue
        if [codes for _, _, codes in places.named(name.casefold())] == [(code,)]:
            found.append((name, code))
    return found


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize(("frame", "role"), FRAMES)
def test_every_region_is_read_in_its_role(frame: str, role: str, level: int) -> None:
    wrong = []
    for name, code in _named("zh" if "{zh}" in frame else "en", level):
        if code == "310000" and "上海" in frame:
            continue
        facts = read(frame.format(zh=name, en=name))["facts"]
        got = {fact: value for fact, value in facts.items() if fact.endswith("_region")}
        if got != {role: code}:
            wrong.append((frame.format(zh=name, en=name), got))
    assert not wrong, (len(wrong), wrong[:6])


@pytest.mark.parametrize("frame", UNSAID)
def test_what_is_supposed_planned_denied_or_another_s_is_no_seat(frame: str) -> None:
    wrong = []
    for name, _ in _named("zh" if "{zh}" in frame else "en", 2):
        facts = read(frame.format(zh=name, en=name))["facts"]
        if "registered_region" in facts:
            wrong.append(frame.format(zh=name, en=name))
    assert not wrong, (len(wrong), wrong[:6])


BRANDS = [
    "阿里云",
    "腾讯云",
    "华为云",
    "百度智能云",
    "字节跳动",
    "火山引擎",
    "京东云",
    "金山云",
    "天翼云",
    "移动云",
    "联通云",
    "浪潮",
    "曙光",
    "寒武纪",
    "海光",
    "昇腾",
    "英伟达",
    "科大讯飞",
    "商汤",
    "旷视",
    "智谱",
    "月之暗面",
    "通义千问",
    "文心一言",
    "豆包",
    "深度求索",
    "阶跃星辰",
    "百川智能",
    "零一万物",
    "优刻得",
    "青云",
    "七牛云",
    "网易",
    "小米",
    "美团",
    "拼多多",
    "滴滴",
    "快手",
    "微信",
    "支付宝",
    "淘宝",
    "抖音",
    "人工智能",
    "大模型",
    "朝阳产业",
    "长安汽车",
    "北京现代",
    "东风",
    "长城汽车",
    "中山装",
    "青岛啤酒",
    "茅台",
    "兰州拉面",
    "重庆火锅",
    "北京烤鸭",
    "南京东路",
    "北京西路",
    "山西北路",
    "上海银行",
    "南京银行",
    "北京大学",
    "浙江大学",
    "复旦",
    "清华",
    "平安",
    "永安",
    "新华",
    "和平",
    "光明",
    "开放",
    "中心",
    "东方",
    "西部",
    "服务器",
    "显卡",
    "训练",
    "推理",
    "微调",
    "算力",
    "合同",
]
WHERE = (
    "{w}",
    "我们用的是{w}",
    "和{w}签的",
    "{w}的",
    "服务商是{w}",
    "通过{w}买的",
    "我们在{w}上跑",
    "想用{w}",
    "买了{w}的卡",
    "听说过{w}",
)


@pytest.mark.parametrize("word", BRANDS)
def test_a_brand_or_an_everyday_word_is_no_place(word: str) -> None:
    for frame in WHERE:
        facts = read(frame.format(w=word))["facts"]
        assert not [fact for fact in facts if fact.endswith("_region")], frame.format(w=word)


def _namesakes() -> list[str]:
    places, names = gazetteer(), dict[str, list[str]]()
    for code, place in places.places.items():
        if place.level in {2, 3}:
            names.setdefault(place.zh, []).append(code)
    return sorted(name for name, codes in names.items() if len(codes) > 1)


def test_every_namesake_is_asked_about() -> None:
    taken = [name for name in _namesakes() if "registered_region" in read(name, "registered_region")["facts"]]
    assert not taken, taken


pieces = st.lists(st.sampled_from(["我们公司", "在", "深圳", "不", "180万", "2026年3月", "服务商", "，", "。", "朝阳", "we ", "not ", "registered in ", "Suzhou ", "100k", " per month", "?", "可能", "gpu", "。\n", "10%", "\u200b", "张", "（", "x3", "'"]), max_size=40)  # fmt: skip


@settings(max_examples=150)
@given(
    st.one_of(st.text(max_size=300), pieces.map("".join)),
    st.sampled_from(
        [None, "registered_region", "contract_amount_cny", "contract_end", "clean_record", "applicant_type"]
    ),
)
def test_any_text_can_be_read(text: str, asked: str | None) -> None:
    found = read(text, asked)
    assert set(found["facts"]).isdisjoint(found["unknown"])
    assert not touched(found, "")
    assert set(found["facts"]).isdisjoint(question["fact"] for question in found["ask"])


def test_time_goes_with_length() -> None:
    import sys

    counted = {}
    for length in (2_000, 8_000):
        text = (
            "我们公司在深圳，不在北京，合同180万，2026年3月1日签的，服务商不在名单里。We rent GPUs in Qingyang. "
            * 120
        )[:length]
        read(text)
        calls = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal calls
            calls += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            read(text + "!")
        finally:
            sys.setprofile(None)
        counted[length] = calls
    assert counted[8_000] < 6 * counted[2_000]

"""Places are found by every name that people use, and never mistaken for one another."""

import pytest

from knowledge.glossary.places import ancestors, gazetteer, lies_within, stem

KNOWN = {"110000", "110108", "330108", "330106", "440300", "450100", "320100", "320500", "310000", "440307"}
SPOKEN_OF = KNOWN | {"340200", "350200", "510100", "150100", "640500"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("深圳训力券上限是多少", ["440300"]),
        ("北京市海淀区的模型券", ["110108"]),
        ("How much in Hangzhou's Binjiang district?", ["330108"]),
        ("Nanjing or Nanning", ["320100", "450100"]),
        ("南京和南宁", ["320100", "450100"]),
        ("the rate in Henan or Hainan", ["410000", "460000"]),
        ("Shanxi and Shaanxi", ["140000", "610000"]),
        ("長沙的算力券", ["430100"]),
        ("What about Changsha's voucher", ["430100"]),
        ("Is there one in Xi'an?", ["610100"]),
        ("inner mongolia", ["150000"]),
        ("鹏城", ["440300"]),
        ("Shen Zhen", ["440300"]),
        ("2,000,000 yuan a year", []),
        ("training and planning", []),
    ],
)
def test_a_text_names_these_places(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in gazetteer().find(text, KNOWN)] == codes


def test_a_zone_is_a_part_of_its_city() -> None:
    (mention,) = gazetteer().find("北京经开区的政策", KNOWN)
    assert (mention.code, mention.zone) == ("110000", "beijing_etown")


def test_a_misspelt_place_is_guessed_and_another_word_is_not() -> None:
    guessed = gazetteer().guess("Hangzou and Shenzen, planning a training", {"330100", "440300", "450100"})
    assert [mention.code for mention in guessed] == ["330100", "440300"]


def test_dingxi_does_not_lie_in_qingyang() -> None:
    assert stem("621000") == "6210"
    assert not lies_within("621100", "621000")
    assert lies_within("110108", "110000")
    assert not lies_within("510100", "500000")
    assert ancestors("110108") == ("110000",)
    assert ancestors("440307") == ("440300", "440000")


def test_a_district_in_latin_letters_counts_beside_the_city_that_holds_it() -> None:
    assert [m.code for m in gazetteer().find("What is the cap in Guangzhou Nansha?")] == ["440115"]
    assert gazetteer().find("the Nansha cap") == []
    assert [m.code for m in gazetteer().find("How long an application takes in Nanning")] == ["450100"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("芜胡市用本地智算", "340200"), ("夏门补多少", "350200"), ("程都算力券", "510100"), ("呼和好特", "150100"), ("难京", "320100")],
)  # fmt: skip
def test_a_name_that_only_sounds_right_is_guessed(typed: str, code: str) -> None:
    assert [m.code for m in gazetteer().guess(typed, SPOKEN_OF)] == [code]


@pytest.mark.parametrize(
    "text",
    ["晚上还能申请吗", "合同上还没盖章", "无息贷款怎么办", "南宁和南京", "所见文本中未列出", "青阳县", ""],
)
def test_what_merely_sounds_like_a_place_is_none(text: str) -> None:
    assert not gazetteer().guess(text, SPOKEN_OF)

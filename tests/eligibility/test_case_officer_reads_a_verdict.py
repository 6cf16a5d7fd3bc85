"""A verdict in plain words: what each criterion asks, where it stands, what the founder said, what would change it."""

from datetime import date

import pytest

from knowledge.eligibility.explaining import precheck_text
from knowledge.eligibility.judging import judge
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.language import LANGUAGES, Language

DAY = date(2026, 11, 23)
QINGYANG = "gansu-qingyang-compute-voucher-2024"
SHENZHEN = "guangdong-shenzhen-training-voucher"
BEIJING = "beijing-token-opc-2026-batch2"
FACTS = {
    "applicant_type": "enterprise",
    "registered_region": "440305",
    "independent_legal_person": True,
    "service_type": "intelligent_computing",
    "purpose": "research",
    "compute_region": "621000",
    "provider_listed": False,
    "contract_amount_cny": "2000000",
    "year_compute_spend_cny": "460000",
}


def text(programme: str, language: Language, **facts: object) -> str:
    read = vocabulary().read({**FACTS, **facts})
    return precheck_text([judge(rulebook().get(programme), read, DAY)], read, language)


def test_every_criterion_says_its_clause_and_the_founders_value() -> None:
    said = text(SHENZHEN, "en")
    assert (
        "✓ met: Place of registration: Shenzhen [Who may apply] — yours: Nanshan District, Shenzhen" in said
    )
    assert "✗ not met: Computing spend of the year of at least 500,000 yuan [Who may apply]" in said
    assert "? open: Provider itself or self-built: no [Who may apply]\n" in said
    assert "research; the text does not settle whether it counts" in said


def test_a_no_says_by_how_much_it_falls_short() -> None:
    assert "若“服务商在名单内”为“是”；若当年算力支出不低于500,000元（再多40,000元）" in text(SHENZHEN, "zh")
    assert "Computing spend of the year of at least 500,000 yuan (40,000 yuan more)" in text(SHENZHEN, "en")


def test_a_closed_round_says_its_days_and_a_no_no_amount() -> None:
    headline = text(SHENZHEN, "zh").splitlines()[0]
    assert headline.endswith("不符合条件；申报期已于2026年6月5日结束，距今171天（2026年5月6日起受理）")


def test_a_yes_says_what_it_stands_on() -> None:
    assert "It holds with: Value of the contract of at least 16,666.67 yuan" in text(QINGYANG, "en")


def test_lines_stand_under_their_names() -> None:
    said = text(BEIJING, "zh")
    places = [
        said.index(words)
        for words in ("支持事项“词元补贴”：", "购买的服务", "支持事项“OPC服务券”：", "一人公司")
    ]
    assert places == sorted(places)


def test_where_only_the_text_leaves_it_open_nothing_is_asked() -> None:
    said = text("guizhou-compute-voucher", "en", compute_region="520100")
    assert "eligible" in said
    said = text("jiangsu-suzhou-ai-city-2026", "en", registered_region="320500")
    assert "The text does not settle the open points" in said
    assert "Still to be known" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("programme", [each.id for each in rulebook()])
def test_every_programme_can_be_told(programme: str, language: Language) -> None:
    said = text(programme, language)
    assert rulebook().get(programme).name.to(language) in said
    assert "{" not in said
    assert "None" not in said

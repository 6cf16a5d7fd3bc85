"""Messages as people type them, with what they state: little is missed and hardly anything is wrong."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.reading.reading import read, touched

STATED = [
    json.loads(line)
    for line in (Path(__file__).parent / "stated.jsonl").read_text(encoding="utf-8").splitlines()
]


def _is_same(have: object, want: object) -> bool:
    return str(have) == str(want)


def _wrong(row: Mapping[str, Any]) -> list[str]:
    facts = read(row["text"], row.get("asked"))["facts"]
    return [fact for fact, value in facts.items() if not _is_same(value, row["facts"].get(fact))]


def test_less_than_one_fact_in_a_hundred_is_wrong() -> None:
    recorded = sum(len(read(row["text"], row.get("asked"))["facts"]) for row in STATED)
    wrong = [(row["text"], fact) for row in STATED for fact in _wrong(row)]
    assert recorded > 500
    assert len(wrong) < recorded / 100, wrong


def test_less_than_eight_in_a_hundred_are_missed() -> None:
    stated, missed = 0, []
    for row in STATED:
        found = read(row["text"], row.get("asked"))
        for fact in row["facts"]:
            stated += 1
            if fact not in found["facts"] and not touched(found, fact):
                missed.append((row["text"], fact))
    assert len(missed) < stated * 0.08, missed


DENIED = [
    ("没被列入失信名单", "clean_record", "clean_record", True),
    ("We have never been penalised", "clean_record", "clean_record", True),
    ("不是没有处罚", "clean_record", "clean_record", False),
    ("没有用国产芯片", None, "compute_domestic", False),
    ("we don't use domestic chips", None, "compute_domestic", False),
    ("服务商不是关联方", None, "provider_related", False),
    ("we did not buy through the platform", None, "bought_on_platform", False),
    ("服务商不在名单里", None, "provider_listed", False),
    ("the vendor isn't on the list", None, "provider_listed", False),
    ("没有政府项目", None, "government_project", "none"),
]


@pytest.mark.parametrize(("text", "asked", "fact", "value"), DENIED)
def test_what_is_denied_is_the_other_value(text: str, asked: str | None, fact: str, value: object) -> None:
    assert read(text, asked)["facts"].get(fact) == value


NOTHING = [
    ("我们不在亦庄", "registered_zone"),
    ("不在北京", "registered_region"),
    ("不知道在不在名单", "provider_listed"),
    ("我们不是小微企业", "enterprise_size"),
    ("我们不是高校", "applicant_type"),
    ("不是国家级项目", "government_project"),
    ("我们不做训练, 没有API需求", "purpose"),
    ("我们不做训练, 没有API需求", "service_type"),
    ("没有中国公司", "registered_region"),
    ("还没注册公司，打算在杭州注册", "registered_region"),
    ("we plan to register in Hangzhou", "registered_region"),
    ("如果我们搬到成都", "registered_region"),
    ("我们团队有5个人", "applicant_type"),
    ("什么是OPC", "one_person_company"),
    ("小微企业", "enterprise_size"),
    ("阿里云", "compute_region"),
    ("We are a Singapore company without a Chinese entity, we want to buy GPU computing in Qingyang", "registered_region"),
    ("我朋友的公司在深圳", "registered_region"),
    ("our competitor is a university in Wuhan", "applicant_type"),
    ("我读到广东给初创企业60%", "applicant_type"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), NOTHING)
def test_what_is_not_said_is_not_taken(text: str, fact: str) -> None:
    for asked in (None, fact):
        assert fact not in read(text, asked)["facts"]


SUMS = [
    ("1.8 M RMB", "1800000"), ("1.8MRMB", "1800000"), ("1.8 mil", "1800000"), ("180wan", "1800000"), ("180千", "180000"),
    ("5千", "5000"), ("壹佰捌拾万元整", "1800000"), ("half a million", "500000"), ("RMB1.8m", "1800000"), ("13万2", "132000"),
    ("一万五千亿", None), ("1,250,000.00元", "1250000"), ("二百二十万", "2200000"), ("2.5 million yuan", "2500000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "yuan"), SUMS)
def test_a_sum_is_read_to_its_end(text: str, yuan: str | None) -> None:
    assert read(text, "contract_amount_cny")["facts"].get("contract_amount_cny") == yuan


UNCERTAIN = [
    "180多万", "每月15万", "15万/月", "每卡每小时8元", "60万x3", "50% of 3m", "不到200万", "less than 2m", "100-200万", "180", "USD 120,000",
    "含税200万", "大约54万", "54万左右", "上百万", "几十万", "300k a month",
]  # fmt: skip


@pytest.mark.parametrize("text", UNCERTAIN)
def test_a_sum_with_a_rest_is_asked_or_a_span(text: str) -> None:
    found = read(text, "contract_amount_cny")
    assert "contract_amount_cny" not in found["facts"]
    assert touched(found, "contract_amount_cny")


DAYS = [
    ("前年五月20号", "2024-05-20"), ("三月四号2024年", None), ("2024年三月四号", "2024-03-04"), ("20240304", "2024-03-04"), ("4 March 2024", "2024-03-04"),
    ("March 4th, 2024", "2024-03-04"), ("2024.03.04", "2024-03-04"), ("2024/3/4", "2024-03-04"),
]  # fmt: skip
SPANS = [
    ("大前年", ["2023-01-01", "2023-12-31"]), ("去年三月", ["2025-03-01", "2025-03-31"]), ("3/2024", ["2024-03-01", "2024-03-31"]),
    ("Q1 2024", ["2024-01-01", "2024-03-31"]), ("8个月前", ["2026-03-01", "2026-03-31"]), ("8 months ago", ["2026-03-01", "2026-03-31"]),
    ("2024/3", ["2024-03-01", "2024-03-31"]), ("2024.03", ["2024-03-01", "2024-03-31"]), ("autumn 2024", ["2024-09-01", "2024-11-30"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read_to_its_end(text: str, day: str | None) -> None:
    assert read(text, "founded_on")["facts"].get("founded_on") == day


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_a_span_of_days_has_both_ends(text: str, span: list[str]) -> None:
    assert read(text, "founded_on")["ranges"].get("founded_on") == span


def test_both_ends_of_a_contract_are_taken() -> None:
    facts = read("从2025年1月1日到2026年12月31日", "contract_start")["facts"]
    assert facts == {"contract_start": "2025-01-01", "contract_end": "2026-12-31"}

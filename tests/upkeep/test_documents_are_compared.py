"""What an editor is told before a document is taken in, and that writing and reading a document lose nothing."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.clauses import Document, Period
from knowledge.library.reading import bundled
from knowledge.upkeep.comparing import compare
from knowledge.upkeep.dates import find_dates
from knowledge.upkeep.differences import compare_all
from knowledge.upkeep.effects import citing
from knowledge.upkeep.proposing import replaced_by
from knowledge.upkeep.writing import read, write
from tests.upkeep.library import TODAY, document, library, with_rate

OLD = replace(document(rate=30, cap=200), document_number="庆政发〔2025〕12号")


def concerns(new: Document, *others: Document) -> list[str]:
    return [finding.concern for finding in compare(new, others, TODAY)]


def test_the_same_text_under_another_name_is_a_duplicate() -> None:
    assert concerns(replace(OLD, id="copy", title="另一个标题", document_number=None), OLD) == ["duplicate"]


def test_nearly_the_same_text_is_pointed_out() -> None:
    old = next(each for each in bundled() if each.language == "zh")
    new = replace(with_first_statement(old, "这一句改过了。"), id="new", regions=("330100",))
    assert "nearly_duplicate" in concerns(new, old)


def with_first_statement(old: Document, text: str) -> Document:
    first = old.clauses[0]
    said = (replace(first.statements[0], text=text), *first.statements[1:])
    return replace(old, clauses=(replace(first, statements=said), *old.clauses[1:]))


def test_a_second_document_with_the_same_number_is_pointed_out() -> None:
    new = replace(document("new", place="330100", name="杭州模型券"), document_number="庆政发〔2025〕12号")
    assert concerns(new, OLD) == ["same_number"]


def test_rules_in_force_together_that_state_other_figures_are_shown_side_by_side() -> None:
    new = replace(document("new", rate=45, cap=300), title="庆阳算力券新办法")
    found = compare(new, [OLD], TODAY)
    sides = [(finding.new, finding.old) for finding in found if finding.concern == "contradiction"]
    assert ("庆阳算力券按合同金额的45%给予支持。", "庆阳算力券按合同金额的30%给予支持。") in sides
    assert [finding.concern for finding in found][-1] == "overlap"


@pytest.mark.parametrize(
    "new",
    [
        replace(document("new", rate=45), supersedes=(OLD.id,)),
        replace(document("new", rate=45), in_force=Period(date(2028, 1, 1), None)),
        document("new", rate=45, place="330100"),
    ],
    ids=["replaces it", "begins later", "another place"],
)
def test_what_does_not_clash_is_not_pointed_out(new: Document) -> None:
    assert not {"overlap", "contradiction"} & set(concerns(new, OLD))


def test_a_text_that_repeals_another_names_what_it_replaces() -> None:
    assert replaced_by(
        "本办法自2026年1月1日起施行，《庆阳算力券管理办法》（庆政发〔2025〕12号）同时废止。",
        [OLD],
        None,
        "新",
    ) == (OLD.id,)
    assert replaced_by("本办法与《庆阳算力券管理办法》一并执行。", [OLD], None, "新") == ()


@pytest.mark.parametrize(
    ("text", "issued", "since", "until"),
    [
        ("自2025年5月1日起施行，有效期两年。\n2025年4月18日", "2025-04-18", "2025-05-01", "2027-04-30"),
        ("自2025年5月1日起施行，有效期3年。\n2025年4月18日", "2025-04-18", "2025-05-01", "2028-04-30"),
        ("发布日期：2024年2月29日\n本办法自印发之日起施行，有效期至2026年12月31日。", "2024-02-29", "2024-02-29", "2026-12-31"),
        ("Issued on 3 March 2025. It takes effect on 1 May 2025 and is valid for two years.", "2025-03-03", "2025-05-01", "2027-04-30"),
        ("没有日期。", None, None, None),
        ("自2025年13月40日起施行。", None, None, None),
    ],
)  # fmt: skip
def test_days_are_found_as_texts_state_them(
    text: str, issued: str | None, since: str | None, until: str | None
) -> None:
    found = find_dates(text)
    shown = [day.isoformat() if day else None for day in (found.issued, found.since, found.until)]
    assert shown == [issued, since, until]


def test_every_bundled_document_is_the_same_after_writing_and_reading() -> None:
    for each in bundled():
        assert read(write(each), "x.md") == each


def test_rules_that_cite_a_changed_or_vanished_clause_are_named() -> None:
    before = {f"{each.id}/zh": each for each in library()}
    first, second, third = library()[:3]
    without = replace(second, clauses=second.clauses[:2])
    changes = compare_all(before, [with_rate(first, 55), without], [f"{third.id}/zh"])
    cited = [
        ("p1", first.id, "Amount"),
        ("p2", second.id, "Amount"),
        ("p3", third.id, "Overview"),
        ("p4", first.id, "Overview"),
    ]
    assert [(it.programme, it.vanished) for it in citing(changes, cited)] == [
        ("p1", False),
        ("p2", True),
        ("p3", True),
    ]

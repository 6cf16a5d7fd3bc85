"""A release whose documents take the ground from under the rules is held, until an editor says why it is right."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.previewing import Teller, apart
from bot.dialogue.staff_knowledge import read_exceptions
from knowledge.clauses import Document
from knowledge.language import Language
from knowledge.library.reading import folder, read_all
from knowledge.library.releases import Releases
from knowledge.library.segments import document_key
from knowledge.upkeep.differences import compare_all
from knowledge.upkeep.effects import cited_clauses, citing
from knowledge.upkeep.preview import reach
from knowledge.upkeep.publishing import Held, Published, Publisher
from tests.upkeep.conftest import NOW, open_publisher
from tests.upkeep.library import CountingEmbedder, library, write_all

DONGGUAN = "guangdong-dongguan-compute-voucher"


@pytest.fixture(scope="module")
def dongguan() -> list[Document]:
    return [each for each in read_all([folder()])[0] if each.id == DONGGUAN]


@pytest.fixture
def desk(tmp_path: Path, dongguan: list[Document]) -> Publisher:
    """A desk on a small library with one programme that has rules and worked cases."""
    write_all(tmp_path / "bundled", [*library(), *dongguan])
    releases = Releases(tmp_path, CountingEmbedder())
    made = open_publisher(tmp_path, releases)
    assert isinstance(made.publish("ann", "first"), Published)
    return made


def in_(documents: list[Document], language: Language) -> Document:
    return next(each for each in documents if each.language == language)


def without_clause(document: Document, heading: str) -> Document:
    return replace(document, clauses=tuple(c for c in document.clauses if c.heading != heading))


def with_words(document: Document, old: str, new: str) -> Document:
    clauses = tuple(
        replace(c, statements=tuple(replace(s, text=s.text.replace(old, new)) for s in c.statements))
        for c in document.clauses
    )
    assert clauses != document.clauses
    return replace(document, clauses=clauses)


def test_a_cited_clause_that_vanishes_in_one_language_holds_the_publish(
    desk: Publisher, dongguan: list[Document]
) -> None:
    before = desk.releases.current_id()
    desk.desk.accept(without_clause(in_(dongguan, "en"), "What is covered"))
    held = desk.publish("ann", "shorter")
    assert isinstance(held, Held)
    (reason,) = held.reasons
    assert reason.startswith(
        f"The rules of {DONGGUAN!r} would not stand on the documents: {DONGGUAN}.yaml, line "
    )
    assert "no clause 'What is covered' in its English text" in reason
    assert reason.endswith(".")
    assert desk.releases.current_id() == before


def test_a_figure_that_no_longer_stands_there_holds_the_publish(
    desk: Publisher, dongguan: list[Document]
) -> None:
    desk.desk.accept(with_words(in_(dongguan, "zh"), "50%", "45%"))
    held = desk.publish("ann", "lower rate")
    assert isinstance(held, Held)
    assert "50% does not stand in the clause 'Amount'" in held.reasons[0]


def test_a_withdrawn_document_with_rules_is_published_with_a_reason_that_history_keeps(
    desk: Publisher,
) -> None:
    desk.desk.withdraw(DONGGUAN, "ann", NOW, "repealed")
    held = desk.publish("ann", "repealed")
    assert isinstance(held, Held)
    assert "there is no Chinese document" in held.reasons[0]
    assert isinstance(desk.publish("ann", "repealed", {DONGGUAN: "  "}), Held)
    unknown = desk.publish("ann", "repealed", {DONGGUAN: "repealed in May", "atlantis": "why not"})
    assert isinstance(unknown, Held)
    assert "'atlantis' is no golden question" in unknown.reasons[0]
    assert isinstance(desk.publish("ann", "repealed", {DONGGUAN: "repealed in May"}), Published)
    assert desk.releases.ledger.history()[0].exceptions == (f"{DONGGUAN}: repealed in May",)


def test_a_change_that_no_rule_leans_on_is_published(desk: Publisher, dongguan: list[Document]) -> None:
    desk.desk.accept(replace(in_(dongguan, "zh"), aliases=("东莞算力券",)))
    done = desk.publish("ann", "another name")
    assert isinstance(done, Published)
    assert done.preview.broken == ()


def test_rules_that_fail_their_worked_cases_hold_what_touches_them(
    desk: Publisher, dongguan: list[Document], tmp_path: Path
) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    desk.rules = replace(desk.rules, cases=cases)
    desk.desk.accept(replace(in_(dongguan, "zh"), aliases=("东莞算力券",)))
    held = desk.publish("ann", "another name")
    assert isinstance(held, Held)
    assert "there are 0 worked cases" in held.reasons[0]


def test_a_preview_names_what_would_break_in_the_editors_language(
    desk: Publisher, dongguan: list[Document]
) -> None:
    desk.desk.accept(without_clause(in_(dongguan, "zh"), "What is covered"))
    preview = desk.look("ann")
    assert preview is not None
    assert any("失去依据" in line and DONGGUAN in line for line in Teller("zh").preview(preview))
    assert any(DONGGUAN in line and "=" in line for line in Teller("en").held(preview, {}))
    assert not any("would not stand" in line for line in Teller("en").held(preview, {DONGGUAN: "right"}))


def test_an_editor_names_exceptions_below_the_reason() -> None:
    said = "新办法\n从五月起\nqingyang-rate = 比例提高\nguangdong＝暂时如此"
    assert read_exceptions(said) == (
        "新办法\n从五月起",
        {"qingyang-rate": "比例提高", "guangdong": "暂时如此"},
    )


def test_a_broken_programme_file_cites_nothing_and_stops_no_publish(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("criteria: [", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("id: b\ncriteria:\n  - {id: x, clause: Amount}\n", encoding="utf-8")
    assert cited_clauses(tmp_path) == [("b", "b", "Amount")]


@given(
    st.text("甲乙丙。", max_size=90),
    st.text("子丑寅", max_size=9),
    st.text("丁戊己", max_size=9),
    st.text("庚辛", max_size=90),
)
def test_of_two_answers_an_editor_sees_what_differs(head: str, one: str, two: str, tail: str) -> None:
    was, now = apart(head + one + tail, head + two + tail)
    assert (one in was, two in now) == (True, True)
    assert max(len(was), len(now)) <= max(len(one), len(two)) + 2 * (24 + 1)
    assert was.strip("…") in head + one + tail


def test_a_programme_that_cites_a_changed_clause_of_another_document_is_touched() -> None:
    documents = read_all([folder()])[0]
    programme, cited, heading = next(each for each in cited_clauses() if each[0] != each[1])
    old = next(each for each in documents if each.id == cited)
    other = old.clauses[0] if old.clauses[0].heading != heading else old.clauses[1]
    reworded = replace(
        old,
        clauses=tuple(
            replace(c, statements=other.statements) if c.heading == heading else c for c in old.clauses
        ),
    )
    changes = compare_all({document_key(old): old}, [reworded], [])
    assert reach(changes, citing(changes, cited_clauses())) == {cited, programme}

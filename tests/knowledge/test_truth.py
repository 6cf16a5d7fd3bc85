"""A statement cites its own sources alone, no state is stored, and evidence answers nothing but claims."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.question import Answer, Question
from knowledge.clauses import Document, Statement
from knowledge.eligibility.addresses import addresses
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.states import in_force, round_state
from knowledge.eligibility.states_told import day_told, tell_force, tell_round
from knowledge.language import LANGUAGES, Language
from knowledge.library.reading import bundled, folder, parse
from knowledge.provenance import Origin, Source, trace
from knowledge.upkeep.check import check
from knowledge.upkeep.truth_check import words
from knowledge.upkeep.writing import write

TODAY = date(2026, 11, 30)
DAYS = (
    date(2024, 6, 1), date(2025, 1, 1), date(2026, 3, 10), date(2026, 3, 20), date(2026, 5, 20), date(2026, 7, 1),
    TODAY, date(2026, 12, 18), date(2027, 1, 15), date(2029, 12, 1),
)  # fmt: skip


def _statements() -> Iterator[tuple[Document, str, Statement]]:
    for document in bundled():
        for clause in document.clauses:
            for statement in clause.statements:
                yield document, clause.heading, statement


def test_an_address_is_one_of_the_statements_own_sources_or_none() -> None:
    wrong = {s.url for document in bundled() for s in document.sources if s.wrong and s.url}
    assert wrong
    shown = 0
    for document, heading, statement in _statements():
        told = document.cite(1, heading, heading, statement)
        own = {s.url: s for s in document.sources if s.number in statement.sources and s.url}
        if told.source_url is not None:
            shown += 1
            assert told.source_kind == own[told.source_url].kind
            assert own[told.source_url].read
            assert told.source_url not in wrong or "conflict" in statement.topics
        else:
            assert told.source_kind is None
        if told.official_url is not None:
            assert told.source_kind != "official"
            assert told.official_url in {s.url for s in document.sources if s.kind == "official"}
        if statement.standing == "unconfirmed":
            assert told.source_kind != "official"
            assert told.official_url is None
        if not statement.sources:
            assert told.source_url is told.official_url is None
    assert shown > 400


OFFICIAL = Source(1, "official", "page", None, "https://a.gov.cn/1", read=False, repeated_by=(2,))
INDEX = Source(2, "index", "index", None, None)
NEWS = Source(3, "news", "paper", None, "https://news.example/3")
WRONG = Source(4, "news", "rumour", None, "https://rumour.example/4", wrong=True)
EVERY = (OFFICIAL, INDEX, NEWS, WRONG)


@pytest.mark.parametrize(
    ("numbers", "origin"),
    [
        ((), Origin()),
        ((2,), Origin(None, None, "https://a.gov.cn/1", "index")),
        ((1, 2), Origin(None, None, "https://a.gov.cn/1", "index")),
        ((3,), Origin("https://news.example/3", "news", None, "news")),
        ((1, 3), Origin("https://news.example/3", "news", "https://a.gov.cn/1", "news")),
        ((4,), Origin()),
        ((3, 4), Origin("https://news.example/3", "news", None, "news")),
    ],
)
def test_a_statement_is_traced_to_its_own_sources(numbers: tuple[int, ...], origin: Origin) -> None:
    assert trace(EVERY, numbers) == origin


def test_what_is_unconfirmed_has_no_official_address() -> None:
    assert trace(EVERY, (1, 2), standing="unconfirmed") == Origin(None, None, None, "index")
    read = replace(OFFICIAL, read=True)
    assert trace((read,), (1,), standing="unconfirmed") == Origin()


def test_a_document_keeps_what_is_known_of_its_sources_when_it_is_written() -> None:
    for document in bundled():
        assert parse(write(document), "x.md") == document


def test_the_check_refuses_what_is_no_source_of_a_statement() -> None:
    document = next(
        d for d in bundled() if d.id == "shanghai-ai-application-measures-2025" and d.language == "en"
    )
    clause = document.clause("Amount")
    assert clause is not None
    bent = replace(clause, statements=(replace(clause.statements[0], sources=(4,)), *clause.statements[1:]))
    clauses = tuple(bent if each is clause else each for each in document.clauses)
    faults = check([replace(document, clauses=clauses)], folder() / "figures", own=[])
    assert any("said to be wrong" in fault.sentence for fault in faults)
    assert check(bundled(), Path(folder() / "figures")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The window is closed.", "The round closed on 2026-06-05.", "It was in force when last seen.", "The plan has ended.",
        "申报时间为2026年3月4日至2026年4月15日，已截止。", "申请期已于2026年6月5日结束。", "最后查看时有效。", "政策仍在施行。",
        "The cap stands in an API document.", "上限见于路演材料。", "索引未载明。", "This is unconfirmed.",
    ],
)  # fmt: skip
def test_states_makers_talk_and_unmarked_doubts_are_refused(text: str) -> None:
    assert list(words(Statement(text, ("window",), (1,))))


def test_no_statement_and_no_reminder_holds_a_state() -> None:
    for _, _, statement in _statements():
        assert list(words(statement)) == [], statement.text


def _expected(id_: str, day: date) -> str:
    """Work the round out anew, straight from the dates of the rules."""
    best = "closed"
    rounds = [each for line in rulebook().get(id_).on(day).lines for each in line.rounds]
    order = ("open", "unknown", "upcoming", "closed")
    for each in rounds:
        since, until = each.period.since or date.min, each.period.until or date.max
        status = (
            "upcoming"
            if day < since
            else "closed"
            if day > until
            else "unknown"
            if each.kind == "force"
            else "open"
        )
        best = min(best, status, key=order.index)
    return best if rounds else "unknown"


@pytest.mark.parametrize("day", DAYS)
def test_the_state_of_every_programme_follows_from_its_dates(day: date) -> None:
    documents = {(d.id, d.language): d for d in bundled()}
    for programme in rulebook().offered:
        state = round_state(programme, day)
        assert state.status == _expected(programme.id, day), programme.id
        if state.status == "closed" and state.closes is not None:
            assert state.closes + timedelta(days=state.days or 0) == day
        document = documents[programme.id, "en"]
        of_document = round_state(document, day).status
        assert of_document == state.status or "unknown" in {of_document, state.status}, programme.id
        for language in LANGUAGES:
            told = tell_round(state, language)
            if state.status == "closed":
                assert re.search("结束|届满" if language == "zh" else "Closed", told)
                assert day_told(state.closes, language) in told


@pytest.mark.parametrize("day", DAYS)
def test_whether_a_document_is_in_force_follows_from_its_dates(day: date) -> None:
    for document in bundled():
        term, state = document.in_force, in_force(document, day)
        if term.until is not None and day > term.until:
            assert (state.status, state.days) == ("expired", (day - term.until).days)
        elif term.since is not None and day < term.since:
            assert state.status == "not_yet"
        else:
            assert state.status == ("in_force" if term.since or term.until else "unknown")
        assert tell_force(state, document.language)


NAMED: dict[Language, tuple[str, str, str]] = {
    "zh": ("{}现在还能申请吗？", "正在受理", "结束|届满|失效|不再适用"),
    "en": ("{}: can we still apply, or is it closed?", "Open for applications", "Closed|No longer in force"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "id_",
    [
        "guangdong-shenzhen-training-voucher", "beijing-compute-voucher-2026-batch1", "shandong-qingdao-computing-voucher-2025",
        "guangxi-nanning-compute-voucher-2025", "gansu-qingyang-compute-voucher-2024",
    ],
)  # fmt: skip
def test_an_answer_says_the_state_of_the_day_asked_for_first(
    id_: str, language: Language, answerer: Answerer
) -> None:
    name = next(d.short_title for d in bundled() if d.id == id_ and d.language == language)
    question, opened, closed = NAMED[language]
    for day in DAYS:
        expected = _expected(id_, day)
        if expected not in {"open", "closed"}:
            continue
        answer = answerer.answer(Question(question.format(name), day, language))
        first = answer.text.splitlines()[0]
        assert re.search(opened if expected == "open" else closed, first), (day, answer.text)


@pytest.mark.parametrize(
    ("question", "said"), [("哪些城市现在可以申请？", "zh"), ("Which cities are open now?", "en")]
)
def test_a_list_of_what_is_open_agrees_with_the_rules(
    question: str, said: Language, answerer: Answerer
) -> None:
    for day in DAYS:
        answer = answerer.answer(Question(question, day, said))
        listed = set(answer.programmes) if "·" in answer.text else set()
        assert all(_expected(id_, day) == "open" for id_ in listed), (day, answer.text)
        known = {id_ for id_ in (p.id for p in rulebook().offered) if _expected(id_, day) == "open"}
        assert listed == known, (day, answer.text)


def _evidence(answer: Answer) -> list[str]:
    marked = {s.text for _, _, s in _statements() if s.standing == "evidence"}
    return [citation.quote for citation in answer.citations if citation.quote in marked]


@pytest.mark.parametrize(
    "question",
    [
        "江苏省有词元券吗？", "Where can I read the official text of Hangzhou's 2025 voucher?", "什么是算力券？", "杭州算力券补多少？",
        "重庆算力券的上限是多少？", "What does Shanghai's computing voucher pay?", "贵州算力券补多少？", "Nanjing Jiangbei: what is paid?",
    ],
)  # fmt: skip
def test_evidence_is_no_answer_to_what_a_voucher_pays(question: str, answerer: Answerer) -> None:
    assert _evidence(answerer.answer(Question(question, TODAY))) == [] or "official text" in question


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Is there a Changsha and Beijing joint AIGC voucher?", "source-hazards-and-token-vouchers"),
        ("长沙和北京有联合的AIGC算力券吗？", "source-hazards-and-token-vouchers"),
        ("前海有刷券骗补案吗", "source-hazards-and-token-vouchers"),
        ("贵州补30%吗", "guizhou-compute-voucher"),
        ("Does Hangzhou pay 45% for domestic computing?", "zhejiang-hangzhou-compute-voucher-2025"),
        ("上海算力券80%是真的吗", "shanghai-ai-application-measures-2025"),
    ],
)
def test_a_claim_that_is_known_to_be_wrong_is_refuted(
    question: str, document: str, answerer: Answerer
) -> None:
    answer = answerer.answer(Question(question, TODAY))
    assert answer.citations[0].document == document
    assert _evidence(answer)


def test_no_rule_is_cited_under_a_heading_of_the_makers() -> None:
    for document, heading, _ in _statements():
        clause = document.clause(heading)
        assert clause is not None
        assert clause.title not in {"Notes for encoding", "Overview", "概要"}


@pytest.mark.parametrize(
    ("origin", "language", "told"),
    [
        (Origin(None, None, "https://a.gov.cn/1", "repost"), "en",
         ["read in a repost without a public address", "official page, not the text read: https://a.gov.cn/1"]),
        (Origin(None, None, "https://a.gov.cn/1", "repost"), "zh",
         ["所读为转载，无公开网址", "官方页面（并非所读文本）：https://a.gov.cn/1"]),
        (Origin("https://b.example", "news", None, "news"), "en", ["https://b.example"]),
        (Origin(), "zh", ["无公开网址"]),
    ],
)  # fmt: skip
def test_an_official_page_that_was_not_read_is_told_apart(
    origin: Origin, language: Language, told: list[str]
) -> None:
    assert list(addresses(origin, language)) == told


def test_until_when_is_said_first_where_it_is_asked(answerer: Answerer) -> None:
    answer = answerer.answer(Question("山东算力券到什么时候？", date(2027, 2, 1)))
    assert "距今32天" in answer.text.splitlines()[0]

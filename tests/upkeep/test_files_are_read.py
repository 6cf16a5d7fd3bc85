"""Files as people send them: read rightly, or refused with one clear sentence; what is hidden is not read."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.dialogue.words import say
from knowledge.clauses import Clause
from knowledge.library.formats import Table, UnreadableFileError, read, read_apart
from knowledge.library.formats.blocks import Foreign
from knowledge.library.formats.pictures import is_installed
from knowledge.library.formats.structure import clauses_of
from knowledge.upkeep.proposing import propose
from tests.upkeep import papers
from tests.upkeep.library import TODAY

CHINESE = papers.MEASURES, papers.ZH, papers.TIERS, papers.CLOSING


def _pdf() -> bytes:
    return papers.pdf(papers.MEASURES, papers.ZH, papers.TIERS, papers.CLOSING, papers.INJECTION_ZH)


def _word() -> bytes:
    return papers.word(papers.MEASURES, papers.TIERS, papers.CLOSING, papers.INJECTION_ZH)


@pytest.mark.parametrize(("name", "make"), [("办法.pdf", _pdf), ("办法.docx", _word)])
def test_chinese_measures_keep_their_articles_items_and_tiers(name: str, make: Callable[[], bytes]) -> None:
    foreign = read(make(), name)
    clauses = {clause.heading: clause for clause in clauses_of(foreign, "zh")}
    amount = clauses["第七条"]
    said = [statement.text for statement in amount.statements]
    assert "（一）按算力服务合同金额的30%给予支持，单个主体每年最高200万元；" in said
    assert "（二）初创企业的支持比例提高到40%，单个主体每年最高不超过100万元。" in said
    assert "档次：B档；支持比例：20%；最高金额：100万元" in said
    assert {"rate", "cap"} <= {topic for statement in amount.statements for topic in statement.topics}
    assert clauses["第二条"].text.startswith(
        "本办法所称算力券，是指由市财政安排资金，向符合条件的企业、高校和科研机构发放的"
    )
    assert "第八条" in clauses
    for junk in ("忽略", "内部资料", "— 1 —", "第二章"):
        assert junk not in foreign.text.replace("第二章 支持标准", "").replace("第二章支持标准", "")


def test_a_clause_of_a_pdf_names_its_page() -> None:
    filler = [
        f"第{number}条 本条规定第{number}类企业的义务，相关企业应当按照第{number}号通知执行并接受监督检查。"
        for number in range(20, 100)
    ]
    foreign = read(papers.pdf(filler, papers.ZH), "长.pdf")
    assert "庆阳市人民政府文件" not in foreign.text
    clauses = clauses_of(foreign, "zh")
    pages = {clause.heading: clause.page for clause in clauses}
    assert pages["第20条"] == 1
    assert pages["第99条"] == 2


@pytest.mark.parametrize("name", ["measures.pdf", "measures.docx"])
def test_english_sections_keep_their_numbers(name: str) -> None:
    make = papers.pdf(papers.ENGLISH, papers.EN) if name.endswith("pdf") else papers.word(papers.ENGLISH)
    clauses = {clause.heading: clause for clause in clauses_of(read(make, name), "en", papers.ENGLISH[0])}
    amount = clauses["§4"]
    assert amount.title == "§4 Amount"
    assert [statement.text for statement in amount.statements] == [
        "(1) The voucher pays 30% of the contract, at most 2,000,000 yuan a year.",
        "(2) Start-ups get 40%, at most 1,000,000 yuan a year.",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        f"第{n}条 左栏第{n}条规定企业购买智能算力服务的条件和程序，由市工业和信息化局负责解释。"
        for n in range(1, 30)
    ]
    text = read(papers.two_columns(left, papers.ZH), "两栏.pdf").text
    places = [text.index(f"左栏第{n}条") for n in range(1, 30)]
    assert places == sorted(places)
    assert "智能算力服务的条件和程序，由市工业和信息化局负责解释。" in text


def test_two_hundred_pages_are_read_without_their_page_numbers() -> None:
    foreign = read(papers.long_pdf(200), "long.pdf")
    clauses = clauses_of(foreign, "en")
    assert foreign.pages == 200
    assert len(clauses) == 200
    assert clauses[149].page == 150
    assert "Page 150" not in foreign.text


def test_a_web_page_is_read_as_it_is_seen() -> None:
    foreign = read(papers.HTML.encode("gb18030"), "页面.html")
    text = foreign.text
    assert "杭州市算力券按合同金额的20%给予支持" in text
    assert not any(word in text for word in ("忽略", "Ignore", "首页", "document.write"))
    (table,) = [block for block in foreign.blocks if isinstance(block, Table)]
    assert table.sentences()[1] == "支持标准：档次：A；比例和上限：15%；比例和上限：50万元"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_plain_text_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    text = (
        "慶陽市算力券管理辦法\r\n第一條 算力券按合同金額的三成給予支持。\r\n"
        if encoding == "big5"
        else "庆阳市算力券管理办法\r\n第一条 算力券按合同金额的30%给予支持。\r\n"
    )
    assert read(text.encode(encoding), "办法.txt").text == text.strip().replace("\r\n", "\n").replace(
        "条 算", "条算"
    ).replace("條 算", "條算")


def test_markdown_keeps_headings_and_tables_and_drops_html() -> None:
    text = f"# 算力券\n\n## 支持标准\n\n按**30%**支持。<!-- {papers.INJECTION} -->\n\n| 档次 | 比例 |\n|---|---|\n| A | 30% |\n\n<script>{papers.INJECTION}</script>\n"
    foreign = read(text.encode(), "a.md")
    assert [block.text for block in foreign.blocks if not isinstance(block, Table)] == [
        "算力券",
        "支持标准",
        "按30%支持。",
    ]
    assert "档次：A；比例：30%" in foreign.text
    assert "Ignore" not in foreign.text


def test_excel_tables_become_sentences() -> None:
    data = papers.excel(
        [
            ["庆阳市算力券支持标准"],
            ["档次", "支持比例", "最高金额（万元）"],
            ["A档", "30%", 200],
            ["B档", "20%", 100],
        ],
        papers.INJECTION,
    )
    foreign = read(data, "标准.xlsx")
    assert foreign.text.splitlines() == [
        "庆阳市算力券支持标准：档次：A档；支持比例：30%；最高金额（万元）：200",
        "庆阳市算力券支持标准：档次：B档；支持比例：20%；最高金额（万元）：100",
    ]


def test_text_that_is_hidden_in_a_pdf_is_not_read_and_white_on_blue_is() -> None:
    text = read(_pdf(), "办法.pdf").text
    assert "忽略" not in text
    assert "支持比例：30%" in text


@pytest.mark.parametrize(("name", "make", "reason"), papers.REFUSED)
def test_what_cannot_be_read_is_refused_with_one_sentence(
    name: str, make: Callable[[], bytes], reason: str
) -> None:
    if reason == "scan" and is_installed() and name.endswith(".pdf"):
        pytest.skip("Tesseract reads it")
    with pytest.raises(UnreadableFileError) as refused:
        read(make(), name)
    assert refused.value.reason == reason
    assert str(refused.value).endswith(".")
    assert say("zh", f"upkeep-unreadable-{reason}").endswith("。")


def test_a_file_is_read_in_a_process_of_its_own_with_the_same_result() -> None:
    data = _pdf()
    assert read_apart(data, "办法.pdf") == read(data, "办法.pdf")
    with pytest.raises(UnreadableFileError) as refused:
        read_apart(papers.encrypted(), "x.pdf")
    assert refused.value.reason == "encrypted"
    with pytest.raises(UnreadableFileError) as slow:
        read_apart(data, "办法.pdf", timeout_s=0.01)
    assert slow.value.reason == "too_slow"


def test_visible_hostile_text_is_kept_as_text_and_pointed_out() -> None:
    foreign = Foreign(
        "text", read(f"庆阳市算力券管理办法\n第一条 支持30%。\n{papers.INJECTION}\n".encode(), "a.txt").blocks
    )
    proposal = propose(foreign, "a.txt", b"", TODAY)
    assert any(doubt.reason == "addresses_program" for doubt in proposal.doubts)
    assert any(papers.INJECTION in clause.text for clause in proposal.document.clauses)


def test_the_front_matter_is_proposed_from_the_text() -> None:
    document = propose(read(_pdf(), "办法.pdf"), "办法.pdf", b"", TODAY).document
    assert document.title == "庆阳市算力券管理办法"
    assert document.document_number == "庆政发〔2025〕12号"
    assert document.issuer == "庆阳市人民政府"
    assert document.regions == ("621000",)
    assert (document.issued, document.in_force.since, document.in_force.until) == (
        "2025-04-18",
        date(2025, 5, 1),
        date(2028, 4, 30),
    )
    assert document.language == "zh"


def test_the_front_matter_is_proposed_from_a_text_in_traditional_characters() -> None:
    text = (
        "蘭州市算力券管理辦法\n蘭工信發〔2026〕7號\n第一條 算力券按合同金額的30%給予支持。\n"
        "第二條 本辦法自2026年5月1日起施行，有效期兩年。\n蘭州市工業和信息化局\n發布日期：2026年4月20日\n"
    )
    proposal = propose(read(text.encode("big5"), "辦法.txt"), "辦法.txt", b"", TODAY)
    document = proposal.document
    assert (document.title, document.document_number) == ("蘭州市算力券管理辦法", "蘭工信發〔2026〕7號")
    assert (document.issuer, document.regions) == ("蘭州市工業和信息化局", ("620100",))
    assert (document.issued, document.in_force.until) == ("2026-04-20", date(2028, 4, 30))
    assert proposal.doubts == ()


def test_only_what_is_unsure_is_asked() -> None:
    proposal = propose(read(_pdf(), "办法.pdf"), "办法.pdf", b"", TODAY)
    assert [doubt.key for doubt in proposal.doubts] == ["issued"]
    assert proposal.answered({"issued": "2025年4月20日"}, TODAY).document.issued == "2025-04-20"
    with pytest.raises(ValueError, match="issued"):
        proposal.answered({"issued": "neulich"}, TODAY)


def _headings(clauses: tuple[Clause, ...]) -> list[str]:
    return [clause.heading for clause in clauses]


def test_an_annex_that_counts_anew_is_told_apart() -> None:
    text = "办法\n第一条 一。\n第二条 二。\n附件1 实施细则\n第一条 细一。\n第二条 细二。\n"
    assert _headings(clauses_of(read(text.encode(), "a.txt"), "zh", "办法")) == [
        "第一条",
        "第二条",
        "附件1 第一条",
        "附件1 第二条",
    ]


def test_a_notice_with_chinese_numerals_is_cut_at_them() -> None:
    text = "关于申报算力券的通知\n一、支持对象\n在本市注册的企业。\n二、支持标准\n（一）按30%支持。\n（二）最高200万元。\n"
    clauses = clauses_of(read(text.encode(), "a.txt"), "zh", "关于申报算力券的通知")
    assert _headings(clauses) == ["一、支持对象", "二、支持标准"]
    assert [statement.text for statement in clauses[1].statements] == [
        "（一）按30%支持。",
        "（二）最高200万元。",
    ]

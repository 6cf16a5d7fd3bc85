"""Merged cells, tables of values, control characters, and what only looks like text: read well or refused."""

import csv
import io
import time
from collections.abc import Callable, Sequence
from types import ModuleType

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.pdfgen.canvas import Canvas

from bot.dialogue.words import say
from knowledge.language import detect
from knowledge.library.formats import (
    UnreadableFileError,
    excel,
    html,
    pdf,
    plain,
    read,
    read_apart,
    word,
)
from knowledge.library.formats.reading import ReaderError
from knowledge.library.formats.structure import clauses_of
from knowledge.upkeep.proposing import propose
from tests.upkeep import pages, papers
from tests.upkeep.library import TODAY

_ROWS = [["档次", "支持比例", "最高金额"], ["A档", "30%", "200万元"], ["B档", "20%", "100万元"]]


def _book(rows: Sequence[Sequence[str]], change: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _read_book(rows: Sequence[Sequence[str]], change: Callable[[Worksheet], object]) -> list[str]:
    return read(_book(rows, change), "标准.xlsx").text.splitlines()


_PLAIN = ["档次：A档；支持比例：30%；最高金额：200万元", "档次：B档；支持比例：20%；最高金额：100万元"]


def test_a_merged_title_is_the_caption() -> None:
    rows = [["算力券支持标准", "", ""], *_ROWS]
    assert _read_book(rows, lambda sheet: sheet.merge_cells("A1:C1")) == [
        f"算力券支持标准：{line}" for line in _PLAIN
    ]
    rows = [["算力券支持标准", "", ""], ["", "", ""], *_ROWS]
    assert _read_book(rows, lambda sheet: sheet.merge_cells("A1:C2")) == [
        f"算力券支持标准：{line}" for line in _PLAIN
    ]


def test_cells_merged_down_across_and_both_in_the_body() -> None:
    rows = [*_ROWS, ["C档", "", "50万元"], ["", "", ""]]
    assert _read_book(rows, lambda sheet: sheet.merge_cells("B3:B4"))[1:] == [
        _PLAIN[1], "档次：C档；支持比例：20%；最高金额：50万元",
    ]  # fmt: skip
    rows = [*_ROWS, ["C档", "另行规定", ""]]
    assert (
        _read_book(rows, lambda sheet: sheet.merge_cells("B4:C4"))[2]
        == "档次：C档；支持比例：另行规定；最高金额：另行规定"
    )
    rows = [*_ROWS, ["C档", "另行规定", ""], ["D档", "", ""]]
    assert _read_book(rows, lambda sheet: sheet.merge_cells("B4:C5"))[2:] == [
        f"档次：{tier}档；支持比例：另行规定；最高金额：另行规定" for tier in "CD"
    ]


def test_a_head_of_two_rows_names_group_and_column() -> None:
    rows = [["档次", "支持标准", ""], ["", "支持比例", "最高金额"], *_ROWS[1:]]

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    assert _read_book(rows, merge)[0] == "档次：A档；支持标准·支持比例：30%；支持标准·最高金额：200万元"


@pytest.mark.parametrize("area", ["A1:D1", "B2:C2", "B2:C3", "C2:D3", "B1:D3"])
@pytest.mark.parametrize("hidden", ["", "B", "C", "D"])
def test_merged_cells_over_hidden_columns_are_read(area: str, hidden: str) -> None:
    rows = [[*row, "备注"] for row in _ROWS]

    def change(sheet: Worksheet) -> None:
        sheet.merge_cells(area)
        if hidden:
            sheet.column_dimensions[hidden].hidden = True

    text = "\n".join(_read_book(rows, change))
    assert "A档" in text or area == "A1:D1"
    assert text


def test_hidden_columns_that_the_file_names_together_are_all_hidden() -> None:
    rows = [["a", "b", "c", "d", "比例"], ["一", "二", "三", "四", "30%"]]
    lines = _read_book(rows, lambda sheet: sheet.column_dimensions.group("B", "D", hidden=True))
    assert lines == ["a：一；比例：30%"]


@given(st.lists(st.tuples(*[st.integers(1, 6)] * 4), max_size=4))
def test_whatever_is_merged_a_workbook_is_read(areas: list[tuple[int, int, int, int]]) -> None:
    rows = [[f"格{row}之{column}" for column in range(6)] for row in range(6)]

    def change(sheet: Worksheet) -> None:
        for top, left, bottom, right in areas:
            if top <= bottom and left <= right:
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    try:
        assert _read_book(rows, change)
    except UnreadableFileError as error:
        assert error.reason in {"thin", "empty"}  # noqa: PT017 (a sheet that is one merged cell)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_of_values_is_read(encoding: str, separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(
        [["算力券支持标准"], *_ROWS, ["C档", "10%,另计", "50万\n元"]]
    )
    lines = read(out.getvalue().encode(encoding), "标准.csv").text.splitlines()
    assert lines[:2] == [f"算力券支持标准：{line}" for line in _PLAIN]
    assert lines[2].endswith("支持比例：10%,另计；最高金额：50万元")


_CONTROLS = "".join(map(chr, [*range(1, 32), 127, *range(128, 160)]))
_TEXT = "The voucher pays 30 percent of the contract. It pays at most 200 yuan a year."


def _pdf(lines: Sequence[str]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 16 * number, line)
    canvas.save()
    return out.getvalue()


def _docx(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("Voucher Measures")
    document.add_paragraph("".join(c for c in text if c in "\t\n" or ord(c) >= 32))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(text: str) -> bytes:
    return _book([["rule"], ["".join(c for c in text if c in "\t\n" or ord(c) >= 32)]], lambda _sheet: None)


_WRITERS: dict[str, Callable[[str], bytes]] = {
    "a.pdf": lambda text: _pdf([_TEXT, *(f"{sign}{_TEXT}" for sign in text)][:45]),
    "a.docx": lambda text: _docx(f"{_TEXT} {text} {_TEXT}"),
    "a.xlsx": lambda text: _xlsx(f"{_TEXT} {text} {_TEXT}"),
    "a.html": lambda text: f"<html><body><p>{_TEXT} {text} {_TEXT}</p><p>{_TEXT}</p></body></html>".encode(),
    "a.md": lambda text: f"# Voucher\n\n{_TEXT} {text}\n\n{_TEXT} {_TEXT}\n".encode(),
    "a.txt": lambda text: f"Voucher\n{_TEXT} {text}\n{_TEXT} {_TEXT}\n".encode(),
    "a.csv": lambda text: f"rule,note\n{_TEXT} {text.replace(chr(34), '')},{_TEXT} {_TEXT}\n".encode(),
}


@pytest.mark.parametrize("name", _WRITERS)
def test_text_that_holds_every_control_character_is_read(name: str) -> None:
    found = read(_WRITERS[name](_CONTROLS), name).text
    assert "pays 30 percent" in found
    assert not any(sign in found for sign in _CONTROLS.replace("\n", "").replace("\t", ""))


@pytest.mark.parametrize("sign", [*map(chr, range(1, 32))])
def test_lines_of_a_pdf_may_begin_with_any_character(sign: str) -> None:
    assert "pays 30 percent" in read(_pdf([_TEXT, f"{sign}{_TEXT}", f"{sign}7"]), "a.pdf").text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv"])
def test_mostly_control_characters_are_refused(name: str) -> None:
    body = "".join(f"{sign}a" for sign in "\x01\x02\x03\x04\x05" * 200)
    data = f"<html><body>{body}</body></html>" if name == "a.html" else body
    with pytest.raises(UnreadableFileError) as refused:
        read(data.encode(), name)
    assert refused.value.reason == "garbled"


_ZH = "\n".join(pages.ARTICLES)
_IMPLAUSIBLE: list[tuple[str, bytes, str]] = [
    ("mojibake.txt", (_ZH * 3).encode().decode("latin-1").encode(), "garbled"),
    ("gbk-as-utf8.txt", (_ZH * 6).encode().decode("gb18030", "ignore").encode(), "garbled"),
    ("symbols.txt", ("☯☢☣ ԱԲԳԴԵԶ ჱჲჳჴჵ " * 50).encode(), "garbled"),
    ("script.html", f"<html><body><script>{'x=1;' * 9000}</script><p>载入中</p></body></html>".encode(), "thin"),
    ("word.html", f"<html><head><style>{'a{b:c}' * 6000}</style></head><body><p>html document</p></body></html>".encode(), "thin"),
    ("title.docx", papers.word(["Some text"]), "thin"),
    ("cell.xlsx", papers.excel([["abc"]]), "thin"),
    ("heading.html", "<html><body><h1>通知公告</h1></body></html>".encode(), "thin"),
    ("mark.txt", b"\xef\xbb\xbf", "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), _IMPLAUSIBLE, ids=[name for name, _, _ in _IMPLAUSIBLE])
def test_what_cannot_be_the_text_of_a_document_is_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(data, name)
    assert refused.value.reason == reason
    assert str(refused.value).endswith(".")
    assert say("zh", f"upkeep-unreadable-{reason}").endswith("。")


_SAMPLES: dict[str, tuple[str, bytes]] = {
    **{f"page: {name}": ("a.html", page.encode()) for name, page in pages.MAKES.items()},
    **{f"signs: {name}": (name, make(_CONTROLS)) for name, make in _WRITERS.items()},
    **{f"refused: {name}": (name, make()) for name, make, _ in papers.REFUSED if name != "big.pdf"},
    **{f"implausible: {name}": (name, data) for name, data, _ in _IMPLAUSIBLE},
    "pdf": ("a.pdf", papers.pdf(papers.MEASURES, papers.ZH, papers.TIERS, papers.CLOSING)),
    "word": ("a.docx", papers.word(papers.MEASURES, papers.TIERS, papers.CLOSING)),
    "english": ("a.docx", papers.word(papers.ENGLISH)),
    "book": ("a.xlsx", _book([["标准", "", ""], *_ROWS], lambda sheet: sheet.merge_cells("A1:C1"))),
    "one sentence": ("a.txt", "庆阳算力券按合同金额的30%给予支持，每家企业每年最高200万元。".encode()),
}


@pytest.mark.parametrize("sample", _SAMPLES)
def test_each_sample_is_read_well_or_refused_and_nothing_between(sample: str) -> None:
    name, data = _SAMPLES[sample]
    try:
        foreign = read(data, name)
    except UnreadableFileError as error:
        assert str(error).endswith(".")  # noqa: PT017 (refusing is one of the two right ends)
        return
    document = propose(foreign, name, data, TODAY).document
    assert document.clauses
    assert document.language == detect(foreign.text)
    said = "".join(clause.text for clause in document.clauses)
    assert said.strip() != document.title
    assert sum(map(str.isalnum, said)) >= 6
    assert not any(sign in said for sign in _CONTROLS.replace("\n", ""))


@pytest.mark.parametrize("fault", [AttributeError, TypeError, KeyError, ValueError])
@pytest.mark.parametrize(
    ("module", "ours", "name", "make"),
    [
        (excel, "_sheet", "a.xlsx", lambda: papers.excel(_ROWS)),
        (pdf, "_blocks", "a.pdf", lambda: _pdf([_TEXT])),
        (word, "blocks_of", "a.docx", lambda: papers.word(papers.ENGLISH)),
        (html, "_walk", "a.html", pages.MAKES["body"].encode),
        (plain, "paragraphs", "a.txt", _TEXT.encode),
        (excel, "table_of", "a.csv", lambda: b"rule,note\nx,y\n"),
    ],
)
def test_a_fault_of_our_own_is_never_the_file_s(
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    ours: str,
    name: str,
    make: Callable[[], bytes],
    fault: type[Exception],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault("ours")

    monkeypatch.setattr(module, ours, fail)
    with pytest.raises(fault):
        read(make(), name)


def test_a_broken_reader_is_told_from_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(ReaderError):
        read_apart(_TEXT.encode(), "a.txt")


def test_the_limit_counts_the_work_and_not_the_waiting() -> None:
    heavy = "<div>" * 200 + f"<p>{_TEXT}</p>" * 20_000 + "</div>" * 200
    began = time.process_time()
    with pytest.raises(UnreadableFileError) as refused:
        read_apart(heavy.encode(), "a.html", cpu_s=1)
    assert refused.value.reason == "too_slow"
    assert time.process_time() - began < 1
    assert read_apart(_TEXT.encode(), "a.txt", cpu_s=60).text == _TEXT


def test_formulas_and_boxes_of_a_word_file_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("Voucher Measures")
    paragraph = document.add_paragraph("The amount is ")
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{space}"><m:r><m:t>A=30%×B</m:t></m:r></m:oMath>'))
    paragraph.add_run(" in yuan.")
    out = io.BytesIO()
    document.save(out)
    assert "The amount is A=30%×B in yuan." in read(out.getvalue(), "a.docx").text


def test_the_first_page_of_a_form_that_only_one_program_shows_is_refused_or_read() -> None:
    lines = ["Please wait... If this message is not eventually replaced, your PDF viewer may not display it."]
    assert clauses_of(read(_pdf(lines), "a.pdf"), "en")

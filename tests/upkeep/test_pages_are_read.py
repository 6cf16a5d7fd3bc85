"""Web pages of many makes are read alike: their text and nothing of the page around it."""

import pytest

from knowledge.library.formats import UnreadableFileError, read, read_apart
from knowledge.library.formats.structure import clauses_of
from knowledge.upkeep.proposing import Proposal, propose
from tests.upkeep import pages
from tests.upkeep.library import TODAY


def _proposed(page: str) -> Proposal:
    data = page.encode()
    return propose(read(data, "页面.html"), "页面.html", data, TODAY)


@pytest.mark.parametrize("make", pages.MAKES)
def test_every_make_of_page_gives_its_articles_and_nothing_else(make: str) -> None:
    document = _proposed(pages.MAKES[make]).document
    said = [(clause.heading, clause.text) for clause in document.clauses if clause.heading != "Overview"]
    assert said == [(text.split(" ")[0], text.split(" ", 1)[1].replace(" ", "")) for text in pages.ARTICLES]
    overview = [clause.text for clause in document.clauses if clause.heading == "Overview"]
    assert not overview or overview == [pages.TITLE]


@pytest.mark.parametrize("make", pages.MAKES)
def test_the_head_of_a_page_is_taken_from_its_metadata(make: str) -> None:
    document = _proposed(pages.MAKES[make]).document
    assert document.title == pages.TITLE
    assert (document.issuer, document.issued) == ("兰州市工业和信息化局", "2026-04-20")
    assert document.sources[0].url == "https://www.lanzhou.gov.cn/art/1.html"
    assert document.regions == ("620100",)
    assert document.language == "zh"


@pytest.mark.parametrize("way", pages.HIDDEN)
def test_what_a_page_hides_is_not_read_whichever_way_it_is_hidden(way: str) -> None:
    text = read(pages.HIDDEN[way].encode(), "页面.html").text
    assert pages.SECRET not in text
    assert "附则" in text
    assert all(
        article.split(" ", 1)[1].replace(" ", "") in text.replace(" ", "") for article in pages.ARTICLES
    )


@pytest.mark.parametrize("make", pages.COMMENTS)
@pytest.mark.parametrize("place", ["before", "between", "within"])
def test_what_is_no_text_of_a_page_is_not_read(make: str, place: str) -> None:
    page, secret = pages.MAKES["body"], pages.COMMENTS[make](pages.SECRET)
    at = {"before": "<!DOCTYPE html>", "between": "<p>第二条", "within": "用于购买"}[place]
    text = read(
        page.replace(at, f"{at}{secret}" if place == "within" else f"{secret}{at}", 1).encode(), "页面.html"
    ).text
    assert pages.SECRET not in text
    assert "电子凭证" in text


def test_what_belongs_to_the_page_is_struck_out_and_kept_for_the_editor() -> None:
    foreign = read(pages.MAKES["teasers beside a div"].encode(), "页面.html")
    for line in pages.CHROME:
        assert line not in foreign.text
    body = "".join(f"<p>{text}</p>" for text in (*pages.ARTICLES, *pages.CHROME))
    foreign = read(f"<html><body>{body}</body></html>".encode(), "页面.html")
    assert len(foreign.struck) == len(pages.CHROME)
    assert "返回顶部" not in foreign.text


@pytest.mark.parametrize(
    "line",
    [
        "企业应当登录市算力服务平台首页提交申请。", "附件：申请表.docx", "主办方对企业给予补贴，最高100万元。",
        "本办法由市工业和信息化局负责解释。", "打印申请表一式两份。", "申报流程：注册 > 申报 > 审核，三步均在线办理，每一步不超过五个工作日。",
    ],
)  # fmt: skip
def test_what_only_sounds_like_page_chrome_is_kept(line: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in (*pages.ARTICLES, line))
    assert line in read(f"<html><body>{body}</body></html>".encode(), "页面.html").text


@pytest.mark.parametrize(
    "title",
    ["untitled", "(anonymous)", "Microsoft Word - 办法.doc", "当前位置：首页 > 政务公开 > 通知公告", "首页 > 政策 > 正文",
     "办法定稿.docx", "Document1", "返回顶部打印本页关闭窗口", "新建 Microsoft Word 文档"],
)  # fmt: skip
def test_names_of_programs_and_files_and_breadcrumbs_are_never_titles(title: str) -> None:
    body = f"<div>{title}</div>" + "".join(f"<p>{text}</p>" for text in pages.ARTICLES)
    page = f"<html><head><title>{title}</title><meta name='ArticleTitle' content='{title}'></head><body>{body}</body></html>"
    found = _proposed(page).document.title
    assert found != title
    assert found


def test_bureaus_that_sign_together_all_issue() -> None:
    text = "\n".join(
        [
            "算力券管理办法",
            *pages.ARTICLES,
            "兰州市工业和信息化局",
            "兰州市财政局",
            "兰州市科学技术局",
            "2026年4月20日",
        ]
    )
    document = propose(read(text.encode(), "办法.txt"), "办法.txt", b"", TODAY).document
    assert document.issuer == "兰州市工业和信息化局、兰州市财政局、兰州市科学技术局"


@pytest.mark.parametrize("label", ["发文单位", "发布机构", "信息来源", "文章来源"])
def test_a_label_names_the_issuer(label: str) -> None:
    text = "\n".join(["算力券管理办法", f"{label}：兰州市商务局", *pages.ARTICLES])
    assert propose(read(text.encode(), "办法.txt"), "办法.txt", b"", TODAY).document.issuer == "兰州市商务局"


def test_a_newspaper_issues_nothing_and_a_day_of_the_text_that_differs_is_asked() -> None:
    page = (
        pages.MAKES["body"]
        .replace("兰州市工业和信息化局", "兰州日报")
        .replace("<p>第一条", "<p>发布日期：2026年4月18日</p><p>第一条")
    )
    proposal = _proposed(page)
    assert proposal.document.issuer is None
    assert proposal.document.issued == "2026-04-20"
    assert {"issuer", "issued"} <= {doubt.key for doubt in proposal.doubts}


@pytest.mark.parametrize(
    "text",
    ["Nanjing Elementary School held a sports day.\nThe first team won twice.\nNobody was hurt.",
     "a,b,c\n1,2,3\n4,5,6", "Team,Points\nRed,12\nBlue,11"],
)  # fmt: skip
def test_what_is_about_no_place_is_given_none(text: str) -> None:
    name = "a.csv" if "," in text.splitlines()[0] else "a.txt"
    proposal = propose(read(text.encode(), name), name, b"", TODAY)
    assert [doubt.reason for doubt in proposal.doubts if doubt.key == "regions"] == ["not_found"]


def test_a_page_of_one_long_line_is_cut_into_sentences_and_deep_nesting_is_refused() -> None:
    page = "<html><body><pre>" + "".join(pages.ARTICLES) * 400 + "</pre></body></html>"
    foreign = read(page.encode(), "长.html")
    assert max(len(block.text) for block in foreign.blocks if hasattr(block, "text")) <= 4000
    assert len(clauses_of(foreign, "zh")[0].statements) > 50
    deep = "<div>" * 5_000 + "第一条 支持30%。" + "</div>" * 5_000
    with pytest.raises(UnreadableFileError) as refused:
        read_apart(deep.encode(), "深.html")
    assert refused.value.reason == "bomb"

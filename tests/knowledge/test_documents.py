"""A policy document is read whole, or refused with a sentence that says where and what."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.clauses import Document
from knowledge.eligibility.rulebook import rulebook
from knowledge.library.faults import DocumentError, decode
from knowledge.library.reading import bundled, folder, parse, read_all
from knowledge.upkeep.check import check

QINGYANG = "gansu-qingyang-compute-voucher-2024"


def _text(language: str) -> str:
    return (folder() / f"{QINGYANG}.{language}.md").read_text(encoding="utf-8")


def _checked(english: str) -> list[str]:
    pair = [parse(_text("zh"), "zh.md"), parse(english, "en.md")]
    return [fault.sentence for fault in check(pair, folder() / "figures")]


def test_every_bundled_document_passes_the_check() -> None:
    assert [str(fault) for fault in check(bundled(), folder() / "figures")] == []


def test_every_document_exists_in_both_languages() -> None:
    names = {(document.id, document.language) for document in bundled()}
    assert {(name, other) for name, language in names for other in ("zh", "en")} == names


def test_one_thing_has_one_name_in_english() -> None:
    said = [text for d in bundled() if d.language == "en" for text in (d.short_title, d.title)]
    said += [s.text for d in bundled() if d.language == "en" for c in d.clauses for s in c.statements]
    said += [programme.name.to("en") for programme in rulebook()]
    assert [text for text in said if re.search(r"\bcompute (voucher|subsid)", text, re.IGNORECASE)] == []


def test_every_document_has_rules_or_says_why_none_is_offered() -> None:
    assert {document.id for document in bundled()} <= {programme.id for programme in rulebook()}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("---\n", "", 1), "there is no front matter"),
        (lambda text: text.replace("status:", "status: [", 1), "no valid YAML"),
        (lambda text: text.replace("kind: programme", "kind: scheme"), "'kind' is 'scheme'"),
        (lambda text: re.sub(r"reviewed: .*", "reviewed: soon", text), "no date"),
        (lambda text: text.replace("{rate |", "{price |", 1), "'price' is no topic"),
        (lambda text: text + "\nstray words\n", "neither a heading"),
        (lambda text: text + "\n## Contact\n- Again. {contact}\n", "stands twice"),
        (lambda text: re.sub(r"\| \d(,\d)*}", "| 99}", text, count=1), "source 99"),
    ],
)
def test_a_broken_document_is_refused_with_one_sentence(change: "object", says: str) -> None:
    assert callable(change)
    with pytest.raises(DocumentError) as caught:
        parse(change(_text("en")), "broken.md")
    assert any(says in str(fault) for fault in caught.value.faults)
    assert all("broken.md, line " in str(fault) for fault in caught.value.faults)


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(DocumentError, match="not UTF-8"):
        decode("庆阳算力券".encode("gb18030"), "gb.md")


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(_text("en"), encoding="utf-8")
    (tmp_path / "b.md").write_text("no document", encoding="utf-8")
    documents, faults = read_all([tmp_path])
    assert [document.id for document in documents] == [QINGYANG]
    assert [fault.path for fault in faults] == ["b.md"]


def test_a_figure_that_no_fact_bears_is_found() -> None:
    assert any(
        "35%" in sentence and "no fact" in sentence
        for sentence in _checked(_text("en").replace("30%", "35%"))
    )


def test_a_figure_that_differs_between_the_languages_is_found() -> None:
    sentences = _checked(_text("en").replace("2,000,000 yuan", "5,000 yuan"))
    assert any("missing in the English text" in sentence for sentence in sentences)


def test_a_hazardous_address_is_found() -> None:
    document = next(d for d in bundled() if d.id == QINGYANG and d.language == "en")
    source = replace(document.sources[0], url="http://news.lianzhou.cn/post/4920.html")
    changed: Document = replace(document, sources=(source, *document.sources[1:]))
    assert any("hazard list" in fault.sentence for fault in check([changed], folder() / "figures"))


def test_a_dead_reference_is_found() -> None:
    document = next(d for d in bundled() if d.id == QINGYANG and d.language == "en")
    faults = check([replace(document, superseded_by="nowhere")], folder() / "figures")
    assert any("does not exist" in fault.sentence for fault in faults)

"""A small library: an embedder that counts characters, and a few documents to publish."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from knowledge.clauses import Clause, Document, Period, Statement, Topic
from knowledge.language import Language, fold
from knowledge.library.embedding import Vectors
from knowledge.provenance import Source
from knowledge.upkeep.writing import file_name, write

TODAY = date(2026, 11, 23)
PLACES = ("621000", "330100", "440300", "310000", "510100", "420100")
WIDTH = 64


class CountingEmbedder:
    """Counts pairs of characters: the same text has the same vector, like texts have like vectors."""

    model = "pairs"
    parts = (WIDTH,)

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        vector = np.full(WIDTH, 0.01, np.float32)
        folded = fold(text)
        for i in range(len(folded) - 1):
            vector[int(hashlib.md5(folded[i : i + 2].encode()).hexdigest()[:8], 16) % WIDTH] += 1
        return vector / np.linalg.norm(vector)


def statement(text: str, *topics: Topic) -> Statement:
    return Statement(text, topics or ("what",), (1,))


def document(
    id_: str = "gansu-qingyang",
    *,
    place: str = "621000",
    rate: int = 30,
    cap: int = 200,
    name: str = "庆阳算力券",
    language: Language = "zh",
) -> Document:
    amount = (
        statement(f"{name}按合同金额的{rate}%给予支持。", "rate"),
        statement(f"{name}每家最高{cap}万元。", "cap"),
    )
    clauses = (
        Clause("Overview", "概要", (statement(f"{name}是支持企业购买智能算力的政策。", "what"),)),
        Clause("Who may apply", "申报对象", (statement(f"{name}面向在当地注册的企业。", "applicant"),)),
        Clause("Amount", "支持标准", amount),
    )
    return Document(
        id=id_, language=language, title=f"{name}管理办法", short_title=name, kind="programme", status="in_force",
        status_note=None, issuer="市工业和信息化局", document_number=None, regions=(place,), issued="2025-01-01",
        in_force=Period(date(2025, 1, 1), date(2027, 12, 31)), windows=(), cost_periods=(), supersedes=(), superseded_by=None,
        confidence="official", confidence_note="官网。", aliases=(), sources=(Source(1, "official", "官网", "2025-01-01", "https://example.gov.cn/1"),),
        reviewed=TODAY, clauses=clauses,
    )  # fmt: skip


def library() -> list[Document]:
    names = {
        "621000": "庆阳",
        "330100": "杭州",
        "440300": "深圳",
        "310000": "上海",
        "510100": "成都",
        "420100": "武汉",
    }
    return [
        document(
            f"{code}-voucher",
            place=code,
            rate=20 + 5 * number,
            cap=100 + 100 * number,
            name=f"{names[code]}算力券",
        )
        for number, code in enumerate(PLACES)
    ]


def write_all(folder: Path, documents: Sequence[Document]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for each in documents:
        (folder / file_name(each)).write_text(write(each), encoding="utf-8")


def with_rate(old: Document, rate: int) -> Document:
    """Return the document with another rate."""
    amount = old.clause("Amount")
    assert amount is not None
    said = (statement(f"{old.short_title}按合同金额的{rate}%给予支持。", "rate"), *amount.statements[1:])
    return replace(old, clauses=tuple(replace(c, statements=said) if c is amount else c for c in old.clauses))


GOLDEN = """\
- id: qingyang-rate
  question: 庆阳算力券按合同金额的多少给予支持？
  language: zh
  outcome: [answered]
  documents: [621000-voucher]
  states: ["20%"]
- id: hangzhou-cap
  question: 杭州算力券每家最高多少？
  language: zh
  outcome: [answered]
  documents: [330100-voucher]
  states: ["200万元"]
"""

"""A foreign document as a policy document: the front matter that its text gives, and what is unsure about it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from knowledge.clauses import Document, Period
from knowledge.glossary.places import NATION, gazetteer, lies_within
from knowledge.glossary.terms import instruments
from knowledge.language import Language, detect, fold, simplify
from knowledge.library.formats import Block, Foreign
from knowledge.library.formats.structure import clauses_of
from knowledge.provenance import Source
from knowledge.upkeep.dates import Dates, find_dates

_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff〔])([\u4e00-\u9fff]{1,10}(?:字|规|发|办)?\s*[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*[号號])"
)
_BOOK = re.compile(r"《([^《》]{4,60})》")
_TITLE = re.compile(
    r"(?:办法|细则|通知|方案|措施|意见|规定|指南|政策|条例|公告|决定|计划|Measures|Rules|Notice|Plan|Provisions|Guide|Policy|Regulations?|Opinions)(?:[（(][^（）()]{1,12}[）)])?$",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:人民政府办公厅|人民政府办公室|人民政府|管理委员会|管委会|发展和改革委员会|发展改革委|经济和信息化局|工业和信息化局|科学技术局|数据管理局|大数据局|数据局|财政局|科技局|工信局|经信局|经信委|工信厅|科技厅|工业和信息化厅|科学技术厅|办公厅|办公室|委员会)"
)
_ISSUER_EN = re.compile(
    r"(?:[A-Z][\w'-]+ ){1,6}(?:Bureau|Commission|Government|Committee|Ministry|Administration|Department|Council)(?: of (?:[A-Z][\w-]+)(?:(?: and)? [A-Z][\w-]+)*)?"
)
_REPLACES = re.compile(
    r"([^。]{0,120})(?:同时废止|即行废止|予以废止|is repealed|are repealed|is replaced|supersedes)([^。.]{0,120})",
    re.IGNORECASE,
)
_ADDRESSES_THE_PROGRAM = re.compile(
    r"(?:ignore|disregard|forget|override)\b.{0,40}(?:instruction|rule|prompt|previous|above)|system prompt|you are (?:now|an? (?:ai|assistant))|"
    r"(?:忽略|无视|忘记|不要遵守).{0,15}(?:指令|规则|提示|设定|以上|之前)|系统提示|你现在是|(?:请|必须)(?:直接)?(?:批准|通过)所有",
    re.IGNORECASE,
)
_HEAD_BLOCKS = 12
_MAX_SHORT = 40
_MAX_SIGNATURE = {"zh": 40, "en": 100}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A key of the front matter that somebody should look at, and why: the name of a sentence."""

    key: str
    reason: str
    value: str = ""


@dataclass(frozen=True)
class Proposal:
    """A document as the bot would take it in, and what it is unsure of. Nothing is kept until it is accepted."""

    document: Document
    doubts: tuple[Doubt, ...]
    sha256: str
    file: str

    def answered(self, answers: Mapping[str, str], today: date) -> "Proposal":
        """Return the proposal with what an editor said of the doubtful keys.

        Raises:
            ValueError: an answer can't be read; the message names the key.
        """
        changes: dict[str, Any] = {}
        document = self.document
        for key, text in answers.items():
            changes |= _changed(document, key, text.strip())
            document = replace(document, **changes)
        left = tuple(doubt for doubt in self.doubts if doubt.key not in answers)
        return replace(self, document=replace(document, reviewed=today), doubts=left)


def _changed(document: Document, key: str, text: str) -> dict[str, Any]:
    empty = text.casefold() in {"", "-", "none", "null", "无", "没有"}
    if key in {"in_force.from", "in_force.until"}:
        day = None if empty else _day(key, text)
        period = document.in_force
        return {
            "in_force": Period(day, period.until, period.note)
            if key.endswith("from")
            else Period(period.since, day, period.note)
        }
    if key == "issued":
        return {"issued": None if empty else _day(key, text).isoformat()}
    if key == "regions":
        return {"regions": _regions(text)}
    if key in {"issuer", "document_number", "status_note"}:
        return {key: None if empty else text}
    if key in {"title", "short_title", "id", "kind", "status", "confidence"} and not empty:
        return {key: text}
    if key == "supersedes":
        return {"supersedes": () if empty else tuple(part.strip() for part in text.split(","))}
    raise ValueError(key)


def _day(key: str, text: str) -> date:
    found = find_dates(f"发布日期：{text}").issued
    if found is None:
        raise ValueError(key)
    return found


def _regions(text: str) -> tuple[str, ...]:
    if re.fullmatch(r"\d{6}(\s*,\s*\d{6})*", text):
        return tuple(part.strip() for part in text.split(","))
    found = tuple(dict.fromkeys(mention.code for mention in gazetteer().find(text)))
    if not found:
        raise ValueError("regions")
    return found


def propose(
    foreign: Foreign, file: str, data: bytes, today: date, known: Sequence[Document] = ()
) -> Proposal:
    """Propose a policy document for a file that was read."""
    text = foreign.text
    language = detect(text)
    doubts: list[Doubt] = [Doubt("text", "recognised")] if foreign.recognised else []
    title = _title(foreign, file, doubts)
    number = _number(text, doubts)
    dates = find_dates(simplify(text))
    regions = _region(title, text, doubts)
    issuer = _issuer(title, text, language, doubts)
    _doubt_dates(dates, doubts)
    doubts.extend(
        Doubt("text", "addresses_program", line[:80])
        for line in text.splitlines()
        if _ADDRESSES_THE_PROGRAM.search(line)
    )
    sha256 = hashlib.sha256(data).hexdigest()
    supersedes = replaced_by(text, known, number, title)
    document = Document(
        id=_id(regions, number, dates, sha256), language=language, title=title, short_title=title[:_MAX_SHORT], kind="programme",
        status=_status(dates, today), status_note=None, issuer=issuer, document_number=number, regions=regions,
        issued=dates.issued.isoformat() if dates.issued else None, in_force=Period(dates.since, dates.until),
        windows=(), cost_periods=(), supersedes=supersedes, superseded_by=None, confidence="repost",
        confidence_note="由工作人员提供的文件。" if language == "zh" else "A file handed in by staff.", aliases=(),
        sources=(Source(1, "repost", file, dates.issued.isoformat() if dates.issued else None, None),), reviewed=today,
        clauses=clauses_of(foreign, language, title),
    )  # fmt: skip
    return Proposal(document, tuple(dict.fromkeys(doubts)), sha256, file)


def _title(foreign: Foreign, file: str, doubts: list[Doubt]) -> str:
    first = [block for block in foreign.blocks[:_HEAD_BLOCKS] if isinstance(block, Block)]
    head = [block.text for block in first]
    for line in head:
        if _TITLE.search(simplify(line)) and 4 <= len(line) <= 120:
            named = _BOOK.search(line)
            return named[1] if named and re.search(r"印发|Issuing", simplify(line)) else line
    headings = [block.text for block in first if block.level == 1]
    guess = next(iter([*headings, *([foreign.title] if foreign.title else []), *head]), file)[:120]
    doubts.append(Doubt("title", "guessed", guess))
    return guess


def _number(text: str, doubts: list[Doubt]) -> str | None:
    head = "\n".join(text.splitlines()[:_HEAD_BLOCKS])
    found = _NUMBER.search(head)
    if found is None:
        later = _NUMBER.search(text)
        doubts.append(
            Doubt("document_number", "not_found" if later is None else "elsewhere", later[1] if later else "")
        )
        return None
    year_number = re.sub(r"\s", "", found[1])
    return re.sub(r"[\[（(【]((?:19|20)\d{2})[\]）)】]", r"〔\1〕", year_number)


def _region(title: str, text: str, doubts: list[Doubt]) -> tuple[str, ...]:
    """Take the most precise place of the title, else of the first lines; the nation where none is named."""
    for part, sure in (
        (title, True),
        ("\n".join(text.splitlines()[:_HEAD_BLOCKS]), False),
        (text[-400:], False),
    ):
        codes = list(dict.fromkeys(mention.code for mention in gazetteer().find(part)))
        precise = [
            code for code in codes if not any(other != code and lies_within(other, code) for other in codes)
        ]
        if precise:
            if not sure or len(precise) > 1:
                doubts.append(Doubt("regions", "guessed", ", ".join(precise[:1])))
            return tuple(precise[:1])
    doubts.append(Doubt("regions", "not_found", NATION))
    return (NATION,)


def _issuer(title: str, text: str, language: Language, doubts: list[Doubt]) -> str | None:
    pattern = _ISSUER if language == "zh" else _ISSUER_EN
    lines = text.splitlines()
    places = [title, *reversed(lines[-8:]), *lines[:_HEAD_BLOCKS]]
    found = next(
        (
            line.strip()[: match.end()]
            for line in places
            if len(line) <= _MAX_SIGNATURE[language] and (match := pattern.match(simplify(line.strip())))
        ),
        None,
    )
    if found is None:
        doubts.append(Doubt("issuer", "not_found"))
    return found


def _doubt_dates(dates: Dates, doubts: list[Doubt]) -> None:
    if dates.issued is None:
        doubts.append(Doubt("issued", "not_found"))
    elif not dates.issued_is_sure:
        doubts.append(Doubt("issued", "guessed", dates.issued.isoformat()))
    if dates.since is None:
        doubts.append(Doubt("in_force.from", "not_found"))
    if dates.until is None:
        doubts.append(Doubt("in_force.until", "not_found"))
    elif dates.since and dates.until < dates.since:
        doubts.append(Doubt("in_force.until", "before_start", dates.until.isoformat()))


def _status(dates: Dates, today: date) -> Any:  # noqa: ANN401 (one of Status)
    return "closed" if dates.until is not None and dates.until < today else "in_force"


def _id(regions: Sequence[str], number: str | None, dates: Dates, sha256: str) -> str:
    place = gazetteer().name(regions[0], "en") if regions and regions[0] != NATION else "national"
    year = re.search(r"(?:19|20)\d{2}", number or "") or re.search(
        r"\d{4}", dates.issued.isoformat() if dates.issued else ""
    )
    parts = [
        re.sub(r"[^a-z0-9]+", "-", place.casefold()).strip("-"),
        "policy",
        year[0] if year else "",
        sha256[:6],
    ]
    return "-".join(part for part in parts if part)


def replaced_by(text: str, known: Sequence[Document], number: str | None, title: str) -> tuple[str, ...]:
    """List the known documents that a text says it replaces, by number or by title."""
    found = []
    for match in _REPLACES.finditer(simplify(text)):
        said = fold(re.sub(r"\s", "", match[0]))
        for document in known:
            names = [
                name
                for name in (document.document_number, document.title)
                if name and name not in {number, title}
            ]
            if any(fold(re.sub(r"\s", "", name)) in said for name in names):
                found.append(document.id)
    return tuple(dict.fromkeys(found))


def kinds_of(document: Document) -> frozenset[str]:
    """Name the kinds of vouchers that a document's title and first statements speak of."""
    head = document.clauses[0].text[:300] if document.clauses else ""
    return instruments(" ".join([document.title, document.short_title, *document.aliases, head]))

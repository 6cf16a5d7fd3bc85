"""A foreign document as a policy document: the front matter that its text gives, and what is unsure about it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args

from knowledge.clauses import Confidence, Document, Kind, Period, Status
from knowledge.glossary.places import NATION, gazetteer, lies_within
from knowledge.glossary.terms import instruments
from knowledge.language import Language, detect, fold, has_han, simplify
from knowledge.library.formats import Block, Foreign
from knowledge.library.formats.structure import clauses_of
from knowledge.library.ids import IdError, checked_id
from knowledge.provenance import Source
from knowledge.upkeep.dates import Dates, find_dates
from knowledge.upkeep.masthead import address_of, day_of, issuer_of, title_of

_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff〔])([\u4e00-\u9fff]{1,10}(?:字|规|发|办)?\s*[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*[号號])"
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
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "status": get_args(Status),
    "confidence": get_args(Confidence),
}
ANSWERABLE = (
    "title", "short_title", "id", "kind", "status", "status_note", "issuer", "document_number", "regions", "issued",
    "in_force.from", "in_force.until", "confidence", "supersedes",
)  # fmt: skip
"""The keys of the front matter that an editor can answer."""
_OF_A_PLACE = re.compile(
    r"[\u4e00-\u9fff](?:省|市|区|县|州|旗|盟)|\b(?:Province|City|Municipality|District|County|Prefecture)\b"
)
"""What a sentence says of a place that a policy is about."""
_HEAD_BLOCKS = 12
_MAX_SHORT = 40


class AnswerError(ValueError):
    """What was said of a key can't be taken; the message says why and what can."""


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
    data: bytes = field(default=b"", repr=False)
    """The file as it came in; empty where it is kept already."""

    def answered(self, answers: Mapping[str, str], today: date) -> "Proposal":
        """Return the proposal with what an editor said of the doubtful keys.

        Raises:
            AnswerError: there is no such key, or it can't hold what was said.
        """
        changes: dict[str, Any] = {}
        document = self.document
        for key, text in answers.items():
            changes |= _changed(document, key, text.strip())
            document = replace(document, **changes)
        left = tuple(doubt for doubt in self.doubts if doubt.key not in answers)
        return replace(self, document=replace(document, reviewed=today), doubts=left)


def _changed(document: Document, key: str, text: str) -> dict[str, Any]:
    if key not in ANSWERABLE:
        raise AnswerError(f"There is no key {key!r}; use one of {', '.join(ANSWERABLE)}.")
    if any(not sign.isprintable() for sign in text):
        raise AnswerError(f"{key} holds characters that can't be shown; write it in one line of plain text.")
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
    if key == "supersedes":
        return {"supersedes": () if empty else tuple(_id_of(key, part.strip()) for part in text.split(","))}
    return {key: _required(key, text, empty=empty)}


def _required(key: str, text: str, *, empty: bool) -> str:
    """Return what a key that must not be empty is set to."""
    allowed = _CHOICES.get(key)
    if allowed is not None and text not in allowed:
        raise AnswerError(f"{key} can't be {text!r}; use one of {', '.join(allowed)}.")
    if empty:
        raise AnswerError(f"{key} can't be empty.")
    return _id_of(key, text) if key == "id" else text


def _id_of(key: str, text: str) -> str:
    try:
        return checked_id(text)
    except IdError as error:
        raise AnswerError(f"{key}: {error}") from None


def _day(key: str, text: str) -> date:
    found = find_dates(f"发布日期：{text}").issued
    if found is None:
        raise AnswerError(f"{key} is no date in {text!r}; write it as 2026-05-06, or none.")
    return found


def _regions(text: str) -> tuple[str, ...]:
    if re.fullmatch(r"\d{6}(\s*,\s*\d{6})*", text):
        codes = tuple(part.strip() for part in text.split(","))
        strange = [code for code in codes if code != NATION and code not in gazetteer().places]
        if strange:
            raise AnswerError(f"regions: {strange[0]} is no code of GB/T 2260.")
        return codes
    found = tuple(dict.fromkeys(mention.code for mention in gazetteer().find(text)))
    if not found:
        raise AnswerError(f"regions: {text!r} names no place; give its six-digit code, or its name.")
    return found


def propose(
    foreign: Foreign, file: str, data: bytes, today: date, known: Sequence[Document] = ()
) -> Proposal:
    """Propose a policy document for a file that was read."""
    text = foreign.text
    language = detect(text)
    doubts: list[Doubt] = [Doubt("text", "recognised")] if foreign.recognised else []
    title, issuer = _head(foreign, file, language, doubts)
    number = _number(text, doubts)
    dates = _dates(foreign, doubts)
    regions = _region(title, issuer, foreign, doubts)
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
        sources=(Source(1, "repost", file, dates.issued.isoformat() if dates.issued else None, address_of(foreign)),), reviewed=today,
        clauses=clauses_of(foreign, language, title),
    )  # fmt: skip
    return Proposal(document, tuple(dict.fromkeys(doubts)), sha256, file, data)


def _head(foreign: Foreign, file: str, language: Language, doubts: list[Doubt]) -> tuple[str, str | None]:
    """Return the title and the issuer."""
    title = title_of(foreign, file)
    name = title.value or file
    if not title.is_sure:
        doubts.append(Doubt("title", "guessed", name))
    issuer = issuer_of(foreign, name, language)
    if issuer.value is None:
        doubts.append(Doubt("issuer", "not_found"))
    elif not issuer.is_sure:
        doubts.append(Doubt("issuer", "guessed", issuer.other))
    return name, issuer.value


def _dates(foreign: Foreign, doubts: list[Doubt]) -> Dates:
    """Find the days in the text; the day of issue is the metadata's where they name one."""
    text, said = simplify(foreign.text), day_of(foreign)
    own = find_dates(text)
    if said is None:
        return own
    dates = find_dates(f"发布日期：{said.year}年{said.month}月{said.day}日\n{text}")
    if own.issued is not None and own.issued != said:
        doubts.append(Doubt("issued", "guessed", own.issued.isoformat()))
    return dates


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


def _region(title: str, issuer: str | None, foreign: Foreign, doubts: list[Doubt]) -> tuple[str, ...]:
    """Take the most precise place of the title, the issuer, or a sentence about it; the nation where there is none."""
    title_is_sure = not any(doubt.key == "title" for doubt in doubts)
    blocks = [block.text for block in foreign.blocks if isinstance(block, Block)]
    sentences = [text for text in (*blocks[:_HEAD_BLOCKS], *blocks[-4:]) if _OF_A_PLACE.search(text)]
    named = title if title_is_sure or has_han(title) or _OF_A_PLACE.search(title) else ""
    for part, sure in ((named, title_is_sure), (issuer or "", False), ("\n".join(sentences), False)):
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

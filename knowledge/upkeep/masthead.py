"""What a document says of itself: its title, who issued it and when; from the file's own metadata first, then its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from knowledge.language import Language, fold, simplify
from knowledge.library.formats import Block, Foreign
from knowledge.library.formats.main_text import is_breadcrumbs, is_chrome

_BOOK = re.compile(r"《([^《》]{4,60})》")
_TITLE = re.compile(
    r"(?:办法|细则|通知|方案|措施|意见|规定|指南|政策|条例|公告|决定|计划|Measures|Rules|Notice|Plan|Provisions|Guide|Policy|Regulations?|Opinions)(?:[（(][^（）()]{1,12}[）)])?$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:\(?anonymous\)?|untitled.*|no title|无标题|未命名.*|新建.{0,40}|document\s*\d*|文档\s*\d*|book\s*\d*|工作簿\s*\d*|slide\s*\d*|powerpoint.*|"
    r"microsoft (?:word|excel|powerpoint)\b.*|幻灯片\s*\d*|title|标题|page\s*\d*|.*\.(?:docx?|xlsx?|pptx?|pdf|wps|et|html?|txt|md|csv|tmp|dvi|indd|qxd|ai))$",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\s*[-_|—–]+\s*[^-_|—–]{0,40}(?:网|门户|政府|委员会|局|Portal|Website|Government)[^-_|—–]{0,12}$",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:人民政府办公厅|人民政府办公室|人民政府|管理委员会|管委会|发展和改革委员会|发展改革委|经济和信息化局|工业和信息化局|科学技术局|数据管理局|大数据局|数据局|财政局|科技局|工信局|经信局|经信委|工信厅|科技厅|工业和信息化厅|科学技术厅|办公厅|办公室|委员会)"
)
_ISSUER_EN = re.compile(
    r"(?:[A-Z][\w'-]+ ){1,6}(?:Bureau|Commission|Government|Committee|Ministry|Administration|Department|Council)(?: of (?:[A-Z][\w-]+)(?:(?: and)? [A-Z][\w-]+)*)?"
)
_AUTHORITY = re.compile(
    r"(?:中共)?[\u4e00-\u9fff]{2,24}(?:人民政府|办公厅|办公室|委员会|管委会|局|厅|委|部|署|法院|检察院|管理中心|服务中心)"
)
_LABELLED = re.compile(
    r"(?:发文单位|发文机关|发布机构|发布单位|制定机关|制定单位|信息来源|文章来源|稿件来源|来源)\s*[:：]\s*(?P<issuer>[\u4e00-\u9fff、,，]{3,60})"
)
_HEAD_BLOCKS = 12
_TAIL_LINES = 8
_LONGEST_TITLE = 120
_MAX_SIGNATURE = {"zh": 40, "en": 100}
_DAY = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and whether it is sure; `other` is what else the file says."""

    value: str | None
    is_sure: bool = True
    other: str = ""


def is_title(text: str) -> bool:
    """Tell whether a line can be a title at all: no breadcrumbs, no page chrome, no name of a file or program."""
    line = text.strip()
    is_junk = _NO_TITLE.match(line) or is_breadcrumbs(line) or is_chrome(line)
    return 2 <= len(line) <= _LONGEST_TITLE and not is_junk and any(map(str.isalnum, line))


def title_of(foreign: Foreign, file: str) -> Found:
    """Return a document's title: what the file's metadata say, else what reads like one, else a guess."""
    first = [block for block in foreign.blocks[:_HEAD_BLOCKS] if isinstance(block, Block)]
    head = [block.text for block in first if is_title(block.text)]
    said = _SITE.sub("", foreign.metadata.title or "")
    if is_title(said):
        text = fold(re.sub(r"\s", "", "".join(block.text for block in first)))
        return Found(_named(said), fold(re.sub(r"\s", "", said)) in text)
    for line in head:
        if _TITLE.search(simplify(line)) and len(line) >= 4:
            return Found(_named(line))
    headings = [block.text for block in first if block.level == 1 and is_title(block.text)]
    name = _SITE.sub("", foreign.title or "")
    is_alone = len(foreign.blocks) == 1
    guesses = [
        *headings,
        *([name] if is_title(name) else []),
        *([] if is_alone else head),
        PurePath(file).stem,
    ]
    return Found(guesses[0][:_LONGEST_TITLE], is_sure=False)


def _named(line: str) -> str:
    """Return the name of what a notice issues, where it names it."""
    named = _BOOK.search(line)
    return named[1] if named and re.search(r"印发|Issuing", simplify(line)) else line


def issuer_of(foreign: Foreign, title: str, language: Language) -> Found:
    """Return who issued a document: what the metadata say, else a signature, a label, or the head."""
    text = _issuer_in(foreign.text.splitlines(), title, language)
    said = _authority(foreign.metadata.issuer)
    if said is None:
        return Found(text)
    is_same = text is None or fold(text) in fold(said) or fold(said) in fold(text)
    return Found(said, is_same, "" if is_same else text or "")


def _authority(text: str | None) -> str | None:
    """Return the text if it names an authority; a newspaper or a site that reprints issues nothing."""
    name = (text or "").strip()
    return name if _AUTHORITY.fullmatch(simplify(name)) or _ISSUER_EN.fullmatch(name) else None


def _issuer_in(lines: Sequence[str], title: str, language: Language) -> str | None:
    joint = _joint(lines[-_TAIL_LINES:])
    if joint:
        return joint
    pattern = _ISSUER if language == "zh" else _ISSUER_EN
    for line in (title, *reversed(lines[-_TAIL_LINES:]), *lines[:_HEAD_BLOCKS]):
        match = pattern.match(simplify(line.strip())) if len(line) <= _MAX_SIGNATURE[language] else None
        if match:
            return line.strip()[: match.end()]
    labelled = (
        _LABELLED.search(simplify(line)) for line in (*lines[: 2 * _HEAD_BLOCKS], *lines[-_TAIL_LINES:])
    )
    return next(
        (name for match in labelled if match and (name := _authority(match["issuer"].rstrip("、,，")))), None
    )


def _joint(lines: Sequence[str]) -> str | None:
    """Join authorities that sign one below the other."""
    run: list[str] = []
    for line in lines:
        if _AUTHORITY.fullmatch(simplify(line.strip())):
            run.append(line.strip())
        elif len(run) > 1:
            break
        else:
            run = []
    return "、".join(run) if len(run) > 1 else None


def day_of(foreign: Foreign) -> date | None:
    """Return the day that the metadata name."""
    match = _DAY.search(foreign.metadata.issued or "")
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def address_of(foreign: Foreign) -> str | None:
    """Return the address at which the metadata say the document stands."""
    url = foreign.metadata.url or ""
    return url if re.fullmatch(r"https?://[^\s/]+\.[^\s]+", url) else None

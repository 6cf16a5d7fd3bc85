"""Plain text and Markdown, in the encodings that Chinese offices use."""

import re

from knowledge.library.formats.blocks import Block, Foreign, Table, UnreadableFileError
from knowledge.library.formats.lines import paragraphs, tidy

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,300}>")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?$")
_MARKUP = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"


def decode(data: bytes) -> str:
    """Read bytes as text: UTF-8, UTF-16 with its mark, else GB18030 or Big5, whichever reads as Chinese.

    Raises:
        UnreadableFileError: none of them does.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    readings = [
        (text, _likeness(text))
        for name in ("gb18030", "big5", "cp1252")
        if (text := _try(data, name)) is not None
    ]
    best = max(readings, key=lambda item: item[1], default=None)
    if best is None:
        raise UnreadableFileError(
            "broken", "The text is in an encoding that cannot be read; save it as UTF-8 and send it again."
        )
    return best[0]


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _likeness(text: str) -> float:
    """Return how much of a text is made of the commonest characters, simplified or traditional."""
    from knowledge.language import simplify

    characters = [c for c in text if ord(c) > 0x7F]
    if not characters:
        return 0.0
    common = frozenset(_COMMON + "，。；：、（）《》“”—％")
    return sum(c in common for c in simplify("".join(characters))) / len(characters)


def read_text(data: bytes) -> Foreign:
    """Read plain text; lines that were wrapped are joined."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Foreign("text", tuple(Block(text) for text in paragraphs(lines)))


def read_markdown(data: bytes) -> Foreign:
    """Read Markdown: headings, paragraphs, list items and tables; HTML in it is dropped."""
    text = _TAG.sub("", _SCRIPT.sub("", _COMMENT.sub("", decode(data)))).replace("\r\n", "\n")
    blocks: list[Block | Table] = []
    rows: list[tuple[str, ...]] = []
    loose: list[str] = []

    def flush() -> None:
        if rows:
            blocks.append(Table(tuple(rows)))
            rows.clear()
        blocks.extend(Block(paragraph) for paragraph in paragraphs(loose))
        loose.clear()

    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if line.lstrip().startswith("|") and line.count("|") > 1:
            if loose:
                flush()
            if not _RULE.match(line.strip()):
                rows.append(tuple(_plain(cell) for cell in line.strip().strip("|").split("|")))
            continue
        if heading or rows:
            flush()
        if heading:
            blocks.append(Block(_plain(heading[2]), len(heading[1])))
        else:
            loose.append(_plain(line))
    flush()
    return Foreign("markdown", tuple(blocks))


def _plain(text: str) -> str:
    return tidy(_MARKUP.sub(r"\2", _LINK.sub(r"\1", text)).removeprefix("> "))

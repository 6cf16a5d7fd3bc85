"""Telegram's HTML: which tags it takes, what it refuses, and in which words."""

from dataclasses import dataclass

from tests.botapi.entities import utf16_length
from tests.botapi.refusals import Json, Refusal, bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities.

    Raises:
        Refusal: a tag is unknown, unclosed or closed out of turn, as Telegram's own parser says it.
    """
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self._at < len(self._source):
            if self._source[self._at] != "<":
                self._add(self._letter())
            elif self._source.startswith("</", self._at):
                self._close_tag()
            else:
                self._open_tag()
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self._text), self._entities

    def _add(self, letter: str) -> None:
        self._text.append(letter)
        self._offset += utf16_length(letter)

    def _letter(self) -> str:
        """The next letter, decoded where it is written as `&…;`."""
        letter = self._source[self._at]
        end = self._source.find(";", self._at, self._at + 12)
        if letter == "&" and end > 0 and (decoded := _decode(self._source[self._at + 1 : end])):
            self._at = end + 1
            return decoded
        self._at += 1
        return letter

    def _byte_offset(self, position: int) -> int:
        return len(self._source[:position].encode())

    def _until(self, stops: str) -> str:
        start = self._at
        while self._at < len(self._source) and self._source[self._at] not in stops:
            self._at += 1
        return self._source[start : self._at]

    def _skip_spaces(self) -> None:
        while self._at < len(self._source) and self._source[self._at].isspace():
            self._at += 1

    def _open_tag(self) -> None:
        begin = self._at
        where = f"at byte offset {self._byte_offset(begin)}"
        self._at += 1
        tag = self._until(" \t\r\n>").lower()
        if self._at >= len(self._source):
            raise _unparsable(f"Unclosed start tag {where}")
        if tag not in _KINDS:
            raise _unparsable(f'Unsupported start tag "{tag}" {where}')
        attributes = self._attributes(tag, where)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" {where}')
        self._open.append(_Open(tag, attributes, self._offset, len(self._text)))

    def _attributes(self, tag: str, where: str) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._source.startswith(">", self._at):
                self._at += 1
                return found
            name = self._until(" \t\r\n=>/\"'").lower()
            if self._at >= len(self._source):
                raise _unparsable(f"Unclosed start tag {where}")
            if not name:
                raise _unparsable(f'Empty attribute name in the tag "{tag}" {where}')
            self._skip_spaces()
            found[name] = ""
            if self._source.startswith("=", self._at):
                self._at += 1
                self._skip_spaces()
                found[name] = self._value(where)

    def _value(self, where: str) -> str:
        quote = self._source[self._at : self._at + 1]
        if quote not in {'"', "'"}:
            begin = self._at
            value = self._until(" \t\r\n>")
            if not all(letter.isascii() and (letter.isalnum() or letter in ".-") for letter in value):
                raise _unparsable(f"Unexpected end of name token at byte offset {self._byte_offset(begin)}")
            return value.lower()
        self._at += 1
        letters: list[str] = []
        while self._at < len(self._source) and self._source[self._at] != quote:
            letters.append(self._letter())
        if self._at >= len(self._source):
            raise _unparsable(f"Unclosed start tag {where}")
        self._at += 1
        return "".join(letters)

    def _close_tag(self) -> None:
        where = f"at byte offset {self._byte_offset(self._at)}"
        if not self._open:
            raise _unparsable(f"Unexpected end tag {where}")
        self._at += 2
        tag = self._until(" \t\r\n>").lower()
        self._skip_spaces()
        if not self._source.startswith(">", self._at):
            raise _unparsable(f"Unclosed end tag {where}")
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise _unparsable(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{tag}>"')
        if self._offset > opened.offset:
            self._keep(opened)

    def _keep(self, opened: _Open) -> None:
        kind, extra = _KINDS[opened.tag], _extra(opened, "".join(self._text[opened.start :]))
        if extra is None:
            return
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        entity = {"type": kind, "offset": opened.offset, "length": self._offset - opened.offset, **extra}
        inner = self._entities[-1] if self._entities else None
        same = inner and (inner["offset"], inner["length"]) == (entity["offset"], entity["length"])
        if same and inner and opened.tag == "pre" and inner["type"] == "code":
            self._entities[-1] = {**inner, **entity}
        else:
            self._entities.append(entity)


def _extra(opened: _Open, content: str) -> Json | None:
    """What an entity has besides its place; None when Telegram drops it."""
    if opened.tag == "a":
        url = opened.attributes.get("href") or content
        if "." not in url and "://" not in url:
            return None
        return {"url": url if "://" in url else f"http://{url}/"}
    if opened.tag == "tg-emoji":
        return {"custom_emoji_id": opened.attributes.get("emoji-id", "")}
    if opened.tag == "tg-time":
        return {"unix_time": int(opened.attributes.get("unix", "0") or 0)}
    language = opened.attributes.get("class", "")
    return {"language": language[9:]} if opened.tag == "code" and language.startswith("language-") else {}


def _decode(name: str) -> str:
    if name.startswith("#"):
        digits, base = (name[2:], 16) if name[1:2] in {"x", "X"} else (name[1:], 10)
        try:
            code = int(digits, base)
        except ValueError:
            return ""
        return chr(code) if 0 < code < 0x10FFFF else ""
    return _NAMED.get(name, "")


def _unparsable(problem: str) -> Refusal:
    return bad_request(f"can't parse entities: {problem}", "entities")

"""Texts and captions as requests bring them: parsed, trimmed, measured."""

from tests.botapi.entities import utf16_length, with_found
from tests.botapi.html_text import parse_html
from tests.botapi.params import Params
from tests.botapi.refusals import Json, bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def read_text(params: Params, *, may_be_empty: bool = False) -> Json:
    """`text` and `entities` of a message.

    Raises:
        Refusal: it cannot be parsed, is empty or too long.
    """
    text, entities = _parsed(params, "text", "entities")
    if not text and not may_be_empty:
        raise bad_request("message text is empty", "length")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long", "length")
    return {"text": text} | ({"entities": entities} if entities else {})


def read_caption(params: Params) -> Json:
    """`caption` and `caption_entities` of a file, if there are any."""
    text, entities = _parsed(params, "caption", "caption_entities")
    if utf16_length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long", "length")
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def _parsed(params: Params, text_name: str, entities_name: str) -> tuple[str, list[Json]]:
    source = params.string(text_name).replace("\r", "")
    mode = params.string("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode:
        raise bad_request(f"unsupported parse_mode: this server reads HTML only, not {mode!r}", "unsupported")
    else:
        text, entities = source, list(params.decoded(entities_name) or [])
    return _trimmed(text, entities)


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts white space off both ends and moves the entities along."""
    cut = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    moved: list[Json] = []
    for entity in entities:
        first = max(0, entity["offset"] - cut)
        last = min(end, entity["offset"] + entity["length"] - cut)
        if last > first:
            moved.append({**entity, "offset": first, "length": last - first})
    return text, with_found(text, moved)

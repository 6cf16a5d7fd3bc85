"""Entities that Telegram finds in a text by itself, and lengths as Telegram counts them."""

import re

from tests.botapi.refusals import Json

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]，。；：！？）])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<!\w)(?P<hashtag>\#\w*[^\W\d]\w*)"
)


def utf16_length(text: str) -> int:
    """Telegram counts in UTF-16 code units."""
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)


def find_entities(text: str) -> list[Json]:
    """Links, addresses, commands, mentions and hashtags."""
    if not any(mark in text for mark in "/@#"):
        return []
    return [
        {
            "type": str(match.lastgroup),
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for match in _FOUND.finditer(text)
    ]


def with_found(text: str, given: list[Json]) -> list[Json]:
    """The given entities, and those that are found outside of them."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in given
        if entity["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    found = [
        entity
        for entity in find_entities(text)
        if not any(
            start < entity["offset"] + entity["length"] and entity["offset"] < end for start, end in taken
        )
    ]
    known = {(entity["type"], entity["offset"]) for entity in given}
    added = [entity for entity in found if (entity["type"], entity["offset"]) not in known]
    return sorted([*given, *added], key=lambda entity: (entity["offset"], -entity["length"]))

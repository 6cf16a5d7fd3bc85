"""A reply becomes Telegram messages: escaped HTML, sources below, buttons under the last one."""

import re
from dataclasses import dataclass
from datetime import tzinfo
from html import escape, unescape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.limits import MESSAGE
from bot.channels.telegram.ports import Outgoing
from bot.channels.telegram.splitting import Block, packed, pieces, size_of
from bot.channels.telegram.thumbs import THUMBS
from bot.dialogue.messages import Choice
from bot.dialogue.words import say
from knowledge.clauses import Citation
from knowledge.eligibility.addresses import addresses
from knowledge.language import Language

_LONG_QUOTE = 160
_ROW_WIDTH = 32
_WIDEST_IN_ROW = 14
_LONGEST_QUOTE = 1200
_MARK = re.compile(r"</?(?:a|b|blockquote)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Part:
    """One message to send: a text, or a document. `plain` is the text without marks."""

    html: str = ""
    plain: str = ""
    markup: InlineKeyboardMarkup | None = None
    document: tuple[str, bytes] | None = None


def render(message: Outgoing, language: Language, zone: tzinfo) -> list[Part]:
    """Return the messages that a reply becomes, always the same ones for the same reply."""
    reply = message.reply
    head = _head(message, language, zone)
    body = [
        Block(escape(piece, quote=False), size_of(piece))
        for paragraph in reply.text.split("\n\n")
        if paragraph.strip()
        for piece in pieces(paragraph.strip("\n"), MESSAGE)
    ]
    sources = _sources(reply.citations, language)
    texts = packed([*head, *body, *sources], MESSAGE, kept_with_last=len(sources))
    parts = [_part(blocks) for blocks in texts]
    if parts:
        last = parts[-1]
        parts[-1] = Part(last.html, last.plain, keyboard(message))
    if reply.document is not None:
        parts.append(Part(document=reply.document))
    return parts


def keyboard(message: Outgoing) -> InlineKeyboardMarkup | None:
    """Return the buttons of a reply: its choices, then the two thumbs under an answer."""
    if message.nonce is None:
        return None
    rows = _rows(message.reply.choices, message.nonce)
    if message.reply.answer_id is not None:
        thumbs = THUMBS.items()
        rows.append([InlineKeyboardButton(it, callback_data=f"{message.nonce}.{key}") for key, it in thumbs])
    return InlineKeyboardMarkup(rows)


def _rows(choices: tuple[Choice, ...], nonce: str) -> list[list[InlineKeyboardButton]]:
    """Put short buttons beside each other and long ones below each other."""
    rows: list[list[InlineKeyboardButton]] = []
    room = 0
    for position, choice in enumerate(choices):
        width = _width(choice.label)
        if width > _WIDEST_IN_ROW or width > room or len(rows[-1]) == 3:
            rows.append([])
            room = _ROW_WIDTH
        rows[-1].append(InlineKeyboardButton(choice.label, callback_data=f"{nonce}.{position}"))
        room = room - width - 2 if width <= _WIDEST_IN_ROW else 0
    return rows


def _width(label: str) -> int:
    return sum(2 if character >= "\u1100" else 1 for character in label)


def _head(message: Outgoing, language: Language, zone: tzinfo) -> list[Block]:
    """Say what a late answer answers."""
    if message.asked_at is None:
        return []
    at = message.asked_at.astimezone(zone)
    line = say(language, "channel-late", time=f"{at:%m-%d %H:%M}")
    if message.about:
        line = say(language, "channel-late-about", time=f"{at:%m-%d %H:%M}", question=message.about)
    return [Block(f"<blockquote>{escape(line, quote=False)}</blockquote>", size_of(line))]


def _sources(citations: tuple[Citation, ...], language: Language) -> list[Block]:
    if not citations:
        return []
    title = say(language, "channel-sources")
    blocks = [_source(citation, language) for citation in citations]
    first = blocks[0]
    heading = Block(f"<b>{escape(title)}</b>\n{first.html}", first.size + size_of(title) + 1)
    return [heading, *blocks[1:]]


def _source(citation: Citation, language: Language) -> Block:
    """Write one source: document with its link, clause, dates, and the quote."""
    name, clause = citation.document_title, citation.title
    days = _days(citation, language)
    page = say(language, "channel-page", page=str(citation.page)) if citation.page else ""
    rest = "".join(f" · {part}" for part in (clause, page, days) if part)
    quote = citation.quote if len(citation.quote) <= _LONGEST_QUOTE else citation.quote[:_LONGEST_QUOTE] + "…"
    linked = escape(name, quote=False)
    if citation.source_url:
        linked = f'<a href="{escape(citation.source_url)}">{linked}</a>'
    opening = "<blockquote expandable>" if len(quote) > _LONG_QUOTE else "<blockquote>"
    html = (
        f"[{citation.label}] {linked}{escape(rest, quote=False)}\n"
        f"{opening}{escape(quote, quote=False)}</blockquote>"
    )
    told = [line for line in addresses(citation.origin, language) if line != citation.source_url]
    html += "".join(f"\n{escape(line, quote=False)}" for line in told)
    seen = "\n".join([f"[{citation.label}] {name}{rest}", quote, *told])
    return Block(html, size_of(seen))


def _days(citation: Citation, language: Language) -> str:
    if citation.since and citation.until:
        return say(language, "channel-from-until", since=f"{citation.since}", until=f"{citation.until}")
    if citation.since:
        return say(language, "channel-from", since=f"{citation.since}")
    if citation.until:
        return say(language, "channel-until", until=f"{citation.until}")
    return ""


def _part(blocks: list[Block]) -> Part:
    html = "\n\n".join(block.html for block in blocks)
    return Part(html, unescape(_MARK.sub("", html)))

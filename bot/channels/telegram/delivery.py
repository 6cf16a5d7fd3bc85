"""Sends one part of a message, and again in another way when Telegram refuses the first."""

import logging
from dataclasses import dataclass, replace

from telegram import Bot, InputFile, LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.channels.telegram.ports import Outgoing
from bot.channels.telegram.refusals import Remedy, remedy_for
from bot.channels.telegram.rendering import Part

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MOST_WAYS = 6

_log = logging.getLogger(__name__)


class OutOfReachError(Exception):
    """The chat cannot be written to until somebody on the other side changes that."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a part is sent: with marks and buttons or without, as an edit or new, in its topic or not."""

    html: bool = True
    edits: int | None = None
    thread_id: int | None = None
    buttons: bool = True
    apology: str = ""
    """What is said instead when Telegram takes the part in no other way."""


async def deliver(
    bot: Bot, message: Outgoing, part: Part, thread_id: int | None, *, first: bool, apology: str
) -> None:
    """Send a part; where Telegram refuses it for good, send the apology instead.

    Raises:
        OutOfReachError: the person blocked the bot, or the group shut it out.
        ChatMigrated: the group has a new number.
        RetryAfter: the chat got too many messages.
        TelegramError: the network or Telegram failed.
    """
    way = _Way(edits=message.edits if first else None, thread_id=thread_id)
    for _ in range(_MOST_WAYS):
        try:
            await _send(bot, message, part, way, first=first)
        except Forbidden:
            raise OutOfReachError from None
        except (ChatMigrated, RetryAfter):
            raise
        except BadRequest as error:
            other = _other(way, remedy_for(error)) or _simpler(way, part, apology)
            if other is None:
                _log.error("message %s was given up: it is refused in every way", message.id)
                return
            if other.apology:
                _log.error("message %s was refused; an apology goes instead", message.id)
            if other is way:
                return
            way = other
        else:
            return


def _other(way: _Way, remedy: Remedy) -> _Way | None:
    """Return the way to try next: the same one when nothing is left to do, None when nothing helps."""
    if remedy is Remedy.OUT_OF_REACH:
        raise OutOfReachError
    if remedy is Remedy.DONE:
        return way
    if remedy is Remedy.AS_PLAIN_TEXT and way.html:
        return replace(way, html=False)
    if remedy is Remedy.AS_NEW_MESSAGE and way.edits is not None:
        return replace(way, edits=None)
    if remedy is Remedy.WITHOUT_TOPIC and way.thread_id is not None:
        return replace(way, thread_id=None)
    return None


def _simpler(way: _Way, part: Part, apology: str) -> _Way | None:
    """After a refusal that nobody has foreseen: the bare words, then an apology, then nothing more."""
    if way.apology:
        return None
    bare = replace(way, html=False, buttons=False, edits=None)
    if part.document is None and bare != way:
        return bare
    return replace(bare, apology=apology)


async def _send(bot: Bot, message: Outgoing, part: Part, way: _Way, *, first: bool) -> None:
    points_at = None
    if first and message.reply_to is not None:
        points_at = ReplyParameters(message.reply_to, allow_sending_without_reply=True)
    if part.document is not None and not way.apology:
        name, content = part.document
        await bot.send_document(
            message.chat_id,
            InputFile(content, filename=name),
            message_thread_id=way.thread_id,
            reply_parameters=points_at,
        )
        return
    text, mode = (part.html, "HTML") if way.html else (way.apology or part.plain, None)
    markup = part.markup if way.buttons else None
    if way.edits is not None:
        await bot.edit_message_text(
            text,
            message.chat_id,
            way.edits,
            parse_mode=mode,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
        )
        return
    await bot.send_message(
        message.chat_id,
        text,
        parse_mode=mode,
        reply_markup=markup,
        message_thread_id=way.thread_id,
        reply_parameters=points_at,
        link_preview_options=_NO_PREVIEW,
    )

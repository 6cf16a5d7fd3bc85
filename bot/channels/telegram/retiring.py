"""Takes used buttons away from their message and shows there what was chosen."""

import logging

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message
from telegram.error import TelegramError

from bot.channels.telegram.limits import MESSAGE

_log = logging.getLogger(__name__)


async def retire(bot: Bot, query: CallbackQuery, *, chosen: str) -> None:
    """Remove the pressed keyboard; the buttons of another one under the same message stay."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return
    left = _without(message.reply_markup, query.data or "")
    text = _with_choice(message, chosen)
    try:
        if text is not None and left is None:
            await bot.edit_message_text(
                text, message.chat.id, message.message_id, parse_mode="HTML", reply_markup=None
            )
        else:
            await bot.edit_message_reply_markup(message.chat.id, message.message_id, reply_markup=left)
    except TelegramError as error:
        _log.info("used buttons were not removed: %s", type(error).__name__)


def _without(markup: InlineKeyboardMarkup, data: str) -> InlineKeyboardMarkup | None:
    """Drop the buttons of the pressed kind: choices when one was chosen, ratings when one was given."""
    is_rating = data.endswith((".up", ".down"))
    rows = [
        row
        for row in markup.inline_keyboard
        if any(str(button.callback_data or "").endswith((".up", ".down")) != is_rating for button in row)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _with_choice(message: Message, chosen: str) -> str | None:
    if not chosen or message.text is None or len(message.text) + len(chosen) + 4 > MESSAGE:
        return None
    button = chosen.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{message.text_html}\n\n✓ <b>{button}</b>"

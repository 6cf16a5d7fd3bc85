"""Takes used buttons away from their message and shows there what was chosen."""

import logging

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import TelegramError

from bot.channels.telegram.limits import MESSAGE
from bot.channels.telegram.thumbs import is_thumb

_log = logging.getLogger(__name__)


async def retire(bot: Bot, query: CallbackQuery, *, chosen: str) -> None:
    """Remove the pressed choices and show in the text which was chosen; of two thumbs the pressed one stays."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return
    rows, rates = message.reply_markup.inline_keyboard, is_thumb(query.data)
    kept = [row for row in rows if any(is_thumb(button.callback_data) != rates for button in row)]
    if rates and chosen:
        kept.append((InlineKeyboardButton(f"✓ {chosen}", callback_data=query.data),))
    left = InlineKeyboardMarkup(kept) if kept else None
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


def _with_choice(message: Message, chosen: str) -> str | None:
    if not chosen or message.text is None or len(message.text) + len(chosen) + 4 > MESSAGE:
        return None
    button = chosen.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{message.text_html}\n\n✓ <b>{button}</b>"

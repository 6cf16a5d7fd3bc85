"""Topics of groups: opened for what they are wanted for, found again, and closed when nothing more is to come."""

import logging

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.channels.telegram.delivery import OutOfReachError
from bot.channels.telegram.ports import Topics
from bot.dialogue.messages import Thread

_LONGEST_NAME = 128

_log = logging.getLogger(__name__)


class Forum:
    """The topics that the bot opens. A group without topics, or where it may not open them, has plain messages."""

    def __init__(self, bot: Bot, topics: Topics) -> None:
        self._bot = bot
        self._topics = topics

    async def thread_of(self, chat_id: int, wanted: Thread) -> int | None:
        """Return the number of a topic, opened now where it is new; None where the group has no topics.

        Raises:
            OutOfReachError: the bot was shut out of the group.
            TelegramError: the network or Telegram failed.
        """
        if chat_id > 0:
            return None
        known = await self._topics.find(chat_id, wanted.key)
        if known is not None:
            return known
        try:
            topic = await self._bot.create_forum_topic(chat_id, wanted.name[:_LONGEST_NAME])
        except BadRequest as error:
            _log.info("no topic was opened: %s", error.message)
            return None
        except Forbidden:
            raise OutOfReachError from None
        await self._topics.opened(chat_id, wanted.key, topic.message_thread_id)
        return topic.message_thread_id

    async def close(self, chat_id: int, wanted: Thread) -> None:
        """Close a topic; one that somebody closed or deleted already is closed enough."""
        known = await self._topics.find(chat_id, wanted.key)
        if known is None:
            return
        try:
            await self._bot.close_forum_topic(chat_id, known)
        except (BadRequest, Forbidden) as error:
            _log.info("a topic was not closed: %s", error.message)
        await self._topics.closed(chat_id, wanted.key)

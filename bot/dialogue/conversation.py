"""The one door: a message comes in, replies go out, and everything it changed is saved in one transaction."""

from collections.abc import Awaitable, Sequence
from typing import Protocol

from bot.dialogue.messages import Incoming, Replies, Reply
from bot.dialogue.session import Turn, Turns


class Topic(Protocol):
    """One subject that the bot can talk about. The first topic that returns replies has handled the message."""

    def answer(self, incoming: Incoming, turn: Turn) -> Awaitable[Sequence[Reply] | None]:
        """Return the replies, or None when the message is for another topic. May change `turn.session`."""
        ...


class Conversation:
    """Talks with everybody, one turn at a time for a person."""

    def __init__(self, turns: Turns, topics: Sequence[Topic]) -> None:
        self._turns = turns
        self._topics = tuple(topics)

    async def reply(self, incoming: Incoming) -> Replies:
        """Handle one message at most once and return what is said to it."""
        async with self._turns.take(incoming) as turn:
            if turn.handled:
                return Replies()
            replies = await self._route(incoming, turn)
            await turn.commit(replies)
            return Replies(tuple(replies))

    async def _route(self, incoming: Incoming, turn: Turn) -> Sequence[Reply]:
        for topic in self._topics:
            replies = await topic.answer(incoming, turn)
            if replies is not None:
                return replies
        return ()

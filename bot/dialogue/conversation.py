"""The one door: a message comes in, replies go out, and everything it changed is saved in one transaction."""

from collections.abc import Awaitable, Sequence
from typing import Protocol, runtime_checkable

from bot.dialogue.listening import hear
from bot.dialogue.messages import EXPIRED, Incoming, Replies, Reply
from bot.dialogue.session import StaleTurnError, Turn, Turns
from bot.dialogue.shortcuts import in_full

_TRIES = 8
"""How often a turn is taken when somebody else changes what it relies on."""


class Topic(Protocol):
    """One subject that the bot can talk about. The first topic that returns replies has handled the message.

    A topic with a true `interrupts` may answer in the middle of another one's question, which then stands again.
    """

    def answer(self, incoming: Incoming, turn: Turn) -> Awaitable[Sequence[Reply] | None]:
        """Return the replies, or None when the message is for another topic. May change `turn.session`."""
        ...


@runtime_checkable
class Asking(Protocol):
    """A topic that can put its pending question again."""

    def ask_again(self, incoming: Incoming, turn: Turn) -> Awaitable[Reply | None]:
        """Return the pending question, or None when it is another topic's."""
        ...


class Conversation:
    """Talks with everybody, one turn at a time for a person. The order of the topics is the order of routing."""

    def __init__(self, turns: Turns, topics: Sequence[Topic]) -> None:
        self._turns = turns
        self._topics = tuple(topics)

    async def reply(self, incoming: Incoming) -> Replies:
        """Handle one message at most once and return what is said to it.

        Raises:
            StaleTurnError: others were faster every time.
        """
        for _ in range(_TRIES - 1):
            try:
                return await self._attempt(incoming)
            except StaleTurnError:
                continue
        return await self._attempt(incoming)

    async def _attempt(self, incoming: Incoming) -> Replies:
        async with self._turns.take(incoming) as turn:
            if turn.handled:
                return Replies()
            hear(turn.session, incoming)
            replies = await self._route(in_full(incoming, turn.session), turn)
            await turn.commit(replies)
            return Replies(tuple(replies))

    async def _route(self, incoming: Incoming, turn: Turn) -> Sequence[Reply]:
        asked = turn.session.pending
        if incoming.choice == EXPIRED and (again := await self._ask_again(incoming, turn)):
            return again
        for topic in self._topics:
            replies = await topic.answer(incoming, turn)
            if replies is not None:
                if getattr(topic, "interrupts", False) and asked and turn.session.pending == asked:
                    return [*replies, *await self._ask_again(incoming, turn)]
                return replies
        return ()

    async def _ask_again(self, incoming: Incoming, turn: Turn) -> Sequence[Reply]:
        for topic in self._topics:
            if isinstance(topic, Asking) and (again := await topic.ask_again(incoming, turn)):
                return [again]
        return ()

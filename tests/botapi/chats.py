"""Chats, what was said in them, and every change that can be seen there."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from tests.botapi.changes import Changes
from tests.botapi.messages import Message
from tests.botapi.refusals import Json, Refusal, bad_request, forbidden

ChatType = Literal["private", "group", "supergroup"]
EventKind = Literal["message", "edit", "delete", "draft", "action", "reaction"]


@dataclass(eq=False, slots=True)
class Event:
    """One change in a chat. `raw` is what it was at that moment; `seen` is set once a test has waited for it."""

    kind: EventKind
    at: float
    raw: Json
    by_bot: bool
    message: Message | None = None
    seen: bool = False


@dataclass(eq=False, slots=True)
class Topic:
    """A topic of a forum."""

    thread_id: int
    name: str
    closed: bool = False


@dataclass(eq=False)
class Chat:
    """A chat with all that happened in it."""

    id: int
    type: ChatType
    identity: Json
    changes: Changes
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    is_forum: bool = False
    started: bool = True
    bot_status: str = "member"
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    keyboard: Json | None = None
    _first_unseen: int = 0

    @property
    def json(self) -> Json:
        """The chat as it stands in a message."""
        forum: Json = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.type, **self.identity, **forum}

    @property
    def said(self) -> list[Message]:
        """The bot's messages that were not deleted, in order."""
        return [message for message in self.messages.values() if message.by_bot and not message.deleted]

    @property
    def texts(self) -> list[str]:
        """What the bot's messages now say, in order."""
        return [message.text for message in self.said]

    @property
    def sent(self) -> list[str]:
        """What each message of the bot said when it was sent: a repeated one stands here twice."""
        return [
            str(event.raw.get("text", event.raw.get("caption", "")))
            for event in self.events
            if event.kind == "message" and event.by_bot
        ]

    def of(self, kind: EventKind) -> list[Event]:
        """What the bot did of one kind, in order."""
        return [event for event in self.events if event.by_bot and event.kind == kind]

    def unseen(self) -> Iterator[Event]:
        """What the bot did since a test last waited for it."""
        while self._first_unseen < len(self.events) and self._is_done(self.events[self._first_unseen]):
            self._first_unseen += 1
        events = itertools.islice(self.events, self._first_unseen, None)
        return (event for event in events if not self._is_done(event))

    @staticmethod
    def _is_done(event: Event) -> bool:
        return event.seen or not event.by_bot

    async def wait_for_message(self, containing: str = "", timeout_s: float = 10.0) -> Message:
        """The bot's next new message that holds these words."""
        return await self._wait_for({"message"}, containing, timeout_s)

    async def wait_for_edit(self, containing: str = "", timeout_s: float = 10.0) -> Message:
        """The next message that the bot changes so that it holds these words."""
        return await self._wait_for({"edit"}, containing, timeout_s)

    async def wait_for_either(self, containing: str = "", timeout_s: float = 10.0) -> Message:
        """The bot's next message, new or changed in place."""
        return await self._wait_for({"message", "edit"}, containing, timeout_s)

    async def wait_for_event(self, kind: EventKind, timeout_s: float = 10.0) -> Event:
        """The bot's next draft, chat action, reaction or deletion."""
        try:
            return await self.changes.wait_for(lambda: self._next_event({kind}, ""), timeout_s)
        except TimeoutError:
            raise TimeoutError(f"no {kind} in chat {self.id} within {timeout_s} s") from None

    def mark_seen(self) -> None:
        """Wait only for what comes from now on."""
        for event in self.events:
            event.seen = True

    async def _wait_for(self, kinds: set[EventKind], containing: str, timeout_s: float) -> Message:
        try:
            event = await self.changes.wait_for(lambda: self._next_event(kinds, containing), timeout_s)
        except TimeoutError:
            wanted = f"no {' or '.join(sorted(kinds))} with {containing!r} in chat {self.id}"
            raise TimeoutError(f"{wanted} within {timeout_s} s; the bot says: {self.texts}") from None
        assert event.message is not None
        return event.message

    def _next_event(self, kinds: set[EventKind], containing: str) -> Event | None:
        for event in self.unseen():
            text = str(event.raw.get("text", event.raw.get("caption", "")))
            if event.kind in kinds and containing in text:
                event.seen = True
                return event
        return None

    def message(self, message_id: int | None, missing: str) -> Message:
        """A message that still stands; else the refusal `missing`."""
        found = self.messages.get(message_id) if message_id is not None else None
        if found is None or found.deleted:
            raise bad_request(missing)
        return found

    def admit_bot(self) -> None:
        """Refuse the bot where Telegram would not let it write."""
        if self.migrated_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": self.migrated_to},
            )
        if self.type == "private" and self.bot_status == "kicked":
            raise forbidden("bot was blocked by the user")
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")
        if self.bot_status in {"kicked", "left"}:
            raise forbidden(f"bot was kicked from the {self.type} chat")
        if self.bot_status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")

"""What the channel needs of the store, and the shapes of what it gets from it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.dialogue.messages import Incoming, Replies, Reply
from bot.dialogue.session import Turn
from knowledge.language import Language


@dataclass(slots=True)
class Arrival:
    """An update on its way into the inbox. It waits `settle_s` for others that belong to it."""

    update_id: int
    lane: str
    person: str | None
    chat_id: int | None
    thread_id: int | None
    message_id: int | None
    nonce: str | None
    album: str | None
    sent_at: datetime
    settle_s: float
    body: str


class Waiting(Protocol):
    """An update that waits for its answer. `recent` counts the person's messages of the minute before it."""

    update_id: int
    person: str | None
    message_id: int | None
    album: str | None
    sent_at: datetime
    attempts: int
    body: str
    recent: int


class Outgoing(Protocol):
    """A message to send. `about` and `asked_at` say what a late one answers; `edits` is a message to replace."""

    id: int
    chat_id: int
    thread_id: int | None
    reply_to: int | None
    about: str | None
    asked_at: datetime | None
    edits: int | None
    language: Language | None
    nonce: str | None
    reply: Reply
    priority: int
    parts_sent: int
    attempts: int


class Keyboard(Protocol):
    """What stands behind a message's buttons. `stale`: the question that it answers is no longer asked."""

    person: str
    chat_id: int | None
    choices: tuple[tuple[str, str], ...]
    answer_id: str | None
    pressed_at: datetime | None
    rated_at: datetime | None
    stale: bool


class Inbox(Protocol):
    """Updates, stored before they are acknowledged."""

    async def put(self, arrivals: Sequence[Arrival]) -> Sequence[tuple[int, str]]:
        """Store updates; one that was stored before is ignored. Return those that cannot be stored, and why."""

    async def wait(self, timeout_s: float) -> None:
        """Wait until something arrives, at most `timeout_s`."""

    def hand_over(
        self, free: Callable[[], int], begin: Callable[[Mapping[str, Sequence[Waiting]]], None]
    ) -> None:
        """Have what arrives claimed at once, as long as `free` is not 0."""

    async def claim(self, most: int) -> Mapping[str, Sequence[Waiting]]:
        """Take up to `most` chats that have updates waiting."""

    async def release(self, lane: str, *, pause_s: float = 0) -> None:
        """Free a chat; nobody works on it for `pause_s`."""

    async def finish(self, update_id: int) -> None:
        """Mark an update as done when no turn was needed for it."""

    async def join(self, update_id: int, others: Sequence[int]) -> None:
        """Make updates part of one: they are done when it is."""

    async def failed(self, update_id: int) -> None:
        """Count a failed attempt."""


class Outbox(Protocol):
    """Messages, stored with the change that causes them."""

    async def wait(self, timeout_s: float) -> None:
        """Wait until something is to be sent, at most `timeout_s`."""

    def hand_over(
        self, free: Callable[[], int], begin: Callable[[Mapping[str, Sequence[Outgoing]]], None]
    ) -> None:
        """Have what is written claimed at once, as long as `free` is not 0."""

    async def claim(self, most: int) -> Mapping[str, Sequence[Outgoing]]:
        """Take up to `most` chats that have messages due."""

    async def release(self, lane: str, *, pause_s: float = 0) -> None:
        """Free a chat; nobody sends to it for `pause_s`."""

    async def sent(self, message_id: int, *, free: str | None = None) -> None:
        """Forget a message that has arrived or never can, and free its lane where nothing is left to send."""

    async def progress(self, message_id: int, parts_sent: int) -> None:
        """Keep how many parts of a long message have arrived."""

    async def failed(self, message_id: int) -> None:
        """Count a failed attempt."""


class Keyboards(Protocol):
    """The buttons that can still be pressed."""

    async def find(self, nonce: str) -> Keyboard | None:
        """Return a keyboard by its name, or None."""


class Unreadable(Protocol):
    """Updates that could not be read."""

    async def note(self, faults: Sequence[tuple[int, str]]) -> None:
        """Keep the numbers of updates, each with what went wrong."""


class Topics(Protocol):
    """Topics of groups, by the key of what they are for."""

    async def find(self, chat_id: int, key: str) -> int | None:
        """Return the number of a topic that was opened in this chat, or None."""

    async def opened(self, chat_id: int, key: str, thread_id: int) -> None:
        """Keep a topic."""

    async def closed(self, chat_id: int, key: str) -> None:
        """Note that a topic was closed."""


class People(Protocol):
    """Who can be reached."""

    async def blocked(self, chat_id: int) -> None:
        """Mark the people of a chat as out of reach."""

    async def returned(self, chat_id: int) -> bool:
        """Mark the people of a chat as reachable again; True when they were not."""

    async def moved(self, old: int, new: int) -> None:
        """Follow a chat that got a new number."""


class Presence(Protocol):
    """This process among its replicas."""

    alive: int

    @property
    def is_heard(self) -> bool:
        """Whether the last sign of life is young enough."""

    async def watch(self) -> str:
        """Wait until the database has been silent for too long, and return a sentence that says so."""

    def joined(self) -> AbstractAsyncContextManager[None]:
        """Take part until the block ends."""

    async def hold(self, lane: str) -> bool:
        """Take a lane, or keep one already held; False when another process holds it."""


class Turns(Protocol):
    """Turns, and drafts of what is being said in them."""

    def take(self, incoming: Incoming) -> AbstractAsyncContextManager[Turn]:
        """Open a person's turn."""

    def watch(
        self, channel: str, update_id: str, watcher: Callable[[str], None]
    ) -> AbstractContextManager[None]:
        """Have `watcher` called with every draft of the answer to one message."""

    def hurry(self, person: str) -> None:
        """Let the turn that a person has in hand end soon: they have written again."""

    def answered_together(self, channel: str, update_ids: Sequence[str]) -> AbstractContextManager[None]:
        """Have several messages answered by one reply, to the last of them."""


class Store(Protocol):
    """The store, as far as the channel uses it."""

    @property
    def inbox(self) -> Inbox:
        """Updates."""

    @property
    def outbox(self) -> Outbox:
        """Messages."""

    @property
    def keyboards(self) -> Keyboards:
        """Buttons."""

    @property
    def topics(self) -> Topics:
        """Topics of groups."""

    @property
    def unreadable(self) -> Unreadable:
        """Updates that could not be read."""

    @property
    def people(self) -> People:
        """People."""

    @property
    def presence(self) -> Presence:
        """Replicas."""

    @property
    def turns(self) -> Turns:
        """Turns."""

    async def tidy(self) -> None:
        """Drop what is no longer needed."""


class Door(Protocol):
    """The one door of the dialogue."""

    async def reply(self, incoming: Incoming) -> Replies:
        """Handle one message at most once."""

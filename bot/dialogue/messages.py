"""What goes in through the one door and what comes out of it, the same for every channel."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from knowledge.clauses import Citation
from knowledge.language import Language

EXPIRED = "expired"
"""What counts as chosen when somebody presses a button whose question is no longer asked."""
Medium = Literal["text", "choice", "file", "photo", "voice", "sticker", "contact", "location", "other"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a person sends. `read` fetches its bytes when they are wanted."""

    name: str
    size_bytes: int
    media_type: str | None
    read: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of one person.

    `person` is the person's id with its channel (`telegram:42`, `terminal:ann`); `update_id` is unique in the
    channel, so that a message is handled at most once; `choice` is the id of a pressed button; `language` is
    what the channel knows of the person's language, `name` what they call themselves there; `late` is set when an
    outage delayed the message.
    """

    person: str
    channel: str
    update_id: str
    sent_at: datetime
    medium: Medium = "text"
    text: str | None = None
    choice: str | None = None
    file: Attachment | None = None
    language: Language | None = None
    name: str = ""
    in_group: bool = False
    edited: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `id` fits in 48 bytes and comes back in `Incoming.choice`."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What a message to a group belongs to: a topic of its own where the group has topics.

    `key` stays the same for all messages of a topic; with `closes` nothing more is to come.
    """

    key: str
    name: str
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """Says that a reply to a button of a whole group is for the one who pressed it.

    `opens` is the button with which they go on in private; with `uses_up` the buttons have done their service.
    """

    opens: str = ""
    uses_up: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to one person: plain text whose paragraphs are split by empty lines, and what stands below it.

    `answer_id` is set for an answer that can be rated. `document` is a file to send, as (name, content).
    `replaces` asks the channel to edit the message whose button was pressed instead of adding one.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    citations: tuple[Citation, ...] = ()
    answer_id: str | None = None
    document: tuple[str, bytes] | None = None
    replaces: bool = False
    thread: Thread | None = None
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class Replies:
    """All that is said to one incoming message, in order. Empty when the message was handled before."""

    messages: tuple[Reply, ...] = field(default=())

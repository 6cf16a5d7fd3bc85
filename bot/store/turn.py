"""One turn of one person: what it knows at its beginning and what it gathers until it is committed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.session import AnswerRecord, Session, StaleTurnError
from bot.store.answers import belongs_to
from bot.store.database import Database
from bot.store.forgetting import stored_of
from bot.store.records import StoredRecords

__all__ = ["Notice", "Origin", "StaleTurnError", "Start", "StoredTurn"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message that came through the inbox stands, and the keyboard that it pressed."""

    chat_id: int | None
    thread_id: int | None
    message_id: int | None
    nonce: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to somebody who need not have said anything."""

    person: str
    reply: Reply
    not_before: datetime | None


@dataclass(slots=True)
class Joint:
    """Several messages that get one reply, such as the files of an album: all but the last are only collected."""

    last: str
    texts: list[str] = field(default_factory=list)
    at: str = ""

    def collect(self, replies: Sequence[Reply]) -> tuple[Reply, ...]:
        """Keep what is said to one of the messages; with the last one, return everything that was said."""
        if self.at != self.last:
            self.texts += [reply.text for reply in replies]
            return ()
        if not replies:
            return (Reply("\n\n".join(dict.fromkeys(self.texts))),) if self.texts else ()
        text = "\n\n".join(dict.fromkeys([*self.texts, replies[0].text]))
        return (replace(replies[0], text=text), *replies[1:])


@dataclass(slots=True)
class Start:
    """What the database says at the beginning of a turn. `known` is (chat, language) of a known person."""

    session: Session
    version: int
    handled: bool
    known: tuple[int | None, str | None] | None
    origin: Origin | None


@dataclass(slots=True, eq=False)
class StoredTurn:
    """The turn that `conversation` is given. Nothing of it is in the database before `commit`."""

    incoming: Incoming
    start: Start
    database: Database
    save: Callable[["StoredTurn"], Awaitable[None]]
    watcher: Callable[[str], None] | None = None
    joint: "Joint | None" = None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    answers: list[tuple[str, AnswerRecord]] = field(default_factory=list)
    ratings: list[tuple[str, bool]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    replies: tuple[Reply, ...] = ()
    forgets: bool = False
    session: Session = field(init=False)
    handled: bool = field(init=False)
    applications: StoredRecords = field(init=False)

    def __post_init__(self) -> None:
        self.applications = StoredRecords(self.database)
        self.session = self.start.session
        self.handled = self.start.handled

    def record_answer(self, record: AnswerRecord) -> str:
        """Keep an answer and return the id under which it can be rated."""
        id_ = token_urlsafe(9)
        self.answers.append((id_, record))
        return id_

    async def rate_answer(self, answer_id: str, *, good: bool) -> bool:
        """Keep a person's rating of their own answer; False when there is no such answer of theirs."""
        async with self.database.read() as connection:
            theirs = await belongs_to(connection, answer_id, self.incoming.person)
        if theirs:
            self.ratings.append((answer_id, good))
        return theirs

    def notify(self, person: str, reply: Reply, *, not_before: datetime | None = None) -> None:
        """Send a message to anybody through the outbox, in this same transaction."""
        self.notices.append(Notice(person, reply, not_before))

    def draft(self, text: str) -> None:
        """Show what there is of the answer so far, where the channel can; it is not kept."""
        if self.watcher is not None:
            self.watcher(text)

    async def stored(self) -> dict[str, list[dict[str, Any]]]:
        """Return everything that is stored of this person's conversation, by kind."""
        async with self.database.read() as connection:
            return await stored_of(connection, self.incoming.person)

    def forget_person(self) -> None:
        """Delete everything that is stored of this person when the turn is committed."""
        self.forgets = True

    async def commit(self, replies: Sequence[Reply]) -> None:
        """Save everything together.

        Raises:
            StaleTurnError: nothing was saved; the turn must be taken anew.
        """
        self.replies = self.joint.collect(replies) if self.joint else tuple(replies)
        await self.save(self)

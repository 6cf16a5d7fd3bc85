"""What is remembered of a person between two messages, and the port through which it is stored."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.applications.ports import Records
from bot.dialogue.messages import Incoming, Reply
from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of the conversation, kept so that a follow-up can be understood."""

    role: Literal["founder", "bot"]
    text: str
    programmes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()


@dataclass(slots=True)
class Session:
    """A person's state: facts given and the pending question, never a position in a script.

    `facts` are eligibility facts as JSON values; `pending` is what the next message may answer, as
    `{"topic": ..., "question": ..., ...}`; `region` is the person's own place as a GB/T 2260 code.
    """

    person: str
    language: Language | None = None
    region: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    pending: dict[str, Any] | None = None
    history: list[Exchange] = field(default_factory=list)
    last_sources: list[dict[str, Any]] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """An answer as it is kept: what was asked, what came of it, from which passages and which release."""

    question: str
    language: Language
    outcome: str
    text: str
    passages: tuple[str, ...]
    programmes: tuple[str, ...]
    release: str
    elapsed_ms: float


class StaleTurnError(Exception):
    """Somebody else changed what this turn relies on, or handled this message: the turn must be taken anew."""


class Turn(Protocol):
    """One person's turn: everything said and changed in it is committed together or not at all."""

    session: Session
    handled: bool
    """True when this update was handled before; nothing may be done then."""
    stop: asyncio.Event
    """Set when the person has written again: what is slow should come to its end."""

    @property
    def applications(self) -> Records:
        """Applications and staff: what is kept there is written at the commit."""
        ...

    def record_answer(self, record: AnswerRecord) -> str:
        """Keep an answer and return the id under which it can be rated."""
        ...

    async def rate_answer(self, answer_id: str, *, good: bool) -> bool:
        """Keep a person's rating of their own answer; False when there is no such answer of theirs."""
        ...

    def notify(self, person: str, reply: Reply, *, not_before: datetime | None = None) -> None:
        """Send a message to anybody through the outbox, in this same transaction."""
        ...

    def draft(self, text: str) -> None:
        """Show what there is of the answer so far, where the channel can; it is not kept."""
        ...

    async def stored(self) -> dict[str, list[dict[str, Any]]]:
        """Return everything that is stored of this person's conversation, by kind."""
        ...

    def forget_person(self) -> None:
        """Delete everything that is stored of this person's conversation when the turn is committed."""
        ...

    async def commit(self, replies: Sequence[Reply]) -> None:
        """Save the session, the answers, the notices and, where the channel sends them later, the replies.

        Raises:
            StaleTurnError: nothing was saved; the turn must be taken anew.
        """
        ...


class Turns(Protocol):
    """The port of the store that `conversation` is given."""

    def take(self, incoming: Incoming) -> AbstractAsyncContextManager[Turn]:
        """Open the person's turn, waiting for one that is under way; leaving without a commit changes nothing."""
        ...

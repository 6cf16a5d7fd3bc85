"""The port to questions that wait for a person, and to the releases, as the chat needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.language import Language
from knowledge.upkeep.gaps import Unanswered


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A founder's question that went to staff, with the gist of their conversation."""

    id: str
    person: str
    question: str
    language: Language
    gist: str
    asked_at: datetime
    taken_by: str | None = None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class StaffAnswer:
    """What staff say to a question; `name` is what the founder is shown."""

    by: str
    name: str
    text: str
    source: str


class QuestionBook(Protocol):
    """Questions that wait for a person's answer."""

    async def hand_over(self, question: HandedOver) -> None:
        """Keep a question for staff; the same one twice is one."""
        ...

    async def find(self, id_: str) -> HandedOver | None:
        """Return a question that was handed over."""
        ...

    async def take(self, id_: str, by: str) -> bool:
        """Mark a question as taken; False when somebody else was faster."""
        ...

    async def unanswered(self) -> Sequence[Unanswered]:
        """Return every question of the last months that was not answered well and is not settled."""
        ...

    async def answer(self, ids: Sequence[str], answer: StaffAnswer, document: str | None) -> int:
        """Send an answer to everybody who asked one of these questions, and settle them, in one transaction.

        Returns how many founders were told; 0 when somebody else has answered them all meanwhile.
        """
        ...

    async def settle(self, ids: Sequence[str], by: str) -> None:
        """Take questions off the list without an answer."""
        ...

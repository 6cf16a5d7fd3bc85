"""What the tests of the store put in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from bot.dialogue.messages import Incoming
from bot.dialogue.session import AnswerRecord

_numbers = count(1)
ANSWER = AnswerRecord("q\x00?", "zh", "answered", "a", ("p1",), ("x",), "2026-11-23.1", 1.5)


@dataclass(slots=True)
class Update:
    """An update as a channel hands it in."""

    chat_id: int | None = 42
    update_id: int = field(default_factory=lambda: next(_numbers))
    thread_id: int | None = None
    message_id: int | None = 7
    nonce: str | None = None
    album: str | None = None
    settle_s: float = 0.0
    sent_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    body: str = "{}"

    @property
    def person(self) -> str | None:
        return f"telegram:{self.chat_id}"

    @person.setter
    def person(self, _: str | None) -> None: ...

    @property
    def lane(self) -> str:
        return f"work:telegram:{self.chat_id}"

    @lane.setter
    def lane(self, _: str) -> None: ...


def said(
    person: str = "terminal:ann", text: str = "hello", *, update_id: str | None = None, late: bool = False
) -> Incoming:
    """Return something that a person says."""
    return Incoming(
        person=person,
        channel=person.partition(":")[0],
        update_id=update_id or str(next(_numbers)),
        sent_at=datetime.now(UTC),
        text=text,
        late=late,
    )

"""People of the tests who talk with the bot through the door, over a real store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.applications.admins import COMMAND_LINE
from bot.applications.offer import Offer
from bot.applications.rules import Rules
from bot.dialogue.applying import application_topics
from bot.dialogue.conversation import Conversation
from bot.dialogue.desks import Desks
from bot.dialogue.messages import Attachment, Incoming, Reply
from bot.dialogue.notices import Notices
from bot.dialogue.offers import Offers
from bot.store import Store
from bot.store.blobs import Blobs
from bot.store.listing import Listing
from knowledge.language import Language
from tests.applications.acting import Scene
from tests.applications.samples import NOW, offer

_updates = count(1)


class OneOffer:
    """Offers the programme of the tests, and can change its rules."""

    def __init__(self) -> None:
        self.offered: Offer = offer()

    async def offer(self, programme: str, facts: Mapping[str, Any], today: date) -> Offer | None:
        return self.offered if programme == self.offered.programme else None

    async def open_to(self, facts: Mapping[str, Any], today: date) -> Sequence[Offer]:
        return [self.offered]


@dataclass
class Bot:
    """The conversation over a store, with what it is made from."""

    store: Store
    folder: Path
    offers: OneOffer = field(default_factory=OneOffer)
    now: datetime = NOW
    group: str | None = None
    rules: Offers | None = None
    language: Language = "zh"

    def __post_init__(self) -> None:
        blobs = Blobs(str(self.folder / "files"))
        desks = Desks(
            self.rules or self.offers, blobs, Rules(), Notices(self.language, self.group), lambda: self.now
        )
        topics = application_topics(desks, Listing(self.store.database))
        self.blobs = blobs
        self.door = Conversation(self.store, topics)

    async def staffed(self) -> None:
        await Scene(self.store).staffed()

    async def hire_first(self) -> str:
        token = await Scene(self.store).admin(COMMAND_LINE, lambda desk: desk.invite("admin"))
        assert isinstance(token, str)
        return token


@dataclass
class Person:
    """Somebody with a phone."""

    bot: Bot
    name: str
    language: Language = "en"
    replies: tuple[Reply, ...] = ()

    @property
    def text(self) -> str:
        return "\n---\n".join(reply.text for reply in self.replies)

    @property
    def buttons(self) -> dict[str, str]:
        return {choice.label: choice.id for reply in self.replies for choice in reply.choices}

    async def says(self, text: str, **more: Any) -> str:  # noqa: ANN401 (fields of a message)
        return await self._send(text=text, medium="text", **more)

    async def presses(self, label: str) -> str:
        return await self.forges(self.buttons[label])

    async def forges(self, choice: str, **more: Any) -> str:  # noqa: ANN401 (fields of a message)
        return await self._send(choice=choice, medium="choice", **more)

    async def sends(self, name: str, content: bytes, *, update: str | None = None) -> str:
        async def read() -> bytes:
            return content

        file = Attachment(name, len(content), None, read)
        return await self.deliver(update or f"u{next(_updates)}", medium="file", file=file)

    async def _send(self, **what: Any) -> str:  # noqa: ANN401 (fields of a message)
        return await self.deliver(what.pop("update", None) or f"u{next(_updates)}", **what)

    async def deliver(self, update: str, **what: Any) -> str:  # noqa: ANN401 (fields of a message)
        self.replies = (await self.bot.door.reply(self.message(update, **what))).messages
        return self.text

    def message(self, update: str, **what: Any) -> Incoming:  # noqa: ANN401 (fields of a message)
        return Incoming(
            person=self.name, channel="terminal", update_id=update, sent_at=self.bot.now,
            language=self.language, **what,
        )  # fmt: skip

    async def fills_in(self, number: int = 1) -> str:
        """Fill the whole form in, up to the summary."""
        from tests.applications.samples import ANSWERS, code

        await self.forges("apply:gansu-qingyang-compute-voucher-2024")
        values = {**ANSWERS, "credit_code": code(number)}
        for field_id in ("company_name", "credit_code"):
            await self.says(values[field_id])
        await self.presses("Training a model" if self.language == "en" else "模型训练")
        for field_id in ("provider", "period_start", "period_end", "requested_cny"):
            await self.says(values[field_id])
        await self.presses("I agree" if self.language == "en" else "同意")
        for field_id in ("legal_representative", "contact_person", "phone", "email"):
            await self.says(values[field_id])
        return self.text

    async def submits(self, number: int = 1) -> str:
        """Fill in and submit; return the reference number."""
        await self.fills_in(number)
        await self.presses("Submit" if self.language == "en" else "提交")
        start = self.text.index("SQ-")
        return self.text[start : start + 12]

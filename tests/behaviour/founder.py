"""A founder of the tests who talks through the door, over a real store and the real knowledge base."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.app.library import Library
from bot.app.topics import topics
from bot.dialogue.conversation import Conversation
from bot.dialogue.messages import Incoming, Reply
from bot.store import Store, open_store
from knowledge.language import Language
from tests.settings import settings_for

_updates = count(1)
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def _clock() -> Callable[[], datetime]:
    """Return a clock on which half a minute passes between two messages."""
    passed = count()
    return lambda: START + timedelta(seconds=30 * next(passed))


@dataclass
class Bot:
    """The whole bot, without a channel."""

    store: Store
    door: Conversation


@asynccontextmanager
async def opened(database: Path, library: Library) -> AsyncIterator[Bot]:
    """Open the bot over a database; opening it again is a restart."""
    settings = settings_for(database.parent, database_url=f"sqlite:///{database}")
    async with open_store(settings.database) as store:
        yield Bot(store, Conversation(store, topics(settings, store, library)))


@dataclass
class Founder:
    """Somebody who writes, presses buttons and sends odd things."""

    door: Conversation
    name: str = "telegram:42"
    language: Language | None = None
    now: Callable[[], datetime] = field(default_factory=_clock)
    replies: Sequence[Reply] = ()

    @property
    def text(self) -> str:
        return "\n---\n".join(reply.text for reply in self.replies)

    @property
    def labels(self) -> list[str]:
        return [choice.label for reply in self.replies for choice in reply.choices]

    @property
    def cited(self) -> set[str]:
        return {citation.document for reply in self.replies for citation in reply.citations}

    async def says(self, text: str, **more: Any) -> str:  # noqa: ANN401 (fields of a message)
        return await self.sends(medium="text", text=text, **more)

    async def presses(self, label: str) -> str:
        choice = next(c.id for reply in self.replies for c in reply.choices if c.label == label)
        return await self.sends(medium="choice", choice=choice)

    async def sends(self, **message: Any) -> str:  # noqa: ANN401 (fields of a message)
        update_id = message.pop("update_id", None) or f"u{next(_updates)}"
        channel = self.name.partition(":")[0]
        incoming = Incoming(
            self.name,
            channel,
            update_id,
            self.now(),
            language=message.pop("language", self.language),
            **message,
        )
        self.replies = (await self.door.reply(incoming)).messages
        return self.text

"""The application put together: the store, the knowledge base, and the topics behind the one door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app.library import Library, Progress
from bot.app.logs import log_into_data_dir
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.dialogue.conversation import Conversation
    from bot.store import Store


@dataclass(frozen=True)
class App:
    """The wired application."""

    settings: Settings
    store: "Store"
    library: Library
    conversation: "Conversation"


@asynccontextmanager
async def open_app(settings: Settings, progress: Progress | None = None) -> AsyncIterator[App]:
    """Open the store and the conversation; the knowledge base is opened beside them, in the background."""
    from bot.app.topics import topics
    from bot.dialogue.conversation import Conversation
    from bot.store import open_store

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    log_into_data_dir(settings.data_dir)
    library = Library(settings, progress)
    library.warm_up()
    async with open_store(settings.database) as store:
        conversation = Conversation(store, topics(settings, store, library))
        yield App(settings, store, library, conversation)

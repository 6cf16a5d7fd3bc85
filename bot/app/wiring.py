"""The application put together: the store, the knowledge base, and the topics behind the one door."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    jobs: Sequence[asyncio.Task[None]] = ()
    """What runs beside the channels as long as the application is open."""


@asynccontextmanager
async def open_app(
    settings: Settings, progress: Progress | None = None, *, keeps_house: bool = True
) -> AsyncIterator[App]:
    """Open the store and the conversation; the knowledge base is opened beside them, in the background.

    A bot that `keeps_house` reminds founders, tells them of changes, and erases what is due, as long as it is open.
    """
    from bot.app.topics import topics
    from bot.dialogue.conversation import Conversation
    from bot.store import open_store
    from bot.store.file_rights import keep_private
    from knowledge.eligibility.rulebook import keep_last_good

    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    keep_private(settings.data_dir)
    keep_last_good(settings.data_dir / "knowledge" / "rules")
    log_into_data_dir(settings.data_dir)
    library = Library(settings, progress)
    library.warm_up()
    async with open_store(settings.database) as store:
        await store.people.settle(settings.staff_room)
        conversation = Conversation(store, await asyncio.to_thread(topics, settings, store, library))
        jobs: dict[str, Coroutine[Any, Any, None]] = {}
        if keeps_house:
            jobs = {
                "housekeeping": _keep_house(settings, store),
                "telling of changes": _tell_of_changes(settings, library),
            }
        housekeeping = [asyncio.create_task(job, name=name) for name, job in jobs.items()]
        try:
            yield App(settings, store, library, conversation, housekeeping)
        finally:
            for task in housekeeping:
                task.cancel()
            await asyncio.gather(*housekeeping, return_exceptions=True)


async def _keep_house(settings: Settings, store: "Store") -> None:
    from bot.dialogue.notices import Notices
    from bot.store.blobs import Blobs
    from bot.store.clock import now
    from bot.store.daily import Upkeep

    notices = Notices(settings.language, settings.staff_room)
    await Upkeep(store, Blobs(settings.files), settings.rules, notices).forever(now)


async def _tell_of_changes(settings: Settings, library: Library) -> None:
    from bot.app.telling import Telling, keep_telling
    from bot.store.blocking import BlockingDatabase
    from bot.store.clock import now
    from bot.store.touched import StoredPeople

    database = BlockingDatabase(settings.database)
    try:
        await keep_telling(lambda: Telling(library.releases, StoredPeople(database, now())))
    finally:
        database.close()

"""The bot under test as a process of its own: the real store, door and channel, with the test's dialogue.

`python -m tests.telegram.bot_process` takes its settings from the environment, as the real one does.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.limits import Limits
from bot.commands.serve import run
from bot.dialogue.conversation import Conversation
from bot.settings import Settings
from bot.store import Store, open_store
from tests.telegram.topics import Playground


@dataclass(frozen=True)
class App:
    conversation: Conversation
    store: Store
    jobs: Sequence[asyncio.Task[None]] = ()


@asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    lifetime_s = float(os.environ.get("TEST_LIFETIME_S", "15"))
    async with open_store(settings.database, lifetime_s=lifetime_s) as store:
        yield App(Conversation(store, [Playground()]), store)


def main() -> None:
    changes: dict[str, Any] = json.loads(os.environ.get("TEST_LIMITS", "{}"))
    problem = run(Settings(), open_app, Limits(**changes))
    sys.exit(problem or 0)


if __name__ == "__main__":
    main()

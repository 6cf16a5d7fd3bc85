# ruff: noqa: ANN401 (whatever JSON holds and whatever is replaced)
"""The channel within the test's own process, so that a test can make any part of it fail."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.telegram.channel import Connection, TelegramChannel
from bot.channels.telegram.limits import Limits
from bot.dialogue.conversation import Conversation
from bot.store import Store, open_store
from tests.botapi import BotApi
from tests.telegram.topics import Playground


@asynccontextmanager
async def channel_in(store: Store, api: BotApi, **limits: Any) -> AsyncIterator[asyncio.Task[None]]:
    """Run the channel until the block ends; the task raises what the channel raises."""
    connection = Connection(token=api.token, base_url=api.base_url, base_file_url=api.base_file_url)
    channel = TelegramChannel(
        connection,
        store,
        Conversation(store, [Playground()]),
        limits=Limits(**({"chat_interval_s": 0.02, "long_poll_s": 5, "stop_within_s": 3} | limits)),
        zone=ZoneInfo("Asia/Shanghai"),
        language="en",
    )
    stop = asyncio.Event()
    task = asyncio.create_task(channel.run(stop))
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait({task})


@asynccontextmanager
async def running(api: BotApi, url: str, **limits: Any) -> AsyncIterator[tuple[Store, asyncio.Task[None]]]:
    """Open the store and run the channel on it."""
    async with open_store(url, lifetime_s=2) as store, channel_in(store, api, **limits) as task:
        yield store, task

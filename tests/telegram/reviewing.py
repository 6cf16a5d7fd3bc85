"""The channel with the real topics of applications, served in this process against the Bot API server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.applications.application import Application
from bot.channels.telegram.channel import Connection, TelegramChannel
from bot.channels.telegram.limits import Limits
from bot.store import Store
from tests.applications.acting import Scene
from tests.applications.samples import offer
from tests.applications.talking import Bot
from tests.botapi import BotApi, Chat, Message, Person


@dataclass
class Staffroom:
    """A bot that serves, its staff, and the group in which they meet."""

    api: BotApi
    store: Store
    bot: Bot
    scene: Scene
    group: Chat
    rita: Person
    ron: Person
    eve: Person

    async def submitted(self, founder: str = "terminal:amy", number: int = 1) -> Application:
        """Hand an application in as the chat does, so that the group is told."""
        from tests.applications.talking import Person as Founder

        reference = await Founder(self.bot, founder).submits(number)
        return await self.application(reference)

    async def application(self, reference: str) -> Application:
        found = await self.scene.reviewer(who(self.rita), lambda desk: desk.show(reference))
        assert isinstance(found, Application)
        return found

    async def toast(self, person: Person, button: str, on: Message | None = None) -> str:
        """Press a button in the group and return what only this person is told."""
        press = await person.presses(button, on, to=self.group)
        return str((await person.wait_for_answer(press))["text"])

    async def follows(self, person: Person, button: str, to: str) -> Message:
        """Press a button that leads into the private chat, and go there."""
        press = await person.presses(button, to=self.group)
        url = str((await person.wait_for_answer(press))["url"])
        assert url.startswith("https://t.me/voucher_test_bot?start=")
        await person.sends(f"/start {url.partition('=')[2]}")
        return await person.chat.wait_for_message(to)


def who(person: Person) -> str:
    return f"telegram:{person.id}"


@asynccontextmanager
async def staffroom(api: BotApi, store: Store, folder: Path, group: Chat, people: list[Person]) -> AsyncIterator[Staffroom]:  # fmt: skip
    """Serve with this group as the staff's; the first two people are reviewers, the third is nobody."""
    room = f"telegram:{group.id}"
    await store.people.settle(room)
    bot = Bot(store, folder, group=room, language="en")
    bot.offers.offered = offer()
    scene = Scene(store)
    await scene.hire("t:admin", "admin")
    for person, name in zip(people[:2], ("Rita", "Ron"), strict=True):
        await scene.hire(who(person), "reviewer", "t:admin", name)
    limits = Limits(chat_interval_s=0.01, group_messages_per_minute=1000, long_poll_s=5)
    connection = Connection(token=api.token, base_url=api.base_url, base_file_url=api.base_file_url)
    channel = TelegramChannel(
        connection, store, bot.door, limits=limits, zone=ZoneInfo("Asia/Shanghai"), language="en"
    )
    stop = asyncio.Event()
    running = asyncio.create_task(channel.run(stop))
    try:
        yield Staffroom(api, store, bot, scene, group, *people)
    finally:
        stop.set()
        await running

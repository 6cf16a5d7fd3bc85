"""A Bot API server for tests: Telegram as the bot sees it, and people for the test to play."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.botapi.chats import Chat, Topic
from tests.botapi.checks import Violation
from tests.botapi.clock import Clock
from tests.botapi.dispatch import Call, Dispatcher
from tests.botapi.faults import Fault, Faults, Rule
from tests.botapi.flood import Flood
from tests.botapi.methods.rooms import set_bot_status
from tests.botapi.methods.topics import add_topic
from tests.botapi.params import Params
from tests.botapi.people import Person
from tests.botapi.refusals import Breach, Json, Refusal
from tests.botapi.updates import UpdateQueue
from tests.botapi.webhook import Webhook
from tests.botapi.world import World

T = TypeVar("T")
TOKEN = "4200000000:AAE-test-token-of-the-voucher-bot_00"


class BotApi:
    """One bot's Telegram, over HTTP on a free port of this machine."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        username: str = "voucher_test_bot",
        validate: bool = True,
        reads_all: bool = True,
        clock: Clock | None = None,
    ) -> None:
        self.token = token
        self.username = username
        self.clock = clock or Clock()
        self.world = World(token, self.clock, username=username, reads_all=reads_all)
        self.dispatcher = Dispatcher(self.world, validate=validate)
        self.world.webhook.on_reply = self._carry_out_reply
        self.url = ""
        self._runner: web.ServerRunner | None = None
        self.handler = self.dispatcher.handle

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen."""
        self._runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Break all connections and forget the webhook."""
        self.faults.clear()
        await self.world.webhook.remove()
        self.world.polling.wake()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def base_url(self) -> str:
        """What a bot puts before its token."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What a bot puts before its token to download files."""
        return f"{self.url}/file/bot"

    @property
    def updates(self) -> UpdateQueue:
        """The updates on their way: hold, release, again, deliver."""
        return self.world.updates

    @property
    def webhook(self) -> Webhook:
        """The webhook and the attempts to reach it."""
        return self.world.webhook

    @property
    def faults(self) -> Faults:
        """Faults to order."""
        return self.dispatcher.faults

    @property
    def flood(self) -> Flood:
        """Telegram's flood limits, off until switched on."""
        return self.dispatcher.flood

    @property
    def violations(self) -> list[Violation]:
        """Requests that break the description of the API."""
        return self.dispatcher.violations

    @property
    def calls(self) -> list[Call]:
        """Every request that was carried out or refused, in order."""
        return self.dispatcher.calls

    def calls_of(self, method: str) -> list[Call]:
        """The requests of one method."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def take_violations(self, kind: Breach) -> list[Violation]:
        """The violations of one kind, which are then forgiven: for tests that provoke them."""
        taken = [violation for violation in self.violations if violation.kind == kind]
        self.violations[:] = [violation for violation in self.violations if violation.kind != kind]
        return taken

    def fail(
        self,
        method: str | None,
        fault: Fault,
        *,
        chat: Chat | None = None,
        times: int | None = 1,
        when: Callable[[Json], bool] | None = None,
    ) -> Rule:
        """Let the next requests of a method fail, in one chat or in all."""
        return self.faults.add(method, fault, chat_id=chat.id if chat else None, times=times, when=when)

    def person(
        self,
        name: str,
        language_code: str | None = "en",
        *,
        username: str | None = None,
        started: bool = False,
    ) -> Person:
        """A new person. The bot may write to them once they have written, or when `started`."""
        person_id = 5_000_000_000 + self.world.serial()
        names: Json = {"first_name": name} | ({"username": username} if username else {})
        language = {"language_code": language_code} if language_code else {}
        json: Json = {"id": person_id, "is_bot": False, **names, **language}
        self.world.people[person_id] = json
        chat = self.world.add_chat(person_id, "private", names)
        chat.started = started
        chat.members[person_id] = "member"
        return Person(self.world, json, chat)

    def group(self, title: str, members: Sequence[Person]) -> Chat:
        """A group with the bot in it; the first member made it."""
        chat = self.world.add_chat(-4_000_000_000 - self.world.serial(), "group", {"title": title})
        return _fill(chat, members)

    def supergroup(self, title: str, members: Sequence[Person], topics: Sequence[str] = ()) -> Chat:
        """A supergroup with the bot in it, a forum when it has topics."""
        chat = self.world.add_chat(-1_002_000_000_000 - self.world.serial(), "supergroup", {"title": title})
        chat.is_forum = bool(topics)
        for name in topics:
            add_topic(self.world, chat, name, members[0].json)
        return _fill(chat, members)

    def promote(self, chat: Chat) -> None:
        """Make the bot an administrator of a group, who may open topics there."""
        by = self.world.people[next(iter(chat.members))]
        set_bot_status(self.world, chat, "administrator", by)

    def topic(self, chat: Chat, name: str) -> Topic:
        """The topic of this name."""
        return next(topic for topic in chat.topics.values() if topic.name == name)

    def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup with another id, and tell the bot in both."""
        new_id = -1_002_000_000_000 - self.world.serial()
        chat = self.world.add_chat(new_id, "supergroup", dict(group.identity))
        chat.members = dict(group.members)
        by = self.world.people[next(iter(group.members))]
        old = self.world.post(group, by, {"migrate_to_chat_id": chat.id})
        self.world.tell_bot("message", old.raw, group)
        group.migrated_to = chat.id
        new = self.world.post(chat, by, {"migrate_from_chat_id": group.id})
        self.world.tell_bot("message", new.raw, chat)
        return chat

    async def wait_until(self, look: Callable[[], T | None], timeout_s: float = 10.0) -> T:
        """Wait until something on the server is true."""
        return await self.world.changes.wait_for(look, timeout_s)

    async def wait_until_confirmed(self, timeout_s: float = 10.0) -> None:
        """Wait until the bot has taken all updates."""
        try:
            await self.wait_until(lambda: not self.updates.pending, timeout_s)
        except TimeoutError:
            raise TimeoutError(f"{len(self.updates.pending)} updates were not confirmed") from None

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        return await self.handler(request)

    async def _carry_out_reply(self, reply: Json) -> None:
        values = dict(reply)
        name = str(values.pop("method", ""))
        try:
            await self.dispatcher.carry_out(name, Params(values))
        except Refusal as refusal:
            self.violations.append(
                Violation(refusal.breach or "parameters", name, refusal.description, reply)
            )


def _fill(chat: Chat, members: Sequence[Person]) -> Chat:
    ranks = ["creator", *["member"] * len(members)]
    chat.members = {person.id: rank for person, rank in zip(members, ranks, strict=False)}
    return chat

"""All that the server knows: people, chats, files, pressed buttons, and the bot itself."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.botapi.changes import Changes
from tests.botapi.chats import Chat, ChatType, Event, EventKind
from tests.botapi.clock import Clock
from tests.botapi.files import FileStore
from tests.botapi.messages import Message
from tests.botapi.polling import Polling
from tests.botapi.profile import Profile
from tests.botapi.refusals import Json, bad_request
from tests.botapi.updates import CALLBACK_LIFE_S, Entry, UpdateQueue
from tests.botapi.webhook import Webhook


@dataclass(eq=False, slots=True)
class Press:
    """A pressed button and the answers that the bot gave to it."""

    id: str
    data: str
    at: float
    update_id: int | None = None
    answers: list[Json] = field(default_factory=list)


class World:
    """The state of one bot's Telegram."""

    def __init__(self, token: str, clock: Clock, *, username: str, reads_all: bool) -> None:
        self.token = token
        self.clock = clock
        self.changes = Changes()
        self.updates = UpdateQueue(clock, self.changes)
        self.polling = Polling(clock, self.updates, self.changes)
        self.webhook = Webhook(clock, self.updates, self.changes)
        self.updates.on_new = self._announce
        self.files = FileStore(clock)
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.people: dict[int, Json] = {}
        self._message_ids: Iterator[int] = itertools.count(101)
        self._supergroup_ids: dict[int, Iterator[int]] = {}
        self._serials: Iterator[int] = itertools.count(1)
        self.reads_all = reads_all
        self.answers = 0
        self.me: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Voucher Bot",
            "username": username,
        }

    def serial(self) -> int:
        """A number that was not given before."""
        return next(self._serials)

    def add_chat(self, chat_id: int, chat_type: ChatType, identity: Json) -> Chat:
        """A new chat."""
        chat = self.chats[chat_id] = Chat(chat_id, chat_type, identity, self.changes)
        return chat

    def chat(self, wanted: int | str | None) -> Chat:
        """The chat with this id or @username."""
        if wanted is None or wanted == "":
            raise bad_request("chat_id is empty", "parameters")
        if isinstance(wanted, str) and wanted.startswith("@"):
            named = (chat for chat in self.chats.values() if chat.identity.get("username") == wanted[1:])
            found = next(named, None)
        else:
            try:
                found = self.chats.get(int(wanted))
            except ValueError:
                raise bad_request("chat not found", "parameters") from None
        if found is None:
            raise bad_request("chat not found")
        return found

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups count for themselves; all other chats of a bot share one count."""
        if chat.type != "supergroup":
            return next(self._message_ids)
        return next(self._supergroup_ids.setdefault(chat.id, itertools.count(1)))

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        *,
        thread_id: int | None = None,
        reply_to: Message | None = None,
        markup: Json | None = None,
        age_s: float = 0.0,
    ) -> Message:
        """Put a message into a chat, whoever wrote it."""
        raw: Json = {
            "message_id": self.next_message_id(chat),
            "from": sender,
            "chat": chat.json,
            "date": int(self.clock.now() - age_s),
        }
        if thread_id is not None:
            raw["message_thread_id"] = thread_id
            if chat.is_forum:
                raw["is_topic_message"] = True
        if reply_to is not None:
            raw["reply_to_message"] = {k: v for k, v in reply_to.raw.items() if k != "reply_to_message"}
        raw |= content
        if markup and "inline_keyboard" in markup:
            raw["reply_markup"] = markup
        message = Message(chat.id, raw["message_id"], raw, sender["id"] == self.me["id"], markup)
        chat.messages[message.id] = message
        self.answers += message.by_bot
        self.record(chat, "message", raw, by_bot=message.by_bot, message=message)
        return message

    def record(
        self, chat: Chat, kind: EventKind, raw: Json, *, by_bot: bool = True, message: Message | None = None
    ) -> None:
        """Write a change into the chat's history and wake those who wait for it."""
        chat.events.append(Event(kind, self.clock.now(), dict(raw), by_bot, message))
        self.changes.happened()

    def tell_bot(self, kind: str, content: Json, chat: Chat) -> int | None:
        """An update of this chat, unless the bot is not in it."""
        if chat.bot_status in {"kicked", "left"} and kind != "my_chat_member":
            return None
        return self.updates.add(kind, content, lane=chat.id)

    def press(self, person: Json, chat: Chat, message: Json | None, data: str) -> Press:
        """A callback query from a button with these data."""
        press = Press(str(4_000_000_000_000_000_000 + self.serial()), data, self.clock.now())
        self.presses[press.id] = press
        query: Json = {"id": press.id, "from": person, "chat_instance": str(chat.id * 7919), "data": data}
        if message is not None:
            query["message"] = message
        press.update_id = self.updates.add(
            "callback_query", query, lane=person["id"] + (3 << 33), life_s=CALLBACK_LIFE_S
        )
        return press

    def _announce(self, entry: Entry) -> None:
        self.polling.wake()
        self.webhook.offer(entry)

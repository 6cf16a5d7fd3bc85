"""People on Telegram: what they write, send, press and change."""

from collections.abc import Sequence

from tests.botapi.chats import Chat, Topic
from tests.botapi.entities import find_entities
from tests.botapi.messages import Message
from tests.botapi.methods.rooms import set_bot_status
from tests.botapi.methods.uploads import file_content
from tests.botapi.refusals import Json
from tests.botapi.world import Press, World


class Person:
    """Someone with a private chat with the bot. `to` names another chat to act in."""

    def __init__(self, world: World, json: Json, chat: Chat) -> None:
        self._world = world
        self.json = json
        self.id: int = json["id"]
        self.chat = chat

    async def sends(
        self,
        text: str,
        *,
        to: Chat | None = None,
        topic: Topic | None = None,
        reply_to: Message | None = None,
        age_s: float = 0.0,
    ) -> Message:
        """A text, `age_s` seconds old when it arrives."""
        entities = find_entities(text)
        content: Json = {"text": text} | ({"entities": entities} if entities else {})
        return await self.sends_content(content, to=to, topic=topic, reply_to=reply_to, age_s=age_s)

    async def sends_content(
        self,
        content: Json,
        *,
        to: Chat | None = None,
        topic: Topic | None = None,
        reply_to: Message | None = None,
        age_s: float = 0.0,
    ) -> Message:
        """A message with any content, in the words of the Bot API."""
        chat = to or self.chat
        chat.started = True
        thread_id = topic.thread_id if topic else _thread_of(chat, reply_to)
        root = chat.messages.get(topic.thread_id) if topic else None
        message = self._world.post(
            chat, self.json, content, thread_id=thread_id, reply_to=reply_to or root, age_s=age_s
        )
        if self._bot_reads(chat, message):
            message.update_id = self._world.tell_bot("message", message.raw, chat)
        return message

    async def sends_file(
        self,
        name: str,
        content: bytes,
        media_type: str = "application/pdf",
        *,
        kind: str = "document",
        caption: str = "",
        size: int | None = None,
        to: Chat | None = None,
        album: str | None = None,
    ) -> Message:
        """A file of any kind that Telegram knows; `size` may claim more than the content has."""
        file = self._world.files.add(name, content, media_type, folder=f"{kind}s", size=size)
        message: Json = file_content(kind, file)
        if caption:
            message["caption"] = caption
        if album:
            message["media_group_id"] = album
        return await self.sends_content(message, to=to)

    async def sends_photo(
        self, content: bytes = b"\xff\xd8 photo", caption: str = "", *, to: Chat | None = None
    ) -> Message:
        """A photo."""
        return await self.sends_file("photo.jpg", content, "image/jpeg", kind="photo", caption=caption, to=to)

    async def sends_voice(self, content: bytes = b"OggS voice", *, to: Chat | None = None) -> Message:
        """A voice message."""
        return await self.sends_file("voice.oga", content, "audio/ogg", kind="voice", to=to)

    async def sends_sticker(self, *, to: Chat | None = None) -> Message:
        """A sticker."""
        return await self.sends_file("sticker.webp", b"RIFF sticker", "image/webp", kind="sticker", to=to)

    async def sends_contact(self, phone: str = "+8613800000000", *, to: Chat | None = None) -> Message:
        """Their own phone number."""
        contact = {"phone_number": phone, "first_name": self.json["first_name"], "user_id": self.id}
        return await self.sends_content({"contact": contact}, to=to)

    async def sends_location(
        self, latitude: float = 35.73, longitude: float = 107.64, *, to: Chat | None = None
    ) -> Message:
        """A place on the map."""
        return await self.sends_content({"location": {"latitude": latitude, "longitude": longitude}}, to=to)

    async def sends_album(
        self, files: Sequence[tuple[str, bytes]], caption: str = "", *, kind: str = "document"
    ) -> list[Message]:
        """Several files at once: one message for each, the first with the caption."""
        album = str(13_000_000_000_000_000 + self._world.serial())
        return [
            await self.sends_file(name, content, kind=kind, caption="" if index else caption, album=album)
            for index, (name, content) in enumerate(files)
        ]

    async def edits(self, message: Message, text: str) -> Message:
        """Change what they wrote."""
        chat = self._world.chats[message.chat_id]
        field = "text" if "text" in message.raw else "caption"
        message.versions.append(message.raw)
        kept = {key: value for key, value in message.raw.items() if key != "entities"}
        entities = find_entities(text)
        changed = kept | {field: text, "edit_date": int(self._world.clock.now())}
        message.raw = changed | ({"entities": entities} if entities else {})
        self._world.record(chat, "edit", message.raw, by_bot=False, message=message)
        self._world.tell_bot("edited_message", message.raw, chat)
        return message

    async def presses(self, wanted: str, on: Message | None = None, *, to: Chat | None = None) -> Press:
        """Press the button with this label or these data, by default on the newest message that has it.

        Raises:
            LookupError: there is no such button to press.
        """
        chat = to or self.chat
        message = on or self._newest_with(chat, wanted)
        button = message.button(wanted)
        if button.data is None:
            raise LookupError(f"the button {button.text!r} has no data; send its text instead")
        return self._world.press(self.json, chat, message.raw, button.data)

    async def forges(self, data: str, on: Message | None = None, *, to: Chat | None = None) -> Press:
        """A press with any data; on a deleted message as Telegram shows one, without one when there is none."""
        chat = to or self.chat
        message = on or (chat.said[-1] if chat.said else None)
        raw = message.raw if message else None
        if message and message.deleted:
            raw = {"chat": chat.json, "message_id": message.id, "date": 0}
        return self._world.press(self.json, chat, raw, data)

    async def reacts(self, message: Message, emoji: str) -> None:
        """React to a message; the bot is told only when it asked for reactions."""
        chat = self._world.chats[message.chat_id]
        reaction: Json = {
            "chat": chat.json,
            "message_id": message.id,
            "user": self.json,
            "date": int(self._world.clock.now()),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        self._world.tell_bot("message_reaction", reaction, chat)

    async def blocks(self) -> None:
        """Block the bot."""
        set_bot_status(self._world, self.chat, "kicked", self.json)

    async def returns(self) -> None:
        """Take the block back."""
        set_bot_status(self._world, self.chat, "member", self.json)

    async def removes_bot(self, chat: Chat) -> None:
        """Throw the bot out of a group."""
        set_bot_status(self._world, chat, "kicked", self.json)

    async def adds_bot(self, chat: Chat) -> None:
        """Take the bot into a group."""
        set_bot_status(self._world, chat, "member", self.json)

    async def makes_bot(self, chat: Chat, status: str) -> None:
        """Give the bot another standing in a group."""
        set_bot_status(self._world, chat, status, self.json)

    async def wait_for_message(self, containing: str = "", timeout_s: float = 10.0) -> Message:
        """The bot's next new message in the private chat that holds these words."""
        return await self.chat.wait_for_message(containing, timeout_s)

    async def wait_for_answer(self, press: Press, timeout_s: float = 10.0) -> Json:
        """What the bot answers to a pressed button."""
        return (await self._world.changes.wait_for(lambda: press.answers, timeout_s))[0]

    @property
    def commands(self) -> list[str]:
        """The commands that Telegram offers in the private chat."""
        scopes = [f"chat:{self.id}", "all_private_chats"]
        return self._world.profile.shown(self.json.get("language_code", ""), scopes)

    def _newest_with(self, chat: Chat, wanted: str) -> Message:
        for message in reversed(chat.said):
            if any(
                wanted in {button.text, button.data} or wanted in button.text for button in message.buttons
            ):
                return message
        raise LookupError(f"no button {wanted!r} in chat {chat.id}: {[m.labels for m in chat.said]}")

    def _bot_reads(self, chat: Chat, message: Message) -> bool:
        if chat.type == "private" or self._world.reads_all or chat.bot_status == "administrator":
            return True
        answered = message.raw.get("reply_to_message", {}).get("from", {}).get("id")
        name = f"@{self._world.me['username']}"
        return answered == self._world.me["id"] or message.text.startswith("/") or name in message.text


def _thread_of(chat: Chat, reply_to: Message | None) -> int | None:
    """Telegram gives an answer in a supergroup a thread, though it is no topic."""
    if reply_to is None or chat.type != "supergroup":
        return None
    if chat.is_forum:
        return reply_to.thread_id
    return reply_to.thread_id or reply_to.id

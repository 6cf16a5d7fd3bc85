"""Handles one update whose turn has come."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Update

from bot.channels.telegram.activity import Activity, Drafts
from bot.channels.telegram.arriving import nonce_of
from bot.channels.telegram.client import Account, Client
from bot.channels.telegram.incoming import added_to_group, app_language, button_pressed, message_said
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.membership import joins_group, may_write
from bot.channels.telegram.ports import Door, Store, Waiting
from bot.channels.telegram.presses import PressAnswerer, Verdict, judge
from bot.channels.telegram.quarantine import set_aside
from bot.channels.telegram.reader import Reading, UnreadableError, fault_of, read
from bot.channels.telegram.retiring import retire
from bot.dialogue.messages import EXPIRED, Incoming, Reply
from bot.dialogue.words import say
from knowledge.language import Language


class Handler:
    """Takes an update through the door; what needs no door it does itself."""

    def __init__(  # noqa: PLR0913 (the parts that the channel is made of)
        self,
        client: Client,
        account: Account,
        store: Store,
        door: Door,
        presses: PressAnswerer,
        *,
        limits: Limits,
        default_language: Language,
    ) -> None:
        self._client = client
        self._account = account
        self._store = store
        self._door = door
        self._presses = presses
        self._limits = limits
        self._default = default_language
        self._drafts = Drafts(client.bot)
        self._finishing: set[asyncio.Task[None]] = set()

    async def handle_album(self, waiting: Sequence[Waiting]) -> None:
        """Handle the files of an album one by one and confirm them with one message."""
        with self._store.turns.answered_together("telegram", [str(each.update_id) for each in waiting]):
            for each in waiting:
                await self.handle(each)

    async def handle(self, waiting: Waiting) -> None:
        """Handle one update.

        Raises:
            UnreadableError: it cannot be read, now or later.
        """
        reading = self._read(waiting)
        if reading.fault:
            await set_aside(self._store.unreadable, [(waiting.update_id, reading.fault)])
        update, incoming = reading.update, reading.meaning
        if update.my_chat_member is not None:
            await self._membership(update.my_chat_member, waiting)
        elif update.message is not None and update.message.migrate_to_chat_id:
            await self._store.people.moved(update.message.chat.id, update.message.migrate_to_chat_id)
            await self._store.inbox.finish(waiting.update_id)
        elif incoming is None:
            await self._store.inbox.finish(waiting.update_id)
        else:
            await self._reach(incoming, update)
            if update.callback_query is not None:
                await self._press(update, incoming, waiting)
            else:
                await self._message(incoming, update, waiting)

    async def apologise(self, waiting: Waiting, reference: str) -> None:
        """Tell the person that their message could not be answered; what they sent is not looked at again."""
        if waiting.person is None:
            await self._store.inbox.finish(waiting.update_id)
            return
        incoming = Incoming(
            person=waiting.person,
            channel="telegram",
            update_id=str(waiting.update_id),
            sent_at=waiting.sent_at,
            medium="other",
            language=app_language(waiting.body),
            in_group=waiting.person.count(":") > 1,
        )
        await self._tell(incoming, "channel-failed", reference=reference)

    def _read(self, waiting: Waiting) -> Reading[Incoming | None]:
        """Read an update and what it says: nothing where it needs no answer."""

        def mean(update: Update) -> Incoming | None:
            if update.my_chat_member is not None:
                may_write(update.my_chat_member.new_chat_member)
                return added_to_group(update.my_chat_member, waiting)
            if update.callback_query is not None:
                return button_pressed(update, "", waiting)
            return message_said(update, waiting, self._account, self._limits, datetime.now(UTC))

        try:
            raw: dict[str, Any] = json.loads(waiting.body)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(fault_of(error)) from None
        return read(raw, self._client.bot, mean)

    async def _reach(self, incoming: Incoming, update: Update) -> None:
        """Whoever writes to the bot, corrects themselves or presses a button in private can be written to."""
        if not incoming.in_group and update.effective_user is not None:
            await self._store.people.returned(update.effective_user.id)

    async def finish(self) -> None:
        """Wait for what is still being tidied up."""
        await asyncio.gather(*self._finishing, return_exceptions=True)

    async def _message(self, incoming: Incoming, update: Update, waiting: Waiting) -> None:
        over = waiting.recent - self._limits.messages_per_minute
        if over > 1:
            await self._store.inbox.finish(update.update_id)
        elif over == 1:
            await self._tell(incoming, "channel-too-many")
        elif incoming.file is not None and incoming.file.size_bytes > self._limits.largest_file:
            await self._tell(incoming, "channel-file-too-large", most=self._limits.largest_file // 1_000_000)
        else:
            await self._ask(incoming, update, waiting)

    async def _ask(self, incoming: Incoming, update: Update, waiting: Waiting) -> Sequence[Reply]:
        """Go through the door and return what was committed as said."""
        message, place = update.effective_message, update.effective_chat or update.effective_user
        if place is None:
            raise ValueError("the update has neither a chat nor a person")
        thread_id = message.message_thread_id if message and message.is_topic_message else None
        activity = Activity(self._client.bot, self._drafts, place.id, thread_id, waiting.update_id)
        watching = self._store.turns.watch("telegram", incoming.update_id, activity.draft)
        with activity, watching:
            replies = await self._door.reply(incoming)
        if not replies.messages:
            await self._store.inbox.finish(waiting.update_id)
        return replies.messages

    async def _press(self, update: Update, probe: Incoming, waiting: Waiting) -> None:
        query = update.callback_query
        if query is None:
            return
        data = query.data or ""
        keyboard = await self._store.keyboards.find(nonce_of(data))
        chat_id = query.message.chat.id if query.message else query.from_user.id
        press = judge(keyboard, data, chat_id=chat_id, person=probe.person)
        if press.verdict in {Verdict.GOOD, Verdict.RATING} and press.choice is not None:
            said = await self._ask(button_pressed(update, press.choice, waiting), update, waiting)
            stays = all(reply.replaces for reply in said[:1])
            if not stays or press.verdict is Verdict.RATING:
                self._later(retire(self._client.bot, query, chosen=press.label))
        elif press.verdict is Verdict.SHARED and press.choice is not None:
            said = await self._ask(button_pressed(update, press.choice, waiting), update, waiting)
            await self._tell_aside(query, said, press.label)
        elif press.verdict is Verdict.EXPIRED and (keyboard is not None or not probe.in_group):
            await self._ask(replace(probe, choice=EXPIRED), update, waiting)
            self._later(retire(self._client.bot, query, chosen=""))
        else:
            await self._store.inbox.finish(update.update_id)

    async def _tell_aside(self, query: CallbackQuery, said: Sequence[Reply], label: str) -> None:
        """Answer a shared button to who pressed it, and take the buttons away when they have done their service."""
        reply = next((reply for reply in said if reply.aside is not None), Reply(""))
        opens = reply.aside.opens.replace(":", "-") if reply.aside else ""
        link = f"https://t.me/{self._account.username}?start={opens}" if opens else None
        await self._presses.tell(query.id, reply.text, opens=link)
        if reply.aside is not None and reply.aside.uses_up:
            self._later(retire(self._client.bot, query, chosen=f"{label} · {query.from_user.full_name}"))

    async def _membership(self, change: ChatMemberUpdated, waiting: Waiting) -> None:
        """Stop sending where the bot may not write, go on where it may again, and greet a new group."""
        if not may_write(change.new_chat_member):
            await self._store.people.blocked(change.chat.id)
        else:
            await self._store.people.returned(change.chat.id)
            if joins_group(change):
                name = self._account.username
                await self._tell(added_to_group(change, waiting), "channel-in-group", name=name)
                return
        await self._store.inbox.finish(waiting.update_id)

    async def _tell(self, incoming: Incoming, key: str, **values: str | float) -> None:
        """Answer without the door; the person's session stays as it is."""
        async with self._store.turns.take(incoming) as turn:
            if turn.handled:
                await self._store.inbox.finish(int(incoming.update_id))
                return
            language = turn.session.language or incoming.language or self._default
            await turn.commit([Reply(say(language, key, **values))])

    def _later(self, work: Any) -> None:  # noqa: ANN401 (a coroutine)
        task = asyncio.create_task(work)
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)

"""The sender: takes messages out of the outbox, in order per chat and within Telegram's limits."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import tzinfo

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.channels.telegram.activity import Drafts
from bot.channels.telegram.client import Client
from bot.channels.telegram.delivery import OutOfReachError, deliver
from bot.channels.telegram.forum import Forum
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.pacing import ChatPace, Pace
from bot.channels.telegram.parts import GRACE_S
from bot.channels.telegram.ports import Outgoing, Store
from bot.channels.telegram.redaction import without_words
from bot.channels.telegram.rendering import Part, render
from bot.dialogue.words import say
from knowledge.language import Language

_LOOK_AGAIN_S = 1.0
_FEWEST_LANES, _MOST_LANES = 8, 64
_LONGEST_PAUSE_S = 60.0
_MOST_FAULTS = 3
"""How often a message that fails on our side is tried again."""
_FOREVER_S = 100 * 365 * 86_400.0
"""Until the person comes back, which frees the chat again."""
_LONG_TEXT = 1500
"""From this length on the beginning is shown as a draft while the message is on its way."""

_log = logging.getLogger(__name__)


class Sender:
    """Sends what is due. A chat that must wait is released, so that others and more urgent messages go first."""

    def __init__(
        self, client: Client, store: Store, limits: Limits, *, zone: tzinfo, default_language: Language
    ) -> None:
        self._client = client
        self._store = store
        self._zone = zone
        self._default = default_language
        self._pace = Pace(limits.messages_per_second, lambda: store.presence.alive)
        self._chats = ChatPace(limits.chat_interval_s, limits.group_messages_per_minute)
        self._most = int(min(max(limits.messages_per_second / 4, _FEWEST_LANES), _MOST_LANES))
        self._drafts = Drafts(client.bot)
        self._forum = Forum(client.bot, store.topics)
        self._sending: set[asyncio.Task[None]] = set()
        self._open = True

    async def run(self) -> None:
        """Send until cancelled."""
        self._store.outbox.hand_over(self._free, self._begin)
        while True:
            try:
                await self._claim()
            except Exception as error:  # noqa: BLE001 (the database may be away for a while)
                _log.error("no messages could be claimed: %s", without_words(error))
                await asyncio.sleep(_LOOK_AGAIN_S)

    async def stop(self, within_s: float) -> None:
        """Send what is due, as far as there is time; what is left stays in the outbox."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._send_the_rest()
        self._open = False
        for task in self._sending:
            task.cancel()
        if self._sending:
            await asyncio.wait(self._sending, timeout=GRACE_S)

    async def _send_the_rest(self) -> None:
        while self._sending or await self._claim_some():
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)

    async def _claim(self) -> None:
        """Look for what was not handed over: what other replicas wrote, or what is due only now."""
        if not self._free():
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
        elif not await self._claim_some():
            await self._store.outbox.wait(_LOOK_AGAIN_S)

    async def _claim_some(self) -> int:
        claimed = await self._store.outbox.claim(self._free())
        self._begin(claimed)
        return len(claimed)

    def _free(self) -> int:
        return self._most - len(self._sending) if self._open else 0

    def _begin(self, claimed: Mapping[str, Sequence[Outgoing]]) -> None:
        for lane, messages in claimed.items():
            task = asyncio.create_task(self._work(lane, messages))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _work(self, lane: str, messages: Sequence[Outgoing]) -> None:
        pause_s, freed = 0.0, False
        try:
            for message in messages:
                if not self._open:
                    break
                last = lane if message is messages[-1] else None
                pause_s = await self._attempt(message, free=last)
                if pause_s:
                    break
                freed = last is not None
        except Exception as error:  # noqa: BLE001 (the database may be away for a while)
            _log.error("a chat's messages have not left: %s", without_words(error))
            pause_s = _LOOK_AGAIN_S
        finally:
            if not freed:
                await self._release(lane, pause_s)

    async def _release(self, lane: str, pause_s: float) -> None:
        """Free a lane, however often that must be tried: nobody else can."""
        while True:
            try:
                await self._store.outbox.release(lane, pause_s=pause_s)
            except Exception as error:  # noqa: BLE001 (the database may be away for a while)
                _log.error("a chat was not released: %s", without_words(error))
                if not self._open:
                    return
                await asyncio.sleep(_LOOK_AGAIN_S)
            else:
                return

    async def _attempt(self, message: Outgoing, *, free: str | None) -> float:
        """Send a message; return how long its chat must rest when it has not left as a whole."""
        try:
            return await self._send(message, free=free)
        except OutOfReachError:
            if message.chat_id < 0:
                _log.warning("the group %s cannot be written to; what is for it waits", message.chat_id)
            await self._store.people.blocked(message.chat_id)
            return _FOREVER_S
        except ChatMigrated as error:
            await self._store.people.moved(message.chat_id, error.new_chat_id)
            return 0.001
        except RetryAfter as error:
            _log.info("a chat must rest for %s", error._retry_after)  # noqa: SLF001
            return error._retry_after.total_seconds() + 0.1  # noqa: SLF001 (the public name changes its type)
        except Exception as error:  # noqa: BLE001 (one message must not stop the others)
            return await self._failed(message, error, free=free)

    async def _failed(self, message: Outgoing, error: Exception, *, free: str | None) -> float:
        """Wait for a network that is away; give up what fails again and again on our own side."""
        if isinstance(error, TelegramError):
            _log.warning("message %s has not left: %s", message.id, type(error).__name__)
            await self._store.outbox.failed(message.id)
            return float(min(0.5 * 2 ** min(message.attempts, 7), _LONGEST_PAUSE_S))
        _log.error("message %s has not left: %s", message.id, without_words(error))
        if message.attempts < _MOST_FAULTS:
            await self._store.outbox.failed(message.id)
            return float(2**message.attempts)
        return await self._give_up(message, free=free)

    async def _give_up(self, message: Outgoing, *, free: str | None) -> float:
        """Apologise for a message that cannot be made; it must not hold up what comes after it."""
        try:
            await self._client.bot.send_message(
                message.chat_id, self._apology(message), message_thread_id=message.thread_id
            )
        except TelegramError as error:
            _log.error("no apology was made for message %s: %s", message.id, type(error).__name__)
        await self._store.outbox.sent(message.id, free=free)
        return 0.0

    def _apology(self, message: Outgoing) -> str:
        return say(message.language or self._default, "channel-not-sent")

    async def _send(self, message: Outgoing, *, free: str | None) -> float:
        parts = render(message, message.language or self._default, self._zone)
        for position, part in enumerate(parts):
            if position < message.parts_sent:
                continue
            wait_s = self._chats.wait_s(message.chat_id)
            if wait_s:
                return wait_s
            async with self._pace.turn(message.priority):
                self._chats.note(message.chat_id)
                await self._send_part(message, part, first=position == 0)
                if position + 1 < len(parts) or _closes(message):
                    await self._store.outbox.progress(message.id, position + 1)
                else:
                    await self._store.outbox.sent(message.id, free=free)
        if message.reply.thread is not None and _closes(message):
            await self._forum.close(message.chat_id, message.reply.thread)
        if not parts or _closes(message):
            await self._store.outbox.sent(message.id, free=free)
        return 0.0

    async def _send_part(self, message: Outgoing, part: Part, *, first: bool) -> None:
        thread_id, wanted = message.thread_id, message.reply.thread
        if thread_id is None and wanted is not None:
            thread_id = await self._forum.thread_of(message.chat_id, wanted)
        if first:
            await self._draft(message, part)
        apology = self._apology(message)
        await deliver(self._client.bot, message, part, thread_id, first=first, apology=apology)

    async def _draft(self, message: Outgoing, part: Part) -> None:
        """Show the beginning of a long answer at once, in private chats."""
        if len(part.plain) >= _LONG_TEXT and message.thread_id is None and message.edits is None:
            beginning = part.plain[:_LONG_TEXT].rpartition("\n\n")[0] or part.plain[: _LONG_TEXT // 2]
            await self._drafts.show(message.chat_id, message.id, beginning)


def _closes(message: Outgoing) -> bool:
    """Tell whether a message is the last one of its topic."""
    return message.reply.thread is not None and message.reply.thread.closes

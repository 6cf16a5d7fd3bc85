"""Delivery to the bot's webhook: in order within a lane, again with growing pauses until it answers 2xx."""

import asyncio
import json
import random
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.botapi.changes import Changes
from tests.botapi.clock import Clock
from tests.botapi.posting import Poster, PostReply
from tests.botapi.refusals import Json, bad_request
from tests.botapi.updates import Entry, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_PAUSE_S = 60.0
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt. `status` is 0 when no answer came."""

    update_id: int
    status: int
    problem: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether the bot has the update."""
        return 200 <= self.status < 300


class Webhook:
    """The webhook, when one is set, and all attempts to reach it."""

    def __init__(self, clock: Clock, updates: UpdateQueue, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._updates = updates
        self._poster: Poster | None = None
        self._lanes: dict[int, deque[Entry]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(40)
        self._settings: Json = {}
        self._last_error: Json = {}
        self.url = ""
        self.answer_timeout_s = 60.0
        self.deliveries: list[Delivery] = []
        self.lose_replies = 0
        self.on_reply: Callable[[Json], Awaitable[None]] | None = None

    async def set(
        self, url: str, *, secret: str = "", max_connections: int = 40, ip_address: str = ""
    ) -> None:
        """Deliver to `url` from now on, first of all what waits."""
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters", "parameters")
        if not re.match(r"https?://[^/\s]+", url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook", "parameters")
        await self.remove()
        self.url = url
        self._free = asyncio.Semaphore(min(max(max_connections, 1), 100))
        self._settings = {"max_connections": max_connections, "ip_address": ip_address or "127.0.0.1"}
        self._poster = Poster(url, {SECRET_HEADER: secret} if secret else {})
        for entry in list(self._updates.pending):
            self.offer(entry)

    async def remove(self) -> None:
        """Deliver nothing more; what was not delivered stays in the queue."""
        self.url = ""
        others = self._tasks - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self._lanes.clear()
        self._last_error = {}
        if self._poster:
            self._poster.close()
            self._poster = None

    @property
    def info(self) -> Json:
        """What getWebhookInfo answers."""
        allowed = {"allowed_updates": sorted(self._updates.allowed)} if self._updates.allowed else {}
        pending = {"pending_update_count": len(self._updates.pending), "has_custom_certificate": False}
        return {"url": self.url, **pending, **allowed} | (
            self._settings | self._last_error if self.url else {}
        )

    def offer(self, entry: Entry) -> None:
        """Put an update into its lane, where one after another is delivered."""
        if not self.url:
            return
        lane = entry.lane or -entry.update_id
        if lane in self._lanes:
            self._lanes[lane].append(entry)
            return
        self._lanes[lane] = deque([entry])
        task = asyncio.create_task(self._work_off(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, lane: int) -> None:
        waiting = self._lanes[lane]
        while waiting:
            await self._deliver(waiting.popleft())
        del self._lanes[lane]

    async def _deliver(self, entry: Entry) -> None:
        failures, pause_s = 0, 1.0
        while not self._updates.is_expired(entry):
            async with self._free:
                delivery, retry_after_s = await self._attempt(entry)
            if delivery.is_ok:
                self._updates.confirm(entry)
                return
            self._note_error(delivery)
            failures += 1
            if retry_after_s or failures > 1:
                longest_s = random.uniform(LONGEST_PAUSE_S, 2 * LONGEST_PAUSE_S)
                pause_s = min(longest_s, pause_s * 2)
                await self._clock.sleep(retry_after_s or pause_s)
        self._updates.drop(entry)

    async def _attempt(self, entry: Entry) -> tuple[Delivery, float]:
        assert self._poster is not None
        entry.deliveries += 1
        self._changes.happened()
        try:
            async with asyncio.timeout(self.answer_timeout_s):
                reply = await self._poster.post(entry.body)
        except (OSError, TimeoutError, ValueError) as error:
            delivery = Delivery(entry.update_id, 0, str(error) or "Read timeout expired")
            self.deliveries.append(delivery)
            return delivery, 0.0
        delivery = self._judge(entry, reply)
        self.deliveries.append(delivery)
        if delivery.is_ok and reply.body.startswith(b"{") and self.on_reply:
            await self.on_reply(json.loads(reply.body))
        return delivery, _retry_after_s(reply)

    def _judge(self, entry: Entry, reply: PostReply) -> Delivery:
        if self.lose_replies > 0:
            self.lose_replies -= 1
            return Delivery(entry.update_id, 0, "Connection reset by peer")
        problem = f"Wrong response from the webhook: {reply.status} {reply.reason}"
        return Delivery(entry.update_id, reply.status, "" if 200 <= reply.status < 300 else problem)

    def _note_error(self, delivery: Delivery) -> None:
        self._last_error = {
            "last_error_date": int(self._clock.now()),
            "last_error_message": delivery.problem or "Connection failed",
        }
        self._changes.happened()


def _retry_after_s(reply: PostReply) -> float:
    wanted = reply.headers.get("retry-after", "")
    return min(float(wanted), 3600.0) if wanted.isdigit() else 0.0

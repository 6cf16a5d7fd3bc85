"""Telegram's flood limits: 30 messages a second in all, one a second in a chat, twenty a minute in a group."""

import math
from dataclasses import dataclass

from tests.botapi.chats import Chat
from tests.botapi.clock import Clock
from tests.botapi.refusals import too_many_requests


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """Rates and what Telegram lets pass beyond them for a moment."""

    overall_per_s: float = 30.0
    overall_burst: float = 33.0
    chat_per_s: float = 1.0
    chat_burst: float = 3.0
    group_per_min: float = 20.0
    group_burst: float = 20.0


@dataclass(frozen=True, slots=True)
class Flooded:
    """A message that was refused for its haste."""

    chat_id: int
    retry_after_s: int
    at: float


class _Bucket:
    """Lets `burst` messages pass at once and `rate` a second after that."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate, self._burst, self._left, self._at = rate, burst, burst, now

    def wait_s(self, now: float) -> float:
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        return 0.0 if self._left >= 1 else (1 - self._left) / self._rate

    def take(self) -> None:
        self._left -= 1


class Flood:
    """Refuses hasty sends with 429; switched off until a test switches it on."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._limits: FloodLimits | None = None
        self._buckets: dict[str | int, _Bucket] = {}
        self._blocked_until: dict[int, float] = {}
        self.refused: list[Flooded] = []

    def switch_on(self, limits: FloodLimits | None = None) -> None:
        """Limit from now on."""
        self._limits = limits or FloodLimits()
        self._buckets.clear()
        self._blocked_until.clear()

    def switch_off(self) -> None:
        """Let everything pass."""
        self._limits = None

    def check(self, chat: Chat) -> None:
        """Count one message.

        Raises:
            Refusal: 429; the chat stays closed until the named seconds are over.
        """
        if not self._limits:
            return
        now = self._clock.now()
        buckets = self._buckets_of(chat, self._limits, now)
        wait_s = max(self._blocked_until.get(chat.id, 0.0) - now, *(b.wait_s(now) for b in buckets))
        if wait_s > 0:
            retry_after_s = max(1, math.ceil(wait_s))
            self._blocked_until[chat.id] = max(self._blocked_until.get(chat.id, 0.0), now + wait_s)
            self.refused.append(Flooded(chat.id, retry_after_s, now))
            raise too_many_requests(retry_after_s)
        for bucket in buckets:
            bucket.take()

    def _buckets_of(self, chat: Chat, limits: FloodLimits, now: float) -> list[_Bucket]:
        rate, burst = limits.chat_per_s, limits.chat_burst
        kinds: list[tuple[str | int, float, float]] = [
            ("overall", limits.overall_per_s, limits.overall_burst),
            (chat.id, rate, burst),
        ]
        if chat.type != "private":
            kinds.append((f"group {chat.id}", limits.group_per_min / 60, limits.group_burst))
        return [self._buckets.setdefault(key, _Bucket(rate, burst, now)) for key, rate, burst in kinds]

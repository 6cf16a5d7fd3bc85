"""Long polling: exactly one replica polls, the others wait to take over."""

import asyncio
import logging
import time

from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.client import Client, first_number
from bot.channels.telegram.intake import Intake, number_of
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.ports import Presence
from bot.channels.telegram.redaction import without_words
from bot.channels.telegram.request import UnreadableAnswerError

LANE = "poll:telegram"
_LOOK_AGAIN_S = 1.0
_MOST_AT_ONCE = 100
_RENUMBERED_AFTER_S = 6 * 86_400
"""After a week without updates Telegram numbers them anew, from anywhere."""

_log = logging.getLogger(__name__)


class Poller:
    """Asks Telegram for updates, again and again, whatever happens to the network."""

    def __init__(self, client: Client, intake: Intake, presence: Presence, limits: Limits) -> None:
        self._client = client
        self._intake = intake
        self._presence = presence
        self._limits = limits
        self._offset: int | None = None
        self._one_by_one = False
        self._last_at = time.monotonic()
        self._held_at = -_LOOK_AGAIN_S

    async def run(self) -> None:
        """Poll until cancelled."""
        failures, polled_before = 0, False
        while True:
            try:
                if not await self._may_poll():
                    polled_before = False
                    await asyncio.sleep(_LOOK_AGAIN_S)
                    continue
                if not polled_before:
                    await self._client.bot.delete_webhook()
                    polled_before = True
                await self._poll()
                failures = 0
            except Exception as error:  # noqa: BLE001 (polling outlives every fault)
                failures += 1
                pause_s = _pause(error, failures)
                _log.warning("polling failed, next try in %.1f s: %s", pause_s, _describe(error))
                await asyncio.sleep(pause_s)

    async def _may_poll(self) -> bool:
        """Make sure, once a second, that no other replica polls."""
        now = time.monotonic()
        if now - self._held_at > _LOOK_AGAIN_S:
            if not await self._presence.hold(LANE):
                return False
            self._held_at = now
        return True

    async def _poll(self) -> None:
        if time.monotonic() - self._last_at > _RENUMBERED_AFTER_S:
            self._offset = None
        most = 1 if self._one_by_one else _MOST_AT_ONCE
        try:
            updates = await self._client.updates(self._offset, self._limits.long_poll_s, most=most)
        except UnreadableAnswerError as error:
            await self._step_over(error)
            return
        if not updates:
            self._one_by_one = False
            return
        await self._intake.accept(updates)
        self._pass(max(map(number_of, updates)))

    async def _step_over(self, error: UnreadableAnswerError) -> None:
        """Find the update for which an answer cannot be read, by taking one at a time, and leave it out."""
        number = first_number(error.payload)
        if not number or (self._offset is not None and number < self._offset):
            raise error
        if self._one_by_one:
            await self._intake.refuse([(number, error.fault)])
            self._pass(number)
        self._one_by_one = not self._one_by_one

    def _pass(self, number: int) -> None:
        """Ask only for what comes after this update."""
        if not number:
            raise TelegramError("Updates without numbers")
        self._offset = number + 1
        self._last_at = time.monotonic()


def _pause(error: Exception, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return float(error._retry_after.total_seconds())  # noqa: SLF001 (the public name changes its type)
    if isinstance(error, Conflict):
        return 3.0
    return float(min(0.5 * 2 ** min(failures - 1, 6), 30.0))


def _describe(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "another program polls with the same token, or a webhook is set"
    if isinstance(error, NetworkError | TelegramError):
        return type(error).__name__
    return without_words(error)

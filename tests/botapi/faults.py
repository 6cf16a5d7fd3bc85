"""Faults to order: what goes wrong, with which method, in which chat and how often."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.botapi.refusals import Json, Refusal, too_many_requests

Moment = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong, before or after the request is carried out."""

    moment: Moment
    refusal: Refusal | None = None
    drop: bool = False
    delay_s: float = 0.0
    pause: bool = False


def flood_wait(retry_after_s: int) -> Fault:
    """429 with the seconds to wait."""
    return Fault("before", refusal=too_many_requests(retry_after_s))


def refused(status: int, description: str, parameters: Json | None = None) -> Fault:
    """Any refusal, in Telegram's words."""
    return Fault("before", refusal=Refusal(status, description, parameters=parameters))


def server_error(status: int = 500) -> Fault:
    """Telegram itself is in trouble."""
    return Fault("before", refusal=Refusal(status, "Internal Server Error"))


def slow(seconds: float) -> Fault:
    """The answer takes its time on the server's clock; the request is carried out at once."""
    return Fault("after", delay_s=seconds)


def dropped() -> Fault:
    """The connection breaks before anything is done."""
    return Fault("before", drop=True)


def lost_reply() -> Fault:
    """The request is carried out, but the connection breaks before the answer."""
    return Fault("after", drop=True)


def paused(moment: Moment = "before") -> Fault:
    """The request stands still until the test lets it go on."""
    return Fault(moment, pause=True)


@dataclass(eq=False)
class Rule:
    """A fault with its conditions."""

    method: str | None
    fault: Fault
    chat_id: int | None
    times: int | None
    when: Callable[[Json], bool] | None
    hits: int = 0
    _reached: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def fits(self, method: str, values: Json) -> bool:
        """Whether this request is to fail."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.method is not None and self.method.lower() != method.lower():
            return False
        if self.chat_id is not None and str(values.get("chat_id")) != str(self.chat_id):
            return False
        return self.when is None or self.when(values)

    async def strike(self) -> None:
        """The request has come; a paused one waits here."""
        self._reached.set()
        if self.fault.pause:
            await self._released.wait()

    async def reached(self, timeout_s: float = 10.0) -> None:
        """Wait until a request has met this fault."""
        async with asyncio.timeout(timeout_s):
            await self._reached.wait()

    def release(self) -> None:
        """Let paused requests go on."""
        self._released.set()

    def end(self) -> None:
        """No more faults from this rule."""
        self.times = self.hits
        self.release()


class Faults:
    """All rules; the first that fits decides."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def add(
        self,
        method: str | None,
        fault: Fault,
        *,
        chat_id: int | None = None,
        times: int | None = 1,
        when: Callable[[Json], bool] | None = None,
    ) -> Rule:
        """Let the next `times` requests fail (None: all). `method` None means any."""
        rule = Rule(method, fault, chat_id, times, when)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Everything works again."""
        for rule in self.rules:
            rule.end()
        self.rules.clear()

    def claim(self, method: str, values: Json) -> Rule | None:
        """The rule that this request meets, counted as met."""
        for rule in self.rules:
            if rule.fits(method, values):
                rule.hits += 1
                return rule
        return None

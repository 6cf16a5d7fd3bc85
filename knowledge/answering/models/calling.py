"""Calls a model within limits: time for each piece, one more try, and a rest when it keeps failing."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

from knowledge.answering.models.breaker import Breaker
from knowledge.answering.models.request import Model, ModelError, Piece, Request, Usage

_PAUSE_S = 0.25


@dataclass
class Caller:
    """A model with its limits. `first_s` is the longest silence, `tries` how often a request is made at most."""

    model: Model
    first_s: float
    breaker: Breaker = field(default_factory=Breaker)
    tries: int = 2

    async def stream(self, request: Request, count: Callable[[Usage], None]) -> AsyncIterator[str]:
        """Yield what the model writes. It is tried again only as long as nothing has come.

        Raises:
            ModelError: it does not answer, falls silent, or is resting.
        """
        for left in range(self.tries - 1, -1, -1):
            begun = False
            try:
                async for text in self._once(request, count):
                    begun = True
                    yield text
            except ModelError as error:
                if begun or not error.again or not left or not self.breaker.allows():
                    raise
                await asyncio.sleep(_PAUSE_S)
            else:
                return

    async def _once(self, request: Request, count: Callable[[Usage], None]) -> AsyncIterator[str]:
        if not self.breaker.allows():
            raise ModelError(f"{self.model.name} rests after failing again and again")
        reported, written = Usage(), 0
        try:
            async with aclosing(self._pieces(request)) as pieces:  # type: ignore[type-var]
                async for piece in pieces:
                    reported += piece.usage
                    if piece.text:
                        written += _tokens(piece.text)
                        yield piece.text
        except ModelError:
            self.breaker.failed()
            raise
        else:
            self.breaker.worked()
        finally:
            count(_spent(reported, request, written))

    async def _pieces(self, request: Request) -> AsyncIterator[Piece]:
        stream = self.model.stream(request)
        async with aclosing(stream) as pieces:  # type: ignore[type-var]
            while True:
                try:
                    async with asyncio.timeout(self.first_s):
                        piece = await anext(pieces)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    raise ModelError(f"{self.model.name} falls silent", again=True) from None
                yield piece


_TOO_FEW = 2
"""How many times the estimate may be of what a server counts before it is believed instead."""


def _spent(reported: Usage, request: Request, written: int) -> Usage:
    """Return what a call used; where the server counts nothing, or far too little, an estimate counts."""
    asked = _tokens(request.instructions) + _tokens(request.data)
    tokens_in = reported.tokens_in if reported.tokens_in * _TOO_FEW >= asked else asked
    tokens_out = reported.tokens_out if reported.tokens_out * _TOO_FEW >= written else written
    return Usage(1, tokens_in, tokens_out)


def _tokens(text: str) -> int:
    """Estimate the tokens of a text, rather too many: one for a Chinese character, one for three others."""
    wide = sum("\u2e80" <= character <= "\uffef" for character in text)
    return wide + -(-(len(text) - wide) // 3)

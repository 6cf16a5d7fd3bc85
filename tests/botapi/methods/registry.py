"""The methods that this server carries out, by their names in lower case."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from tests.botapi.params import Params
from tests.botapi.world import World

Result: TypeAlias = Any
Handler: TypeAlias = Callable[[World, Params], Result | Awaitable[Result]]

HANDLERS: dict[str, Handler] = {}
FLOOD_LIMITED: set[str] = set()


def method(name: str, *, flood_limited: bool = False) -> Callable[[Handler], Handler]:
    """Register a handler under its name in the Bot API."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name.lower()] = handler
        if flood_limited:
            FLOOD_LIMITED.add(name.lower())
        return handler

    return register

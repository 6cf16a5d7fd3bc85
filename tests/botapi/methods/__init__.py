"""What each method of the Bot API does on this server."""

from tests.botapi.methods import (
    about,
    callbacks,
    conversation,
    editing,
    intake,
    rooms,
    sending,
    topics,
    uploads,
)
from tests.botapi.methods.registry import FLOOD_LIMITED, HANDLERS, Handler, Result

__all__ = [
    "FLOOD_LIMITED",
    "HANDLERS",
    "Handler",
    "Result",
    "about",
    "callbacks",
    "conversation",
    "editing",
    "intake",
    "rooms",
    "sending",
    "topics",
    "uploads",
]

"""A Bot API server for tests: real HTTP, people to play, faults to order, and a clock to move."""

from tests.botapi.chats import Button, Chat, Event, Message, Topic
from tests.botapi.checks import Violation
from tests.botapi.clock import Clock
from tests.botapi.flood import FloodLimits
from tests.botapi.people import Person
from tests.botapi.server import TOKEN, BotApi
from tests.botapi.world import Press

__all__ = [
    "TOKEN",
    "BotApi",
    "Button",
    "Chat",
    "Clock",
    "Event",
    "FloodLimits",
    "Message",
    "Person",
    "Press",
    "Topic",
    "Violation",
]

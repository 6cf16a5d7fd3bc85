"""A Bot API server for tests: real HTTP, people to play, faults to order, and a clock to move.

async with BotApi() as api:  # or the fixture `bot_api`
    ...  # start the bot with api.token, api.base_url and api.base_file_url
    ann = api.person("Ann", language_code="en")
    api.fail("sendMessage", flood_wait(2), chat=ann.chat)
    await ann.sends("/start")
    answer = await ann.wait_for_message("Welcome")
    await ann.wait_for_answer(await ann.presses("Check eligibility"))
    assert api.violations == []
"""

from tests.botapi.chats import Chat, Event, Topic
from tests.botapi.checks import Violation
from tests.botapi.clock import Clock
from tests.botapi.flood import FloodLimits
from tests.botapi.messages import Button, Message
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

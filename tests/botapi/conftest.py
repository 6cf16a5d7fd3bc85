"""What the tests of the server share."""

from tests.botapi.clients import aiogram, ptb
from tests.botapi.fixtures import bot_api

__all__ = ["aiogram", "bot_api", "ptb"]

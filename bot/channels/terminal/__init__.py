"""The terminal channel: the whole conversation for a person at a keyboard, or through a pipe."""

from bot.channels.terminal.screen import Screen
from bot.channels.terminal.talk import Terminal

__all__ = ["Screen", "Terminal"]

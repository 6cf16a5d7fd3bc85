"""What Telegram allows, and what one person may ask of the bot."""

from dataclasses import dataclass

CAPTION = 1024
CHAT_ACTION_S = 4.5
"""Telegram shows "typing" for five seconds."""
MESSAGE = 4096
"""The longest message, in UTF-16 units after the marks are read."""
PRESS_LIFE_S = 150
"""How long a pressed button can be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one bot. Times are in seconds, sizes in bytes."""

    messages_per_second: float = 30
    chat_interval_s: float = 1.0
    group_messages_per_minute: int = 20
    messages_per_minute: int = 60
    largest_file: int = 20_000_000
    turns_at_once: int = 64
    late_after_s: float = 60
    stop_within_s: float = 20
    long_poll_s: int = 50
    album_settles_s: float = 0.7
    rests_after_failure_s: tuple[float, ...] = (0.1, 2.0, 10.0)
    """How long a chat rests after each failed attempt; after the last one the person is told."""

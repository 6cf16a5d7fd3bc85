"""The time, handed in so that a test can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """Tell the time in UTC."""
    return datetime.now(UTC)

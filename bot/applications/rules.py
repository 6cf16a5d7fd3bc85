"""What an operator can set about applications."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that the desks, the reminders and the retention read."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    second_above_cny: Decimal = Decimal(500_000)
    most_file_bytes: int = 20 * 1024 * 1024
    keep_drafts: timedelta = timedelta(days=180)
    keep_closed: timedelta = timedelta(days=730)
    keep_approved: timedelta = timedelta(days=3650)
    idle_after: timedelta = timedelta(days=3)
    day_hours: tuple[int, int] = (9, 20)

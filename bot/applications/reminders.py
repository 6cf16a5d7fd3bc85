"""Which founders are reminded of a draft, and when: never at night, never of the same thing twice."""

from datetime import datetime, timedelta

from bot.applications.application import SYSTEM, Application, Notice, Step, take
from bot.applications.outcome import Refused
from bot.applications.rules import Rules

_DAYS_BEFORE = (1, 3, 7)


def due(application: Application, now: datetime, rules: Rules) -> str | None:
    """Name the reminder that is due, such as `closes-3` or `idle`, or None."""
    local = now.astimezone(rules.zone)
    awake = rules.day_hours[0] <= local.hour < rules.day_hours[1]
    if application.state != "draft" or not application.reminders_on or not awake:
        return None
    closes = application.offer.closes
    if closes is not None:
        left = (closes - local.date()).days
        near = next((days for days in _DAYS_BEFORE if 0 <= left <= days), None)
        if near is not None and f"closes-{near}" not in application.reminded:
            return f"closes-{near}"
        if left < 0:
            return None
    for number in (1, 4):
        name = f"idle-{number}-{application.updated_at:%Y%m%d}"
        if now - application.updated_at >= rules.idle_after * number and name not in application.reminded:
            return name
    return None


def remind(application: Application, now: datetime, rules: Rules) -> Step | None:
    """Take the step of reminding, if one is due."""
    name = due(application, now, rules)
    if name is None:
        return None
    kind = "closes" if name.startswith("closes") else "idle"
    closes = application.offer.closes
    values = {"id": application.id, "closes": closes.isoformat() if closes else ""}
    step = take(
        application, "remind", SYSTEM, now,
        details={"reminder": name}, notices=(Notice("owner", f"remind-{kind}", values),),
        reminded=(*application.reminded[-20:], *_covered(name)),
    )  # fmt: skip
    return None if isinstance(step, Refused) else step


def _covered(name: str) -> tuple[str, ...]:
    """A late reminder stands for the earlier ones that were missed."""
    if name.startswith("closes-"):
        return tuple(f"closes-{days}" for days in _DAYS_BEFORE if days >= int(name.removeprefix("closes-")))
    return (name,)


def next_day_hour(now: datetime, rules: Rules) -> datetime:
    """Return the next moment at which somebody may be written to."""
    local = now.astimezone(rules.zone)
    start, end = rules.day_hours
    if start <= local.hour < end:
        return now
    day = local if local.hour < start else local + timedelta(days=1)
    return day.replace(hour=start, minute=0, second=0, microsecond=0)

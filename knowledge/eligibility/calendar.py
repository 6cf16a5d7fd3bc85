"""Calendar dates: anniversaries, by the day and never by months rounded down."""

from datetime import date


def years_after(day: date, years: int) -> date:
    """Return the anniversary; that of 29 February in a common year is 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)

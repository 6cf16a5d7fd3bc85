"""Kleene's three values: True, False and None for unknown."""

from collections.abc import Iterable

Truth = bool | None


def every(parts: Iterable[Truth]) -> Truth:
    """Join by `all`: one False makes it False, else one unknown makes it unknown."""
    found: Truth = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            found = None
    return found


def some(parts: Iterable[Truth]) -> Truth:
    """Join by `any`: one True makes it True, else one unknown makes it unknown."""
    found: Truth = False
    for part in parts:
        if part is True:
            return True
        if part is None:
            found = None
    return found


def opposite(truth: Truth) -> Truth:
    """Negate; unknown stays unknown."""
    return None if truth is None else not truth


def at_least(number: int, parts: Iterable[Truth]) -> Truth:
    """Tell whether at least `number` of the parts are True."""
    known = list(parts)
    if sum(part is True for part in known) >= number:
        return True
    return None if sum(part is not False for part in known) >= number else False

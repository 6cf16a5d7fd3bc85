"""Ids of documents: lower-case letters, digits and hyphens, so that an id is safe in a file name, a button, an address."""

import re

LONGEST = 80
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class IdError(ValueError):
    """A text is no id; the message says what an id is."""


def checked_id(text: str) -> str:
    """Return an id as it is.

    Raises:
        IdError: it is none.
    """
    if len(text) > LONGEST or not _ID.fullmatch(text):
        raise IdError(
            f"{text[:LONGEST]!r} is no id: use lower-case letters, digits and single hyphens between them, "
            f"{LONGEST} characters at most."
        )
    return text


def is_id(text: str) -> bool:
    """Tell whether a text is an id."""
    return len(text) <= LONGEST and _ID.fullmatch(text) is not None

"""The two thumbs under an answer: how they look, and how their presses are told from choices."""

from collections.abc import Mapping

THUMBS: Mapping[str, str] = {"up": "👍", "down": "👎"}
"""Label by the key that ends a button's data."""


def is_thumb(data: object) -> bool:
    """Tell whether a button's data are those of a thumb."""
    return str(data or "").rpartition(".")[2] in THUMBS

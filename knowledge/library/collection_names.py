"""How collections are named: by segment and language, when they were begun, and whether they are still in the making."""

import secrets
import time
from collections.abc import Collection, Iterator

from knowledge.language import Language

DRAFT = "draft-"
"""Begins the name of a collection in the making; it is renamed once it is whole."""
_DRAFT_LIVES_S = 3600.0
"""How long a draft may be in the making; an older one is what a killed build left."""


def collection_name(segment: str, language: Language) -> str:
    """Name what the collections of a segment and language begin with."""
    return f"s-{segment}-{language}"


def base_of(name: str) -> str | None:
    """Return what `collection_name` gave, or None for a collection of somebody else."""
    parts = name.removeprefix(DRAFT).split("-")
    return "-".join(parts[:3]) if parts[0] == "s" and len(parts) in {3, 5} else None


def age_s(name: str) -> float:
    """Return how long ago a collection was begun; one without a time is old."""
    parts = name.removeprefix(DRAFT).split("-")
    try:
        return max(time.time() - int(parts[3], 16) / 1000, 0.0)
    except (IndexError, ValueError):
        return float("inf")


def new_name(base: str) -> str:
    """Name a new collection: later ones sort after earlier ones."""
    return f"{base}-{time.time_ns() // 1_000_000:012x}-{secrets.token_hex(3)}"


def unused(names: Collection[str], used: Collection[str] | None, grace_s: float) -> Iterator[str]:
    """Go through the collections that serve no more; `used` None takes every segment for used."""
    newest: dict[str, str] = {}
    for name in sorted(names, reverse=True):
        base = base_of(name)
        if base is None:
            continue
        if used is not None and base not in used:
            yield name
        elif name.startswith(DRAFT):
            if age_s(name) > _DRAFT_LIVES_S:
                yield name
        elif base not in newest:
            newest[base] = name
        elif age_s(newest[base]) >= grace_s:
            yield name

"""Reads updates: whole where that can be done, and else by the fields that the bot goes by."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from telegram import Bot, Update

from bot.channels.telegram.fields import SENT_BY_PEOPLE, UNREAD, UPDATE, WORDS_ALONE, pruned

Meaning = TypeVar("Meaning")


class UnreadableError(Exception):
    """An update cannot be read. The text names the kind of error and its place, and nothing of the content."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[Meaning]):
    """An update, what is made of it, and the fault for which it could not be read whole."""

    raw: dict[str, Any]
    update: Update
    meaning: Meaning
    fault: str | None


def read(raw: dict[str, Any], bot: Bot | None, mean: Callable[[Update], Meaning]) -> Reading[Meaning]:
    """Read an update and make of it what `mean` makes.

    Raises:
        UnreadableError: not even the fields that the bot goes by can be read.
    """
    fault: str | None = None
    for candidate, wrong in _candidates(raw):
        try:
            if wrong is not None:
                raise UnreadableError(wrong)  # noqa: TRY301 (the next candidate is tried, whatever the fault)
            update = Update.de_json(candidate, bot)
            return Reading(raw, update, mean(update), fault)
        except Exception as error:  # noqa: BLE001 (whatever the library raises on what it does not expect)
            fault = fault or fault_of(error)
    raise UnreadableError(fault)


def fault_of(error: BaseException) -> str:
    """Name an error's kind and place; its message may hold what somebody wrote."""
    if isinstance(error, UnreadableError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _candidates(raw: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Yield the update as it came, with the first field of a wrong type; then with less and less in it."""
    wrong: list[str] = []
    known = pruned(raw, UPDATE, wrong)
    yield raw, f"wrong type of {wrong[0]}" if wrong else None
    yield _marked(known, raw), None
    yield _marked(pruned(raw, WORDS_ALONE, []), raw), None


def _marked(known: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    """Let a message whose content was left out still be known as one that somebody has sent."""
    message = known.get("message")
    if message is not None and any(raw["message"].get(kind) for kind in SENT_BY_PEOPLE):
        message[UNREAD] = True
    return known

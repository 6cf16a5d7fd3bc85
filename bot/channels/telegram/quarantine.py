"""Where updates go that cannot be read: into the log and into a list that the doctor shows."""

import logging
from collections.abc import Sequence

from bot.channels.telegram.ports import Unreadable
from bot.channels.telegram.redaction import without_words

_log = logging.getLogger(__name__)


async def set_aside(unreadable: Unreadable, faults: Sequence[tuple[int, str]]) -> None:
    """Note the numbers of updates with the kind of error. That this fails is no reason to hold anything up."""
    for number, fault in faults:
        _log.error("the update %s cannot be read in full: %s", number, fault)
    if not faults:
        return
    try:
        await unreadable.note(faults)
    except Exception as error:  # noqa: BLE001 (the log has it)
        _log.error("unreadable updates were not noted: %s", without_words(error))

"""Faults: written into the log with a reference number, which is all that a person is told."""

import logging
import secrets
import traceback

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_FRAMES = 8
_log = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """Log a fault and return its reference number, such as F-7K2MQ9, which can be read out on the phone.

    The log names the fault's kind and place. Its message stays out: it may hold what somebody wrote.
    """
    reference = "F-" + "".join(secrets.choice(_ALPHABET) for _ in range(6))
    _log.error("%s: %s", reference, _described(error))
    return reference


def _described(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames))
    cause = f", because of {_described(error.__cause__)}" if error.__cause__ else ""
    return f"{type(error).__name__} in {places or 'no place'}{cause}"

"""Keeps secrets and what people write out of every log."""

import asyncio
import logging
import traceback
from collections.abc import Iterable
from typing import Any

_CHATTY = ("telegram", "httpx", "httpcore", "aiohttp.access", "aiohttp.client", "aiosqlite")
"""Loggers that write addresses or bodies at their lower levels."""

_log = logging.getLogger(__name__)


def keep_out_of_logs(secrets: Iterable[str]) -> None:
    """Replace these secrets in everything that is logged from now on; of an exception, log its kind and place."""
    hidden = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def redact(text: str) -> str:
        for secret in hidden:
            text = text.replace(secret, "[secret]")
        return text

    class Record(logging.LogRecord):
        def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 (whatever logging passes)
            super().__init__(*args, **named)
            if self.exc_info and self.exc_info[1] is not None:
                self.exc_text = redact(without_words(self.exc_info[1]))

        def getMessage(self) -> str:  # noqa: N802 (logging's own name)
            return redact(super().getMessage())

    logging.setLogRecordFactory(Record)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def observe_faults(loop: asyncio.AbstractEventLoop) -> None:
    """Log what nobody has caught by its kind and place; asyncio itself would write its message too."""

    def heard(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        _log.error("a fault that nobody caught: %s", without_words(error) if error else "no exception")

    loop.set_exception_handler(heard)


def without_words(error: BaseException) -> str:
    """Describe an error by its kind and its place; its message may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames[-6:]))
    return f"{type(error).__name__} in {places}" if places else type(error).__name__

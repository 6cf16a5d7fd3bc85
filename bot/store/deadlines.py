"""Time limits on PostgreSQL: a connection that is in use for too long is cut, so that nothing waits on it for ever.

A server, or a proxy before it, may stop answering and yet keep its connections open. Neither the server's own
`statement_timeout` nor TCP then ends the wait.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError

CONNECT_S = 5
POOL_S = 10.0
_limit_s: ContextVar[float | None] = ContextVar("limit_s", default=None)
Alarm = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Calls a function after so many seconds; returns how to prevent that."""


def connect_arguments(url: URL, longest_s: float | None) -> dict[str, Any]:
    """Return what psycopg is told, so that the network and the server end what takes too long."""
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_S,
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,
    }
    if longest_s is not None:
        own = url.query.get("options", "")
        limit = f"-c statement_timeout={int(longest_s * 1000)}"
        arguments["options"] = f"{own if isinstance(own, str) else ' '.join(own)} {limit}".strip()
    return arguments


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let connections that are taken in this block be in use for so long and no longer."""
    token = _limit_s.set(seconds)
    try:
        yield
    finally:
        _limit_s.reset(token)


def keep_deadlines(engine: Engine, longest_s: float, alarm: Alarm) -> None:
    """Cut a connection that is in use for longer than `longest_s`, or than `within` says."""
    armed: dict[Any, Callable[[], None]] = {}

    def taken(connection: Any, record: Any, _proxy: object) -> None:  # noqa: ANN401 (the pool's own)
        disarm(connection, record)
        limit_s = _limit_s.get() or longest_s
        driver = getattr(connection, "driver_connection", None) or connection
        armed[record] = alarm(limit_s, lambda: cut(driver))
        if record.info.get("used"):
            _ping(engine, connection)
        record.info["used"] = True

    def disarm(_connection: object, record: Any, *_rest: object) -> None:  # noqa: ANN401
        prevent = armed.pop(record, None)
        if prevent is not None:
            prevent()

    event.listen(engine, "checkout", taken)
    for name in ("checkin", "invalidate", "close"):
        event.listen(engine, name, disarm)


def _ping(engine: Engine, connection: Any) -> None:  # noqa: ANN401 (the driver's own)
    """Make sure that a kept connection still answers; the pool opens another one where it does not."""
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        raise DisconnectionError from None


def cut(connection: Any) -> None:  # noqa: ANN401 (psycopg's own)
    """End both directions of a connection: whoever waits on it hears at once that it is broken."""
    with (
        contextlib.suppress(Exception),
        socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as line,
    ):
        line.shutdown(socket.SHUT_RDWR)


def by_loop(seconds: float, ring: Callable[[], None]) -> Callable[[], None]:
    """Ring from the event loop in which the connection is used."""
    return asyncio.get_running_loop().call_later(seconds, ring).cancel


def by_thread(seconds: float, ring: Callable[[], None]) -> Callable[[], None]:
    """Ring from a thread of its own, for code that blocks."""
    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    return timer.cancel

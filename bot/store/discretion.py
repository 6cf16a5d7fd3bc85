"""Keeps what people wrote out of the database's error messages and out of its drivers' logs.

SQLAlchemy hides the parameters of a statement, but PostgreSQL itself quotes values in what it says ("Key
(person)=(…) already exists"); `aiosqlite` logs every statement with its values at the lowest level, and
SQLAlchemy every row that it reads.
"""

import logging

from sqlalchemy import Engine, ExceptionContext, event

_QUOTING = ("22", "23")
"""Classes of SQLSTATE whose messages quote values: data that do not fit, and broken constraints."""


def keep_values_out(engine: Engine) -> None:
    """Let no error of this engine show a value."""
    event.listen(engine, "handle_error", _without_values)


def _without_values(context: ExceptionContext) -> None:
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    state = getattr(original, "sqlstate", None)
    if state is None:
        return
    diagnosis = original.diag  # type: ignore[attr-defined]  # psycopg's own
    said = str(diagnosis.message_primary or "")
    if state.startswith(_QUOTING):
        said = f"{type(original).__name__} {diagnosis.constraint_name or diagnosis.column_name or ''}".strip()
    original.args = (f"{said} ({state})",)
    if wrapped is not None:
        wrapped.args = original.args


def _above_debug(record: logging.LogRecord) -> bool:
    return record.levelno > logging.DEBUG


for _name in ("aiosqlite", "sqlalchemy.engine.Engine"):
    logging.getLogger(_name).addFilter(_above_debug)

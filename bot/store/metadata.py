"""The one table catalogue, and the column types that SQLite and PostgreSQL share."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware time, stored in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC; SQLite keeps it without its zone.

        Raises:
            ValueError: the time has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored time its zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class seconds_ago(FunctionElement[datetime]):  # noqa: N801 (it is written like an SQL function)
    """The database's own clock, some seconds back, so that replicas need not agree on the time."""

    type = Moment()
    inherit_cache = False

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = float(seconds)


@compiles(seconds_ago, "sqlite")
def _on_sqlite(element: seconds_ago, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401
    return f"strftime('%Y-%m-%d %H:%M:%f', 'now', '{-element.seconds:+.3f} seconds')"


@compiles(seconds_ago, "postgresql")
def _on_postgresql(element: seconds_ago, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401
    return f"clock_timestamp() - make_interval(secs => {element.seconds:.3f})"

"""INSERT … ON CONFLICT, which both databases have under the same names."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.blocking import BlockingDatabase
from bot.store.database import Database


def insert(database: Database | BlockingDatabase, table: Table) -> postgresql.Insert:
    """Return an insert that has `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if database.is_sqlite:
        return sqlite.insert(table)  # type: ignore[return-value]  # the two have the same methods
    return postgresql.insert(table)

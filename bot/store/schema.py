"""Brings the database to the newest schema; safe when several processes start at once."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from bot.store.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_403_110_051
"""The number of the PostgreSQL advisory lock under which migrations run."""


class SchemaTooNewError(Exception):
    """The database was made by a newer version of voucherbot: update the program, or restore a backup."""


def revisions() -> list[str]:
    """Name all revisions in order; a revision's file begins with its number."""
    return sorted(path.name.split("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


async def upgrade(database: Database) -> None:
    """Run the migrations that are missing, if any.

    Raises:
        SchemaTooNewError: the database has a revision that this version does not know.
    """
    async with database.read() as connection:
        if await connection.run_sync(current_revision) == revisions()[-1]:
            return
    async with database.write() as connection:
        await connection.run_sync(_upgrade)


def current_revision(connection: Connection) -> str | None:
    """Return the revision that the database is at, or None where it is empty.

    Raises:
        SchemaTooNewError: the database has a revision that this version does not know.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found not in revisions():
        raise SchemaTooNewError(SchemaTooNewError.__doc__)
    return str(found) if found is not None else None


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    if current_revision(connection) == revisions()[-1]:
        return
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def to_revision(connection: Connection, revision: str) -> None:
    """Bring a database to one revision, up or down; going down is for an empty one."""
    from alembic import command

    config, current = alembic_config(connection), current_revision(connection)
    if current is not None and current > revision:
        command.downgrade(config, revision)
    elif current != revision:
        command.upgrade(config, revision)


def alembic_config(connection: Connection) -> Any:  # noqa: ANN401 (Alembic is imported late)
    """Return the Alembic configuration that works on `connection`."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

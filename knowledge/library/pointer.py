"""Which release serves, read straight from the database: a start need not load all that can write it."""

import sqlite3
from pathlib import Path
from urllib.parse import unquote, urlsplit

_QUERY = "SELECT release FROM knowledge_serving WHERE id = 1"


def serving(database_url: str) -> str | None:
    """Name the release that serves; None before the first one, or before there is a database.

    Raises:
        OSError: the database does not answer.
    """
    scheme = urlsplit(database_url).scheme.partition("+")[0]
    if scheme == "sqlite":
        return _from_sqlite(
            Path(unquote(database_url.split("://", 1)[1].removeprefix("/").partition("?")[0]))
        )
    return _from_postgresql(f"postgresql://{database_url.split('://', 1)[1]}")


def _from_sqlite(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    except sqlite3.OperationalError as error:
        raise OSError(f"The database {path.name} does not open: {error}") from error
    try:
        row = connection.execute(_QUERY).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise OSError(f"The database {path.name} does not answer: {error}") from error
    finally:
        connection.close()
    return str(row[0]) if row else None


def _from_postgresql(address: str) -> str | None:
    import psycopg

    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            row = connection.execute(_QUERY).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    except psycopg.Error as error:
        raise OSError(f"The database does not answer ({type(error).__name__}).") from None
    return str(row[0]) if row else None

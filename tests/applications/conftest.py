"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from tests.store.conftest import database_url, store

__all__ = ["database_url", "store"]

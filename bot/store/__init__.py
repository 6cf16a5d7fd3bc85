"""What is remembered, in SQL: SQLite on one machine, PostgreSQL where several replicas share the work."""

from bot.store.store import Store, open_store

__all__ = ["Store", "open_store"]

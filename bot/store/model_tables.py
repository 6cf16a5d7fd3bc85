"""The tables of a language model: what was used of it, and where it is switched off, by whom and why."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text

from bot.store.metadata import Moment, metadata

model_use = Table(
    "model_use",
    metadata,
    Column("day", Text, primary_key=True),
    Column("person", Text, primary_key=True, index=True),
    Column("calls", BigInteger, nullable=False),
    Column("tokens_in", BigInteger, nullable=False),
    Column("tokens_out", BigInteger, nullable=False),
)

model_switches = Table(
    "model_switches",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("channel", Text, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)

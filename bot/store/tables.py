"""The tables of people, their conversations and the queues between them and the channels."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.metadata import Moment, metadata

_Id = BigInteger().with_variant(Integer, "sqlite")


def _owner() -> Column[str]:
    """The person whom a row belongs to; it goes when they do."""
    return Column("person", Text, ForeignKey("people.person", ondelete="CASCADE"), nullable=False)


people = Table(
    "people",
    metadata,
    Column("person", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("chat_id", BigInteger),
    Column("language", Text),
    Column("blocked_at", Moment),
    Column("created_at", Moment, nullable=False),
    Index(None, "channel", "chat_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("person", Text, ForeignKey("people.person", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("pending", Text),
    Column("version", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

handled = Table(
    "handled",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("update_id", Text, primary_key=True),
    Column("handled_at", Moment, nullable=False, index=True),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Text, primary_key=True),
    _owner(),
    Column("asked_at", Moment, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("passages", Text, nullable=False),
    Column("programmes", Text, nullable=False),
    Column("release", Text, nullable=False),
    Column("elapsed_ms", Float, nullable=False),
    Column("good", Boolean),
    Column("rated_at", Moment),
    Index(None, "person"),
)

instances = Table(
    "instances",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("heartbeat_at", Moment, nullable=False),
)

lanes = Table(
    "lanes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, ForeignKey("instances.id", ondelete="SET NULL"), index=True),
    Column("paused_until", Moment),
)

inbox = Table(
    "inbox",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", Text, nullable=False),
    Column("person", Text),
    Column("chat_id", BigInteger),
    Column("thread_id", BigInteger),
    Column("message_id", BigInteger),
    Column("nonce", Text),
    Column("album", Text),
    Column("sent_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("body", Text),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("part_of", BigInteger),
    Column("done_at", Moment, index=True),
    Index(None, "person", "sent_at"),
)
_WAITING = inbox.c.done_at.is_(None)
Index(
    "ix_inbox_waiting",
    inbox.c.channel,
    inbox.c.lane,
    inbox.c.update_id,
    inbox.c.due_at,
    sqlite_where=_WAITING,
    postgresql_where=_WAITING,
)
_PART = inbox.c.part_of.is_not(None)
Index("ix_inbox_parts", inbox.c.channel, inbox.c.part_of, sqlite_where=_PART, postgresql_where=_PART)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("channel", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("person", Text, index=True),
    Column("chat_id", BigInteger),
    Column("thread_id", BigInteger),
    Column("reply_to", BigInteger),
    Column("about", Text),
    Column("asked_at", Moment),
    Column("edits", BigInteger),
    Column("language", Text),
    Column("nonce", Text),
    Column("payload", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("parts_sent", SmallInteger, nullable=False, default=0),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("due_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index(None, "lane", "priority", "id"),
    sqlite_autoincrement=True,
)

keyboards = Table(
    "keyboards",
    metadata,
    Column("nonce", Text, primary_key=True),
    _owner(),
    Column("chat_id", BigInteger),
    Column("choices", Text, nullable=False),
    Column("answer_id", Text),
    Column("pending", Text),
    Column("created_at", Moment, nullable=False, index=True),
    Column("pressed_at", Moment),
    Column("rated_at", Moment),
    Index(None, "person"),
)

group_topics = Table(
    "group_topics",
    metadata,
    Column("key", Text, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    UniqueConstraint("chat_id", "thread_id"),
)
"""The topic of a group that belongs to an application, by its reference number."""

unreadable_updates = Table(
    "unreadable_updates",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("fault", Text, nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
)
"""Updates that could not be read in full: by number and kind of error, without their content."""

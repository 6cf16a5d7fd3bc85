"""The tables of applications, their history, their files, and of staff."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.metadata import Moment, metadata

_Id = BigInteger().with_variant(Integer, "sqlite")

applications = Table(
    "applications",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reference", Text, unique=True),
    Column("owner", Text, nullable=False),
    Column("programme", Text, nullable=False),
    Column("round", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("head", Text, nullable=False),
    Column("open_company", Text, unique=True),
    Column("open_owner", Text, unique=True),
    Column("company", Text),
    Column("requested_cny", Text),
    Column("granted_cny", Text),
    Column("assignee", Text),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("submitted_at", Moment),
    Column("decided_at", Moment),
    Column("erased_at", Moment),
    Column("body", Text, nullable=False),
    Index(None, "submitted_at", "id"),
    Index(None, "state", "submitted_at", "id"),
    Index(None, "programme", "submitted_at", "id"),
    Index(None, "assignee", "submitted_at", "id"),
    Index(None, "state", "updated_at"),
)

application_members = Table(
    "application_members",
    metadata,
    Column("application", Text, ForeignKey("applications.id"), primary_key=True),
    Column("person", Text, primary_key=True),
    Index(None, "person"),
)

application_files = Table(
    "application_files",
    metadata,
    Column("id", Text, primary_key=True),
    Column("application", Text, ForeignKey("applications.id"), nullable=False, index=True),
    Column("sha256", Text, nullable=False, index=True),
    Column("size_bytes", BigInteger, nullable=False),
)

application_events = Table(
    "application_events",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("application", Text, ForeignKey("applications.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("personal", Text),
    Column("personal_digest", Text),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("application", "number"),
    sqlite_autoincrement=True,
)

seals = Table(
    "seals",
    metadata,
    Column("until_event", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("hash", Text, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("handle", Text, primary_key=True),
    Column("person", Text, unique=True),
)

staff = Table(
    "staff",
    metadata,
    Column("person", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
)

staff_invitations = Table(
    "staff_invitations",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("invited_by", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("used_at", Moment),
)

budgets = Table(
    "budgets",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("round", Text, primary_key=True),
    Column("pot_cny", Text, nullable=False),
    Column("granted_cny", Text, nullable=False),
    Column("warn_at", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

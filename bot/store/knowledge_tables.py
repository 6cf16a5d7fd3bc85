"""The tables of releases, of what they are made of and what waits for the next, and of questions that wait for a person's answer."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table, Text

from bot.store.metadata import Moment, metadata

_Id = BigInteger().with_variant(Integer, "sqlite")

knowledge_serving = Table(
    "knowledge_serving",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("release", Text, ForeignKey("knowledge_releases.id"), nullable=False),
    Column("since", Moment, nullable=False),
)

knowledge_releases = Table(
    "knowledge_releases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("created_at", Moment, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("report", Text),
)

knowledge_uses = Table(
    "knowledge_uses",
    metadata,
    Column("release", Text, ForeignKey("knowledge_releases.id", ondelete="CASCADE"), primary_key=True),
    Column("segment", Text, ForeignKey("knowledge_segments.id"), primary_key=True, index=True),
)

knowledge_segments = Table(
    "knowledge_segments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("card", Text, nullable=False),
    Column("means", LargeBinary, nullable=False),
)

knowledge_documents = Table(
    "knowledge_documents",
    metadata,
    Column("segment", Text, ForeignKey("knowledge_segments.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

knowledge_vectors = Table(
    "knowledge_vectors",
    metadata,
    Column("segment", Text, ForeignKey("knowledge_segments.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("names", Text, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
)

knowledge_switches = Table(
    "knowledge_switches",
    metadata,
    Column("number", _Id, primary_key=True, autoincrement=True),
    Column("release", Text, nullable=False),
    Column("before", Text),
    Column("at", Moment, nullable=False),
    Column("action", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("confirmed_by", Text),
    Column("summary", Text, nullable=False),
    Column("exceptions", Text, nullable=False),
    Column("told_at", Moment),
    sqlite_autoincrement=True,
)

knowledge_tray = Table(
    "knowledge_tray",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("original", Text, index=True),
)
"""What staff put in for the next publish, on whatever machine."""

knowledge_originals = Table(
    "knowledge_originals",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

handovers = Table(
    "handovers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, ForeignKey("people.person", ondelete="CASCADE"), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("gist", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("taken_by", Text),
    Column("answered_at", Moment, index=True),
    Column("answered_by", Text),
    Column("answer", Text),
    Column("source", Text),
)

settled_questions = Table(
    "settled_questions",
    metadata,
    Column("question_id", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("document", Text),
)

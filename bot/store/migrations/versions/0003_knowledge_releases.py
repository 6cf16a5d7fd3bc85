"""releases of the knowledge base, and questions handed to a person."""

import sqlalchemy as sa
from alembic import op

from bot.store.metadata import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_releases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_releases")),
    )
    op.create_table(
        "knowledge_segments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("means", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_segments")),
    )
    op.create_table(
        "knowledge_switches",
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_knowledge_switches")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settled_questions",
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_settled_questions")),
    )
    op.create_table(
        "handovers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("gist", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person"], ["people.person"], name=op.f("fk_handovers_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_answered_at"), "handovers", ["answered_at"], unique=False)
    op.create_index(op.f("ix_handovers_person"), "handovers", ["person"], unique=False)
    op.create_table(
        "knowledge_documents",
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment"],
            ["knowledge_segments.id"],
            name=op.f("fk_knowledge_documents_segment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("segment", "position", name=op.f("pk_knowledge_documents")),
    )
    op.create_index(op.f("ix_knowledge_documents_name"), "knowledge_documents", ["name"], unique=False)
    op.create_table(
        "knowledge_serving",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"], ["knowledge_releases.id"], name=op.f("fk_knowledge_serving_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_serving")),
    )
    op.create_table(
        "knowledge_uses",
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"], ["knowledge_releases.id"], name=op.f("fk_knowledge_uses_release"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["segment"], ["knowledge_segments.id"], name=op.f("fk_knowledge_uses_segment")
        ),
        sa.PrimaryKeyConstraint("release", "segment", name=op.f("pk_knowledge_uses")),
    )
    op.create_index(op.f("ix_knowledge_uses_segment"), "knowledge_uses", ["segment"], unique=False)
    op.create_table(
        "knowledge_vectors",
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment"],
            ["knowledge_segments.id"],
            name=op.f("fk_knowledge_vectors_segment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("segment", "position", name=op.f("pk_knowledge_vectors")),
    )


def downgrade() -> None:
    op.drop_table("knowledge_vectors")
    op.drop_index(op.f("ix_knowledge_uses_segment"), table_name="knowledge_uses")
    op.drop_table("knowledge_uses")
    op.drop_table("knowledge_serving")
    op.drop_index(op.f("ix_knowledge_documents_name"), table_name="knowledge_documents")
    op.drop_table("knowledge_documents")
    op.drop_index(op.f("ix_handovers_person"), table_name="handovers")
    op.drop_index(op.f("ix_handovers_answered_at"), table_name="handovers")
    op.drop_table("handovers")
    op.drop_table("settled_questions")
    op.drop_table("knowledge_switches")
    op.drop_table("knowledge_segments")
    op.drop_table("knowledge_releases")

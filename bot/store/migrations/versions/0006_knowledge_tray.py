"""what staff put in for the next publish, shared by all machines."""

import sqlalchemy as sa
from alembic import op

from bot.store.metadata import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_tray",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_knowledge_tray")),
    )
    op.create_index(op.f("ix_knowledge_tray_original"), "knowledge_tray", ["original"])
    op.create_table(
        "knowledge_originals",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_knowledge_originals")),
    )


def downgrade() -> None:
    op.drop_table("knowledge_originals")
    op.drop_table("knowledge_tray")

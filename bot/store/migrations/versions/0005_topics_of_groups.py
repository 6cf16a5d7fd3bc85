"""which topic of a group belongs to what, so that it is opened once."""

import sqlalchemy as sa
from alembic import op

from bot.store.metadata import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_topics",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_group_topics")),
        sa.UniqueConstraint("chat_id", "thread_id", name=op.f("uq_group_topics_chat_id_thread_id")),
    )


def downgrade() -> None:
    op.drop_table("group_topics")

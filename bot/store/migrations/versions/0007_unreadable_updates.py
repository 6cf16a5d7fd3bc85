"""which updates could not be read, and why."""

import sqlalchemy as sa
from alembic import op

from bot.store.metadata import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unreadable_updates",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "update_id", name=op.f("pk_unreadable_updates")),
    )
    op.create_index(op.f("ix_unreadable_updates_seen_at"), "unreadable_updates", ["seen_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_unreadable_updates_seen_at"), table_name="unreadable_updates")
    op.drop_table("unreadable_updates")

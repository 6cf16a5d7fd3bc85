"""what is used of a language model, and where it is switched off."""

import sqlalchemy as sa
from alembic import op

from bot.store.metadata import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "model_use",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "person", name=op.f("pk_model_use")),
    )
    op.create_index(op.f("ix_model_use_person"), "model_use", ["person"])
    op.create_table(
        "model_switches",
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_model_switches")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("model_switches")
    op.drop_index(op.f("ix_model_use_person"), table_name="model_use")
    op.drop_table("model_use")

"""applications and staff."""

import sqlalchemy as sa
from alembic import op

from bot.store.metadata import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actors",
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("handle", name=op.f("pk_actors")),
        sa.UniqueConstraint("person", name=op.f("uq_actors_person")),
    )
    op.create_table(
        "applications",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("open_company", sa.Text(), nullable=True),
        sa.Column("open_owner", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("requested_cny", sa.Text(), nullable=True),
        sa.Column("granted_cny", sa.Text(), nullable=True),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("open_company", name=op.f("uq_applications_open_company")),
        sa.UniqueConstraint("open_owner", name=op.f("uq_applications_open_owner")),
        sa.UniqueConstraint("reference", name=op.f("uq_applications_reference")),
    )
    op.create_index(
        op.f("ix_applications_assignee_submitted_at_id"),
        "applications",
        ["assignee", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_applications_programme_submitted_at_id"),
        "applications",
        ["programme", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_applications_state_submitted_at_id"),
        "applications",
        ["state", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_applications_state_updated_at"), "applications", ["state", "updated_at"], unique=False
    )
    op.create_index(
        op.f("ix_applications_submitted_at_id"), "applications", ["submitted_at", "id"], unique=False
    )
    op.create_table(
        "budgets",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("pot_cny", sa.Text(), nullable=False),
        sa.Column("granted_cny", sa.Text(), nullable=False),
        sa.Column("warn_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("programme", "round", name=op.f("pk_budgets")),
    )
    op.create_table(
        "seals",
        sa.Column("until_event", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("until_event", name=op.f("pk_seals")),
    )
    op.create_table(
        "staff",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_staff")),
    )
    op.create_table(
        "staff_invitations",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.Text(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_invitations")),
    )
    op.create_table(
        "application_events",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("application", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("personal", sa.Text(), nullable=True),
        sa.Column("personal_digest", sa.Text(), nullable=True),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application"], ["applications.id"], name=op.f("fk_application_events_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_events")),
        sa.UniqueConstraint("application", "number", name=op.f("uq_application_events_application_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "application_files",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("application", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application"], ["applications.id"], name=op.f("fk_application_files_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_files")),
    )
    op.create_index(
        op.f("ix_application_files_application"), "application_files", ["application"], unique=False
    )
    op.create_index(op.f("ix_application_files_sha256"), "application_files", ["sha256"], unique=False)
    op.create_table(
        "application_members",
        sa.Column("application", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application"], ["applications.id"], name=op.f("fk_application_members_application")
        ),
        sa.PrimaryKeyConstraint("application", "person", name=op.f("pk_application_members")),
    )
    op.create_index(op.f("ix_application_members_person"), "application_members", ["person"], unique=False)


def downgrade() -> None:

    op.drop_index(op.f("ix_application_members_person"), table_name="application_members")
    op.drop_table("application_members")
    op.drop_index(op.f("ix_application_files_sha256"), table_name="application_files")
    op.drop_index(op.f("ix_application_files_application"), table_name="application_files")
    op.drop_table("application_files")
    op.drop_table("application_events")
    op.drop_table("staff_invitations")
    op.drop_table("staff")
    op.drop_table("seals")
    op.drop_table("budgets")
    op.drop_index(op.f("ix_applications_submitted_at_id"), table_name="applications")
    op.drop_index(op.f("ix_applications_state_updated_at"), table_name="applications")
    op.drop_index(op.f("ix_applications_state_submitted_at_id"), table_name="applications")
    op.drop_index(op.f("ix_applications_programme_submitted_at_id"), table_name="applications")
    op.drop_index(op.f("ix_applications_assignee_submitted_at_id"), table_name="applications")
    op.drop_table("applications")
    op.drop_table("actors")

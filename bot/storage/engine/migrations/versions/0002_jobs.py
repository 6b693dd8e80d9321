"""Jobs that survive a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "jobs",
        sa.Column("job_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("model", sa.Text),
        sa.Column("latency_s", sa.Float),
        sa.Column("reason", sa.Text),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("answered_at", _INSTANT),
        sa.Column("sent_at", _INSTANT),
        sa.Column("painted_at", _INSTANT),
        sa.Column("ended_at", _INSTANT),
        sa.Column("token", sa.Text),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("painting", sa.Text),
    )
    _create_partial_index("ix_jobs_open", "job_id", "ended_at IS NULL")
    _create_partial_index("ix_jobs_ended", "ended_at", "ended_at IS NOT NULL")


def _create_partial_index(name: str, column: str, where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, "jobs", [column], sqlite_where=rows, postgresql_where=rows)

"""The filter, cases, the moderation log, held requests, reports and consents."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    _create_filters()
    _create_offenses()
    _create_cases()
    _create_held_requests()
    _create_reports()
    _create_shown_messages()
    _create_log_entries()
    _create_consents()


def _create_filters() -> None:
    op.create_table(
        "filters",
        sa.Column("guild_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )


def _create_offenses() -> None:
    op.create_table(
        "offenses",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("job_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", _INSTANT, nullable=False),
    )


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject_id", sa.BigInteger, nullable=False),
        sa.Column("is_server", sa.Boolean, nullable=False),
        sa.Column("actor_id", sa.BigInteger),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", _INSTANT),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("amended_by", sa.BigInteger),
        sa.Column("amended_at", _INSTANT),
        sa.Column("lifted_at", _INSTANT),
        sa.Column("appeal", sa.Text),
        sa.Column("appealed_at", _INSTANT),
        sa.Column("appeal_state", sa.Text),
        sa.Column("appeal_decided_by", sa.BigInteger),
    )
    op.create_index("ix_cases_subject", "cases", ["subject_id", "guild_id", "number"])


def _create_held_requests() -> None:
    op.create_table(
        "held_requests",
        sa.Column("job_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_by", sa.BigInteger),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
    )
    op.create_index("ix_held_requests_user", "held_requests", ["user_id", "guild_id"])


def _create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("job_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("reporter_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
    )
    op.create_index("ix_reports_reporter", "reports", ["reporter_id", "at"])


def _create_shown_messages() -> None:
    op.create_table(
        "shown_messages",
        sa.Column("message_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("job_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
    )
    op.create_index("ix_shown_messages_job", "shown_messages", ["job_id"])


def _create_log_entries() -> None:
    op.create_table(
        "log_entries",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("job_id", sa.BigInteger),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("ready_at", _INSTANT, nullable=False),
        sa.Column("taken_by", sa.Text),
        sa.Column("taken_until", _INSTANT),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("thumbnail", sa.LargeBinary),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_log_entries_ready", "log_entries", ["ready_at"])
    op.create_index("ix_log_entries_taken", "log_entries", ["taken_until"])


def _create_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", _INSTANT, nullable=False),
    )

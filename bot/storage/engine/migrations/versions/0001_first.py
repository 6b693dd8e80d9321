"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    _create_ledger()
    _create_rulebooks()
    _create_members()
    op.create_table(
        "costs",
        sa.Column("model", sa.Text, primary_key=True),
        sa.Column("size", sa.Text, primary_key=True),
        sa.Column("recent", sa.Text, nullable=False),
    )
    op.create_table(
        "notices",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("kept_until", _INSTANT, nullable=False),
    )


def _create_ledger() -> None:
    op.create_table(
        "counts",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("cap", sa.BigInteger, nullable=False),
        sa.Column("kept_until", _INSTANT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cooldowns",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("used_at", _INSTANT, nullable=False),
        sa.Column("before", _INSTANT),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reservations",
        sa.Column("job_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("pictures", sa.BigInteger, nullable=False),
        sa.Column("micros", sa.BigInteger, nullable=False),
        sa.Column("holds", sa.Text),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("generation_id", sa.Text),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("ended_at", _INSTANT),
    )
    _create_partial_index("ix_reservations_open", "user_id", "state <> 'settled'")
    _create_partial_index("ix_reservations_settled", "ended_at", "state = 'settled'")
    op.create_table(
        "leases",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("seen_at", _INSTANT, nullable=False),
    )


def _create_partial_index(name: str, column: str, where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, "reservations", [column], sqlite_where=rows, postgresql_where=rows)


def _create_rulebooks() -> None:
    op.create_table(
        "rulebooks",
        sa.Column("guild_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("left_at", _INSTANT),
    )
    op.create_table(
        "audit",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("actor_id", sa.BigInteger, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_guild", "audit", ["guild_id", "id"])


def _create_members() -> None:
    op.create_table(
        "grants",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("pictures", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("until", _INSTANT, nullable=False),
    )
    op.create_table(
        "refusals",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
    )
    op.create_table(
        "strikes",
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("job_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", _INSTANT, nullable=False),
    )

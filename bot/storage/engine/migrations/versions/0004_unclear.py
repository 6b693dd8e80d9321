"""Strikes that may have had another cause than the prompt."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column; existing strikes are clear."""
    op.add_column(
        "strikes", sa.Column("is_clear", sa.Boolean, nullable=False, server_default=sa.true())
    )

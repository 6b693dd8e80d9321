"""What may have been a refusal of a prompt, beside what was one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the column; what was stored before was clear."""
    op.add_column(
        "strikes", sa.Column("is_clear", sa.Boolean, nullable=False, server_default=sa.true())
    )

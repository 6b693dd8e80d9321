"""The gallery: search by prompt, and members' defaults."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

#: Rows in memory at once; each has a prompt.
_BATCH = 500

_DRAFTS = sa.text("SELECT job_id, draft FROM jobs WHERE job_id > :last ORDER BY job_id LIMIT :most")
_FILL = sa.text("UPDATE jobs SET words = :words WHERE job_id = :job_id")


def upgrade() -> None:
    """Create the column, the indexes and the table, and fill the column of existing jobs."""
    op.add_column("jobs", sa.Column("words", sa.Text))
    _fill(op.get_bind())
    op.create_index("ix_jobs_user", "jobs", ["user_id", "job_id"])
    op.create_index("ix_jobs_message", "jobs", ["message_id"])
    op.create_table(
        "preferences",
        sa.Column("user_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Text, nullable=False),
    )


def _fill(connection: sa.Connection) -> None:
    last = -1
    while rows := connection.execute(_DRAFTS, {"last": last, "most": _BATCH}).all():
        last = rows[-1].job_id
        filled = [{"job_id": row.job_id, "words": _words(row.draft)} for row in rows]
        connection.execute(_FILL, filled)


def _words(draft: str) -> str:
    """Return the searchable form of a prompt; empty if the draft cannot be read."""
    try:
        prompt = json.loads(draft)["request"]["prompt"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return ""
    if not isinstance(prompt, str):
        return ""
    # PostgreSQL rejects NUL, and lone surrogates cannot be encoded
    return prompt.casefold().replace("\0", "").encode(errors="replace").decode()

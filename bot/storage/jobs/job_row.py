"""A job's row: how it is written first, and how it is read."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, func, select, type_coerce

from bot.errors import DuplicateEvent, StorageFailed, StorageFault
from bot.policy.jobs.job import Draft, State
from bot.ports import StoredJob
from bot.storage.jobs.job_json import dump_draft, load_draft, load_generation
from bot.storage.limits.statements import sql
from bot.storage.tables import jobs, reservations
from bot.storage.token_encryption import TokenCipher

log = logging.getLogger(__name__)

_INSERT = sql(
    "INSERT INTO jobs"
    " (job_id, guild_id, user_id, state, attempts, message_id, created_at, token, draft, words)"
    " VALUES (:job_id, :guild_id, :user_id, :state, 1, :message_id, :now, :token, :draft, :words)"
    " ON CONFLICT (job_id) DO NOTHING RETURNING job_id",
    instants=("now",),
    numbers=("job_id", "guild_id", "user_id", "message_id"),
    words=("words",),
)


def insert_job(connection: Connection, draft: Draft, seal: TokenCipher, *, now: datetime) -> None:
    """Store a job as `queued`, in the transaction of its reservation.

    Raises:
        DuplicateEvent: It is there already.
    """
    requester, address = draft.requester, draft.reply_target
    row = {
        "job_id": requester.job_id,
        "guild_id": requester.spot.guild_id,
        "user_id": requester.user_id,
        "state": State.QUEUED,
        "message_id": address.message_id,
        "now": now,
        "token": seal.seal(address.token),
        "draft": dump_draft(draft),
        "words": draft.request.prompt.casefold(),
    }
    if connection.execute(_INSERT, row).first() is None:
        raise DuplicateEvent


def stored_jobs() -> Select[*tuple[Any, ...]]:
    """Return a query for what `load_job` needs, to be joined with the reservations.

    Its columns are read as they are, so that a damaged row does not fail the others with it.
    """
    column = jobs.c
    return select(
        column.job_id,
        column.state,
        column.answered_at.is_not(None).label("is_answered"),
        column.attempts,
        column.message_id,
        column.reason,
        column.token,
        column.draft,
        column.generation,
        # read as it is, as all others are
        type_coerce(column.generated_at, Text).label("generated_at"),
        func.coalesce(reservations.c.micros, 0).label("micros"),
    ).select_from(jobs)


def load_job(
    row: Row[*tuple[Any, ...]], seal: TokenCipher, *, ended_at: datetime | None
) -> StoredJob:
    """Return a job as it was read.

    Raises:
        StorageFailed: It is damaged.
    """
    if not isinstance(row.attempts, int) or not isinstance(row.micros, int):
        raise StorageFailed(StorageFault.DAMAGED, "a number of a job is none")
    try:
        state = State(row.state)
    except ValueError:
        raise StorageFailed(StorageFault.DAMAGED, "a job's state is unknown") from None
    return StoredJob(
        draft=load_draft(row.draft, token=open_token(row, seal), message_id=row.message_id),
        state=state,
        is_answered=row.is_answered,
        attempts=row.attempts,
        micros=row.micros,
        generation=None if row.generation is None else load_generation(row.generation),
        reason=row.reason,
        ended_at=ended_at,
        generated_at=_instant(row.generated_at),
    )


def _instant(stored: object) -> datetime | None:
    """Return an instant as a database has it; None where there is none to read."""
    if isinstance(stored, str):
        try:
            stored = datetime.fromisoformat(stored)
        except ValueError:
            return None
    if not isinstance(stored, datetime):
        return None
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


def open_token(row: Row[*tuple[Any, ...]], seal: TokenCipher) -> str:
    """Return an interaction's token; an empty one where it was sealed with another secret."""
    if row.token is None:
        return ""
    try:
        return seal.open(row.token)
    except StorageFailed:
        log.warning("the answer of job %s can be changed no more; was the token new?", row.job_id)
        return ""


def files_of(rows: Sequence[Row[*tuple[Any, ...]]]) -> frozenset[Path]:
    """Return the files that jobs need, by their rows with draft and painting."""
    files: set[Path] = set()
    for row in rows:
        try:
            references = load_draft(row.draft, token="", message_id=None).request.references
            generated = load_generation(row.generation).images if row.generation else ()
        except StorageFailed as error:
            log.error("the files of job %s are not known: %s", row.job_id, error.detail)  # noqa: TRY400 - a known fault
        else:
            files.update(one.path for one in (*references, *generated))
    return frozenset(files)

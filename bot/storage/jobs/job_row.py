"""Inserts and reads the row of a job."""

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
    texts=("words",),
)


def insert_job(connection: Connection, draft: Draft, cipher: TokenCipher, *, now: datetime) -> None:
    """Store a job as `queued`, in the transaction of its reservation.

    Raises:
        DuplicateEvent: The job already exists.
    """
    requester, target = draft.requester, draft.reply_target
    row = {
        "job_id": requester.job_id,
        "guild_id": requester.spot.guild_id,
        "user_id": requester.user_id,
        "state": State.QUEUED,
        "message_id": target.message_id,
        "now": now,
        "token": cipher.encrypt(target.token),
        "draft": dump_draft(draft),
        "words": draft.request.prompt.casefold(),
    }
    if connection.execute(_INSERT, row).first() is None:
        raise DuplicateEvent


def stored_jobs() -> Select[*tuple[Any, ...]]:
    """Return a query for the columns of `load_job`, to be joined with the reservations.

    No column is converted in the query, so that one damaged row does not fail the others.
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
        # not converted, like the others
        type_coerce(column.generated_at, Text).label("generated_at"),
        func.coalesce(reservations.c.micros, 0).label("micros"),
    ).select_from(jobs)


def load_job(
    row: Row[*tuple[Any, ...]], cipher: TokenCipher, *, ended_at: datetime | None
) -> StoredJob:
    """Return the job of a row.

    Raises:
        StorageFailed: `DAMAGED`: the row cannot be read.
    """
    if not isinstance(row.attempts, int) or not isinstance(row.micros, int):
        raise StorageFailed(StorageFault.DAMAGED, "a number of a job is not one")
    try:
        state = State(row.state)
    except ValueError:
        raise StorageFailed(StorageFault.DAMAGED, "a job's state is unknown") from None
    return StoredJob(
        draft=load_draft(row.draft, token=open_token(row, cipher), message_id=row.message_id),
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
    """Return an instant from a database's value; None if it cannot be read."""
    if isinstance(stored, str):
        try:
            stored = datetime.fromisoformat(stored)
        except ValueError:
            return None
    if not isinstance(stored, datetime):
        return None
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


def open_token(row: Row[*tuple[Any, ...]], cipher: TokenCipher) -> str:
    """Return an interaction's token; an empty one if it was encrypted with another secret."""
    if row.token is None:
        return ""
    try:
        return cipher.decrypt(row.token)
    except StorageFailed:
        log.warning("the answer of job %s can be changed no more; was the token new?", row.job_id)
        return ""


def files_of(rows: Sequence[Row[*tuple[Any, ...]]]) -> frozenset[Path]:
    """Return the references and generated images of jobs, by rows with draft and generation."""
    files: set[Path] = set()
    for row in rows:
        try:
            references = load_draft(row.draft, token="", message_id=None).request.references
            generated = load_generation(row.generation).images if row.generation else ()
        except StorageFailed as error:
            log.error("the files of job %s cannot be read: %s", row.job_id, error.detail)  # noqa: TRY400 - the cause is known
        else:
            files.update(image.path for image in (*references, *generated))
    return frozenset(files)

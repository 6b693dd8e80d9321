"""Finds finished jobs for their members."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, final

from sqlalchemy import Connection, Row, Select, select, update
from typing_extensions import override

from bot.errors import StorageFailed
from bot.policy.jobs.job import State
from bot.ports import HistoryStore, StoredJob
from bot.storage.engine.transaction import Database
from bot.storage.jobs.job_json import dump_draft, load_draft
from bot.storage.jobs.job_row import load_job, stored_jobs
from bot.storage.tables import jobs, reservations
from bot.storage.token_encryption import TokenCipher

log = logging.getLogger(__name__)


@final
@dataclass(frozen=True, slots=True)
class SqlHistory(HistoryStore):
    """Implements `bot.ports.HistoryStore`."""

    database: Database
    cipher: TokenCipher

    @override
    async def page(
        self,
        user_id: int,
        *,
        limit: int,
        words: str = "",
        before: int | None = None,
        after: int | None = None,
        guild_id: int | None = None,
    ) -> tuple[StoredJob, ...]:
        column = jobs.c
        matching = select(column.job_id).where(
            column.user_id == user_id, column.state == State.DONE, column.generation.is_not(None)
        )
        if guild_id is not None:
            matching = matching.where(column.guild_id == guild_id)
        if words:
            matching = matching.where(column.words.contains(words, autoescape=True))
        is_forward = after is not None

        def read(connection: Connection) -> tuple[StoredJob, ...]:
            found: list[StoredJob] = []
            last = after if is_forward else before
            while len(found) < limit:
                query = _nearest(matching, last, limit, is_forward=is_forward)
                rows = connection.execute(query).all()
                found += self._load_all(rows)
                if len(rows) < limit:
                    break
                # read on in place of damaged rows
                last = rows[-1].job_id
            nearest = found[:limit]
            return tuple(reversed(nearest) if is_forward else nearest)

        return await self.database.read(read)

    @override
    async def by_message(self, message_id: int) -> StoredJob | None:
        # the newest one, in case several rows have the same message by mistake
        found = _query().where(jobs.c.message_id == message_id).order_by(jobs.c.job_id.desc())

        def read(connection: Connection) -> StoredJob | None:
            row = connection.execute(found.limit(1)).first()
            return None if row is None else self._load(row)

        return await self.database.read(read)

    @override
    async def note_deleted(self, job_id: int) -> None:
        gone = update(jobs).where(jobs.c.job_id == job_id).values(message_id=None)
        await self.database.write(lambda connection: connection.execute(gone))

    @override
    async def note_shared(self, job_id: int, message_id: int) -> None:
        this = jobs.c.job_id == job_id
        found = select(jobs.c.draft).where(this).with_for_update()

        def share(connection: Connection) -> None:
            stored = connection.execute(found).scalar()
            if stored is None:
                return
            draft = load_draft(stored, token="", message_id=None)
            public = dump_draft(replace(draft, requester=replace(draft.requester, private=False)))
            values = {"draft": public, "message_id": message_id}
            connection.execute(update(jobs).where(this).values(values))

        await self.database.write(share)

    def _load_all(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[StoredJob]:
        loaded = (self._load(row) for row in rows)
        return [job for job in loaded if job is not None]

    def _load(self, row: Row[*tuple[Any, ...]]) -> StoredJob | None:
        try:
            return load_job(row, self.cipher, ended_at=row.ended_at)
        except StorageFailed as error:
            log.error("job %s cannot be read: %s", row.job_id, error.detail)  # noqa: TRY400 - the cause is known
            return None


def _nearest(
    matching: Select[tuple[int]], last: int | None, limit: int, *, is_forward: bool
) -> Select[*tuple[Any, ...]]:
    """Return the query for the jobs before or after another one, the nearest first."""
    # ids increase with time
    job_id = jobs.c.job_id
    order = job_id.asc() if is_forward else job_id.desc()
    if last is not None:
        matching = matching.where(job_id > last if is_forward else job_id < last)
    return _query().where(job_id.in_(matching.order_by(order).limit(limit))).order_by(order)


def _query() -> Select[*tuple[Any, ...]]:
    return (
        stored_jobs()
        .add_columns(jobs.c.ended_at)
        .outerjoin(reservations, reservations.c.job_id == jobs.c.job_id)
    )

"""Jobs as members look them up later."""

import logging
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
    seal: TokenCipher

    @override
    async def page(
        self,
        user_id: int,
        *,
        limit: int,
        words: str = "",
        before: int | None = None,
        after: int | None = None,
    ) -> tuple[StoredJob, ...]:
        column = jobs.c
        chosen = select(column.job_id).where(
            column.user_id == user_id, column.state == State.DONE, column.generation.is_not(None)
        )
        if words:
            chosen = chosen.where(column.words.contains(words, autoescape=True))
        is_forward = after is not None

        def read(connection: Connection) -> tuple[StoredJob, ...]:
            found: list[StoredJob] = []
            last = after if is_forward else before
            while len(found) < limit:
                rows = connection.execute(
                    _nearest(chosen, last, limit, is_forward=is_forward)
                ).all()
                read = (self._load(row) for row in rows)
                found += (job for job in read if job is not None)
                if len(rows) < limit:
                    break
                # damaged ones do not end the page
                last = rows[-1].job_id
            nearest = found[:limit]
            return tuple(reversed(nearest) if is_forward else nearest)

        return await self.database.read(read)

    @override
    async def by_message(self, message_id: int) -> StoredJob | None:
        # one message shows one job, but its newest one if a row was ever written wrongly
        found = _whole().where(jobs.c.message_id == message_id).order_by(jobs.c.job_id.desc())

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

    def _load(self, row: Row[*tuple[Any, ...]]) -> StoredJob | None:
        try:
            return load_job(row, self.seal, ended_at=row.ended_at)
        except StorageFailed as error:
            log.error("job %s cannot be read: %s", row.job_id, error.detail)  # noqa: TRY400 - a known fault
            return None


def _nearest(
    chosen: Select[tuple[int]], last: int | None, limit: int, *, is_forward: bool
) -> Select[*tuple[Any, ...]]:
    """Return the query for the jobs that follow another one, the nearest first."""
    # ids count up with time
    job_id = jobs.c.job_id
    order = job_id.asc() if is_forward else job_id.desc()
    if last is not None:
        chosen = chosen.where(job_id > last if is_forward else job_id < last)
    return _whole().where(job_id.in_(chosen.order_by(order).limit(limit))).order_by(order)


def _whole() -> Select[*tuple[Any, ...]]:
    return (
        stored_jobs()
        .add_columns(jobs.c.ended_at)
        .outerjoin(reservations, reservations.c.job_id == jobs.c.job_id)
    )

"""Stores jobs; each transition changes the reservation in the same transaction."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, final

from sqlalchemy import Connection, Row, Select, exists, or_, select, update
from typing_extensions import override

from bot.errors import StorageFailed
from bot.policy.images.image import Generation
from bot.policy.jobs.job import State
from bot.ports import THUMBNAIL_WAIT, Ending, Jobs, StoredJob
from bot.storage.engine.transaction import Database
from bot.storage.jobs import stale_cards, transitions
from bot.storage.jobs.job_json import dump_generation
from bot.storage.jobs.job_row import files_of, load_job, stored_jobs
from bot.storage.limits import settlements
from bot.storage.limits.statements import delete_in_batches, is_abandoned, renew_lease, sql
from bot.storage.moderation.moderation_log import insert_entry
from bot.storage.tables import jobs, reservations
from bot.storage.token_encryption import TokenCipher

log = logging.getLogger(__name__)

_PURGE = sql(
    "DELETE FROM jobs WHERE job_id IN (SELECT job_id FROM jobs"
    " WHERE ended_at < :before LIMIT :batch)",
    instants=("before",),
    numbers=("batch",),
)

#: Old rows that are deleted per transaction; each has a prompt.
PURGED_AT_ONCE = 200

#: The reason of a failed job that cannot be read.
DAMAGED = "damaged"


@final
@dataclass
class SqlJobs(Jobs):
    """Implements `bot.ports.Jobs`. Only the owner of its reservation moves a job."""

    database: Database
    process_id: str
    cipher: TokenCipher
    _uncertain: list[list[int]] = field(default_factory=list[list[int]])
    """Jobs of failed takeovers, which this process may own without working on them."""

    @override
    async def note_answer(self, job_id: int, message_id: int | None, *, now: datetime) -> None:
        await self.database.write(
            lambda it: transitions.note_answer(it, job_id, message_id, now=now)
        )

    @override
    async def begin(self, job_id: int, message_id: int | None, *, now: datetime) -> None:
        await self.database.write(
            lambda connection: transitions.begin(
                connection, job_id, message_id, owner=self.process_id, now=now
            )
        )

    @override
    async def keep(self, job_id: int, generation: Generation, *, now: datetime) -> None:
        def keep(connection: Connection) -> None:
            row = settlements.lock(connection, job_id)
            if row is None or row.owner != self.process_id:
                raise settlements.not_held()
            if transitions.deliver(connection, job_id, generation, now=now):
                return
            state = select(jobs.c.state).where(jobs.c.job_id == job_id)
            # the caller retries if it never got our reply, so a second call is not an error
            if connection.execute(state).scalar() != State.DELIVERING:
                raise transitions.wrong_state(State.GENERATING)

        await self.database.write(keep)

    @override
    async def end(self, job_id: int, ending: Ending, *, now: datetime) -> bool:
        return await self.database.write(
            lambda connection: self._end(connection, job_id, ending, now=now)
        )

    def _end(self, connection: Connection, job_id: int, ending: Ending, *, now: datetime) -> bool:
        row = settlements.lock(connection, job_id)
        attempts = None
        if row is None or row.owner == self.process_id:
            if ending.unkept is not None:
                transitions.deliver(connection, job_id, ending.unkept, now=now)
            values: dict[str, object] = {"token": None, "reason": ending.reason, "ended_at": now}
            if ending.message_id is not None:
                values["message_id"] = ending.message_id
            if ending.shown is not None:
                values["generation"] = dump_generation(ending.shown)
            token = stale_cards.token_of(connection, job_id) if ending.stale else None
            attempts = transitions.move(connection, job_id, ending.state, values)
            if ending.stale is not None and attempts is not None:
                stale_cards.insert(connection, job_id, ending.stale, token=token)
        elif ending.state is State.DONE:
            # another process considered this one dead and refunded the job, but the image was shown
            attempts = transitions.finish_lost(connection, job_id, ending)
        if ending.log_entry is not None and attempts is not None:
            insert_entry(connection, ending.log_entry, ready_at=now + THUMBNAIL_WAIT)
        # a job that continues keeps its reservation
        if row is not None and (
            attempts is not None or not transitions.is_open(connection, job_id)
        ):
            is_lost = (attempts or 0) > 1 and ending.settlement.micros is None
            settlements.settle_or_write_off(
                connection, row, ending.settlement, now=now, is_lost=is_lost
            )
        return attempts is not None

    @override
    async def fail(self, job_id: int, reason: str) -> bool:
        ours = exists().where(
            reservations.c.job_id == job_id, reservations.c.owner == self.process_id
        )
        failed = (
            update(jobs)
            .where(jobs.c.job_id == job_id, jobs.c.ended_at.is_(None), ours)
            .values(reason=reason)
        )
        return await self.database.write(
            lambda connection: bool(connection.execute(failed).rowcount)
        )

    @override
    async def files(self) -> frozenset[Path]:
        all_open = select(jobs.c.job_id, jobs.c.draft, jobs.c.generation).where(
            jobs.c.ended_at.is_(None)
        )
        rows = await self.database.read(lambda connection: connection.execute(all_open).all())
        # in a thread: parsing hundreds would block the event loop
        return await asyncio.to_thread(files_of, rows)

    @override
    async def read(self, job_id: int) -> StoredJob | None:
        one = (
            stored_jobs()
            .add_columns(jobs.c.ended_at)
            .outerjoin(reservations, reservations.c.job_id == jobs.c.job_id)
            .where(jobs.c.job_id == job_id)
        )

        def read(connection: Connection) -> StoredJob | None:
            row = connection.execute(one).first()
            return None if row is None else load_job(row, self.cipher, ended_at=row.ended_at)

        return await self.database.read(read)

    @override
    async def take_over(self, *, now: datetime, limit: int) -> tuple[StoredJob, ...]:
        while rows := await self._take_batch(now, limit):
            # in a thread: parsing hundreds would block the event loop
            taken, damaged = await asyncio.to_thread(self._load_all, rows)
            could_end = not damaged or await self._end_damaged(damaged, now=now)
            if taken or not could_end:
                return tuple(taken)
        return ()

    async def _take_batch(self, now: datetime, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
        taken: list[int] = []
        uncertain = tuple(self._uncertain)

        def take(connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
            mine = [job_id for job_ids in uncertain for job_id in job_ids]
            rows = connection.execute(self._abandoned(mine, now=now, limit=limit)).all()
            taken[:] = [row.job_id for row in rows]
            if taken:
                # without a lease, another process would take them over at once
                renew_lease(connection, self.process_id, now=now)
                owned = update(reservations).where(reservations.c.job_id.in_(taken))
                connection.execute(owned.values(owner=self.process_id))
                tried = update(jobs).where(jobs.c.job_id.in_(taken))
                connection.execute(tried.values(attempts=jobs.c.attempts + 1))
            return rows

        try:
            rows = await self.database.write(take)
        except (StorageFailed, asyncio.CancelledError):
            # the transaction may still be committed
            self._uncertain.append(taken)
            raise
        self._confirm(taken)
        return rows

    def _confirm(self, job_ids: Sequence[int]) -> None:
        certain = frozenset(job_ids)
        remaining = ([job_id for job_id in ids if job_id not in certain] for ids in self._uncertain)
        self._uncertain = [ids for ids in remaining if ids]

    def _abandoned(
        self, mine: Sequence[int], *, now: datetime, limit: int
    ) -> Select[*tuple[Any, ...]]:
        """Return the query for open jobs that no process works on, the oldest first."""
        column = reservations.c
        is_uncertain = (column.owner == self.process_id) & column.job_id.in_(mine)
        return (
            stored_jobs()
            .join(reservations, column.job_id == jobs.c.job_id)
            .where(
                jobs.c.ended_at.is_(None),
                or_(is_abandoned(by_others_than=self.process_id, now=now), is_uncertain),
            )
            .order_by(jobs.c.job_id)
            .limit(limit)
            .with_for_update(of=reservations, skip_locked=True)
        )

    def _load_all(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[list[StoredJob], list[int]]:
        """Return the jobs that can be read, and the ids of those that cannot."""
        taken: list[StoredJob] = []
        damaged: list[int] = []
        for row in rows:
            try:
                job = load_job(row, self.cipher, ended_at=None)
            except StorageFailed as error:
                log.error("job %s cannot be read: %s", row.job_id, error.detail)  # noqa: TRY400 - the cause is known
                damaged.append(row.job_id)
            else:
                # the row was read before the update
                taken.append(replace(job, attempts=job.attempts + 1))
        return taken, damaged

    async def _end_damaged(self, job_ids: list[int], *, now: datetime) -> bool:
        """End jobs that cannot be read; return whether that worked."""

        def end(connection: Connection) -> None:
            for job_id in job_ids:
                _end_damaged(connection, job_id, now=now)

        self._uncertain.append(job_ids)
        try:
            await self.database.write(end)
        except StorageFailed as error:
            log.error("damaged jobs could not be ended: %s", error)  # noqa: TRY400 - the cause is known
            return False
        self._confirm(job_ids)
        return True

    @override
    async def release(self) -> None:
        mine = exists().where(
            reservations.c.job_id == jobs.c.job_id, reservations.c.owner == self.process_id
        )
        released = (
            update(jobs).where(jobs.c.ended_at.is_(None), mine).values(attempts=jobs.c.attempts - 1)
        )
        await self.database.write(lambda connection: connection.execute(released))

    @override
    async def latencies(self, *, limit: int) -> Mapping[str, Sequence[float]]:
        column = jobs.c
        newest = (
            select(column.model, column.latency_s)
            .where(column.latency_s.is_not(None))
            # ids increase with time, and the primary key is already an index
            .order_by(column.job_id.desc())
            .limit(limit)
        )
        found: dict[str, list[float]] = {}
        rows = await self.database.read(lambda connection: connection.execute(newest).all())
        for model, latency_s in reversed(rows):
            found.setdefault(model, []).append(latency_s)
        return found

    @override
    async def purge(self, *, before: datetime) -> None:
        await delete_in_batches(self.database, _PURGE, {"before": before}, batch=PURGED_AT_ONCE)
        await self.database.write(stale_cards.delete_orphans)


def _end_damaged(connection: Connection, job_id: int, *, now: datetime) -> None:
    settlements.lock(connection, job_id)
    settlements.fail_job(connection, job_id, DAMAGED, now=now)
    try:
        settlements.end_lost(connection, job_id, now=now)
    except StorageFailed as error:
        # raised before any change
        log.error("what job %s holds cannot be given back: %s", job_id, error.detail)  # noqa: TRY400 - the cause is known

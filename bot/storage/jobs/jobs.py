"""Jobs, and what each of their moves means for the reservation."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, final

from sqlalchemy import Connection, Row, Select, exists, or_, select, update
from typing_extensions import override

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.image import Generation
from bot.policy.jobs.job import State
from bot.ports import Ending, Jobs, Settlement, StoredJob
from bot.storage.engine.transaction import Database
from bot.storage.jobs import stale_cards, transitions
from bot.storage.jobs.job_json import dump_generation
from bot.storage.jobs.job_row import files_of, load_job, stored_jobs
from bot.storage.limits import settlements
from bot.storage.limits.statements import delete_in_batches, is_left, renew_lease, sql
from bot.storage.tables import jobs, reservations
from bot.storage.token_encryption import TokenCipher

log = logging.getLogger(__name__)

_FORGET = sql(
    "DELETE FROM jobs WHERE job_id IN (SELECT job_id FROM jobs"
    " WHERE ended_at < :before LIMIT :batch)",
    instants=("before",),
    numbers=("batch",),
)

#: Old rows are forgotten so many at a time; each has a prompt.
PURGED_AT_ONCE = 200

#: Why a job failed that cannot be read.
DAMAGED = "damaged"


@final
@dataclass
class SqlJobs(Jobs):
    """Implements `bot.ports.Jobs`. A job is its reservation's owner's, who alone moves it."""

    database: Database
    process_id: str
    seal: TokenCipher
    _unsure: list[list[int]] = field(default_factory=list[list[int]])
    """Jobs that may be this process's, though nobody got them to work on."""

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
            # whoever never heard that it was kept asks again
            if connection.execute(state).scalar() != State.DELIVERING:
                raise transitions.not_there(State.GENERATING)

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
                stale_cards.add(connection, job_id, ending.stale, token=token)
        elif ending.state is State.DONE:
            # others took this process for dead, but its image is there
            attempts = transitions.come_back(connection, job_id, ending)
        # a job that goes on keeps what is reserved for it
        if row is not None and (attempts is not None or not _is_open(connection, job_id)):
            is_lost = (attempts or 0) > 1 and ending.settlement.micros is None
            _settle(connection, row, ending.settlement, now=now, is_lost=is_lost)
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
        # hundreds of them would hold up the event loop
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
            return None if row is None else load_job(row, self.seal, ended_at=row.ended_at)

        return await self.database.read(read)

    @override
    async def take_over(self, *, now: datetime, limit: int) -> tuple[StoredJob, ...]:
        while rows := await self._take(now, limit):
            # hundreds of them would hold up the event loop
            taken, damaged = await asyncio.to_thread(self._load_all, rows)
            could_end = not damaged or await self._end_damaged(damaged, now=now)
            if taken or not could_end:
                return tuple(taken)
        return ()

    async def _take(self, now: datetime, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
        taken: list[int] = []
        unsure = tuple(self._unsure)

        def take(connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
            mine = [job_id for job_ids in unsure for job_id in job_ids]
            rows = connection.execute(self._left(mine, now=now, limit=limit)).all()
            taken[:] = [row.job_id for row in rows]
            if taken:
                # without it they would be taken for a dead process's once more
                renew_lease(connection, self.process_id, now=now)
                owned = update(reservations).where(reservations.c.job_id.in_(taken))
                connection.execute(owned.values(owner=self.process_id))
                tried = update(jobs).where(jobs.c.job_id.in_(taken))
                connection.execute(tried.values(attempts=jobs.c.attempts + 1))
            return rows

        try:
            rows = await self.database.write(take)
        except (StorageFailed, asyncio.CancelledError):
            # the transaction may end all the same
            self._unsure.append(taken)
            raise
        self._be_sure_of(taken)
        return rows

    def _be_sure_of(self, job_ids: Sequence[int]) -> None:
        known = frozenset(job_ids)
        left = ([job_id for job_id in ids if job_id not in known] for ids in self._unsure)
        self._unsure = [ids for ids in left if ids]

    def _left(self, mine: Sequence[int], *, now: datetime, limit: int) -> Select[*tuple[Any, ...]]:
        """Return the query for the jobs that nobody works on, the oldest first."""
        column = reservations.c
        is_unsure = (column.owner == self.process_id) & column.job_id.in_(mine)
        return (
            stored_jobs()
            .join(reservations, column.job_id == jobs.c.job_id)
            .where(
                jobs.c.ended_at.is_(None),
                or_(is_left(by_others_than=self.process_id, now=now), is_unsure),
            )
            .order_by(jobs.c.job_id)
            .limit(limit)
            .with_for_update(of=reservations, skip_locked=True)
        )

    def _load_all(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[list[StoredJob], list[int]]:
        """Return what can be read, and the ids of what cannot."""
        taken: list[StoredJob] = []
        damaged: list[int] = []
        for row in rows:
            try:
                job = load_job(row, self.seal, ended_at=None)
            except StorageFailed as error:
                log.error("job %s cannot be read: %s", row.job_id, error.detail)  # noqa: TRY400 - a known fault
                damaged.append(row.job_id)
            else:
                # the row was read before this time was counted
                taken.append(replace(job, attempts=job.attempts + 1))
        return taken, damaged

    async def _end_damaged(self, job_ids: list[int], *, now: datetime) -> bool:
        """End jobs that cannot be read; tell whether that worked."""

        def end(connection: Connection) -> None:
            for job_id in job_ids:
                _end_damaged(connection, job_id, now=now)

        self._unsure.append(job_ids)
        try:
            await self.database.write(end)
        except StorageFailed as error:
            log.error("damaged jobs could not be ended: %s", error)  # noqa: TRY400 - a known fault
            return False
        self._be_sure_of(job_ids)
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
            # ids count up with time, and their order needs no index of its own
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
        await delete_in_batches(self.database, _FORGET, {"before": before}, batch=PURGED_AT_ONCE)
        await self.database.write(stale_cards.drop_orphans)


def _is_open(connection: Connection, job_id: int) -> bool:
    found = select(jobs.c.job_id).where(jobs.c.job_id == job_id, jobs.c.ended_at.is_(None))
    return connection.execute(found).first() is not None


def _settle(
    connection: Connection,
    row: Row[Any],
    settlement: Settlement,
    *,
    now: datetime,
    is_lost: bool,
) -> None:
    try:
        settlements.settle_locked(connection, row, settlement, now=now, is_lost=is_lost)
    except StorageFailed as error:
        if error.fault is not StorageFault.DAMAGED:
            raise
        # found before anything was changed; the job has ended all the same, or it would be shown
        # again at every start
        log.error("what job %s holds cannot be given back: %s", row.job_id, error.detail)  # noqa: TRY400 - a known fault
        settlements.write_off(connection, row.job_id, now=now)


def _end_damaged(connection: Connection, job_id: int, *, now: datetime) -> None:
    settlements.lock(connection, job_id)
    settlements.fail_job(connection, job_id, DAMAGED, now=now)
    try:
        settlements.end_lost(connection, job_id, now=now)
    except StorageFailed as error:
        # it was found before anything was changed
        log.error("what job %s holds cannot be given back: %s", job_id, error.detail)  # noqa: TRY400 - a known fault

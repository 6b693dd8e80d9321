"""Stores what waits for moderators: held requests, reports, and members' consent."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, final

from sqlalchemy import Connection, Row, delete, exists, func, insert, select, update
from typing_extensions import override

from bot.errors import StorageFailed, StorageFault
from bot.policy.moderation.log import LogEntry
from bot.ports import (
    Consents,
    HeldRequest,
    HeldRequests,
    HeldState,
    Report,
    ReportOutcome,
    Reports,
)
from bot.storage.column_types import lenient_columns
from bot.storage.engine.transaction import Database
from bot.storage.jobs.job_json import dump_draft, load_draft
from bot.storage.limits.statements import sql
from bot.storage.moderation.moderation_log import insert_entry
from bot.storage.moderation.row_lock import lock_until_commit
from bot.storage.tables import consents, held_requests, jobs, reports

log = logging.getLogger(__name__)

_COLUMNS = lenient_columns(held_requests)

_CONSENT = sql(
    "INSERT INTO consents (guild_id, user_id, at) VALUES (:guild, :user, :now)"
    " ON CONFLICT (guild_id, user_id) DO NOTHING",
    instants=("now",),
    numbers=("guild", "user"),
)
_REPORT = sql(
    "INSERT INTO reports (job_id, reporter_id, guild_id, reason, outcome, at)"
    " VALUES (:job_id, :reporter_id, :guild_id, :reason, :outcome, :at)"
    " ON CONFLICT (job_id, reporter_id) DO NOTHING RETURNING job_id",
    instants=("at",),
    numbers=("job_id", "reporter_id", "guild_id"),
    texts=("reason", "outcome"),
)


@final
@dataclass(frozen=True, slots=True)
class SqlHeldRequests(HeldRequests):
    """Implements `bot.ports.HeldRequests`."""

    database: Database

    @override
    async def add(
        self, held: HeldRequest, *, most: int, since: datetime, entry: LogEntry | None = None
    ) -> bool:
        requester, column = held.draft.requester, held_requests.c
        waiting = (
            select(func.count())
            .select_from(held_requests)
            .where(
                column.user_id == requester.user_id,
                column.guild_id == requester.spot.guild_id,
                column.state == HeldState.WAITING.value,
                column.at > since,
            )
        )
        is_stored = select(exists().where(column.job_id == requester.job_id))
        row, spot = _held_row(held), requester.spot

        def add(connection: Connection) -> bool:
            lock_until_commit(connection, "held", spot.guild_id or 0, requester.user_id)
            if connection.execute(is_stored).scalar():
                return True
            if connection.execute(waiting).scalar_one() >= most:
                return False
            connection.execute(insert(held_requests), row)
            if entry is not None:
                insert_entry(connection, entry, ready_at=entry.at)
            return True

        return await self.database.write(add)

    @override
    async def read(self, job_id: int) -> HeldRequest | None:
        found = select(*_COLUMNS).where(held_requests.c.job_id == job_id)
        row = await self.database.read(lambda connection: connection.execute(found).first())
        return None if row is None else _held(row)

    @override
    async def decide(
        self, job_id: int, state: HeldState, *, by: int, since: datetime
    ) -> HeldRequest | None:
        column = held_requests.c
        change = (
            update(held_requests)
            .where(
                column.job_id == job_id,
                column.state == HeldState.WAITING.value,
                column.at > since,
            )
            .values(state=state.value, decided_by=by)
            .returning(*_COLUMNS)
        )

        def decide(connection: Connection) -> HeldRequest | None:
            # read in the transaction, so that nothing is decided about one that cannot be read
            row = connection.execute(change).first()
            return None if row is None else _held(row)

        return await self.database.write(decide)

    @override
    async def purge(self, *, before: datetime) -> Sequence[HeldRequest]:
        is_old = held_requests.c.at < before
        became_jobs = select(jobs.c.job_id).where(
            jobs.c.job_id.in_(select(held_requests.c.job_id).where(is_old))
        )
        old = delete(held_requests).where(is_old).returning(*_COLUMNS)

        def purge(connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
            done = set(connection.execute(became_jobs).scalars())
            rows = connection.execute(old).all()
            open_ = {HeldState.WAITING.value, HeldState.ALLOWED.value}
            return [row for row in rows if row.state in open_ and row.job_id not in done]

        rows = await self.database.write(purge)
        # in a thread: hundreds of drafts would block the event loop
        return await asyncio.to_thread(_readable, rows)


def _held_row(held: HeldRequest) -> dict[str, object]:
    requester = held.draft.requester
    return {
        "job_id": requester.job_id,
        "guild_id": requester.spot.guild_id,
        "user_id": requester.user_id,
        "rule": held.rule,
        "state": held.state.value,
        "at": held.at,
        "draft": dump_draft(held.draft),
    }


def _readable(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[HeldRequest, ...]:
    """Return the requests of rows; one that cannot be read is logged and left out."""
    found: list[HeldRequest] = []
    for row in rows:
        try:
            found.append(_held(row))
        except StorageFailed as error:
            log.error("held request %s: %s", row.job_id, error.detail)  # noqa: TRY400 - the cause is known
    return tuple(found)


def _held(row: Row[*tuple[Any, ...]]) -> HeldRequest:
    try:
        state = HeldState(row.state)
    except ValueError as error:
        raise StorageFailed(StorageFault.DAMAGED, "a held request has an unknown state") from error
    if row.at is None:
        raise StorageFailed(StorageFault.DAMAGED, "a held request has no readable time")
    draft = load_draft(row.draft, token="", message_id=None)
    return HeldRequest(draft, row.rule, row.at, state, row.decided_by)


@final
@dataclass(frozen=True, slots=True)
class SqlReports(Reports):
    """Implements `bot.ports.Reports`."""

    database: Database

    @override
    async def add(self, report: Report, *, entry: LogEntry | None = None) -> bool:
        row = {
            "job_id": report.job_id,
            "reporter_id": report.reporter_id,
            "guild_id": report.guild_id,
            "reason": report.reason,
            "outcome": report.outcome.value,
            "at": report.at,
        }

        def add(connection: Connection) -> bool:
            if connection.execute(_REPORT, row).first() is None:
                return False
            if entry is not None:
                insert_entry(connection, entry, ready_at=entry.at)
            return True

        return await self.database.write(add)

    @override
    async def count(self, reporter_id: int, *, since: datetime) -> int:
        found = (
            select(func.count())
            .select_from(reports)
            .where(reports.c.reporter_id == reporter_id, reports.c.at > since)
        )
        return await self.database.read(lambda connection: connection.execute(found).scalar_one())

    @override
    async def close(self, job_id: int, outcome: ReportOutcome) -> Sequence[Report]:
        change = (
            update(reports)
            .where(reports.c.job_id == job_id, reports.c.outcome == ReportOutcome.OPEN.value)
            .values(outcome=outcome.value)
            .returning(*reports.c)
        )
        rows = await self.database.write(lambda connection: connection.execute(change).all())
        return tuple(
            Report(
                row.job_id,
                row.reporter_id,
                row.guild_id,
                row.reason,
                row.at,
                ReportOutcome(row.outcome),
            )
            for row in rows
        )

    @override
    async def purge(self, *, before: datetime) -> None:
        old = delete(reports).where(reports.c.at < before)
        await self.database.write(lambda connection: connection.execute(old))


@final
@dataclass(frozen=True, slots=True)
class SqlConsents(Consents):
    """Implements `bot.ports.Consents`."""

    database: Database

    @override
    async def has(self, guild_id: int, user_id: int) -> bool:
        found = select(
            exists().where(consents.c.guild_id == guild_id, consents.c.user_id == user_id)
        )
        return await self.database.read(lambda it: bool(it.execute(found).scalar()))

    @override
    async def add(self, guild_id: int, user_id: int, *, now: datetime) -> None:
        row = {"guild": guild_id, "user": user_id, "now": now}
        await self.database.write(lambda connection: connection.execute(_CONSENT, row))

    @override
    async def remove_all(self, guild_id: int) -> None:
        all_ = delete(consents).where(consents.c.guild_id == guild_id)
        await self.database.write(lambda connection: connection.execute(all_))

"""Takes claims as reservations, and reads counters."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import final

from sqlalchemy import Connection, delete, exists, func, select, update
from typing_extensions import override

from bot.errors import DuplicateEvent, StorageFailed, StorageFault
from bot.policy.jobs.job import Draft
from bot.policy.limits.claim import Claim, Count, is_for_grant
from bot.policy.limits.cooldown import CooldownPassed, check_cooldown
from bot.ports import LEASE, Held, Ledger, Refund, Reserved, Settlement, Unreconciled
from bot.storage.engine.transaction import Database
from bot.storage.jobs.job_row import insert_job
from bot.storage.limits import settlements
from bot.storage.limits.refunds import refund
from bot.storage.limits.reservation_holds import holds_of
from bot.storage.limits.settlements import HELD, SENT, UNRECONCILED, is_open
from bot.storage.limits.statements import (
    add_to_counters,
    is_abandoned,
    read_counts,
    read_counts_before,
    renew_lease,
    sql,
    take_cooldown,
)
from bot.storage.tables import jobs, leases, reservations
from bot.storage.token_encryption import TokenCipher

log = logging.getLogger(__name__)

_RESERVE = sql(
    "INSERT INTO reservations"
    " (job_id, guild_id, user_id, state, pictures, micros, holds, owner, created_at)"
    " VALUES (:job_id, :guild_id, :user_id, :state, :pictures, :micros, :holds, :owner, :now)"
    " ON CONFLICT (job_id) DO NOTHING RETURNING job_id",
    instants=("now",),
    numbers=("job_id", "guild_id", "user_id", "pictures", "micros"),
)
_USE_GRANT = sql(
    "UPDATE grants SET used = used + :n"
    " WHERE guild_id = :guild_id AND user_id = :user_id"
    " AND used + :n <= pictures AND until > :now RETURNING used",
    instants=("now",),
    numbers=("n", "guild_id", "user_id"),
)
#: Old rows that are deleted per transaction.
PURGED_AT_ONCE = 500

#: Maximum number of doubtful reservations; in an outage, the oldest are least likely to be stored.
_MAX_IN_DOUBT = 1000


class _Refused(Exception):
    """Rolls back a transaction whose claim does not fit; carries the counts as they were found."""

    def __init__(self, count: Count) -> None:
        self.count = count


@final
@dataclass
class SqlLedger(Ledger):
    """Implements `bot.ports.Ledger`.

    To avoid deadlocks, every transaction locks rows in the same order: reservations, jobs, grants,
    cooldowns, counters by key.
    """

    database: Database
    process_id: str
    cipher: TokenCipher
    _in_doubt: dict[int, datetime] = field(default_factory=dict[int, datetime])
    """Times of reservations that failed for the caller, but may have been committed, by job."""
    _has_lease: bool = False

    @override
    async def reserve(
        self, claim: Claim, *, now: datetime, draft: Draft | None = None
    ) -> Reserved | Count:
        try:
            if not self._has_lease:
                # without a lease, other processes would end the reservation
                await self.renew(now=now)
            return await self._reserve(claim, draft, now=now)
        except (StorageFailed, asyncio.CancelledError):
            # the transaction may still be committed
            if len(self._in_doubt) >= _MAX_IN_DOUBT:
                del self._in_doubt[next(iter(self._in_doubt))]
            self._in_doubt[claim.job_id] = now
            raise

    async def _reserve(
        self, claim: Claim, draft: Draft | None, *, now: datetime
    ) -> Reserved | Count:
        def take(connection: Connection) -> Reserved:
            return self._take(connection, claim, draft, now)

        def take_on_grant(connection: Connection) -> Reserved:
            return self._take(connection, claim.on_grant(), draft, now, on_grant=True)

        try:
            return await self.database.write(take)
        except _Refused as found:
            count = found.count
        cooldown = claim.cooldown
        if not is_for_grant(claim, count) or claim.guild_id is None:
            return count
        if cooldown and not isinstance(
            check_cooldown(count.free_at, now=now, spacing=cooldown.spacing), CooldownPassed
        ):
            return count
        try:
            return await self.database.write(take_on_grant)
        except _Refused:
            return count

    def _take(
        self,
        connection: Connection,
        claim: Claim,
        draft: Draft | None,
        now: datetime,
        *,
        on_grant: bool = False,
    ) -> Reserved:
        self._insert(connection, claim, now, on_grant=on_grant)
        grant = {"n": claim.images, "guild_id": claim.guild_id, "user_id": claim.user_id}
        if on_grant and connection.execute(_USE_GRANT, {**grant, "now": now}).first() is None:
            raise _Refused(read_counts(connection, claim))
        if claim.cooldown and not take_cooldown(connection, claim.cooldown, now=now):
            raise _Refused(read_counts(connection, claim))
        used = add_to_counters(connection, claim.counters)
        if len(used) < len(claim.counters):
            raise _Refused(read_counts_before(connection, claim, used))
        if draft:
            insert_job(connection, draft, self.cipher, now=now)
        return Reserved(used, on_grant)

    def _insert(
        self, connection: Connection, claim: Claim, now: datetime, *, on_grant: bool
    ) -> None:
        row = {
            "job_id": claim.job_id,
            "guild_id": claim.guild_id,
            "user_id": claim.user_id,
            "state": HELD,
            "pictures": claim.images,
            "micros": claim.micros,
            "holds": holds_of(claim, now=now, on_grant=on_grant).dump(),
            "owner": self.process_id,
            "now": now,
        }
        if connection.execute(_RESERVE, row).first() is None:
            raise DuplicateEvent

    @override
    async def hold_more(self, claim: Claim, *, now: datetime) -> Reserved | Count:
        try:
            return await self.database.write(lambda connection: self._take_more(connection, claim))
        except _Refused as found:
            return found.count

    def _take_more(self, connection: Connection, claim: Claim) -> Reserved:
        column = reservations.c
        mine = update(reservations).where(
            column.job_id == claim.job_id,
            column.state.in_((HELD, SENT)),
            column.owner == self.process_id,
        )
        more = mine.values(micros=column.micros + claim.micros)
        if not connection.execute(more).rowcount:
            raise settlements.not_held()
        used = add_to_counters(connection, claim.counters)
        if len(used) < len(claim.counters):
            raise _Refused(read_counts_before(connection, claim, used))
        return Reserved(used)

    @override
    async def free_job(self, job_id: int) -> None:
        await self.database.write(
            lambda connection: settlements.free_job(connection, job_id, owner=self.process_id)
        )

    @override
    async def count(self, claim: Claim) -> Count:
        return await self.database.read(lambda connection: read_counts(connection, claim))

    @override
    async def settle(self, job_id: int, settlement: Settlement, *, now: datetime) -> bool:
        return await self.database.write(
            lambda connection: settlements.settle(connection, job_id, settlement, now=now)
        )

    @override
    async def refund(
        self, job_id: int, claim_at: Callable[[datetime], Claim], *, now: datetime
    ) -> Refund:
        return await self.database.write(lambda it: refund(it, job_id, claim_at, now=now))

    @override
    async def held(self) -> Held:
        column = reservations.c
        all_open = select(func.count(), func.coalesce(func.sum(column.micros), 0)).where(is_open)
        row = await self.database.read(lambda connection: connection.execute(all_open).one())
        # PostgreSQL's sum is a decimal
        return Held(row[0], int(row[1]))

    @override
    async def unreconciled(self, *, limit: int) -> tuple[Unreconciled, ...]:
        column = reservations.c
        oldest = (
            select(column.job_id, column.micros, column.generation_id, column.ended_at)
            .where(is_open, column.state == UNRECONCILED)
            .order_by(column.ended_at, column.job_id)
            .limit(limit)
        )
        rows = await self.database.read(lambda connection: connection.execute(oldest).all())
        return tuple(Unreconciled(*row) for row in rows)

    @override
    async def renew(self, *, now: datetime) -> None:
        await self.database.write(lambda it: renew_lease(it, self.process_id, now=now))
        self._has_lease = True

    @override
    async def resign(self, process_ids: Sequence[str]) -> None:
        ended = delete(leases).where(leases.c.owner.in_(process_ids))
        await self.database.write(lambda connection: connection.execute(ended))

    @override
    async def recover(self, *, now: datetime) -> int:
        await self._refund_doubtful(now=now)
        ended = 0
        for job_id in await self.database.read(lambda connection: self._abandoned(connection, now)):
            try:
                ended += await self.database.write(
                    lambda connection, job_id=job_id: settlements.end_lost(
                        connection, job_id, now=now
                    )
                )
            except StorageFailed as error:
                if error.fault is not StorageFault.DAMAGED:
                    raise
                # one damaged row must not block the others or the start of the bot
                log.error("job %s cannot be ended: %s", job_id, error.detail)  # noqa: TRY400 - the cause is known
        return ended

    def _abandoned(self, connection: Connection, now: datetime) -> list[int]:
        column = reservations.c
        open_job = exists().where(jobs.c.job_id == column.job_id, jobs.c.ended_at.is_(None))
        abandoned = (
            select(column.job_id)
            .where(
                is_open,
                column.state.in_((HELD, SENT)),
                is_abandoned(by_others_than=self.process_id, now=now),
                # `Jobs.take_over` handles reservations of open jobs
                ~open_job,
            )
            .order_by(column.job_id)
        )
        return list(connection.execute(abandoned).scalars())

    async def _refund_doubtful(self, *, now: datetime) -> None:
        for job_id, reserved_at in tuple(self._in_doubt.items()):
            await self.database.write(
                lambda connection, job_id=job_id, reserved_at=reserved_at: (
                    settlements.refund_doubtful(
                        connection, job_id, reserved_at, owner=self.process_id, now=now
                    )
                )
            )
            if now - reserved_at > LEASE:
                del self._in_doubt[job_id]

    @override
    async def purge(self, *, before: datetime) -> None:
        await settlements.purge(self.database, before=before, batch=PURGED_AT_ONCE)

"""Settles and refunds reservations, and purges old ones."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, select, text, update

from bot.errors import StorageFailed, StorageFault
from bot.policy.jobs.job import State
from bot.policy.limits.limit import SPECS, Limit
from bot.ports import Settlement
from bot.storage.engine.transaction import Database
from bot.storage.limits.reservation_holds import ReservationHolds, load_holds
from bot.storage.limits.statements import change_counters, delete_in_batches, restore_cooldown, sql
from bot.storage.tables import grants, jobs, reservations

log = logging.getLogger(__name__)

#: A reservation's states, in order. An unreconciled one has ended, but its charge is unknown.
HELD, SENT, UNRECONCILED, SETTLED = "held", "sent", "unreconciled", "settled"

#: Must match the WHERE clause of the partial index `ix_reservations_open`.
is_open = text("state <> 'settled'")

_NO_CHARGE = Settlement(delivered=False, micros=0)

# built once, as in `transitions`
_THIS = reservations.c.job_id == bindparam("this")
_LOCK = select(reservations).where(_THIS).with_for_update()
_CHANGE = update(reservations).where(_THIS)


@dataclass(frozen=True, slots=True)
class _Ending:
    """The changes at the end of one reservation."""

    holds: ReservationHolds
    """The holds that remain until the charge is known."""
    images: int = 0
    """Added to the counters of images; negative for a refund."""
    jobs: int = 0
    """Added to the counters of running jobs."""
    lifts_cooldown: bool = False


def settle(connection: Connection, job_id: int, settlement: Settlement, *, now: datetime) -> bool:
    """End a reservation, or record its charge; return whether anything changed."""
    row = lock(connection, job_id)
    return row is not None and settle_locked(connection, row, settlement, now=now)


def settle_locked(
    connection: Connection,
    row: Row[Any],
    settlement: Settlement,
    *,
    now: datetime,
    is_lost: bool = False,
) -> bool:
    """Settle a locked reservation; return whether anything changed.

    Args:
        connection: A connection in a transaction.
        row: The row that `lock` returned.
        settlement: How its job ended.
        now: The present.
        is_lost: Whether the process that reserved it is considered dead. If that process delivers
            an image after all, the image is counted again.

    Raises:
        StorageFailed: `DAMAGED`: its holds cannot be read; nothing was changed.
    """
    if row.state == SETTLED:
        return False
    holds = load_holds(row.holds)
    if row.state == UNRECONCILED:
        ending = _later_ending(row, holds, settlement)
        if ending is None:
            return False
    else:
        ending = _first_ending(holds, row.images, settlement)
        if is_lost and not settlement.delivered:
            ending = replace(ending, holds=_lost(holds, ending.holds))
    _end(connection, row, settlement, holds, ending, now=now)
    return True


def settle_or_write_off(
    connection: Connection, row: Row[Any], settlement: Settlement, *, now: datetime, is_lost: bool
) -> None:
    """Settle a locked reservation; settle it as it is if its holds cannot be read."""
    try:
        settle_locked(connection, row, settlement, now=now, is_lost=is_lost)
    except StorageFailed as error:
        if error.fault is not StorageFault.DAMAGED:
            raise
        # raised before any change; if the job did not end now, every start would show it again
        log.error("what job %s holds cannot be given back: %s", row.job_id, error.detail)  # noqa: TRY400 - the cause is known
        values = {"this": row.job_id, "state": SETTLED, "holds": None, "ended_at": now}
        connection.execute(_CHANGE, values)


def refund_doubtful(
    connection: Connection, job_id: int, reserved_at: datetime, *, owner: str, now: datetime
) -> None:
    """Refund a reservation whose caller got an error instead, and fail its job."""
    row = lock(connection, job_id)
    if row is None or (row.state, row.created_at, row.owner) != (HELD, reserved_at, owner):
        return
    fail_job(connection, job_id, "storage_failed", now=now)
    settle_locked(connection, row, _NO_CHARGE, now=now)


def free_job(connection: Connection, job_id: int, *, owner: str) -> None:
    """Stop counting an open reservation of its owner as a running job."""
    row = lock(connection, job_id)
    if row is None or row.owner != owner or row.state not in {HELD, SENT}:
        return
    holds = load_holds(row.holds)
    if holds.jobs:
        values = {"this": job_id, "holds": replace(holds, jobs=()).dump()}
        connection.execute(_CHANGE, values)
        change_counters(connection, dict.fromkeys(holds.jobs, -1))


def end_lost(connection: Connection, job_id: int, *, now: datetime) -> bool:
    """End a reservation whose process is dead; return whether it was still open."""
    row = lock(connection, job_id)
    if row is None or row.state not in {HELD, SENT}:
        return False
    nothing = _NO_CHARGE if row.state == HELD else replace(_NO_CHARGE, micros=None)
    return settle_locked(connection, row, nothing, now=now, is_lost=row.state == SENT)


def fail_job(connection: Connection, job_id: int, reason: str, *, now: datetime) -> None:
    """Move a job to `failed` unless it has ended; the caller settles the reservation."""
    values = {"state": State.FAILED, "reason": reason, "token": None, "ended_at": now}
    column = jobs.c
    open_one = update(jobs).where(column.job_id == job_id, column.ended_at.is_(None))
    connection.execute(open_one.values(values))


def lock(connection: Connection, job_id: int) -> Row[Any] | None:
    """Lock a reservation until the transaction ends, and return its row."""
    return connection.execute(_LOCK, {"this": job_id}).first()


def not_held() -> StorageFailed:
    """Return the error for a reservation that has ended or belongs to another process."""
    return StorageFailed(StorageFault.OTHER, "the reservation is no longer this process's")


def _first_ending(holds: ReservationHolds, images: int, settlement: Settlement) -> _Ending:
    is_delivered = settlement.delivered
    # without an image there is nothing that a moderator could refund later
    on_grant = holds.on_grant and is_delivered
    remaining = ReservationHolds(micros=holds.micros, on_grant=on_grant)
    counted = 0 if settlement.micros == 0 else settlement.counted
    refunded = (settlement.missing if is_delivered else images) - counted
    if is_delivered or not counted:
        return _Ending(remaining, -refunded, jobs=-1, lifts_cooldown=not is_delivered)
    return _Ending(replace(holds, jobs=(), counted=counted), -refunded, jobs=-1)


def _later_ending(row: Row[Any], holds: ReservationHolds, settlement: Settlement) -> _Ending | None:
    """Return the changes to an unreconciled reservation; None if there are none."""
    if holds.is_lost and settlement.delivered:
        # its process was alive after all
        delivered = row.images - settlement.missing - holds.counted
        return _Ending(replace(holds, is_lost=False, counted=0), images=delivered)
    if settlement.micros == 0 and holds.counted:
        remaining = replace(holds, counted=0)
        return _Ending(remaining, images=-holds.counted, lifts_cooldown=True)
    if settlement.micros is None and settlement.generation_id in {None, row.generation_id}:
        return None
    return _Ending(holds)


def _lost(holds: ReservationHolds, remaining: ReservationHolds) -> ReservationHolds:
    """Return the holds of a reservation whose process may still deliver its image."""
    cooldown = holds.cooldown if remaining.counted else None
    return replace(holds, jobs=(), cooldown=cooldown, is_lost=True, counted=remaining.counted)


def _end(
    connection: Connection,
    row: Row[Any],
    settlement: Settlement,
    holds: ReservationHolds,
    ending: _Ending,
    *,
    now: datetime,
) -> None:
    held: int = row.micros
    charged = held if settlement.micros is None else settlement.micros
    is_settled = settlement.micros is not None
    remaining = ending.holds.after_settlement if is_settled else ending.holds
    values = {
        "this": row.job_id,
        "state": SETTLED if is_settled else UNRECONCILED,
        "micros": charged,
        "holds": remaining and remaining.dump(),
        "generation_id": settlement.generation_id or row.generation_id,
        "ended_at": row.ended_at or now,
    }
    connection.execute(_CHANGE, values)
    if ending.images and holds.on_grant:
        change_grant(connection, row, ending.images)
    if ending.lifts_cooldown and holds.cooldown:
        restore_cooldown(connection, *holds.cooldown)
    deltas: dict[str, int] = dict.fromkeys(holds.images, ending.images)
    deltas |= dict.fromkeys(holds.jobs, ending.jobs)
    deltas |= dict.fromkeys(holds.micros, charged - held)
    change_counters(connection, deltas)


def change_grant(connection: Connection, row: Row[Any], delta: int) -> None:
    """Change the used images of the grant of a reservation's member, but not below 0."""
    used = grants.c.used + delta
    connection.execute(
        update(grants)
        .where(grants.c.guild_id == row.guild_id, grants.c.user_id == row.user_id)
        .values(used=case((used < 0, 0), else_=used))
    )


_PURGE = (
    sql(
        "DELETE FROM reservations WHERE job_id IN (SELECT job_id FROM reservations"
        " WHERE state = 'settled' AND ended_at < :before"
        # keep reservations of open jobs: they are the only record of the job's owner
        " AND NOT EXISTS (SELECT 1 FROM jobs"
        " WHERE jobs.job_id = reservations.job_id AND jobs.ended_at IS NULL)"
        " LIMIT :batch)",
        instants=("before",),
        numbers=("batch",),
    ),
    sql(
        "DELETE FROM counts WHERE key IN (SELECT key FROM counts"
        " WHERE kept_until < :before ORDER BY key LIMIT :batch)",
        instants=("before",),
        numbers=("batch",),
    ),
    sql(
        "DELETE FROM leases WHERE owner IN (SELECT owner FROM leases"
        " WHERE seen_at < :before LIMIT :batch)",
        instants=("before",),
        numbers=("batch",),
    ),
    sql(
        "DELETE FROM cooldowns WHERE key IN (SELECT key FROM cooldowns"
        " WHERE used_at < :spaced ORDER BY key LIMIT :batch)",
        instants=("spaced",),
        numbers=("batch",),
    ),
)


async def purge(database: Database, *, before: datetime, batch: int) -> None:
    """Delete old reservations, counters, leases and cooldowns, in small batches."""
    spaced = before - timedelta(seconds=SPECS[Limit.COOLDOWN].high)
    values = {"before": before, "spaced": spaced}
    for statement in _PURGE:
        await delete_in_batches(database, statement, values, batch=batch)

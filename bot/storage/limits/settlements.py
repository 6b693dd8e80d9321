"""How reservations end: what comes back, what was charged, and what is forgotten."""

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
from bot.storage.limits.statements import change_counts, delete_in_batches, give_cooldown_back, sql
from bot.storage.tables import grants, jobs, reservations

#: A reservation's states, in their order. What is unreconciled has ended, but for its dollars.
HELD, SENT, UNRECONCILED, SETTLED = "held", "sent", "unreconciled", "settled"

#: In the words of the index over the few that are not settled.
is_open = text("state <> 'settled'")

_NOTHING = Settlement(delivered=False, micros=0)

# made once, as in `moves`
_THIS = reservations.c.job_id == bindparam("this")
_LOCK = select(reservations).where(_THIS).with_for_update()
_CHANGE = update(reservations).where(_THIS)


@dataclass(frozen=True, slots=True)
class _Ending:
    """What one reservation's end changes."""

    holds: ReservationHolds
    """What is still to be settled afterwards."""
    images: int = 0
    """Added to the counts of images, or given back below 0."""
    jobs: int = 0
    gives_cooldown_back: bool = False


def settle(connection: Connection, job_id: int, settlement: Settlement, *, now: datetime) -> bool:
    """End a reservation, or put in what was charged; tell whether anything changed."""
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
    """Do the same for a reservation that was locked.

    Args:
        connection: In a transaction.
        row: As `lock` returned it.
        settlement: How its job ended.
        now: The present.
        is_lost: Whether the process that reserved it seems to be dead. Should that come after all
            with an image, this is counted again.
    """
    if row.state == SETTLED:
        return False
    holds = load_holds(row.holds)
    if row.state != UNRECONCILED:
        ending = _first_ending(holds, row.images, settlement)
        if is_lost and not settlement.delivered:
            ending = replace(ending, holds=_lost(holds, ending.holds))
    elif holds.is_lost and settlement.delivered:
        # its process was alive after all
        came = row.images - settlement.missing - holds.counted
        ending = _Ending(replace(holds, is_lost=False, counted=0), images=came)
    elif settlement.micros == 0 and holds.counted:
        free = replace(holds, counted=0)
        ending = _Ending(free, images=-holds.counted, gives_cooldown_back=True)
    elif settlement.micros is None and settlement.generation_id in {None, row.generation_id}:
        return False
    else:
        ending = _Ending(holds)
    _end(connection, row, settlement, holds, ending, now=now)
    return True


def give_back_doubtful(
    connection: Connection, job_id: int, reserved_at: datetime, *, owner: str, now: datetime
) -> None:
    """Give everything back of a reservation that its caller never learned of, and fail its job."""
    row = lock(connection, job_id)
    if row is None or (row.state, row.created_at, row.owner) != (HELD, reserved_at, owner):
        return
    fail_job(connection, job_id, "storage_failed", now=now)
    settle_locked(connection, row, _NOTHING, now=now)


def free_job(connection: Connection, job_id: int, *, owner: str) -> None:
    """Count a reservation that its owner holds no longer among the jobs at once."""
    row = lock(connection, job_id)
    if row is None or row.owner != owner or row.state not in {HELD, SENT}:
        return
    holds = load_holds(row.holds)
    if holds.jobs:
        values = {"this": job_id, "holds": replace(holds, jobs=()).dump()}
        connection.execute(_CHANGE, values)
        change_counts(connection, dict.fromkeys(holds.jobs, -1))


def end_lost(connection: Connection, job_id: int, *, now: datetime) -> bool:
    """End a reservation whose process is dead; tell whether it had not ended."""
    row = lock(connection, job_id)
    if row is None or row.state not in {HELD, SENT}:
        return False
    nothing = _NOTHING if row.state == HELD else replace(_NOTHING, micros=None)
    return settle_locked(connection, row, nothing, now=now, is_lost=row.state == SENT)


def fail_job(connection: Connection, job_id: int, reason: str, *, now: datetime) -> None:
    """Move a job to `failed` unless it has ended; its reservation is the caller's."""
    values = {"state": State.FAILED, "reason": reason, "token": None, "ended_at": now}
    column = jobs.c
    open_one = update(jobs).where(column.job_id == job_id, column.ended_at.is_(None))
    connection.execute(open_one.values(values))


def lock(connection: Connection, job_id: int) -> Row[Any] | None:
    """Return a reservation that nobody else changes until the transaction ends."""
    return connection.execute(_LOCK, {"this": job_id}).first()


def not_held() -> StorageFailed:
    """Return what is wrong when somebody else has the reservation, or it has ended."""
    return StorageFailed(StorageFault.OTHER, "the reservation is no longer this process's")


def write_off(connection: Connection, job_id: int, *, now: datetime) -> None:
    """Take a reservation for settled as it is, since nobody can read what it holds."""
    values = {"this": job_id, "state": SETTLED, "holds": None, "ended_at": now}
    connection.execute(_CHANGE, values)


def _first_ending(holds: ReservationHolds, images: int, settlement: Settlement) -> _Ending:
    left, is_delivered = ReservationHolds(micros=holds.micros), settlement.delivered
    counted = 0 if settlement.micros == 0 else settlement.counted
    back = (settlement.missing if is_delivered else images) - counted
    if is_delivered or not counted:
        return _Ending(left, -back, jobs=-1, gives_cooldown_back=not is_delivered)
    return _Ending(replace(holds, jobs=(), counted=counted), -back, jobs=-1)


def _lost(held: ReservationHolds, left: ReservationHolds) -> ReservationHolds:
    """Return what is kept of a reservation whose process may come back with its image."""
    cooldown = held.cooldown if left.counted else None
    return replace(held, jobs=(), cooldown=cooldown, is_lost=True, counted=left.counted)


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
    values = {
        "this": row.job_id,
        "state": SETTLED if is_settled else UNRECONCILED,
        "micros": charged,
        "holds": None if is_settled else ending.holds.dump(),
        "generation_id": settlement.generation_id or row.generation_id,
        "ended_at": row.ended_at or now,
    }
    connection.execute(_CHANGE, values)
    if ending.images and holds.on_grant:
        _change_grant(connection, row, ending.images)
    if ending.gives_cooldown_back and holds.cooldown:
        give_cooldown_back(connection, *holds.cooldown)
    deltas: dict[str, int] = dict.fromkeys(holds.images, ending.images)
    deltas |= dict.fromkeys(holds.jobs, ending.jobs)
    deltas |= dict.fromkeys(holds.micros, charged - held)
    change_counts(connection, deltas)


def _change_grant(connection: Connection, row: Row[Any], delta: int) -> None:
    used = grants.c.used + delta
    connection.execute(
        update(grants)
        .where(grants.c.guild_id == row.guild_id, grants.c.user_id == row.user_id)
        .values(used=case((used < 0, 0), else_=used))
    )


_FORGET = (
    sql(
        "DELETE FROM reservations WHERE job_id IN (SELECT job_id FROM reservations"
        " WHERE state = 'settled' AND ended_at < :before"
        # whose job an open one is stands nowhere else
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
    """Forget what ended before an instant, a few rows at a time, so that nobody waits for long."""
    spaced = before - timedelta(seconds=SPECS[Limit.COOLDOWN].high)
    values = {"before": before, "spaced": spaced}
    for statement in _FORGET:
        await delete_in_batches(database, statement, values, batch=batch)

"""Refunds images that were delivered, once each, when a moderator decides so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.policy.jobs.job import State
from bot.policy.limits.claim import Claim
from bot.policy.limits.limit import Measure
from bot.ports import Refund
from bot.storage.limits.reservation_holds import ReservationHolds, load_holds
from bot.storage.limits.settlements import SETTLED, UNRECONCILED, change_grant, lock
from bot.storage.limits.statements import change_counters, restore_cooldown
from bot.storage.tables import jobs, reservations

_IS_DELIVERED = select(jobs.c.job_id).where(
    jobs.c.job_id == bindparam("this"), jobs.c.state == State.DONE
)


def refund(
    connection: Connection, job_id: int, claim_at: Callable[[datetime], Claim], *, now: datetime
) -> Refund:
    """Refund the images and the cooldown of a delivered job; see `bot.ports.Ledger.refund`."""
    row = lock(connection, job_id)
    if row is None or not _is_delivered(connection, row):
        # without an image, everything was refunded at the end
        return Refund.IMPOSSIBLE
    holds = load_holds(row.holds)
    if holds.is_refunded:
        return Refund.ALREADY
    claim = claim_at(row.created_at)
    if holds.on_grant:
        claim = claim.on_grant()
        change_grant(connection, row, -claim.images)
    if claim.cooldown:
        restore_cooldown(connection, claim.cooldown.key, row.created_at)
    change_counters(
        connection,
        {
            counter.key: -counter.amount
            for counter in claim.counters
            if counter.measure is Measure.IMAGES
            and (counter.resets_at is None or counter.resets_at > now)
        },
    )
    kept = ReservationHolds(micros=holds.micros)
    mark = replace(kept, is_refunded=True).dump()
    connection.execute(
        update(reservations).where(reservations.c.job_id == job_id).values(holds=mark)
    )
    return Refund.DONE


def _is_delivered(connection: Connection, row: Row[Any]) -> bool:
    if row.state not in {SETTLED, UNRECONCILED}:
        return False
    return connection.execute(_IS_DELIVERED, {"this": row.job_id}).first() is not None

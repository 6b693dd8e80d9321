"""Statements that several stores share, and upserts in the SQL that both databases accept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    TextClause,
    bindparam,
    case,
    delete,
    select,
    text,
)

from bot.policy.limits.claim import Claim, CooldownClaim, Count, Counter
from bot.policy.limits.cooldown import CLOCK_SLACK
from bot.ports import LEASE
from bot.storage.column_types import Instant, SafeText
from bot.storage.engine.transaction import Database
from bot.storage.tables import cooldowns, counts, leases, reservations

#: The stored cap of a counter without a cap.
_NO_CAP = 2**62


def sql(
    statement: str,
    *,
    instants: Sequence[str] = (),
    numbers: Sequence[str] = (),
    texts: Sequence[str] = (),
) -> TextClause:
    """Return a statement with the types of its parameters."""
    return text(statement).bindparams(
        *(bindparam(name, type_=Instant()) for name in instants),
        *(bindparam(name, type_=BigInteger()) for name in numbers),
        *(bindparam(name, type_=SafeText()) for name in texts),
    )


_TAKE_COOLDOWN = sql(
    "INSERT INTO cooldowns (key, used_at) VALUES (:key, :now)"
    " ON CONFLICT (key) DO UPDATE SET before = cooldowns.used_at, used_at = excluded.used_at"
    # a time far in the future means that the clock was set back since
    " WHERE cooldowns.used_at <= :last OR cooldowns.used_at > :ahead RETURNING used_at",
    instants=("last", "now", "ahead"),
)

_RESTORE_COOLDOWN = sql(
    "UPDATE cooldowns SET used_at = before, before = NULL"
    " WHERE key = :key AND used_at = :taken AND before IS NOT NULL",
    instants=("taken",),
)


def take_cooldown(connection: Connection, claim: CooldownClaim, *, now: datetime) -> bool:
    """Start a cooldown unless it is running; return whether it was started.

    The time of use is stored, not the end, because channels and roles have different cooldowns.
    """
    ahead = now + CLOCK_SLACK
    last = now - claim.spacing if claim.spacing else ahead
    values = {"key": claim.key, "last": last, "now": now, "ahead": ahead}
    return connection.execute(_TAKE_COOLDOWN, values).first() is not None


def restore_cooldown(connection: Connection, key: str, taken: datetime) -> None:
    """Restore the cooldown from before it was taken, unless it was taken again since."""
    connection.execute(_RESTORE_COOLDOWN, {"key": key, "taken": taken})
    # without an earlier time, remove the row; after a restore, this matches nothing
    first = delete(cooldowns).where(
        cooldowns.c.key == key, cooldowns.c.used_at == taken, cooldowns.c.before.is_(None)
    )
    connection.execute(first)


@cache
def _upsert(rows: int) -> TextClause:
    """Return the upsert that adds to several counters, each up to its cap."""
    values = ", ".join(f"(:key{n}, :used{n}, :cap{n}, :kept{n})" for n in range(rows))
    return sql(
        f"INSERT INTO counts (key, used, cap, kept_until) VALUES {values}"  # noqa: S608 - names only
        " ON CONFLICT (key) DO UPDATE SET used = counts.used + excluded.used,"
        " cap = excluded.cap, kept_until = excluded.kept_until"
        " WHERE counts.used + excluded.used <= excluded.cap"
        " RETURNING key, used",
        instants=[f"kept{n}" for n in range(rows)],
        numbers=[f"{name}{n}" for n in range(rows) for name in ("used", "cap")],
    )


def add_to_counters(connection: Connection, counters: Sequence[Counter]) -> Mapping[str, int]:
    """Add amounts to counters, except where that would exceed the cap.

    Args:
        connection: In a transaction that the caller rolls back unless all counters were changed.
        counters: Sorted by key, so that transactions cannot deadlock.

    Returns:
        The new values by key; counters that would exceed their caps are missing.
    """
    # the upsert checks the cap only on conflict, so amounts above the cap must be rejected before
    # the first insert
    if not counters or any(counter.amount > _cap(counter) for counter in counters):
        return {}
    values: dict[str, object] = {}
    for n, counter in enumerate(counters):
        values |= {
            f"key{n}": counter.key,
            f"used{n}": counter.amount,
            f"cap{n}": _cap(counter),
            f"kept{n}": counter.kept_until,
        }
    rows = connection.execute(_upsert(len(counters)), values)
    return {row.key: row.used for row in rows}


def _cap(counter: Counter) -> int:
    return counter.bound.cap if counter.bound else _NO_CAP


def read_counts(connection: Connection, claim: Claim) -> Count:
    """Read a claim's counters and cooldown."""
    keys = [counter.key for counter in claim.counters]
    found = connection.execute(select(counts.c.key, counts.c.used).where(counts.c.key.in_(keys)))
    used = {row.key: row.used for row in found}
    if claim.cooldown is None:
        return Count(used)
    used_at = select(cooldowns.c.used_at).where(cooldowns.c.key == claim.cooldown.key)
    return _with_cooldown(used, claim.cooldown, connection.execute(used_at).scalar())


def _with_cooldown(
    used: Mapping[str, int], cooldown: CooldownClaim, used_at: datetime | None
) -> Count:
    return Count(used, used_at and used_at + cooldown.spacing)


def read_counts_before(connection: Connection, claim: Claim, added: Mapping[str, int]) -> Count:
    """Return the counts from before this transaction took the cooldown and added to counters."""
    count = read_counts(connection, claim)
    amounts = {counter.key: counter.amount for counter in claim.counters if counter.key in added}
    used = {key: number - amounts.get(key, 0) for key, number in count.used.items()}
    if claim.cooldown is None:
        return Count(used)
    before = select(cooldowns.c.before).where(cooldowns.c.key == claim.cooldown.key)
    return _with_cooldown(used, claim.cooldown, connection.execute(before).scalar())


_DELTA = bindparam("delta", type_=BigInteger())
_CHANGE_COUNTER = (
    counts.update()
    .where(counts.c.key == bindparam("of"))
    .values(used=case((counts.c.used + _DELTA < 0, 0), else_=counts.c.used + _DELTA))
)


def change_counters(connection: Connection, deltas: Mapping[str, int]) -> None:
    """Change counters by deltas, regardless of their caps, but not below 0."""
    changes = [{"of": key, "delta": deltas[key]} for key in sorted(deltas) if deltas[key]]
    if changes:
        connection.execute(_CHANGE_COUNTER, changes)


_RENEW = sql(
    "INSERT INTO leases (owner, seen_at) VALUES (:owner, :now)"
    " ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at",
    instants=("now",),
)


def renew_lease(connection: Connection, process_id: str, *, now: datetime) -> None:
    """Renew the lease of a process."""
    connection.execute(_RENEW, {"owner": process_id, "now": now})


def is_abandoned(*, by_others_than: str, now: datetime) -> ColumnElement[bool]:
    """Return the condition that a reservation belongs to another process, whose lease expired."""
    # a lease in the future was renewed before the clock was set back
    alive = select(leases.c.owner).where(leases.c.seen_at.between(now - LEASE, now + LEASE))
    owner = reservations.c.owner
    return (owner != by_others_than) & owner.not_in(alive)


async def delete_in_batches(
    database: Database, statement: TextClause, values: Mapping[str, object], *, batch: int
) -> None:
    """Repeat a statement that deletes up to `:batch` rows until none are left.

    Each batch is a transaction of its own, so that others do not wait long.
    """
    values = {**values, "batch": batch}
    while await database.write(lambda it: it.execute(statement, values).rowcount) == batch:
        pass
